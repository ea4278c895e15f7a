"""What a desk knows of guests besides their tickets: passages, answers so far, cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onsite.cases.service import all_stopping, stopping
from onsite.checkin.asking.answered import answered
from onsite.checkin.people import presence
from onsite.goods.holding import held

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.checkin.question import Question
    from onsite.goods.rules import Held
    from onsite.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Known:
    """Of one guest."""

    answered: tuple[tuple[str, str], ...] = ()
    """As `Question.answered`."""
    case: str = ""
    """The id of an open case that stops check-in; empty where there is none."""
    held: tuple[Held, ...] = ()
    """As `Question.held`."""


def known_of(rows: Connection, plan: Plan, attendees: Sequence[str]) -> dict[str, Known]:
    """By attendee; those of whom nothing is known may be left out."""
    if not attendees:
        return {}
    answers = answered(rows, plan, attendees)
    cases = _stopping(rows, plan, attendees)
    given = held(rows, attendees) if plan.goods else {}
    return {
        who: Known(answers.get(who, ()), cases.get(who, ""), given.get(who, ()))
        for who in answers.keys() | cases.keys() | given.keys()
    }


def _stopping(rows: Connection, plan: Plan, attendees: Sequence[str]) -> dict[str, str]:
    """By attendee; everybody's where it is asked for several."""
    if len(attendees) == 1:
        (one,) = attendees
        first = stopping(rows, plan, one)
        return {one: first.id} if first is not None else {}
    return {attendee: each.id for attendee, each in all_stopping(rows).items()}


def about(rows: Connection, question: Question, attendee: str) -> Question:
    """The question with what is known of the one who stands there."""
    plan, checkpoint = question.plan, question.checkpoint
    known = known_of(rows, plan, [attendee]).get(attendee, Known())
    there = presence(rows, plan, attendee, checkpoint, question.now)
    return replace(
        question, presence=there, case=known.case, answered=known.answered, held=known.held
    )
