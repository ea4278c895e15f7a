"""What the desk is shown: plain values, so that a screen needs nothing heavy to draw them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from onsite.checkin.facts import Direction, Verdict
    from onsite.checkin.party.reception import Reception
    from onsite.goods.views import HandOver, Short
    from onsite.roster.acts.facts import Act


@dataclass(frozen=True, slots=True)
class Guest:
    """An attendee as the desk sees them. All texts are cleaned of control characters."""

    attendee: str
    name: str
    company: str = ""
    category: str = ""
    """The category's name, or the ticket's where the plan has no such category."""
    colour: str = ""
    order: str = ""
    vip: bool = False
    speaker: bool = False
    attention: bool = False
    notes: str = ""
    diet: str = ""
    seat: str = ""
    email: str = ""
    codes: tuple[str, ...] = ()
    listed: bool = True
    """Whether any list has named them; else their code alone says who they are."""
    state: str = "expected"
    """`expected`, `inside`, `left`, or why they cannot come in (a `Reason` value)."""
    since: datetime | None = None
    """Of the last entry or exit, in UTC."""
    reception: Reception | None = None
    """How they are received; None where they are neither VIP nor speaker."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a scan came to."""

    key: str
    at: datetime
    checkpoint: str
    direction: Direction
    code: str
    verdict: Verdict
    guest: Guest | None = None
    party: tuple[Guest, ...] = ()
    """The others of the same booking."""
    candidates: tuple[Guest, ...] = ()
    """Of an ambiguous code: who it may be."""
    desk: str = ""
    """What the desk is called that is theirs, where this one is not."""
    goods: HandOver | None = None
    """What is handed out or taken back with it; None where the checkpoint hands nothing out."""
    repeated: bool = False
    """The same key had been answered before; this is that answer."""


@dataclass(frozen=True, slots=True)
class LoggedScan:
    """A line of the list of last scans."""

    key: str
    at: datetime
    operator: str
    station: str
    checkpoint: str
    direction: Direction
    code: str
    name: str
    category: str
    verdict: Verdict
    undone: bool
    attendee: str = ""
    """Empty where the code was nobody's."""
    conflict: bool = False
    """Let somebody in whom another desk had let in already."""
    void: str = ""
    """Why the ticket was good no longer, which the desk did not know: a `Reason`, or nothing."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Who let somebody in, when and where."""

    at: datetime
    operator: str
    station: str
    """Its id; `wording.station_name` says it."""
    clock_off_ms: int | None = None
    """By how much that station's clock was ahead, less than 0 behind; None where it was right."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One person was let in twice, at desks that did not know of each other."""

    key: str
    """Of the later scan, which is marked."""
    attendee: str
    name: str
    checkpoint: str
    first: Admission
    second: Admission


@dataclass(frozen=True, slots=True)
class Counters:
    """The figures of one checkpoint."""

    expected: int = 0
    """Attendees whose ticket is good for this checkpoint."""
    admitted: int = 0
    """Different people that were ever let in."""
    inside: int = 0
    per_minute: float = 0.0
    """Admissions a minute over the last five minutes."""
    conflicts: int = 0
    """Scans that let somebody in who was in already; none of the other figures counts them."""
    void: int = 0
    """Admissions of tickets that were good no longer, which the desk did not know; they count."""
    short: tuple[Short, ...] = ()
    """What is handed out here and of which little is left."""


MOST_BADGES = 3
"""So many guests' badges are shown at the desk at once."""
CHECKED_OUT = "checked_out"
"""The kind of a line that no fact is behind: the checkpoint checks everybody out by the clock."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened to an attendee, in codes."""

    at: datetime
    operator: str
    station: str
    kind: str
    """The kind of the fact, as `scan.made`."""
    answers: tuple[tuple[str, str], ...] = ()
    """What was answered then: the ids of questions, and the answers as they are kept."""
    facts: dict[str, str] = field(default_factory=dict)
    verdict: Verdict | None = None
    undone: bool = False
    conflict: bool = False
    void: str = ""
    """As in `LoggedScan`."""
    clock_off_ms: int | None = None
    """As in `Admission`."""
    act: Act | None = None
    """What was done on site, with all it says."""


@dataclass(frozen=True, slots=True)
class Found:
    """A line of a search's result."""

    guest: Guest
    exact: bool
    """False where letters had to be guessed."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A code that is in view beside one that was scanned, and was not scanned itself."""

    code: str
    """As it was read."""
    guests: tuple[Guest, ...]
    """Who has it, without those who have the one that was scanned; nobody if it is theirs too."""

    @property
    def whom(self) -> tuple[str, ...]:
        """The ids of the people."""
        return tuple(guest.attendee for guest in self.guests)


@dataclass(frozen=True, slots=True)
class Fresh:
    """A badge that was printed, and not handed over yet, was held before the desk: it is there."""

    attendee: str
    name: str
    job: str = ""
    """That printed it; empty for one that was printed ahead."""
    box: str = ""
    """Out of which it was taken; empty for one that came out of a printer."""
