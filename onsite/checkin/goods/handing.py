"""What a scan at a desk hands out or takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.facts import Direction, Outcome, Reason
from onsite.goods import passing
from onsite.goods.facts import GoodsReturned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.checkin.facts import ScanMade
    from onsite.checkin.people import Person
    from onsite.goods.facts import GoodsGiven, GoodsSized
    from onsite.goods.views import HandOver
    from onsite.journal.facts import Fact
    from onsite.plan.model import Plan


def with_scan(
    rows: Connection, plan: Plan, fact: ScanMade, people: Sequence[Person]
) -> tuple[Fact, ...]:
    """What is recorded together with a scan; nothing where it let nobody through."""
    passage = _passage(plan, fact, people)
    return passing.with_scan(rows, plan, passage) if passage is not None else ()


def shown_with(
    rows: Connection, plan: Plan, fact: ScanMade, people: Sequence[Person]
) -> HandOver | None:
    """What the desk says of it."""
    passage = _passage(plan, fact, people)
    return passing.shown(rows, plan, passage) if passage is not None else None


def facts_of(fact: GoodsGiven | GoodsSized | GoodsReturned) -> dict[str, str]:
    """What somebody's history tells of it."""
    said = fact.model_dump(include={"goods", "size", "count", "note"})
    if isinstance(fact, GoodsReturned) and fact.undone:
        said["undone"] = "yes"
    return {key: str(value) for key, value in said.items()}


def _passage(plan: Plan, fact: ScanMade, people: Sequence[Person]) -> passing.Passage | None:
    through = fact.verdict.outcome is Outcome.ADMIT and fact.attendee is not None
    if not plan.goods or not through or fact.attendee is None or not people:
        return None
    return passing.Passage(
        fact.key,
        fact.checkpoint,
        fact.attendee,
        people[0].ticket.category,
        fact.at_ms,
        leaving=fact.direction is Direction.EXIT,
        overruled=fact.verdict.reason is Reason.OVERRULED,
    )
