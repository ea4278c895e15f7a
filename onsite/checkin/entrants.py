"""Who may come in at a checkpoint: what single scans would answer, for everybody at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.checkin.asking.outcomes import outcome_of
from onsite.checkin.facts import Outcome
from onsite.checkin.people import everybody
from onsite.checkin.roll import asked
from onsite.checkin.rules import against, decide

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.checkin.facts import Verdict
    from onsite.checkin.people import Person
    from onsite.checkin.question import Question
    from onsite.plan.model import Plan

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Entrant:
    """An attendee, and what a scan of theirs would answer."""

    attendee: str
    name: str
    category: str
    """As the source list names it."""
    verdict: Verdict


def entrants(
    rows: Connection, plan: Plan, checkpoint: str, now: datetime, *, admitted: bool
) -> list[Entrant]:
    """Everybody on the roster whom a scan of theirs would let in, or would not, by name.

    Who would be asked something first counts among those who may come in; the verdict says what.

    Args:
        now: aware; also a later instant than now, if nothing happens until then.
        admitted: which of the two.
    """
    return [
        Entrant(
            person.ticket.attendee, person.record.name, person.ticket.category, decide(question)
        )
        for person, question in _questions(rows, plan, checkpoint, now)
        if (outcome_of(question, against(question)) is not Outcome.REFUSE) is admitted
    ]


def _questions(
    rows: Connection, plan: Plan, checkpoint: str, now: datetime
) -> Iterator[tuple[Person, Question]]:
    for people in everybody(rows, _AT_ONCE):
        yield from asked(rows, plan, people, checkpoint, now)
