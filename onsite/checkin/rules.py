"""Who may come in: the answer to a scan, decided from values alone.

The checks stand in one fixed order, the same on every desk; the first that has something
against it decides. What the guest can do nothing about at this door comes before what they can,
and already-in comes last, so that nobody hears "already in" of a ticket that was never good.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from onsite.checkin.facts import Again, Direction, Outcome, Reason, Verdict
from onsite.plan.hours import day_at, openings
from onsite.roster.facts import Payment, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.plan.model import Checkpoint, Plan


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the rules need to know of an attendee."""

    attendee: str
    category: str
    """As the source list names it."""
    status: Status = Status.VALID
    withdrawn: bool = False
    blocked: bool = False
    payment: Payment = Payment.PAID
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    live: bool = True
    """Whether the credential that was read still stands for the attendee."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Where the attendee stands with this checkpoint."""

    inside: bool = False
    entries: int = 0
    last_in: datetime | None = None
    last_out: datetime | None = None
    last_in_by: str = ""
    last_in_station: str = ""
    order_ms: int = 0
    """The `ScanMade.order_ms` of the newest passage; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that an answer depends on."""

    plan: Plan
    checkpoint: str
    direction: Direction
    now: datetime
    """Aware."""
    tickets: tuple[Ticket, ...]
    """Those the code may stand for; empty where nobody has it."""
    presence: Presence = Presence()

    @property
    def rule(self) -> Checkpoint:
        """The checkpoint of the plan."""
        return self.plan.checkpoints[self.checkpoint]

    @property
    def ticket(self) -> Ticket:
        """The one ticket in question, once it is known to be one."""
        return self.tickets[0]

    @property
    def day(self) -> date:
        """The day of the event."""
        return day_at(self.plan, self.checkpoint, self.now)


Details = dict[str, str]


def decide(question: Question) -> Verdict:
    """The answer to a scan.

    An exit is always recorded: it carries a warning where an entry would have been refused.

    Args:
        question: with `tickets` as found for the code, revoked credentials included.
    """
    live = tuple(ticket for ticket in question.tickets if ticket.live)
    asked = _replace_tickets(question, live or question.tickets)
    if asked.direction is Direction.EXIT:
        return _exit(asked)
    return _entry(asked)


def _replace_tickets(question: Question, tickets: tuple[Ticket, ...]) -> Question:
    return Question(
        question.plan,
        question.checkpoint,
        question.direction,
        question.now,
        tickets,
        question.presence,
    )


def _entry(question: Question) -> Verdict:
    path: list[str] = []
    for reason, objection in CHECKS:
        details = objection(question)
        path.append(reason.value)
        if details is not None:
            return _against(question, details, path)
    path.append(Reason.ADMITTED.value)
    return Verdict(outcome=Outcome.ADMIT, reason=Reason.ADMITTED, path=tuple(path))


def _against(question: Question, details: Details, path: list[str]) -> Verdict:
    reason = Reason(details.pop("reason", path[-1]))
    outcome = Outcome.ASK if reason is Reason.AMBIGUOUS else Outcome.REFUSE
    overrule = tuple(key for key, role in question.plan.roles.items() if role.overrules)
    return Verdict(
        outcome=outcome, reason=reason, path=tuple(path), details=details, overrule=overrule
    )


def _exit(question: Question) -> Verdict:
    path: list[str] = []
    warning, details = None, {}
    for reason, objection in CHECKS:
        if reason in (Reason.CLOSED, Reason.ALREADY_IN):
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
    return None if question.tickets else {}


def _revoked(question: Question) -> Details | None:
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


def _not_approved(question: Question) -> Details | None:
    return {} if question.ticket.status is Status.PENDING else None


def _outside_window(question: Question) -> Details | None:
    begin, end = question.ticket.valid_from, question.ticket.valid_until
    if begin is not None and question.now < begin:
        return {"reason": Reason.TOO_EARLY.value, "from": _iso(begin)}
    if end is not None and question.now >= end:
        return {"reason": Reason.TOO_LATE.value, "until": _iso(end)}
    return None


def _category(question: Question) -> Details | None:
    if welcome(question.plan, question.checkpoint, question.ticket.category):
        return None
    names = [question.plan.categories[key].name for key in question.rule.categories]
    return {"category": question.ticket.category, "admitted": ", ".join(names)}


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
    (Reason.NOT_APPROVED, _not_approved),
    (Reason.TOO_EARLY, _outside_window),
    (Reason.CATEGORY, _category),
    (Reason.WRONG_DAY, _wrong_day),
    (Reason.UNPAID, _unpaid),
    (Reason.CLOSED, _closed),
    (Reason.ALREADY_IN, _already_in),
)
"""The order of the door. What a check answers is what the words will need; None lets pass."""


def again_at(plan: Plan, checkpoint: str) -> Again:
    """How often the checkpoint lets one ticket in."""
    rule = plan.checkpoints[checkpoint]
    if rule.entries == "multiple":
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
    admitted = plan.checkpoints[checkpoint].categories
    key = plan.category_of(ticket)
    if key is None:
        return not admitted
    enters = plan.categories[key].checkpoints
    return (not admitted or key in admitted) and (not enters or checkpoint in enters)


def days_of(plan: Plan, ticket: str) -> tuple[date, ...]:
    """The days for which tickets that a source list calls by that name are good."""
    key = plan.category_of(ticket)
    own = plan.categories[key].days if key is not None else ()
    return own or plan.event.days


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()
