"""What can happen to an incident: what is logged of it, and who is told.

All instants are milliseconds UTC since 1970, all lengths milliseconds. How people are told stands
in `paging.facts`.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from onsite.journal.facts import Count, Fact, Milliseconds

RUNNING = "incidents"
"""The duty of running incidents; to report one, to add to it and to acknowledge needs none."""
Ref = Annotated[str, Field(max_length=120)]
"""Which entry of the journal, as `station/number`; empty for none."""
State = Literal["new", "acknowledged", "on-scene", "on-hold", "on-backup", "closed"]


def incident_subject(incident: str) -> str:
    """The subject of an incident."""
    return f"incident:{incident}"


class OfIncident(Fact):
    """Base of all that happens to an incident."""

    incident: str
    press: str = ""
    """Made before it: a retry of a press has the same."""
    at_ms: Milliseconds
    """When it was typed, by the station's clock."""
    boot: str = ""
    """Which running of the computer that was, and how long it ran by then, in milliseconds, its
    sleep included; empty and 0 where it cannot tell."""
    boot_ms: Count = 0
    happened_ms: Milliseconds | None = None
    """When it happened, where somebody has said; None: as it was typed."""

    @property
    def subject(self) -> str:
        """The incident."""
        return incident_subject(self.incident)


class IncidentReported(OfIncident):
    """Somebody has said that there is one. Of several with the same id the first one counts."""

    kind: ClassVar[str] = "incident.reported"

    prefix: str
    """Of the station, for the number; see `log.numbers`. So the next two."""
    count: Count
    drill: bool = False
    types: tuple[str, ...] = ()
    severity: str
    zone: str = ""
    """An id of the plan; empty where nobody has said."""
    place: str = ""
    """Where in it, in words."""
    reporter: str = ""
    """Who said so, where that is not who typed it."""
    text: str = ""
    happened_ms: Milliseconds
    """When it happened, or was noticed: the first key press, unless somebody says otherwise."""
    restricted: bool = False
    """Whether other roles see no more than its number and zone."""


class EntryAdded(OfIncident):
    """Something was written down."""

    kind: ClassVar[str] = "incident.entry"

    text: str
    happened_ms: Milliseconds
    reporter: str = ""
    """As in `IncidentReported`."""


class EntryStruck(OfIncident):
    """An entry does not hold. It stays readable, with this reason."""

    kind: ClassVar[str] = "incident.struck"

    entry_station: str
    entry_number: Count
    reason: str


class TypesChanged(OfIncident):
    """It is of other types than before. Only what is named changes."""

    kind: ClassVar[str] = "incident.types"
    duty: ClassVar[str] = RUNNING

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class SeverityChanged(OfIncident):
    """It is more serious than before, or less."""

    kind: ClassVar[str] = "incident.severity"
    duty: ClassVar[str] = RUNNING

    to: str
    rank: Count
    """Of the severity in the plan, the higher the graver."""
    raised: bool
    """Whether that is graver than its presser saw it. A closed one, whose closing they did not
    know of, is open again by it."""
    seen: State = "new"
    after: Ref = ""
    """What had said how grave it is, as its presser knew; see `StateChanged`."""
    reason: str = ""


class PlaceChanged(OfIncident):
    """It is somewhere else. None: as before."""

    kind: ClassVar[str] = "incident.place"

    zone: str | None = None
    place: str | None = None


class StateChanged(OfIncident):
    """It has another state."""

    kind: ClassVar[str] = "incident.state"
    duty: ClassVar[str] = RUNNING

    to: State
    seen: State
    """What its presser saw. Who did not know that it was closed does not open it again."""
    after: Ref = ""
    """What had given it that state. That is past, even if the clock of its laptop is ahead and it
    comes later in the journal."""
    reason: str = ""
    outcome: str = ""
    """What came of it, where it is closed. So the next two."""
    responsible: str = ""
    forced: bool = False
    duplicates: tuple[str, ...] = ()
    """The ids of those that went on in it, where it is closed: they are done with, too. One that
    was merged into it elsewhere meanwhile is not among them, and stands by itself."""


class UnitAssigned(OfIncident):
    """A person or a unit works on it."""

    kind: ClassVar[str] = "incident.unit_assigned"

    unit: str
    """The id of a contact or an operator, or any words."""
    role: str = ""
    """What they do there."""


class UnitReleased(OfIncident):
    """A person or a unit does not work on it any more."""

    kind: ClassVar[str] = "incident.unit_released"
    duty: ClassVar[str] = RUNNING

    unit: str


class TaskAdded(OfIncident):
    """There is something to do. Of several with the same id the first one counts."""

    kind: ClassVar[str] = "incident.task_added"
    duty: ClassVar[str] = RUNNING

    task: str
    text: str
    owner: str = ""
    due_ms: Milliseconds | None = None
    role: str = ""
    """The response role whose task it is, whoever has it then."""


class TaskDone(OfIncident):
    """A task is done."""

    kind: ClassVar[str] = "incident.task_done"

    task: str


class TaskReopened(OfIncident):
    """A task is not done after all."""

    kind: ClassVar[str] = "incident.task_reopened"
    duty: ClassVar[str] = RUNNING

    task: str


class AttachmentAdded(OfIncident):
    """A file was copied in. It lies at the station that took it, under the hash of its bytes."""

    kind: ClassVar[str] = "incident.attachment"

    sha256: str
    name: str
    size: Count
    """In bytes."""
    media: str = ""
    """Its media type; empty where nobody can tell."""


class LinkAdded(OfIncident):
    """It has to do with something else."""

    kind: ClassVar[str] = "incident.link"

    target: str
    """A web address, or any words."""
    name: str = ""


class RestrictedSet(OfIncident):
    """Whether other roles see no more than its number and zone from now on."""

    kind: ClassVar[str] = "incident.restricted"
    duty: ClassVar[str] = RUNNING

    on: bool
    reason: str = ""


class RestrictedOpened(OfIncident):
    """Somebody has looked at a restricted one."""

    kind: ClassVar[str] = "incident.opened"


class DecisionRecorded(OfIncident):
    """Somebody has decided."""

    kind: ClassVar[str] = "incident.decision"
    duty: ClassVar[str] = RUNNING

    options: tuple[str, ...] = ()
    chosen: str
    reason: str
    happened_ms: Milliseconds
    frozen: str = ""
    """What was on the screen then, as JSON; see `log.frozen`."""


class HandedOver(OfIncident):
    """Who has acknowledged it has handed over, and somebody else has taken that."""

    kind: ClassVar[str] = "incident.handed_over"
    duty: ClassVar[str] = RUNNING

    handover: str
    outgoing: str
    incoming: str


class MergedInto(OfIncident):
    """It is the same as another one, where it goes on."""

    kind: ClassVar[str] = "incident.merged"
    duty: ClassVar[str] = RUNNING

    into: str
    reason: str = ""
    after: Ref = ""
    """What had parted it before, as its presser knew; see `StateChanged`."""


class Unmerged(OfIncident):
    """It is one of its own after all."""

    kind: ClassVar[str] = "incident.unmerged"
    duty: ClassVar[str] = RUNNING

    reason: str = ""
    after: Ref = ""
    """What had merged it, as its presser knew; see `StateChanged`."""
