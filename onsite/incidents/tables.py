"""The rows of incidents: as they stand, and their timeline; with the fold.

What hangs on them, as units and tasks, stands in `parts_tables`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Index
from sqlmodel import Field

from onsite.incidents import folding
from onsite.incidents.facts import (
    AttachmentAdded,
    DecisionRecorded,
    EntryAdded,
    EntryStruck,
    HandedOver,
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
from onsite.incidents.methane.facts import MethaneSaid
from onsite.incidents.paging.facts import (
    Acked,
    AckLapsed,
    Escalated,
    PageBegun,
    PageFailed,
    PageHanded,
    PolicyFrozen,
    StepFired,
)
from onsite.incidents.playbooks.facts import PlaybookBegun
from onsite.incidents.statements.facts import (
    StatementDrafted,
    StatementReleased,
    StatementWithdrawn,
)
from onsite.journal.fold import Row, Sheet, folds
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class IncidentRow(StoredRow, table=True):
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
    state_by: str
    """Which entry gave it that state, as `station/number`; so the next one."""
    severity_by: str
    past: str
    """Entries that others have put behind them before they came, as JSON."""
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
    policy_by: str
    """Which entry said so, as `station/number`."""
    time: int
    """The stamp of the last entry."""


class IncidentEntryRow(StoredRow, table=True):
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


@folds(
    *(IncidentReported, EntryAdded, EntryStruck, TypesChanged, SeverityChanged, PlaceChanged),
    *(StateChanged, UnitAssigned, UnitReleased, TaskAdded, TaskDone, TaskReopened),
    *(AttachmentAdded, LinkAdded, RestrictedSet, RestrictedOpened, DecisionRecorded),
    *(MergedInto, Unmerged, PolicyFrozen, Acked, Escalated, StepFired),
    *(HandedOver, AckLapsed, PageBegun, PageHanded, PageFailed),
    *(MethaneSaid, PlaybookBegun, StatementDrafted, StatementReleased),
    StatementWithdrawn,
    into=(IncidentRow, IncidentEntryRow),
)
def fold_incident(sheet: Sheet, entry: Entry, fact: OfIncident) -> None:
    """A row of what was said, and the incident as it is after it."""
    before = sheet.get(IncidentRow, fact.subject, fact.incident) or folding.empty(fact)
    after = folding.after(before, entry, fact)
    sheet.put(IncidentRow, {**after, "time": entry.time})
    counts = after != before or not folding.may_be_idle(fact)
    sheet.put(IncidentEntryRow, _entry(entry, fact, counts=counts))


def _entry(entry: Entry, fact: OfIncident, *, counts: bool) -> Row:
    said = fact.model_dump(mode="json", exclude_defaults=True, exclude={"incident", "press"})
    return {
        **_about(entry, fact),
        "press": fact.press,
        "kind": entry.kind,
        "happened_ms": fact.at_ms if fact.happened_ms is None else fact.happened_ms,
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
