"""Incidents as a screen draws them: plain values.

All instants are milliseconds UTC since 1970.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onsite.incidents.log import numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.incidents.facts import State


@dataclass(frozen=True, slots=True)
class Unit:
    """A person or a unit that works on an incident, or did."""

    unit: str
    role: str
    assigned: bool
    at_ms: int
    """When that came to be."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do."""

    id: str
    text: str
    owner: str
    due_ms: int | None
    done: bool
    done_by: str
    done_ms: int
    role: str = ""
    """The response role whose task it is, where it is one's."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file; see `log.attachments`."""

    sha256: str
    name: str
    size: int
    media: str
    station: str
    """Where it lies."""
    operator: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident as it stands."""

    id: str
    prefix: str
    count: int
    drill: bool
    station: str
    """Which reported it."""
    author: str
    """Who typed it."""
    reporter: str
    """Who said so, where that is somebody else."""
    text: str
    types: tuple[str, ...]
    severity: str
    rank: int
    """Of the severity, as the plan says now."""
    zone: str
    place: str
    at_ms: int
    happened_ms: int
    state: State
    state_ms: int
    state_by: str
    """Which entry gave it that state; so the next one; see `facts.Ref`."""
    severity_by: str
    acked_ms: int
    """The first time; 0 for never."""
    acked_by: str
    outcome: str
    responsible: str
    forced: bool
    reopened: int
    restricted: bool
    policy: str
    """The one in force, as JSON; see `paging.facts.FrozenPolicy`. Empty for none."""
    policy_by: str
    """Which entry said so; see `facts.Ref`."""
    time: int
    """The stamp of its last entry."""
    into: str = ""
    """The one that goes on for it in the end; empty where it is no duplicate."""
    members: tuple[str, ...] = ()
    """Its duplicates."""
    units: tuple[Unit, ...] = ()
    tasks: tuple[Task, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    veiled: bool = False
    """Whether its reader may not see more."""

    @property
    def number(self) -> str:
        """As it is written and said."""
        return numbers.shown(self.prefix, self.count, drill=self.drill)

    @property
    def open_tasks(self) -> int:
        """How many are not done."""
        return sum(not each.done for each in self.tasks)

    @property
    def is_open(self) -> bool:
        """Whether somebody must still act: it is not closed, and no duplicate."""
        return self.state != "closed" and not self.into


@dataclass(frozen=True, slots=True)
class Strike:
    """Why an entry does not hold, and who said so."""

    reason: str
    operator: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a timeline."""

    time: int
    """The stamp of its entry, for the order."""
    station: str
    number: int
    incident: str
    """Whose it is: of a duplicate, where it went on in another one."""
    kind: str
    operator: str
    at_ms: int
    """When it was typed."""
    happened_ms: int
    late: bool
    """Whether it was typed so long after it had happened that this must be said."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """What the fact says, in codes."""
    counts: bool = True
    """Whether anything is different by it."""
    strike: Strike | None = None

    @property
    def name(self) -> str:
        """What a strike names: the first digits of the station, and the number."""
        return f"{self.station[:6]}-{self.number}"
