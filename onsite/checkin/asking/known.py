"""What a desk knows of guests besides their tickets: passages, answers so far, cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onsite.checkin.asking.answered import answered
from onsite.checkin.people import presence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.checkin.question import Question
    from onsite.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Known:
    """Of one guest."""

    answered: tuple[tuple[str, str], ...] = ()
    """As `Question.answered`."""
    case: str = ""
    """The id of an open case that stops check-in; empty where there is none."""


def known_of(rows: Connection, plan: Plan, attendees: Sequence[str]) -> dict[str, Known]:
    """By attendee; those of whom nothing is known may be left out."""
    answers = answered(rows, plan, attendees)
    return {attendee: Known(given) for attendee, given in answers.items()}


def about(rows: Connection, question: Question, attendee: str) -> Question:
    """The question with what is known of the one who stands there."""
    plan, checkpoint = question.plan, question.checkpoint
    known = known_of(rows, plan, [attendee]).get(attendee, Known())
    there = presence(rows, plan, attendee, checkpoint, question.now)
    return replace(question, presence=there, case=known.case, answered=known.answered)
