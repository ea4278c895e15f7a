"""Whether there is still something for somebody at a checkpoint that hands things out. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.goods.rules import objection

if TYPE_CHECKING:
    from onsite.checkin.question import Question


def handed_over(question: Question) -> dict[str, str] | None:
    """The check whether they have everything already."""
    ticket, held = question.ticket, question.held
    return objection(question.plan, question.checkpoint, ticket.category, held, question.now)
