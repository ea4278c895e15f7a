"""What a reason comes to at a checkpoint: an answer, something to ask, and who may put it aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.asking.missing import missing, unanswered, unconfirmed
from onsite.checkin.facts import Asks, Outcome, Reason

if TYPE_CHECKING:
    from onsite.checkin.question import Question

ASKED = frozenset({Reason.CONFIRM_UNPAID, Reason.QUESTIONS})
"""What a desk asks; where nobody is there to ask it, it sends to one."""
NOBODYS = frozenset({Reason.UNKNOWN, Reason.AMBIGUOUS})
"""What nobody can put aside: first it must be known who it is."""


def outcome_of(question: Question, reason: Reason) -> Outcome:
    """What an entry comes to for that reason."""
    if reason is Reason.ADMITTED:
        return Outcome.ADMIT
    at_desk = reason in ASKED and not question.rule.kiosk
    return Outcome.ASK if at_desk or reason is Reason.AMBIGUOUS else Outcome.REFUSE


def asks_for(question: Question, reason: Reason) -> Asks:
    """All that is asked, at once, where there is only something to ask."""
    asks = reason in ASKED and not question.rule.kiosk
    return missing(question) if asks else Asks()


def who_may(question: Question, reason: Reason, asks: Asks) -> tuple[str, ...]:
    """The roles that may decide otherwise.

    Nobody can where it is not known who stands there; and nobody needs to where the operator
    alone can go on.
    """
    only_confirm = bool(asks) and not asks.questions
    if not question.tickets or reason in NOBODYS or only_confirm:
        return ()
    return tuple(key for key, role in question.plan.roles.items() if role.overrules)


def confirm_unpaid(question: Question) -> dict[str, str] | None:
    """The check whether the operator has confirmed what must be."""
    return _asked(question) if unconfirmed(question) else None


def questions(question: Question) -> dict[str, str] | None:
    """The check whether everything was answered."""
    return _asked(question) if unanswered(question) else None


def _asked(question: Question) -> dict[str, str]:
    return {"kiosk": question.checkpoint} if question.rule.kiosk else {}
