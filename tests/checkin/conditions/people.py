"""A summit of three days, and people at one of its checkpoints, made by hand and at random."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from onsite.checkin.conditions.known import Known
from onsite.checkin.conditions.waiting import Doors
from onsite.plan.conditions.calendar import Calendar
from onsite.plan.conditions.tree import Anchor
from onsite.plan.hours import Opening
from tests.plan.conditions.trees import CATEGORIES, DAYS, GATES

ZONE = ZoneInfo("Europe/Berlin")
TIMES = {Anchor.ADMISSION: time(8), Anchor.START: time(9), Anchor.END: time(18)}


def calendar() -> Calendar:
    return Calendar(ZONE, DAYS, time(4), TIMES, {})


def local(text: str) -> datetime:
    """A time such as 2026-11-24 22:00 in Berlin, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def day_of(at: datetime) -> date:
    """The day of the event: it ends at four in the morning, which is three in UTC."""
    return (at - timedelta(hours=3)).date()


def somebody(at: str = "2026-11-24 10:00", *, came: tuple[str, ...] = (), **known) -> Known:
    """A regular guest at ten on the first day; `came` are the times of earlier entries."""
    now, entries = local(at), tuple(local(each) for each in came)
    plain = Known(
        calendar(),
        now,
        day_of(now),
        category="regular",
        ticket="early bird",
        entries=entries,
        days=tuple(day_of(entry) for entry in entries),
    )
    return replace(plain, **known)


WHOLE_DAYS = tuple(
    Opening(local(f"{day} 04:00"), local(f"{day + timedelta(days=1)} 04:00"), day) for day in DAYS
)
ALWAYS = Doors(WHOLE_DAYS, DAYS, gates=GATES)

instants = st.integers(0, 3 * 24 * 60 * 2 - 1).map(
    lambda half_minutes: local("2026-11-24 04:00") + timedelta(seconds=30 * half_minutes)
)


@st.composite
def people(draw) -> Known:
    now = draw(instants)
    entries = tuple(sorted(draw(st.lists(instants, max_size=4))))
    window = st.none() | instants
    return Known(
        calendar=calendar(),
        now=now,
        day=day_of(now),
        category=draw(st.sampled_from((*CATEGORIES, None))),
        ticket=draw(st.sampled_from(("early bird", "o'brien pass", "press", ""))),
        variant=draw(st.sampled_from(("student", "senior 60+", "学生", ""))),
        gate=draw(st.sampled_from((*GATES, ""))),
        vip=draw(st.booleans()),
        speaker=draw(st.booleans()),
        paid=draw(st.booleans()),
        born=draw(st.none() | st.integers(0, 90) | st.dates(date(1930, 1, 1), date(2026, 1, 1))),
        valid_from=draw(window),
        valid_until=draw(window),
        inside=draw(st.booleans()),
        entries=entries,
        days=tuple(day_of(entry) for entry in entries),
    )


@st.composite
def doors(draw) -> Doors:
    """Whole days, or windows in some of them; a ticket for some days, perhaps with a window."""
    hours = draw(st.sampled_from(((0, 24), (4, 14), (16, 23))))
    openings = tuple(
        Opening(
            each.opens + timedelta(hours=hours[0]), each.opens + timedelta(hours=hours[1]), each.day
        )
        for each in WHOLE_DAYS
    )
    good = tuple(sorted(draw(st.sets(st.sampled_from(DAYS), min_size=1))))
    begins, ends = draw(st.none() | instants), draw(st.none() | instants)
    return Doors(openings, good, begins, ends, GATES)
