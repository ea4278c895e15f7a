"""The rows of what was looked at, and of the rounds that were missed; with their fold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.incidents.equipment.facts import BackupTaken, ItemLookedAt, RoundMissed
from onsite.journal.fold import Row, Sheet, folds
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.incidents.equipment.facts import OfChecklist
    from onsite.journal.entry import Entry


class IncidentCheckRow(StoredRow, table=True):
    """The last word about an item, in one round."""

    __tablename__ = "incident_check"

    checklist: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    item: str = Field(primary_key=True)
    subject: str = Field(index=True)
    result: str
    note: str
    backup: str
    incident: str
    operator: str
    at_ms: int
    on_backup: bool
    """Whether somebody has said that the backup is in use; who and when."""
    backup_by: str
    backup_ms: int


class IncidentRoundRow(StoredRow, table=True):
    """A round that was missed. The first word about it stands."""

    __tablename__ = "incident_round"

    checklist: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    subject: str = Field(index=True)
    due_ms: int
    items: str
    """As JSON."""
    incident: str
    at_ms: int


@folds(ItemLookedAt, BackupTaken, RoundMissed, into=(IncidentCheckRow, IncidentRoundRow))
def fold_checklist(
    sheet: Sheet, entry: Entry, fact: ItemLookedAt | BackupTaken | RoundMissed
) -> None:
    """Of items the last word stands; a backup is of what has failed and of nothing else."""
    if isinstance(fact, ItemLookedAt):
        sheet.put(IncidentCheckRow, _looked_at(sheet, entry, fact))
    elif isinstance(fact, BackupTaken):
        row = _check(sheet, fact, fact.item)
        if row is not None and (row["result"], row["incident"]) == ("failed", fact.incident):
            taken = {"on_backup": True, "backup_by": entry.operator, "backup_ms": fact.at_ms}
            sheet.put(IncidentCheckRow, {**row, **taken, "backup": fact.backup})
    elif sheet.get(IncidentRoundRow, fact.subject, fact.checklist, fact.day, fact.round) is None:
        items = json.dumps(fact.items, ensure_ascii=False)
        said = {"due_ms": fact.due_ms, "items": items, "incident": fact.incident}
        sheet.put(IncidentRoundRow, {**_of(fact), **said, "at_ms": fact.at_ms})


def _check(sheet: Sheet, fact: OfChecklist, item: str) -> Row | None:
    return sheet.get(IncidentCheckRow, fact.subject, fact.checklist, fact.day, fact.round, item)


def _looked_at(sheet: Sheet, entry: Entry, fact: ItemLookedAt) -> Row:
    before = _check(sheet, fact, fact.item)
    as_before = before is not None and (before["result"], before["incident"]) == (
        fact.result,
        fact.incident,
    )
    names = ("on_backup", "backup_by", "backup_ms")
    backup = {"on_backup": False, "backup_by": "", "backup_ms": 0}
    if before is not None and as_before:
        backup = {name: before[name] for name in names}
    said = {"item": fact.item, "result": fact.result, "note": fact.note, "backup": fact.backup}
    who = {"incident": fact.incident, "operator": entry.operator, "at_ms": fact.at_ms}
    return {**_of(fact), **said, **who, **backup}


def _of(fact: OfChecklist) -> Row:
    return {
        "checklist": fact.checklist,
        "day": fact.day,
        "round": fact.round,
        "subject": fact.subject,
    }
