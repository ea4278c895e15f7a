"""Putting the demo's people and plan into an empty store, as if the day had begun."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from onsite.demo.days import Days, days_from
from onsite.demo.people import SEED, SOURCE, crowd

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.clock import Clock
    from onsite.demo.people import Crowd, Person
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.wiring import Site

DOOR = "main"
_LONGEST = timedelta(minutes=95)
_LIST_AGE = timedelta(hours=6)
_OPERATORS = ("Mei", "Jonas", "Thandi")


class DemoClock:
    """A clock that can be held at an instant, and then runs on with the real time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: datetime | None = None

    def now(self) -> datetime:
        """The instant it is held at, otherwise the present one; aware, in UTC."""
        return self._held or self._clock.now()

    def hold(self, instant: datetime) -> None:
        """Stand still at that aware instant."""
        self._held = instant

    def run(self) -> None:
        """Show the present again."""
        self._held = None


def fill(site: Site, clock: DemoClock, days: Days | None = None) -> Crowd:
    """Publish the plan, list everybody, and let in who came before.

    Args:
        site: an empty store, whose clock is `clock`.
        clock: held at the times at which all of it is to have happened, then let run.
        days: today and tomorrow where nothing is said.
    """
    now = clock.now()
    days = days or days_from(now)
    people = crowd(days)
    try:
        clock.hold(now - _LIST_AGE)
        site.write_now(_prepare, days, people)
        site.write_now(_plan_stages, clock, days, now)
        site.write_now(_sign_on, clock, now)
        site.write_now(_let_in, clock, _arrivals(people, days, now))
        site.write_now(_run_stages, clock, days, now)
        site.write_now(_count_zones, clock, now)
    finally:
        clock.run()
    return people


def _plan_stages(
    journal: Journal, rows: Connection, clock: DemoClock, days: Days, now: datetime
) -> None:
    from onsite.demo.stages import plan_stages

    plan_stages(journal, rows, _plan(rows), clock, days, now)


def _run_stages(
    journal: Journal, rows: Connection, clock: DemoClock, days: Days, now: datetime
) -> None:
    from onsite.demo.stages import run_stages

    run_stages(journal, rows, _plan(rows), clock, days, now)


def _count_zones(journal: Journal, rows: Connection, clock: DemoClock, now: datetime) -> None:
    from onsite.demo.zones import count_zones

    count_zones(journal, rows, _plan(rows), clock, now)


def _plan(rows: Connection) -> Plan:
    from onsite.plan.service import current

    plan = current(rows)
    if plan is None:
        raise LookupError(DOOR)
    return plan


def _prepare(journal: Journal, rows: Connection, days: Days, people: Crowd) -> None:
    from onsite.plan.service import publish
    from onsite.roster.facts import AttendeeListed, AttendeeWithdrawn, ListImported

    publish(journal, rows, days.plan(), "Noor")
    listed = (
        AttendeeListed(
            attendee=person.attendee,
            source=SOURCE,
            source_key=person.attendee,
            record=person.record,
        )
        for person in people.people
    )
    gone = [
        AttendeeWithdrawn(attendee=person.attendee) for person in people.people if person.withdrawn
    ]
    imported = ListImported(
        file="harbour-summit.csv",
        sha256="",
        source=SOURCE,
        new=len(people.people),
        changed=0,
        gone=len(gone),
        unchanged=0,
        duplicates=0,
        bad=0,
    )
    journal.append(rows, *listed, *gone, imported, operator="Noor")


def _sign_on(journal: Journal, rows: Connection, clock: DemoClock, now: datetime) -> None:
    """Everybody is at their post whose shift it is."""
    from onsite.staff.shifts.service import sign_on

    plan = _plan(rows)
    for key, shift in plan.shifts.items():
        if shift.begins(plan.zone) <= now < shift.ends(plan.zone):
            clock.hold(max(shift.begins(plan.zone), now - _LONGEST))
            for operator in shift.operators:
                sign_on(journal, rows, plan, operator, "Noor", shift=key)


def _arrivals(people: Crowd, days: Days, now: datetime) -> list[tuple[datetime, Person]]:
    """When each came who is inside: since the doors opened, most of them lately."""
    dice = random.Random(SEED)  # noqa: S311 - the demo's own rush hour
    early = min(_LONGEST, max(now - days.begins, timedelta()))
    inside = [person for person in people.people if person.inside]
    ago = sorted((dice.triangular(0.01, 1, 0.05) * early for _each in inside), reverse=True)
    return [(now - before, person) for before, person in zip(ago, inside, strict=True)]


def _let_in(
    journal: Journal, rows: Connection, clock: DemoClock, arrivals: list[tuple[datetime, Person]]
) -> None:
    from onsite.checkin.service import Attempt, scan

    plan = _plan(rows)
    for number, (at, person) in enumerate(arrivals):
        clock.hold(at)
        code = person.record.codes[0]
        operator = _OPERATORS[number % len(_OPERATORS)]
        scan(journal, rows, plan, Attempt(f"demo-{number:03}", DOOR, operator, code=code))
