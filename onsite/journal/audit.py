"""Whether the journal is unaltered and whole, and whether the rows are what it says.

First every chain is walked. Then all entries are folded into a scratch store, and every folded
table is compared with it, row by row. The first thing that is wrong is named; nothing is
changed.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from onsite.journal.chains import BadEntry, awaited, first_bad_entry
from onsite.journal.differing import Difference, any_text, differences
from onsite.journal.entry import ENTRY_FIELDS, Entry
from onsite.journal.fold import folded_tables, table_of
from onsite.journal.folding import fold, waiting
from onsite.journal.journal import size
from onsite.journal.tables import EntryRow, StationRow
from onsite.language import _
from onsite.store.engine import connect
from onsite.store.failures import damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Table
    from sqlalchemy.schema import ExecutableDDLElement

    Progress = Callable[[int, int], None]

_ENTRY = table_of(EntryRow)
_STATION = table_of(StationRow)
_IN_ORDER = select(*(_ENTRY.c[name] for name in ENTRY_FIELDS)).order_by(
    _ENTRY.c.subject, _ENTRY.c.time, _ENTRY.c.station, _ENTRY.c.number
)
_AT_ONCE = 1000


@dataclass(frozen=True)
class BadRow:
    """The first row that is not what the journal says."""

    table: str
    key: tuple[Any, ...]
    what: str


@dataclass(frozen=True)
class Audit:
    """What came of an audit."""

    entries: int
    stations: int
    waiting: dict[str, int]
    """Entries of each kind that this Onsite keeps but cannot read yet."""
    awaited: dict[str, int]
    """Entries of each other station that are known to be and have not arrived yet."""
    entry: BadEntry | None = None
    row: BadRow | None = None

    @property
    def good(self) -> bool:
        """Whether nothing is wrong; that entries are still to come is not wrong."""
        return self.entry is None and self.row is None


def audit(rows: Connection, progress: Progress = lambda _done, _all: None) -> Audit:
    """Verify everything; run inside `store.read`.

    Args:
        rows: the open transaction: the audit is of one moment.
        progress: told now and then how many steps of how many are done.

    Raises:
        StoreDamagedError: the file itself is no longer in order.
    """
    if rows.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one() != "ok":
        raise damaged()
    entries = size(rows)
    stations = int(rows.execute(select(func.count()).select_from(_STATION)).scalar_one())
    steps = _Steps(2 * entries, progress)
    with any_text(rows):
        bad = first_bad_entry(rows, steps)
        row = None if bad else first_bad_row(rows, steps)
        kept = waiting(rows)
        to_come = {} if bad else awaited(rows)
    steps.end()
    return Audit(entries, stations, kept, to_come, bad, row)


class _Steps:
    def __init__(self, total: int, progress: Progress) -> None:
        self._done = 0
        self._total = total
        self._progress = progress

    def __call__(self) -> None:
        self._done += 1
        if self._done % _AT_ONCE == 0:
            self._progress(self._done, self._total)

    def end(self) -> None:
        self._progress(self._total, self._total)


def first_bad_row(rows: Connection, step: Callable[[], None] = lambda: None) -> BadRow | None:
    """The first row that differs from what all entries that are here fold into."""
    with _scratch() as scratch:
        _fold_all(rows, scratch, step)
        for table in folded_tables():
            found = next(differences(rows, scratch, table), None)
            if found is not None:
                return BadRow(found.table, found.key, _what(found))
    return None


@contextmanager
def _scratch() -> Iterator[Connection]:
    with tempfile.TemporaryDirectory(prefix="onsite-audit-") as folder:
        scratch = connect(Path(folder) / "scratch.db")
        try:
            scratch.exec_driver_sql("BEGIN")
            for table in (_ENTRY, *folded_tables()):
                for statement in _making(table):
                    scratch.exec_driver_sql(statement)
            yield scratch
            scratch.exec_driver_sql("ROLLBACK")
        finally:
            scratch.close()


@cache
def _making(table: Table) -> tuple[str, ...]:
    """What makes a table with its indexes. To spell it out takes longer than most audits do."""
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    made: list[ExecutableDDLElement] = [CreateTable(table), *map(CreateIndex, indexes)]
    return tuple(str(each.compile(dialect=dialect())) for each in made)


def _fold_all(rows: Connection, scratch: Connection, step: Callable[[], None]) -> None:
    found = rows.execute(_IN_ORDER, execution_options={"yield_per": _AT_ONCE})
    entries = (Entry(*row) for row in found)
    last = ""
    while some := list(islice(entries, _AT_ONCE)):
        fold(scratch, some, fresh={entry.subject for entry in some} - {last})
        last = some[-1].subject
        for _entry in some:
            step()


def _what(found: Difference) -> str:
    if found.here is None:
        return _("it is missing")
    if found.there is None:
        return _("nothing in the journal says that it exists")
    column, wrong = next(iter(found.here.items()))
    text = _("its {column} is {wrong} but should be {good}")
    return text.format(column=column, wrong=repr(wrong), good=repr(found.there[column]))
