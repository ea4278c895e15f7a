"""What can happen at a checkpoint."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from onsite.journal.facts import Fact, Milliseconds
from onsite.roster.facts import attendee_subject


class Outcome(StrEnum):
    """The answer to a scan."""

    ADMIT = "admit"
    ASK = "ask"
    REFUSE = "refuse"


class Direction(StrEnum):
    """Which way through the checkpoint."""

    ENTRY = "entry"
    EXIT = "exit"


class Reason(StrEnum):
    """Why the answer is what it is; in the order in which they are looked at."""

    UNKNOWN = "unknown"
    OTHER_EVENT = "other_event"
    """A genuine ticket that is not on the list, of another date or of a product that admits
    nobody here."""
    FORGED = "forged"
    """A badge that was made with none of this event's keys."""
    REVOKED = "revoked"
    REPLACED = "replaced"
    """A badge in whose place another was given out, or that does not count for another cause."""
    UNPROVEN = "unproven"
    """A badge of which this desk cannot tell whether it is genuine."""
    AMBIGUOUS = "ambiguous"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    BLOCKED = "blocked"
    CASE = "case"
    """A case about them is open at the problem desk that stops check-in."""
    NOT_APPROVED = "not_approved"
    TOO_EARLY = "too_early"
    """Before the ticket's own window."""
    TOO_LATE = "too_late"
    """After the ticket's own window."""
    CATEGORY = "category"
    WRONG_DAY = "wrong_day"
    UNPAID = "unpaid"
    CLOSED = "closed"
    """The checkpoint itself is not open now, or not in this direction."""
    RULES = "rules"
    """The checkpoint's own condition is not met."""
    MISCONFIGURED = "misconfigured"
    """The checkpoint's own condition cannot be looked at: the plan has a fault."""
    HANDED_OVER = "handed_over"
    """They have all that is handed out to them here, or nothing is."""
    ALREADY_IN = "already_in"
    CONFIRM_UNPAID = "confirm_unpaid"
    """Not paid; the checkpoint lets them in once the operator has confirmed it."""
    QUESTIONS = "questions"
    """What the plan wants to know of them has not been asked yet."""
    ADMITTED = "admitted"
    OVERRULED = "overruled"
    """Refused by the rules, and let in by somebody who may."""
    LEFT = "left"
    """An exit was recorded."""


Again = Literal["always", "after_exit", "never"]
"""How often one ticket may come in: as often as it likes, again once it has left, or once."""


UNPAID = "unpaid"
"""What an operator confirms of a ticket that is not paid."""


class Asks(BaseModel):
    """What must be answered before somebody comes in, and was not yet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    confirm: tuple[str, ...] = ()
    """What the operator must confirm, as `unpaid`."""
    questions: tuple[str, ...] = ()
    """The ids of the plan's questions for the guest, in its order."""

    def __bool__(self) -> bool:
        """Whether anything is open."""
        return bool(self.confirm or self.questions)


class Overruled(BaseModel):
    """A refusal that somebody put aside, who may."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str
    """The id of the operator who decided."""
    why: str
    """In their own words."""
    reason: Reason
    """Why the rules had refused."""


class Verdict(BaseModel):
    """The answer to a scan, in codes; `checkin.wording` says it in words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    outcome: Outcome
    reason: Reason
    path: tuple[str, ...] = ()
    """The checks that were passed, then the one that decided."""
    details: dict[str, str] = {}
    """What the words need: instants as ISO 8601 UTC, days as ISO dates, ids, names."""
    overrule: tuple[str, ...] = ()
    """The roles that may decide otherwise."""
    warning: Reason | None = None
    """On an exit: why an entry would have been refused."""
    asks: Asks = Asks()
    """What is missing for an entry, where the outcome is to ask for it."""


class PaperTick(BaseModel):
    """A tick on a fallback list, that was entered afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    list: str
    """Which list: the letters that stand on its pages."""
    number: int = 0
    """Of the line; 0 for somebody who does not stand on the list."""
    by: str = ""
    """Who has ticked, in words; the entry's operator is who has entered it."""


class ScanMade(Fact):
    """One attempt at a checkpoint, with the answer that was given."""

    kind: ClassVar[str] = "scan.made"
    duty: ClassVar[str] = "scan"

    key: str
    """Made before the attempt; the same key is the same attempt."""
    at_ms: Milliseconds
    """When, by the station's clock."""
    not_before_ms: Milliseconds = 0
    """After the newest passage of the attendee here that the station knew of, whatever the clocks
    said; 0 where it knew of none."""
    checkpoint: str
    direction: Direction
    code: str
    """What was read, without the noise of readers; empty when chosen from the list."""
    attendee: str | None
    verdict: Verdict
    again: Again = "after_exit"
    """What the checkpoint allowed when this was decided. Who lets somebody in although they are
    in, because they may, says `always`: that is no conflict."""
    answers: tuple[tuple[str, str], ...] = ()
    """What the guest has answered: the question's id, and the answer as `plan.questions` writes it;
    an empty one to a question that was put and may be left open."""
    confirmed: tuple[str, ...] = ()
    """What the operator confirmed, as `unpaid`."""
    overruled: Overruled | None = None
    """Where this lets somebody in whom the rules had refused."""
    out_ms: Milliseconds = 0
    """Who had passed here only before that place in the order was outside by then: the checkpoint
    checks everybody out at a time of day. 0 where it does not."""
    refers_to: str = ""
    """The key of the scan that asked, or was refused, and to which this is the answer."""
    paper: PaperTick | None = None
    """Where it was made on paper, and `at_ms` is the time that was written there."""

    @property
    def order_ms(self) -> int:
        """The place among the attendee's passages here: when, but never before what was known."""
        return max(self.at_ms, self.not_before_ms)

    @property
    def subject(self) -> str:
        """The attendee, or the code that nobody has."""
        if self.attendee is None:
            return f"code:{self.code}"
        return attendee_subject(self.attendee)


class ScanUndone(Fact):
    """An admission was taken back, by hand."""

    kind: ClassVar[str] = "scan.undone"
    duty: ClassVar[str] = "scan"

    key: str
    """Of the scan that is taken back."""
    attendee: str
    why: str

    @property
    def subject(self) -> str:
        """The attendee."""
        return attendee_subject(self.attendee)
