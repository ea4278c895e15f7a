"""The rows of what hangs on incidents: strikes, units, tasks, files, mergings; with the fold.

Which of two that were merged into each other goes on is no row: it takes other subjects to tell,
and `log.merging` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.incidents import folding
from onsite.incidents.facts import (
    AttachmentAdded,
    EntryStruck,
    MergedInto,
    TaskAdded,
    TaskDone,
    TaskReopened,
    UnitAssigned,
    UnitReleased,
    Unmerged,
)
from onsite.journal.fold import Sheet, folds
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class IncidentStrikeRow(StoredRow, table=True):
    """An entry that does not hold. The first strike stands."""

    __tablename__ = "incident_strike"

    entry_station: str = Field(primary_key=True)
    entry_number: int = Field(primary_key=True)
    subject: str = Field(primary_key=True, index=True)
    reason: str
    operator: str
    station: str
    at_ms: int


class IncidentUnitRow(StoredRow, table=True):
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


class IncidentTaskRow(StoredRow, table=True):
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
    role: str


class IncidentAttachmentRow(StoredRow, table=True):
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


class IncidentMergeRow(StoredRow, table=True):
    """A merging or an unmerging, as it was said."""

    __tablename__ = "incident_merge"

    station: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    subject: str = Field(index=True)
    incident: str
    into: str
    """Empty where it is one of its own again."""
    after: str
    time: int
    operator: str
    at_ms: int


@folds(
    *(EntryStruck, UnitAssigned, UnitReleased, TaskAdded, TaskDone, TaskReopened),
    *(AttachmentAdded, MergedInto, Unmerged),
    into=(
        *(IncidentStrikeRow, IncidentUnitRow, IncidentTaskRow, IncidentAttachmentRow),
        IncidentMergeRow,
    ),
)
def fold_part(
    sheet: Sheet,
    entry: Entry,
    fact: EntryStruck
    | UnitAssigned
    | UnitReleased
    | TaskAdded
    | TaskDone
    | TaskReopened
    | AttachmentAdded
    | MergedInto
    | Unmerged,
) -> None:
    """Of strikes and files the first one stands, of the rest the last word."""
    if isinstance(fact, EntryStruck):
        _strike(sheet, entry, fact)
    elif isinstance(fact, UnitAssigned | UnitReleased):
        _unit(sheet, entry, fact)
    elif isinstance(fact, TaskAdded | TaskDone | TaskReopened):
        _task(sheet, entry, fact)
    elif isinstance(fact, AttachmentAdded):
        _attachment(sheet, entry, fact)
    else:
        _merge(sheet, entry, fact)


def _strike(sheet: Sheet, entry: Entry, fact: EntryStruck) -> None:
    key = (fact.entry_station, fact.entry_number, fact.subject)
    if sheet.get(IncidentStrikeRow, fact.subject, *key) is not None:
        return
    row = {
        **dict(zip(("entry_station", "entry_number", "subject"), key, strict=True)),
        "reason": fact.reason,
        "operator": entry.operator,
        "station": entry.station,
        "at_ms": fact.at_ms,
    }
    sheet.put(IncidentStrikeRow, row)


def _unit(sheet: Sheet, entry: Entry, fact: UnitAssigned | UnitReleased) -> None:
    before = sheet.get(IncidentUnitRow, fact.subject, fact.incident, fact.unit)
    assigned = isinstance(fact, UnitAssigned)
    role = fact.role if isinstance(fact, UnitAssigned) else ""
    known = before or {"role": "", "assigned": False}
    if known["assigned"] == assigned and (not role or role == known["role"]):
        return
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


def _task(sheet: Sheet, entry: Entry, fact: TaskAdded | TaskDone | TaskReopened) -> None:
    row = sheet.get(IncidentTaskRow, fact.subject, fact.incident, fact.task)
    row = row or folding.no_task(fact.incident, fact.subject, fact.task)
    if isinstance(fact, TaskAdded):
        said = fact.model_dump(include={"text", "owner", "due_ms", "role"})
        now = {**row, **said, "added": True, "at_ms": fact.at_ms, "time": entry.time}
        changed = not row["added"]
    else:
        done = isinstance(fact, TaskDone)
        now = {**row, "done": done, "done_ms": fact.at_ms, "done_by": entry.operator}
        changed = row["done"] != done
    if changed:
        sheet.put(IncidentTaskRow, now)


def _attachment(sheet: Sheet, entry: Entry, fact: AttachmentAdded) -> None:
    if sheet.get(IncidentAttachmentRow, fact.subject, fact.incident, fact.sha256) is not None:
        return
    said = fact.model_dump(include={"incident", "sha256", "name", "size", "media", "at_ms"})
    who = {"station": entry.station, "operator": entry.operator}
    sheet.put(IncidentAttachmentRow, {**said, **who, "subject": fact.subject})


def _merge(sheet: Sheet, entry: Entry, fact: MergedInto | Unmerged) -> None:
    row = {
        "station": entry.station,
        "number": entry.number,
        "subject": fact.subject,
        "incident": fact.incident,
        "into": fact.into if isinstance(fact, MergedInto) else "",
        "after": fact.after,
        "time": entry.time,
        "operator": entry.operator,
        "at_ms": fact.at_ms,
    }
    sheet.put(IncidentMergeRow, row)
