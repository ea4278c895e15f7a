"""Who may come in: the answer to a scan, decided from values alone.

The checks stand in one fixed order, the same on every desk; the first that has something
against it decides. What the guest can do nothing about at this door comes before what they can,
and already-in comes last, so that nobody hears "already in" of a ticket that was never good.
Only who has nothing against them is asked anything: nobody is interviewed before being refused.

The checkpoint's own condition comes right before it: what it says, as "again in 25 min", is true
only of a ticket that is good here and of a door that is open; and whoever has used up their
entries must not be sent out to come in again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from onsite.checkin.asking import outcomes
from onsite.checkin.asking.addon_rules import is_addon
from onsite.checkin.asking.missing import owes_confirmed_entry
from onsite.checkin.conditions import asking
from onsite.checkin.conditions.waiting import Doors
from onsite.checkin.facts import UNPAID, Again, Direction, Outcome, Reason, Verdict
from onsite.checkin.goods.rules import handed_over
from onsite.goods.rules import handed_out_at
from onsite.plan.conditions.tree import Anchor
from onsite.plan.hours import openings
from onsite.roster.facts import Payment, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.checkin.question import Question
    from onsite.plan.model import Plan


Details = dict[str, str]


def decide(question: Question) -> Verdict:
    """The answer to a scan.

    An exit is always recorded: it carries a warning where an entry would have been refused.

    Args:
        question: with `tickets` as found for the code, revoked credentials included.
    """
    asked = _live(question)
    return _exit(asked) if asked.direction is Direction.EXIT else _entry(asked)


def against(question: Question) -> Reason:
    """The reason of `decide` for an entry, without its details: quicker, for whole lists."""
    path, details = _objection(_live(question))
    return Reason(path[-1] if details is None else details.get("reason", path[-1]))


def _live(question: Question) -> Question:
    live = tuple(ticket for ticket in question.tickets if ticket.live)
    some = 0 < len(live) < len(question.tickets)
    return replace(question, tickets=live) if some else question


def _entry(question: Question) -> Verdict:
    path, details = _objection(question)
    if details is None:
        confirmed = {"confirmed": UNPAID} if owes_confirmed_entry(question) else {}
        told, reason = {**dict(question.noted), **confirmed}, Reason.ADMITTED
        return Verdict(outcome=Outcome.ADMIT, reason=reason, path=path, details=told)
    reason = Reason(details.pop("reason", path[-1]))
    if reason is Reason.RULES and question.rule.condition is not None:
        details = asking.missing(question, question.rule.condition, _doors(question))
    asks = outcomes.asks_for(question, reason)
    return Verdict(
        outcome=outcomes.outcome_of(question, reason),
        reason=reason,
        path=path,
        details=details,
        overrule=outcomes.who_may(question, reason, asks),
        asks=asks,
    )


def _objection(question: Question) -> tuple[tuple[str, ...], Details | None]:
    """The checks that were looked at, and what the last of them has against it."""
    path: list[str] = []
    for reason, objection in CHECKS:
        details = objection(question)
        path.append(reason.value)
        if details is not None:
            return tuple(path), details
    return (*path, Reason.ADMITTED.value), None


def _exit(question: Question) -> Verdict:
    path: list[str] = []
    warning, details = None, {}
    for reason, objection in CHECKS:
        if reason in (Reason.CLOSED, Reason.HANDED_OVER, Reason.ALREADY_IN):
            break
        path.append(reason.value)
        found = objection(question)
        if found is not None:
            warning, details = Reason(found.pop("reason", reason.value)), found
            break
    return Verdict(
        outcome=Outcome.ADMIT,
        reason=Reason.LEFT,
        path=(*path, Reason.LEFT.value),
        details=details,
        warning=warning,
    )


def _unknown(question: Question) -> Details | None:
    return None if question.tickets else dict(question.foreign)


def _revoked(question: Question) -> Details | None:
    if question.replaced:
        return dict(question.replaced)
    return None if any(ticket.live for ticket in question.tickets) else {}


def _ambiguous(question: Question) -> Details | None:
    many = len(question.tickets)
    return {"many": str(many)} if many > 1 else None


def _cancelled(question: Question) -> Details | None:
    if question.ticket.status is Status.CANCELLED:
        return {}
    return {"reason": Reason.WITHDRAWN.value} if question.ticket.withdrawn else None


def _blocked(question: Question) -> Details | None:
    return {} if question.ticket.blocked else None


def _case(question: Question) -> Details | None:
    return {"case": question.case} if question.case else None


def _not_approved(question: Question) -> Details | None:
    return {} if question.ticket.status is Status.PENDING else None


def _outside_window(question: Question) -> Details | None:
    begin, end = own_window(question)
    if begin is not None and question.now < begin:
        return {"reason": Reason.TOO_EARLY.value, "from": _iso(begin)}
    if end is not None and question.now >= end:
        return {"reason": Reason.TOO_LATE.value, "until": _iso(end)}
    return None


def _category(question: Question) -> Details | None:
    if welcome(question.plan, question.checkpoint, question.ticket.category):
        return None
    names = [question.plan.categories[key].name for key in question.rule.categories]
    admitted = ", ".join((*names, *question.rule.addons))
    return {"category": question.ticket.category, "admitted": admitted}


def _wrong_day(question: Question) -> Details | None:
    days = days_of(question.plan, question.ticket.category)
    if question.day in days:
        return None
    return {"days": ",".join(day.isoformat() for day in days)}


def _unpaid(question: Question) -> Details | None:
    owes = question.ticket.payment is Payment.UNPAID and not question.rule.admits_unpaid
    return {} if owes else None


def _closed(question: Question) -> Details | None:
    rule = question.rule
    if rule.direction == "exit":
        return {"only": "exit"}
    if not rule.days and not rule.windows:
        return None
    times = openings(question.plan, question.checkpoint)
    if any(each.opens <= question.now < each.closes for each in times):
        return None
    later = [each.opens for each in times if each.opens > question.now]
    return {"opens": _iso(min(later))} if later else {}


def _rules(question: Question) -> Details | None:
    condition = question.rule.condition
    if condition is None:
        return None
    try:
        return None if asking.is_met(question, condition) else {}
    except Exception as error:  # noqa: BLE001 - a fault in the plan must not stop the door
        # Its name alone: what it says may hold what is known of the guest.
        return {"reason": Reason.MISCONFIGURED.value, "fault": type(error).__name__}


def _already_in(question: Question) -> Details | None:
    presence = question.presence
    again = again_at(question.plan, question.checkpoint)
    if not is_once_too_often(again, inside=presence.inside, entries=presence.entries):
        return None
    return {
        "at": _iso(presence.last_in or question.now),
        "checkpoint": question.checkpoint,
        "by": presence.last_in_by,
        "station": presence.last_in_station,
    }


CHECKS: tuple[tuple[Reason, Callable[[Question], Details | None]], ...] = (
    (Reason.UNKNOWN, _unknown),
    (Reason.REVOKED, _revoked),
    (Reason.AMBIGUOUS, _ambiguous),
    (Reason.CANCELLED, _cancelled),
    (Reason.BLOCKED, _blocked),
    (Reason.CASE, _case),
    (Reason.NOT_APPROVED, _not_approved),
    (Reason.TOO_EARLY, _outside_window),
    (Reason.CATEGORY, _category),
    (Reason.WRONG_DAY, _wrong_day),
    (Reason.UNPAID, _unpaid),
    (Reason.CLOSED, _closed),
    (Reason.RULES, _rules),
    (Reason.HANDED_OVER, handed_over),
    (Reason.ALREADY_IN, _already_in),
    (Reason.CONFIRM_UNPAID, outcomes.confirm_unpaid),
    (Reason.QUESTIONS, outcomes.questions),
)
"""The order of the door. What a check answers is what the words will need; None lets pass."""


def again_at(plan: Plan, checkpoint: str) -> Again:
    """How often the checkpoint lets one ticket in."""
    rule = plan.checkpoints[checkpoint]
    if rule.entries == "multiple" or handed_out_at(plan, checkpoint):
        return "always"
    return "after_exit" if rule.re_entry else "never"


def is_once_too_often(again: Again, *, inside: bool, entries: int) -> bool:
    """Whether one more entry goes beyond what the checkpoint allows.

    A desk asks it of what it knows; the fold asks it again once all desks have met.
    """
    if again == "never":
        return entries > 0
    return again == "after_exit" and inside


def welcome(plan: Plan, checkpoint: str, ticket: str) -> bool:
    """Whether tickets that a source list calls by that name may enter the checkpoint at all."""
    if is_addon(plan, checkpoint, ticket):
        return True
    rule = plan.checkpoints[checkpoint]
    key = plan.category_of(ticket)
    if not rule.categories and rule.addons:
        return False
    if key is None:
        return not rule.categories
    enters = plan.categories[key].checkpoints
    admitted = not rule.categories or key in rule.categories
    return admitted and (not enters or checkpoint in enters)


def days_of(plan: Plan, ticket: str) -> tuple[date, ...]:
    """The days for which tickets that a source list calls by that name are good."""
    key = plan.category_of(ticket)
    own = plan.categories[key].days if key is not None else ()
    return own or plan.event.days


def _doors(question: Question) -> Doors:
    begins, ends = own_window(question)
    return Doors(
        openings(question.plan, question.checkpoint),
        days_of(question.plan, question.ticket.category),
        begins,
        ends,
        tuple(question.rule.gates),
    )


def own_window(question: Question) -> tuple[datetime | None, datetime | None]:
    """From when until when the ticket is good; None where it does not bind at this checkpoint.

    A condition that compares with the ticket's start or end takes the place of that end.
    """
    named = question.rule.asks.anchors
    begin = None if Anchor.TICKET_START in named else question.ticket.valid_from
    return begin, None if Anchor.TICKET_END in named else question.ticket.valid_until


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()
