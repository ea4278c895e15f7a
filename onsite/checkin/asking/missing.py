"""What must still be asked of a guest whom nothing else keeps out. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.facts import UNPAID, Asks
from onsite.plan.questions import put_at
from onsite.roster.facts import Payment

if TYPE_CHECKING:
    from onsite.checkin.question import Question


def missing(question: Question) -> Asks:
    """All that is open, so that it is asked at once."""
    return Asks(confirm=unconfirmed(question), questions=unanswered(question))


def unconfirmed(question: Question) -> tuple[str, ...]:
    """What the operator must still confirm."""
    owes = owes_confirmed_entry(question) and UNPAID not in question.confirmed
    return (UNPAID,) if owes else ()


def owes_confirmed_entry(question: Question) -> bool:
    """Whether the guest has not paid, and comes in here only if the operator says so."""
    return question.ticket.payment is Payment.UNPAID and question.rule.admits_unpaid


def unanswered(question: Question) -> tuple[str, ...]:
    """The ids of the questions that are open, in the plan's order.

    A question that was put and may be left open is not put again. Where nobody is there to ask,
    only those count without which nobody comes in.
    """
    plan = question.plan
    if not plan.questions:
        return ()
    category = plan.category_of(question.ticket.category)
    before, now = dict(question.answered), dict(question.answers)
    return tuple(
        key
        for key in put_at(plan, question.checkpoint, category)
        if (plan.questions[key].required or not question.rule.kiosk)
        and not _is_answered(question, key, before, now)
    )


def _is_answered(question: Question, key: str, before: dict[str, str], now: dict[str, str]) -> bool:
    asked = question.plan.questions[key]
    given = now.get(key, None if asked.every_time else before.get(key))
    return given is not None and (bool(given) or not asked.required)
