"""The rows of imports of programmes, and their fold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.journal.fold import Sheet, folds
from onsite.journal.hlc import ms_of
from onsite.stage.importing.facts import ProgrammeImported
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class ProgrammeRow(StoredRow, table=True):
    """One import of a programme."""

    __tablename__ = "stage_programme"

    station: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    subject: str = Field(index=True)
    time: int
    """The stamp of the entry."""
    at_ms: int
    operator: str
    press: str
    file: str
    sha256: str
    format: str
    source: str
    headers: str
    """As a JSON array."""
    mapping: str
    """Field to header, as JSON."""
    added: int
    changed: int
    moved: int
    gone: int
    unchanged: int
    problems: int
    left_out: int


@folds(ProgrammeImported, into=(ProgrammeRow,))
def fold_programme(sheet: Sheet, entry: Entry, fact: ProgrammeImported) -> None:
    """A row of each."""
    said = fact.model_dump(exclude={"headers", "mapping"})
    row = {
        "station": entry.station,
        "number": entry.number,
        "subject": fact.subject,
        "time": entry.time,
        "at_ms": ms_of(entry.time),
        "operator": entry.operator,
        "headers": json.dumps(fact.headers, ensure_ascii=False),
        "mapping": json.dumps(fact.mapping, ensure_ascii=False, sort_keys=True),
        **said,
    }
    sheet.put(ProgrammeRow, row)
