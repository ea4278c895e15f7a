"""Which console is the first, and when a link has caught up."""

from __future__ import annotations

import pytest

from onsite.sync.link.state import LinkState, Peer, Phase
from onsite.sync.rules import Member
from onsite.sync.touch import (
    ALONE_MS,
    CATCH_UP_MS,
    FRESH_MS,
    GAP_MS,
    PATIENCE_MS,
    WOKEN_MS,
    Settling,
    rank,
)

ROLES = {"a": "lead", "b": "control", "c": "control", "d": "desk"}
MEMBERS = {key: Member(key, frozenset({role})) for key, role in ROLES.items()}
NOW = 1_000_000


def linked(*heard: str, at_ms: int = NOW) -> LinkState:
    peers = tuple(Peer(station=each, instance="x", heard_ms=at_ms) for each in heard)
    return LinkState(peers=peers)


@pytest.mark.parametrize(
    ("station", "state", "phase", "found"),
    [
        ("b", linked("a", "c", "d"), Phase.LIVE, 0),
        ("c", linked("a", "b", "d"), Phase.LIVE, 1),
        ("a", linked("b", "c", "d"), Phase.LIVE, 2),
        ("a", linked("d"), Phase.LIVE, 0),
        # Whom it does not hear any more is not there.
        ("c", linked("b", at_ms=NOW - PATIENCE_MS), Phase.LIVE, 0),
        ("c", linked("b"), Phase.SEARCHING, 0),
        ("c", linked("b"), None, 0),
    ],
)
def test_the_first_is_a_console_that_is_there(station, state, phase, found):
    assert rank(station, MEMBERS, state, phase, NOW) == found


def test_alone_it_never_waits():
    assert Settling().settled(None, 0, joined=False)


def test_it_waits_for_the_link_to_catch_up_but_not_for_ever():
    settling = Settling()
    assert not settling.settled(None, 0, joined=True)
    assert not settling.settled(Phase.CATCHING_UP, 1_000, joined=True)
    assert not settling.settled(Phase.CATCHING_UP, FRESH_MS, joined=True)
    assert settling.settled(Phase.LIVE, FRESH_MS + 1, joined=True)
    # Slept: the link says for a moment that it is live.
    woken_ms = FRESH_MS + 2 + GAP_MS
    assert not settling.settled(Phase.LIVE, woken_ms, joined=True)
    assert not settling.settled(Phase.LIVE, woken_ms + FRESH_MS, joined=True)
    assert settling.settled(Phase.LIVE, woken_ms + WOKEN_MS, joined=True)


def test_in_a_partition_it_goes_on_by_itself():
    settling = Settling()
    for boot_ms in range(0, ALONE_MS, 1_000):
        assert not settling.settled(Phase.SEARCHING, boot_ms, joined=True)
    assert settling.settled(Phase.SEARCHING, ALONE_MS, joined=True)
    # Back again, where there is more to read than can be waited for.
    for boot_ms in range(0, CATCH_UP_MS, 1_000):
        assert not settling.settled(Phase.CATCHING_UP, ALONE_MS + 1 + boot_ms, joined=True)
    assert settling.settled(Phase.CATCHING_UP, ALONE_MS + 1 + CATCH_UP_MS, joined=True)
