"""Signing on and off by badge, who is where, and who relieves whom."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onsite.errors import BadInputError, NotPossibleError
from onsite.staff.shifts.rules import Stand
from onsite.staff.shifts.service import roll, scan_badge, sign_off, sign_on


def stands(site, plan):
    found = site.read_now(roll, plan, site.clock.now())
    return {each.operator: each.stand for each in found}


def at(clock, hour, minute=0):
    clock.set(datetime(2026, 11, 25, hour - 1, minute, tzinfo=UTC))  # Berlin is an hour ahead


def test_a_day_at_the_door(site, plan, clock):
    at(clock, 8, 4)
    assert stands(site, plan) == {"ben": Stand.AWAITED, "caro": Stand.PLANNED}
    at(clock, 8, 7)
    assert stands(site, plan)["ben"] is Stand.LATE

    done = site.write_now(scan_badge, plan, "STAFF-2", "Maria")
    assert (done.on, done.shift, done.post) == (True, "early", "Door")
    (ben, _caro) = site.read_now(roll, plan, clock.now())
    assert (ben.stand, ben.late.total_seconds(), ben.relief) == (Stand.ON, 420, ("Caro Weiß",))

    at(clock, 12, 1)
    assert stands(site, plan) == {"ben": Stand.RELIEF, "caro": Stand.AWAITED}
    site.write_now(sign_on, plan, "caro", "Maria")
    (ben, caro) = site.read_now(roll, plan, clock.now())
    assert (ben.relief_there, caro.shift, caro.stand) == (True, "noon", Stand.ON)
    assert site.write_now(scan_badge, plan, "STAFF-2", "Maria").on is False
    assert stands(site, plan) == {"ben": Stand.DONE, "caro": Stand.ON}


def test_a_badge_that_is_read_twice_counts_once(site, plan, clock):
    at(clock, 8)
    assert site.write_now(scan_badge, plan, "STAFF-2", "Maria").changed
    clock.advance(seconds=4)
    again = site.write_now(scan_badge, plan, "STAFF-2", "Maria")
    assert (again.on, again.changed) == (True, False)
    clock.advance(seconds=2)
    assert site.write_now(scan_badge, plan, "STAFF-2", "Maria").on is False


def test_who_signs_on_elsewhere_has_left(site, plan, clock):
    at(clock, 8)
    site.write_now(sign_on, plan, "ben", "Maria")
    site.write_now(sign_on, plan, "ben", "Maria", post="Cloakroom")
    found = site.read_now(roll, plan, clock.now())
    assert [(each.post, each.stand) for each in found] == [
        ("Cloakroom", Stand.ON),
        ("Door", Stand.LEFT),
        ("Door", Stand.PLANNED),
    ]


def test_what_cannot_be_signed(site, plan):
    for who, shift in (("nobody", ""), ("ben", "night")):
        with pytest.raises(BadInputError):
            site.write_now(sign_on, plan, who, "Maria", shift=shift)
    with pytest.raises(NotPossibleError, match="Ben Okoro is not signed on"):
        site.write_now(sign_off, plan, "ben", "Maria")
