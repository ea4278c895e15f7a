"""A scan's question put to the checkpoint's condition."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from onsite.checkin.conditions.holding import holds
from onsite.checkin.conditions.known import Known
from onsite.checkin.conditions.nearest import nearest
from onsite.plan.conditions import printing
from onsite.plan.conditions.tree import Amount, Number, all_of
from onsite.plan.hours import day_among, openings
from onsite.plan.wording import shown_key
from onsite.roster.facts import Payment

if TYPE_CHECKING:
    from onsite.checkin.conditions.nearest import Nearest
    from onsite.checkin.conditions.waiting import Doors
    from onsite.checkin.question import Question
    from onsite.plan.conditions.tree import Condition, Leaf

SOON = timedelta(minutes=90)
"""A wait that is told in minutes."""
_MINUTE = timedelta(minutes=1)


def is_met(question: Question, condition: Condition) -> bool:
    """Whether the one ticket in question meets the condition.

    Raises:
        NotSetError: the condition names a time that the plan does not give.
    """
    return holds(condition, known(question))


def missing(question: Question, condition: Condition, doors: Doors) -> dict[str, str]:
    """What is missing to a condition that is not met, for `Verdict.details`.

    `rule` is where in the plan it stands, `needs` the comparisons that decided, as a condition;
    `from`, an instant, `wait`, minutes, and `gates`, ids at the checkpoint `place`, say what would
    be enough; `last` is the last entry, and `age` is there where it is not known and matters.
    """
    found = nearest(condition, known(question), doors)
    rule = ", ".join(dict.fromkeys(shown_key(leaf.spot.place) for leaf in found.missing))
    needs = printing.text(all_of(found.missing))
    details = {"rule": rule, "needs": needs, "place": question.checkpoint}
    if question.presence.entered:
        details["last"] = max(question.presence.entered).isoformat()
    if question.ticket.born is None and any(_asks_age(leaf) for leaf in found.missing):
        details["age"] = "unknown"
    return details | _enough(question, found)


def _enough(question: Question, found: Nearest) -> dict[str, str]:
    details = {}
    if found.since is not None:
        details["from"] = found.since.astimezone(UTC).isoformat()
        wait = found.since - question.now
        if wait <= SOON:
            details["wait"] = str(-(-wait // _MINUTE))
    if found.gates:
        details["gates"] = ",".join(found.gates)
    return details


def _asks_age(leaf: Leaf) -> bool:
    return isinstance(leaf, Number) and leaf.amount is Amount.AGE


def known(question: Question) -> Known:
    """What a condition can ask about the one ticket in question."""
    plan, ticket, presence = question.plan, question.ticket, question.presence
    times = openings(plan, question.checkpoint) if question.rule.windows else ()
    return Known(
        calendar=plan.calendar,
        now=question.now,
        day=day_among(plan, times, question.now),
        category=plan.category_of(ticket.category),
        ticket=ticket.category.strip().casefold(),
        variant=ticket.variant.strip().casefold(),
        gate=question.gate,
        vip=ticket.vip,
        speaker=ticket.speaker,
        paid=ticket.payment is Payment.PAID,
        born=ticket.born,
        valid_from=ticket.valid_from,
        valid_until=ticket.valid_until,
        inside=presence.inside,
        entries=presence.entered,
        days=tuple(day_among(plan, times, entry) for entry in presence.entered),
    )
