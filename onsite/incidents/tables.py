"""The rows of incidents: as they stand, their timeline, and what hangs on them; with the fold.

Which of two that were merged into each other goes on is no row: it takes other subjects to tell,
and `log.merging` does.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from onsite.incidents import folding
from onsite.incidents.facts import (
    AttachmentAdded,
    DecisionRecorded,
    EntryAdded,
    EntryStruck,
    IncidentReported,
    LinkAdded,
    MergedInto,
    OfIncident,
    PlaceChanged,
    RestrictedOpened,
    RestrictedSet,
    SeverityChanged,
    StateChanged,
    TaskAdded,
    TaskDone,
    TaskReopened,
    TypesChanged,
    UnitAssigned,
    UnitReleased,
    Unmerged,
)
from onsite.incidents.paging.facts import (
    Acked,
    Escalated,
    PageBegun,
    PageFailed,
    PageHanded,
    PolicyFrozen,
    StepFired,
)
from onsite.journal.fold import Row, Sheet, folds

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class IncidentRow(SQLModel, table=True):
    """An incident as it stands. What its fields mean, the facts say."""

    __tablename__ = "incident"
    __table_args__ = (Index("incident_number", "prefix", "count"),)

    incident: str = Field(primary_key=True)
    subject: str = Field(index=True)
    reported: bool
    """False while only later things have arrived, from a station whose clock is behind."""
    station: str
    """Which reported it."""
    author: str
    """Who typed it."""
    prefix: str
    count: int
    drill: bool
    types: str
    """As JSON, in order."""
    severity: str
    zone: str
    place: str
    reporter: str
    text: str
    at_ms: int
    happened_ms: int
    state: str = Field(index=True)
    state_ms: int
    """When it was typed that came to be; so the next one, of an acknowledgement."""
    acked_ms: int
    """The first time; 0 for never."""
    acked_by: str
    outcome: str
    responsible: str
    forced: bool
    reopened: int
    """How often."""
    restricted: bool
    policy: str
    """The one in force, as JSON; empty for none."""
    time: int
    """The stamp of the last entry."""


class IncidentEntryRow(SQLModel, table=True):
    """One thing that happened to an incident, as it was recorded."""

    __tablename__ = "incident_entry"
    __table_args__ = (Index("incident_entry_at", "at_ms"),)

    station: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    subject: str = Field(index=True)
    incident: str
    time: int
    operator: str
    press: str
    kind: str
    at_ms: int
    happened_ms: int
    """When it happened where somebody has said, otherwise as `at_ms`."""
    counts: bool
    """Whether anything is different by it: it may have come too late, or twice."""
    fact: str
    """As it was said, as JSON."""


class IncidentStrikeRow(SQLModel, table=True):
    """An entry that does not hold. The first strike stands."""

    __tablename__ = "incident_strike"

    entry_station: str = Field(primary_key=True)
    entry_number: int = Field(primary_key=True)
    subject: str = Field(primary_key=True, index=True)
    reason: str
    operator: str
    station: str
    at_ms: int


class IncidentUnitRow(SQLModel, table=True):
    """A person or a unit that works on an incident, or did."""

    __tablename__ = "incident_unit"

    incident: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    subject: str = Field(index=True)
    role: str
    assigned: bool
    at_ms: int
    """When that came to be."""
    operator: str


class IncidentTaskRow(SQLModel, table=True):
    """Something to do."""

    __tablename__ = "incident_task"

    incident: str = Field(primary_key=True)
    task: str = Field(primary_key=True)
    subject: str = Field(index=True)
    added: bool
    text: str
    owner: str
    due_ms: int | None
    at_ms: int
    done: bool
    done_ms: int
    done_by: str
    time: int
    """The stamp of its adding, for the order."""


class IncidentAttachmentRow(SQLModel, table=True):
    """A file. The first one with these bytes stands."""

    __tablename__ = "incident_attachment"

    incident: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    subject: str = Field(index=True)
    name: str
    size: int
    media: str
    station: str
    """Where it lies."""
    operator: str
    at_ms: int


class IncidentMergeRow(SQLModel, table=True):
    """A merging or an unmerging, as it was said."""

    __tablename__ = "incident_merge"

    station: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    subject: str = Field(index=True)
    incident: str
    into: str
    """Empty where it is one of its own again."""
    time: int
    operator: str
    at_ms: int


@folds(
    *(IncidentReported, EntryAdded, EntryStruck, TypesChanged, SeverityChanged, PlaceChanged),
    *(StateChanged, UnitAssigned, UnitReleased, TaskAdded, TaskDone, TaskReopened),
    *(AttachmentAdded, LinkAdded, RestrictedSet, RestrictedOpened, DecisionRecorded),
    *(MergedInto, Unmerged, PolicyFrozen, Acked, Escalated, StepFired),
    *(PageBegun, PageHanded, PageFailed),
    into=(
        *(IncidentRow, IncidentEntryRow, IncidentStrikeRow, IncidentUnitRow, IncidentTaskRow),
        *(IncidentAttachmentRow, IncidentMergeRow),
    ),
)
def fold_incident(sheet: Sheet, entry: Entry, fact: OfIncident) -> None:
    """A row of what was said, and the incident as it is after it."""
    before = sheet.get(IncidentRow, fact.subject, fact.incident) or folding.empty(fact)
    after = folding.after(before, entry, fact)
    changed = after != before
    sheet.put(IncidentRow, {**after, "time": entry.time})
    counts = _hang(sheet, entry, fact) or changed or not folding.may_be_idle(fact)
    sheet.put(IncidentEntryRow, _entry(entry, fact, counts=counts))


def _hang(sheet: Sheet, entry: Entry, fact: OfIncident) -> bool:
    """What hangs on an incident; answers whether anything is different."""
    if isinstance(fact, EntryStruck):
        return _strike(sheet, entry, fact)
    if isinstance(fact, UnitAssigned | UnitReleased):
        return _unit(sheet, entry, fact)
    if isinstance(fact, TaskAdded | TaskDone | TaskReopened):
        return _task(sheet, entry, fact)
    if isinstance(fact, AttachmentAdded):
        return _attachment(sheet, entry, fact)
    if isinstance(fact, MergedInto | Unmerged):
        sheet.put(IncidentMergeRow, {**_about(entry, fact), "into": getattr(fact, "into", "")})
        return True
    return False


def _strike(sheet: Sheet, entry: Entry, fact: EntryStruck) -> bool:
    key = (fact.entry_station, fact.entry_number, fact.subject)
    if sheet.get(IncidentStrikeRow, fact.subject, *key) is not None:
        return False
    row = {
        **dict(zip(("entry_station", "entry_number", "subject"), key, strict=True)),
        "reason": fact.reason,
        "operator": entry.operator,
        "station": entry.station,
        "at_ms": fact.at_ms,
    }
    sheet.put(IncidentStrikeRow, row)
    return True


def _unit(sheet: Sheet, entry: Entry, fact: UnitAssigned | UnitReleased) -> bool:
    before = sheet.get(IncidentUnitRow, fact.subject, fact.incident, fact.unit)
    assigned = isinstance(fact, UnitAssigned)
    role = fact.role if isinstance(fact, UnitAssigned) else ""
    known = before or {"role": "", "assigned": False}
    if known["assigned"] == assigned and (not role or role == known["role"]):
        return False
    row = {
        "incident": fact.incident,
        "unit": fact.unit,
        "subject": fact.subject,
        "role": role or known["role"],
        "assigned": assigned,
        "at_ms": fact.at_ms,
        "operator": entry.operator,
    }
    sheet.put(IncidentUnitRow, row)
    return True


def _task(sheet: Sheet, entry: Entry, fact: TaskAdded | TaskDone | TaskReopened) -> bool:
    row = sheet.get(IncidentTaskRow, fact.subject, fact.incident, fact.task)
    row = row or folding.no_task(fact.incident, fact.subject, fact.task)
    if isinstance(fact, TaskAdded):
        said = {"text": fact.text, "owner": fact.owner, "due_ms": fact.due_ms}
        now = {**row, **said, "added": True, "at_ms": fact.at_ms, "time": entry.time}
        changed = not row["added"]
    else:
        done = isinstance(fact, TaskDone)
        now = {**row, "done": done, "done_ms": fact.at_ms, "done_by": entry.operator}
        changed = row["done"] != done
    if changed:
        sheet.put(IncidentTaskRow, now)
    return changed


def _attachment(sheet: Sheet, entry: Entry, fact: AttachmentAdded) -> bool:
    if sheet.get(IncidentAttachmentRow, fact.subject, fact.incident, fact.sha256) is not None:
        return False
    said = fact.model_dump(include={"incident", "sha256", "name", "size", "media", "at_ms"})
    who = {"station": entry.station, "operator": entry.operator}
    sheet.put(IncidentAttachmentRow, {**said, **who, "subject": fact.subject})
    return True


def _entry(entry: Entry, fact: OfIncident, *, counts: bool) -> Row:
    said = fact.model_dump(mode="json", exclude_defaults=True, exclude={"incident", "press"})
    return {
        **_about(entry, fact),
        "press": fact.press,
        "kind": entry.kind,
        "happened_ms": getattr(fact, "happened_ms", fact.at_ms),
        "counts": counts,
        "fact": json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
    }


def _about(entry: Entry, fact: OfIncident) -> Row:
    return {
        "station": entry.station,
        "number": entry.number,
        "subject": fact.subject,
        "incident": fact.incident,
        "time": entry.time,
        "operator": entry.operator,
        "at_ms": fact.at_ms,
    }
