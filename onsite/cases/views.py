"""What the problem desk is shown: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands."""

    id: str
    kind: str
    """A key of the plan's case types."""
    since: datetime
    """When it was opened, or came to be; aware, in UTC."""
    attendee: str = ""
    """Empty where nobody on the roster is concerned."""
    name: str = ""
    company: str = ""
    code: str = ""
    """What was scanned."""
    scans: tuple[str, ...] = ()
    checkpoint: str = ""
    note: str = ""
    stops: bool = False
    opened_by: str = ""
    """Empty where the system has found it."""
    opened_station: str = ""
    owner: str = ""
    """The operator who has it; empty for nobody."""
    resolved: datetime | None = None
    resolution: str = ""
    resolution_note: str = ""
    resolved_by: str = ""
    implied: bool = False
    """Whether nobody has acted on it yet."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a case."""

    step: str
    """A code, or the plan's own words."""
    operator: str = ""
    """Who has ticked it off; empty where nobody has."""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """Something that happened to a case, in codes."""

    at: datetime
    operator: str
    station: str
    kind: str
    """Of the fact, as `case.taken`."""
    details: tuple[tuple[str, str], ...] = ()
    in_force: bool = True
    """False for what came too late to count, as a second resolution."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with everything about it."""

    case: Case
    steps: tuple[Step, ...]
    log: tuple[LogLine, ...]


@dataclass(frozen=True, slots=True)
class StoppingCase:
    """An open case that keeps somebody from coming in."""

    id: str
    kind: str
