"""The question that a scan puts to the rules: everything that an answer depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.plan.hours import day_at
from onsite.roster.facts import Payment, Status

if TYPE_CHECKING:
    from datetime import date, datetime

    from onsite.checkin.facts import Direction
    from onsite.goods.rules import Held
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
    variant: str = ""
    vip: bool = False
    speaker: bool = False
    born: date | int | None = None
    """The date of birth, or the age; None where the list says neither."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Where the attendee stands with this checkpoint."""

    inside: bool = False
    entries: int = 0
    last_in: datetime | None = None
    last_out: datetime | None = None
    last_in_by: str = ""
    last_in_station: str = ""
    checked_out: bool = False
    """Outside since the checkpoint checked everybody out (`last_out`), without a scan."""
    order_ms: int = 0
    """The `ScanMade.order_ms` of the newest passage; 0 where there is none."""
    entered: tuple[datetime, ...] = ()
    """Every entry that counts, in order; only where the checkpoint's condition asks for them."""


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
    gate: str = ""
    """Where in the checkpoint; empty where the station has not said."""
    foreign: tuple[tuple[str, str], ...] = ()
    """Of a genuine code of nobody on the list: the details of why it lets nobody in, the `reason`
    among them."""
    replaced: tuple[tuple[str, str], ...] = ()
    """Of a badge that does not count: the details, the `reason` among them."""
    noted: tuple[tuple[str, str], ...] = ()
    """Details of an admission that somebody is to be told of."""
    case: str = ""
    """The id of an open case about them that stops check-in; empty where there is none."""
    answered: tuple[tuple[str, str], ...] = ()
    """What they have answered before: question and answer, as in `ScanMade.answers`."""
    answers: tuple[tuple[str, str], ...] = ()
    """What they answer now."""
    confirmed: tuple[str, ...] = ()
    """What the operator confirms now, as `unpaid`."""
    held: tuple[Held, ...] = ()
    """What they were given, wherever; only where the plan hands out anything."""

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
