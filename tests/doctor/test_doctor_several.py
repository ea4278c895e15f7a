"""What is said of working with other laptops, and what mends it."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from onsite.doctor.several import Several, findings, look
from onsite.readiness import State
from onsite.sync.keys.keyring import KEY_FILE

WELL = Several(
    server="/bin/nats-server",
    version="2.11",
    server_trouble="",
    server_mend="",
    free_bytes=80_000_000_000,
    multicast=True,
    offset_ms=12.0,
    days_left=20,
    key="",
)


def test_a_computer_that_lacks_nothing():
    assert [(each.check, each.state) for each in findings(WELL)] == [
        ("hub", State.OK),
        ("hub_space", State.OK),
        ("network", State.OK),
        ("hub_clock", State.OK),
    ]


@pytest.mark.parametrize(
    ("seen", "check", "state", "mend"),
    [
        ({"server": "", "server_trouble": "None.", "server_mend": "Install it."}, "hub",
         State.NOTE, "Install it."),
        ({"free_bytes": 3_000_000_000}, "hub_space", State.NOTE, "onsite hub --limit-gb 1.5"),
        ({"multicast": False}, "network", State.NOTE,
         "Type the hub's address where it is asked for: it stands on the hub's screen."),
        ({"offset_ms": None}, "hub_clock", State.OK, ""),
        ({"offset_ms": -61_000.0}, "hub_clock", State.NOTE, "Set the computer's clock."),
        ({"days_left": 3}, "erasing", State.NOTE, "Connect it to the hub to keep it."),
        ({"key": "d/event.key"}, "key", State.MISSING, 'chmod 600 "d/event.key"'),
    ],
)  # fmt: skip
def test_one_thing_differs(seen, check, state, mend):
    well = findings(WELL)
    (found,) = [each for each in findings(replace(WELL, **seen)) if each not in well]
    assert (found.check, found.state, found.mend) == (check, state, mend)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
@pytest.mark.parametrize(("mode", "told"), [(0o600, False), (0o644, True)])
def test_a_key_that_others_may_read_is_seen(tmp_path, clock, mode, told):
    (tmp_path / KEY_FILE).touch()
    (tmp_path / KEY_FILE).chmod(mode)
    assert bool(look(tmp_path, 1, clock.now()).key) is told
