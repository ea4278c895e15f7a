"""How many a zone could hold in the course of a day."""

from __future__ import annotations

from onsite.clock import to_ms
from onsite.staff.shifts.service import sign_off, sign_on
from onsite.zones.capacity import service
from onsite.zones.capacity.course import course
from onsite.zones.capacity.reading import FORGOTTEN


def steps(act, zone: str = "hall", hours: int = 24) -> list[tuple[int, int | None]]:
    """By seconds since the test began."""
    now_ms = to_ms(act.began)
    until_ms = now_ms + hours * 3_600_000
    found = act.site.read_now(course, act.plan, zone, now_ms, until_ms)
    return [((at_ms - now_ms) // 1000, people) for at_ms, people in found]


def test_a_zone_of_which_nothing_was_said_holds_the_same_all_day(act):
    assert (steps(act), steps(act, "yard")) == ([(0, 1056)], [(0, None)])


def test_each_word_counts_from_when_it_was_said(act):
    act(service.block, "hall", "north")
    act(service.block, "hall", "north", "ice")
    act(service.set_limit, "hall", 30, "wind")
    act(service.set_limit, "hall", None)
    act(service.clear, "hall", "north")
    assert steps(act) == [(0, 1056), (5, 49), (15, 30), (20, 49), (25, 1056)]
    assert steps(act)[-1][1] == act.capacity().people


def test_it_begins_with_what_was_so_before(act):
    act(service.set_limit, "hall", 30)
    act(service.set_limit, "hall", 20)
    since_ms = to_ms(act.clock.now()) - 1
    found = act.site.read_now(course, act.plan, "hall", since_ms, since_ms + 9000)
    assert found == ((since_ms, 30), (since_ms + 1, 20))
    assert act.site.read_now(course, act.plan, "hall", since_ms, since_ms + 1) == ((since_ms, 30),)


def test_crowd_managers_come_and_go_and_are_forgotten(act):
    act.clock.advance(seconds=60)
    act.site.write_now(sign_on, act.plan, "ana", "Maria", shift="front")
    act.clock.advance(seconds=60)
    act.site.write_now(sign_off, act.plan, "ana", "Maria")
    act.clock.advance(seconds=60)
    act.site.write_now(sign_on, act.plan, "bo", "Maria", shift="front")
    ends = act.plan.shifts["front"].ends(act.plan.zone) + FORGOTTEN
    gone = int((ends - act.began).total_seconds())
    assert steps(act, "front") == [(0, 0), (60, 250), (120, 0), (180, 250), (gone, 0)]
