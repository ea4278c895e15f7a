"""What would be enough: by table, and the laws that the answer keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.checkin.conditions.holding import holds
from onsite.checkin.conditions.nearest import nearest
from onsite.checkin.conditions.waiting import from_when
from onsite.plan.conditions.parsing import parse
from onsite.plan.conditions.printing import text
from onsite.plan.conditions.tree import AnyOf, Flag, Is
from onsite.plan.conditions.tree import leaves as comparisons
from tests.checkin.conditions.people import ALWAYS, doors, local, people, somebody
from tests.plan.conditions.trees import DAYS, leaves, timed, trees

MINUTE = timedelta(minutes=1)
NINE = ("2026-11-24 09:00",)

# The condition, when, the entries before, what else is known; then what is missing, from when it
# will do, and at which gates.
NEAREST = [
    ("time >= 22:00", "2026-11-24 20:00", (), {}, "time >= 22:00", "2026-11-24 22:00", ""),
    ("now >= first admission - 10 min", "2026-11-24 07:30", (), {},
     "now >= first admission - 10 min", "2026-11-24 07:50", ""),
    # The nearer branch of an or, and only it.
    ("vip or time >= 12:00 or time >= 11:00", "2026-11-24 10:00", (), {},
     "time >= 11:00", "2026-11-24 11:00", ""),
    ("minutes since last entry >= 180", "2026-11-24 10:00", NINE, {},
     "minutes since last entry >= 180", "2026-11-24 12:00", ""),
    # Rounded up to a full minute.
    ("minutes since last entry >= 180", "2026-11-24 10:00", ("2026-11-24 09:00:01",), {},
     "minutes since last entry >= 180", "2026-11-24 12:01", ""),
    ("entries today < 1", "2026-11-24 10:00", NINE, {},
     "entries today < 1", "2026-11-25 04:00", ""),
    ("entries < 1", "2026-11-24 10:00", NINE, {}, "entries < 1", "", ""),
    ("days present < 1 or present today", "2026-11-25 10:00", NINE, {}, "days present < 1", "", ""),
    ("weekday = Thu", "2026-11-24 10:00", (), {}, "weekday = Thu", "2026-11-26 04:00", ""),
    ("time < 09:00", "2026-11-26 10:00", (), {}, "time < 09:00", "", ""),
    ("age >= 18", "2026-11-24 10:00", (), {"born": 17}, "age >= 18", "", ""),
    # Another gate is nearer than a wait of more than a quarter of an hour.
    ("gate = b", "2026-11-24 10:00", (), {"gate": "a"}, "gate = b", "", "b"),
    ("gate != a", "2026-11-24 10:00", (), {"gate": "a"}, "gate != a", "", "b,north-2"),
    ("gate = b or time >= 10:16", "2026-11-24 10:00", (), {}, "gate = b", "", "b"),
    ("gate = b or time >= 10:15", "2026-11-24 10:00", (), {},
     "time >= 10:15", "2026-11-24 10:15", ""),
    # Both are needed.
    ("gate = b and time >= 11:00", "2026-11-24 10:00", (), {},
     "gate = b and time >= 11:00", "2026-11-24 11:00", "b"),
    ("vip or gate in a, b and time >= 11:00", "2026-11-24 10:00", (), {},
     "gate in a, b and time >= 11:00", "2026-11-24 11:00", "a,b"),
    # What a guest can do comes before what would take another ticket.
    ("outside or vip", "2026-11-24 10:00", (), {"inside": True}, "outside", "", ""),
    ("vip or outside", "2026-11-24 10:00", (), {"inside": True}, "outside", "", ""),
    ("vip or paid", "2026-11-24 10:00", (), {"paid": False}, "paid", "", ""),
    ("category = vip or entries < 1", "2026-11-24 10:00", NINE, {}, "entries < 1", "", ""),
    ("outside and minutes since last entry >= 90", "2026-11-24 10:00", NINE, {"inside": True},
     "outside and minutes since last entry >= 90", "2026-11-24 10:30", ""),
    ("category = vip and time >= 11:00 or speaker", "2026-11-24 10:00", (), {}, "speaker", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "at", "came", "known", "missing", "since", "gates"), NEAREST)
def test_the_nearest_thing_that_would_be_enough(condition, at, came, known, missing, since, gates):
    found = nearest(parse(condition), somebody(at, came=came, **known), ALWAYS)

    assert " and ".join(text(leaf) for leaf in found.missing) == missing
    assert found.since == (local(since) if since else None)
    assert ",".join(found.gates) == gates


def test_a_wait_ends_when_the_door_opens_and_on_a_day_of_the_ticket():
    opens = [replace(each, opens=each.opens + timedelta(hours=4)) for each in ALWAYS.openings]
    guest, once_a_day = somebody("2026-11-24 10:00", came=NINE), parse("entries today < 1")

    some = replace(ALWAYS, openings=tuple(opens))
    assert from_when(once_a_day, guest, some) == local("2026-11-25 08:00")
    some = replace(some, days=(DAYS[0], DAYS[2]))
    assert from_when(once_a_day, guest, some) == local("2026-11-26 08:00")
    some = replace(some, begins=local("2026-11-26 11:30"))
    assert from_when(once_a_day, guest, some) == local("2026-11-26 11:30")
    assert from_when(once_a_day, guest, replace(some, ends=local("2026-11-26 11:00"))) is None


def test_what_holds_for_less_than_a_minute_is_told_to_the_instant():
    guest = somebody("2026-11-24 10:00", came=("2026-11-24 09:00:20",))
    brief = parse("minutes since last entry = 180 and time < 12:01")

    assert from_when(brief, guest, ALWAYS) == local("2026-11-24 12:00:20")


def _then(known, found):
    """What would be known once everything was done that is missing, without waiting."""
    then = replace(known, gate=found.gates[0]) if found.gates else known
    for leaf in found.missing:
        if isinstance(leaf, Is) and leaf.flag is Flag.INSIDE:
            then = replace(then, inside=not leaf.negated)
        elif isinstance(leaf, Is) and leaf.flag is Flag.PAID:
            then = replace(then, paid=not leaf.negated)
    return then


def _passes(condition, known, doors, at) -> bool:
    day = doors.day_at(at)
    return day is not None and holds(condition, known.at(at, day))


def refused(of=leaves):
    """A condition, somebody who does not meet it, and when the doors are open."""
    asked = st.tuples(trees(of, most=8), people(), doors())
    return asked.filter(lambda each: not holds(each[0], each[1]))


@settings(max_examples=60)
@given(refused(st.one_of(timed, timed, leaves)), st.floats(0, 1))
def test_from_then_on_it_passes_and_not_a_minute_before(asked, share):
    condition, known, open_at = asked
    found = nearest(condition, known, open_at)
    if found.since is None:
        return
    then = _then(known, found)

    assert _passes(condition, then, open_at, found.since)
    wait = found.since - known.now
    for earlier in (MINUTE, share * wait, timedelta(seconds=30) + share * wait):
        before = found.since - max(earlier, MINUTE)
        if before > known.now:
            assert not _passes(condition, then, open_at, before)


@settings(max_examples=60)
@given(refused())
def test_whoever_is_told_of_no_time_would_wait_in_vain(asked):
    condition, known, open_at = asked
    found = nearest(condition, known, open_at)
    if found.since is not None or found.gates:
        return

    later = (known.now + hours * timedelta(hours=1) for hours in range(1, 72))
    assert not any(_passes(condition, known, open_at, at) for at in later)


@settings(max_examples=60)
@given(refused())
def test_what_is_missing_is_written_in_the_plan_and_is_not_so_now(asked):
    condition, known, open_at = asked
    found = nearest(condition, known, open_at)

    assert found.missing
    assert set(found.missing) <= set(comparisons(condition))
    assert not any(holds(leaf, known) for leaf in found.missing)


@settings(max_examples=60)
@given(refused(), trees(most=4))
def test_of_an_or_one_way_is_told(asked, other):
    condition, known, open_at = asked
    if holds(other, known):
        return
    found = nearest(AnyOf((condition, other)), known, open_at)

    ways = (set(comparisons(condition)), set(comparisons(other)))
    assert any(set(found.missing) <= way for way in ways)
