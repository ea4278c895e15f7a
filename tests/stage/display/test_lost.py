"""Whether a display hears its source."""

from __future__ import annotations

import pytest

from onsite.stage.display.lost import PATIENCE_MS, cut_off_since
from onsite.sync.link.state import LinkState, Peer, Phase
from tests.stage.display.scenes import T0

OWN, SOURCE = "own", "console"
AGO = 60_000


def state(*, since: int = AGO, heard: int | None = 0, written: int = 0, offset: float = 0.0):
    peers = () if heard is None else (Peer(station=SOURCE, instance="i", heard_ms=T0 - heard),)
    return LinkState(
        at_ms=T0 - written - round(offset),
        since_ms=T0 - since - round(offset),
        offset_ms=offset,
        peers=peers,
    )


@pytest.mark.parametrize(
    ("phase", "source", "link", "since"),
    [
        (Phase.LIVE, SOURCE, state(), None),
        (Phase.LIVE, SOURCE, state(heard=PATIENCE_MS - 1), None),
        (Phase.LIVE, SOURCE, state(heard=9_000), T0 - 9_000),
        (Phase.LIVE, SOURCE, state(heard=None), T0 - AGO),
        (Phase.LIVE, SOURCE, state(heard=None, since=1_000), None),
        (Phase.SEARCHING, SOURCE, state(), T0 - AGO),
        (Phase.SEARCHING, SOURCE, state(offset=86_000.0), T0 - AGO),
        (Phase.SEARCHING, SOURCE, state(since=500), None),
        (Phase.SILENT, SOURCE, state(written=20_000), T0 - 20_000),
        (Phase.REVOKED, SOURCE, state(), T0 - AGO),
        (Phase.SEARCHING, OWN, state(), None),
        (Phase.SEARCHING, "", state(), None),
        (Phase.ALONE, SOURCE, state(), None),
        (None, SOURCE, state(), None),
    ],
)
def test_since_when_nothing_was_heard(phase, source, link, since):
    assert cut_off_since(link, phase, source, OWN, T0) == since
