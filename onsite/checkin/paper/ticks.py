"""Entering ticks afterwards: each is an admission that happened when the paper says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import bindparam, select

from onsite.checkin.checkout.due import out_ms
from onsite.checkin.facts import Direction, Outcome, PaperTick, Reason, ScanMade, Verdict
from onsite.checkin.paper import times
from onsite.checkin.paper.lists import key_of
from onsite.checkin.people import by_code, by_id, presence
from onsite.checkin.question import Question
from onsite.checkin.rules import again_at, against
from onsite.checkin.tables import ScanRow
from onsite.clock import from_ms, to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.roster.search import search
from onsite.scanner.payload import candidates
from onsite.staff.rules import is_too_short
from onsite.staff.service import limits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.checkin.paper.lists import ListMade
    from onsite.checkin.people import Person
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

_SCAN = table_of(ScanRow)
_BY_KEY = select(_SCAN).where(_SCAN.c.key == bindparam("key"))
_HITS = 30
_WORTH_SAYING = {
    Reason.CANCELLED,
    Reason.WITHDRAWN,
    Reason.BLOCKED,
    Reason.NOT_APPROVED,
    Reason.TOO_EARLY,
    Reason.TOO_LATE,
    Reason.CATEGORY,
    Reason.WRONG_DAY,
    Reason.UNPAID,
}
"""What may stand against the ticket itself: the person came in all the same, and it is said."""

Outcomes = Literal["entered", "duplicate", "twice"]


@dataclass(frozen=True, slots=True)
class Whom:
    """Who may be meant by a line of the list."""

    attendee: str
    name: str
    company: str
    category: str
    number: int
    """On the list; 0 for somebody who does not stand on it."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick as it stands on paper."""

    whom: Whom
    at: datetime
    """The time beside it, aware."""
    by: str = ""
    """Who has ticked."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a tick."""

    outcome: Outcomes
    """`duplicate`: it was entered before, nothing is recorded. `twice`: they were in already."""
    tick: Tick
    before: datetime | None = None
    """When they had come in besides; of a duplicate, the time that was entered."""
    warning: Reason | None = None
    """What stands against the ticket."""


def find(
    rows: Connection, plan: Plan, people: Mapping[int, str], text: str, operator: str
) -> tuple[tuple[Whom, ...], bool]:
    """Who may be meant by a number, a code or letters, and whether it can only be the first.

    Args:
        rows: the open transaction.
        plan: says how many letters the operator's role needs.
        people: of the list, by their numbers.
        text: as it was typed or scanned.
        operator: who asks.

    Raises:
        BadInputError: these are too few letters for the operator's role.
    """
    numbers = {attendee: number for number, attendee in people.items()}
    plain = text.strip().lstrip("#")
    if plain.isascii() and plain.isdigit() and int(plain[:9]) in people:
        return _whom(by_id(rows, [people[int(plain[:9])]]), numbers), True
    for code in candidates(text):
        found = by_code(rows, code)
        if found:
            return _whom(found, numbers), len(found) == 1
    may = limits(rows, plan, operator)
    if is_too_short(plain, may):
        raise BadInputError(
            _("Nobody is shown for so few letters."),
            _("Type {n} at least, the number of the line, or the code.").format(n=may.search_min),
        )
    hits = search(rows, plain, _HITS)
    exact = len(hits) == 1 and hits[0].exact
    order = sorted(hits, key=lambda hit: hit.attendee not in numbers)
    return _whom(by_id(rows, [hit.attendee for hit in order]), numbers), exact


def enter(
    journal: Journal, rows: Connection, plan: Plan, of: ListMade, tick: Tick, operator: str
) -> Entered:
    """Record a tick as an admission at the time that is written beside it.

    What another desk has recorded of the same person stays as it is: the fold says which of two
    admissions is the conflict, by their times.

    Args:
        journal: this station's.
        rows: the open transaction.
        plan: the plan in force.
        of: the list.
        tick: who, and when.
        operator: who enters it.

    Raises:
        NotPossibleError: nobody can have written that time, or the plan has no such checkpoint.
    """
    _check_place(plan, of)
    times.check(plan, tick.at, of.made, journal.clock.now())
    key, before = _key(rows, of.label, tick.whom.attendee)
    if before is not None:
        return Entered("duplicate", tick, from_ms(before["at_ms"]))
    there = presence(rows, plan, tick.whom.attendee, of.checkpoint)
    fact = _admission(rows, plan, of, tick, key)
    journal.append(rows, fact, operator=operator)
    outcome: Outcomes = "twice" if there.inside else "entered"
    return Entered(outcome, tick, there.last_in if there.inside else None, fact.verdict.warning)


def _admission(rows: Connection, plan: Plan, of: ListMade, tick: Tick, key: str) -> ScanMade:
    (person,) = by_id(rows, [tick.whom.attendee])
    # Of what the desks have recorded, the paper knew nothing.
    question = Question(plan, of.checkpoint, Direction.ENTRY, tick.at, (person.ticket,))
    reason = against(question)
    verdict = Verdict(
        outcome=Outcome.ADMIT,
        reason=Reason.ADMITTED,
        path=("paper",),
        warning=reason if reason in _WORTH_SAYING else None,
    )
    return ScanMade(
        key=key,
        at_ms=to_ms(tick.at),
        checkpoint=of.checkpoint,
        direction=Direction.ENTRY,
        code="",
        attendee=tick.whom.attendee,
        verdict=verdict,
        again=again_at(plan, of.checkpoint),
        out_ms=out_ms(question),
        paper=PaperTick(list=of.label, number=tick.whom.number, by=tick.by),
    )


def _check_place(plan: Plan, of: ListMade) -> None:
    if of.checkpoint not in plan.checkpoints:
        raise NotPossibleError(
            _("The plan has no checkpoint “{checkpoint}” any more.").format(
                checkpoint=of.checkpoint
            )
        )


def next_time(last: datetime | None, now: datetime) -> datetime | None:
    """What is offered for the next tick: a minute after the last, but not in the future.

    Args:
        last: aware; None before the first.
        now: aware.
    """
    if last is None:
        return None
    this_minute = now.astimezone(UTC).replace(second=0, microsecond=0)
    return max(last, min(last + timedelta(minutes=1), this_minute))


def _key(rows: Connection, label: str, attendee: str) -> tuple[str, Any]:
    """The key that a tick gets, and the row of the same tick where it was entered before."""
    turn = 0
    while True:
        key = key_of(label, attendee, turn)
        row = rows.execute(_BY_KEY, {"key": key}).mappings().first()
        if row is None or not row["undone"]:
            return key, row
        turn += 1


def _whom(people: Sequence[Person], numbers: Mapping[str, int]) -> tuple[Whom, ...]:
    return tuple(
        Whom(
            person.ticket.attendee,
            person.record.name,
            person.record.company,
            person.ticket.category,
            numbers.get(person.ticket.attendee, 0),
        )
        for person in people
    )
