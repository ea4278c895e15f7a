"""Whether the journal is whole and unaltered, and whether the rows are what it says.

First every chain is walked: numbers, links, hashes, signatures, and its end. Then all entries
are folded into a scratch store, and every folded table is compared with it, row by row. The
first thing that is wrong is named; nothing is changed.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, islice, zip_longest
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from onsite.journal.entry import ENTRY_FIELDS, NO_PREVIOUS, Entry
from onsite.journal.fold import folded_tables, table_of
from onsite.journal.folding import fold, waiting
from onsite.journal.journal import size
from onsite.journal.tables import EntryRow, StationRow
from onsite.language import _
from onsite.store.engine import connect
from onsite.store.failures import damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import Connection, Table

    Progress = Callable[[int, int], None]

_ENTRY = table_of(EntryRow)
_STATION = table_of(StationRow)
_PARTS = [_ENTRY.c[name] for name in ENTRY_FIELDS]
_CHAINS = select(*_PARTS, _ENTRY.c.hash).order_by(_ENTRY.c.station, _ENTRY.c.number)
_IN_ORDER = select(*_PARTS).order_by(
    _ENTRY.c.subject, _ENTRY.c.time, _ENTRY.c.station, _ENTRY.c.number
)
_AT_ONCE = 1000


@dataclass(frozen=True)
class BadEntry:
    """The first entry that is not as its station wrote it, or that is missing."""

    station: str
    number: int
    what: str


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
    entry: BadEntry | None = None
    row: BadRow | None = None

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
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
    with _any_text(rows):
        bad = first_bad_entry(rows, steps)
        row = None if bad else first_bad_row(rows, steps)
        kept = waiting(rows)
    steps.end()
    return Audit(entries, stations, kept, bad, row)


@contextmanager
def _any_text(rows: Connection) -> Iterator[None]:
    """Read text that is not UTF-8 too; it then differs from whatever was written."""
    driver: Any = rows.connection.dbapi_connection
    driver.text_factory = lambda text: text.decode(errors="surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = str


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


def first_bad_entry(rows: Connection, step: Callable[[], None] = lambda: None) -> BadEntry | None:
    """The first entry, by station and number, that is altered, missing or out of place."""
    heads = {row.station: row for row in rows.execute(select(_STATION)).all()}
    found = rows.execute(_CHAINS, execution_options={"yield_per": _AT_ONCE})
    for station, chain in groupby(found, key=attrgetter("station")):
        bad = _walk(station, chain, heads.pop(station, None), step)
        if bad is not None:
            return bad
    for station, head in sorted(heads.items()):
        if head.last_number:
            return BadEntry(station, 1, _missing(1, head.last_number))
    return None


def _walk(
    station: str, chain: Iterable[Any], head: Any, step: Callable[[], None]
) -> BadEntry | None:
    number, before, time = 0, NO_PREVIOUS, -1
    for row in chain:
        step()
        number += 1
        entry = Entry(*row[:-1])
        what = _wrong_with(entry, row.hash, number, before, time)
        if what:
            return BadEntry(station, number, what)
        before, time = row.hash, entry.time
    if head is None or head.last_number < number:
        return BadEntry(station, number, _("the station's record of its last entry was altered"))
    if head.last_number > number:
        return BadEntry(station, number + 1, _missing(number + 1, head.last_number))
    if head.last_hash != before:
        return BadEntry(station, number, _("it is not the entry that the station ended with"))
    return None


def _wrong_with(entry: Entry, stored_hash: str, number: int, before: str, time: int) -> str:
    if entry.number != number:
        return _missing(number, entry.number - 1)
    if _hash(entry) != stored_hash:
        return _("its content was altered: it does not match its hash")
    if not entry.is_signed():
        return _("its signature is not this station's")
    if entry.previous != before:
        return _("it does not link to the entry before it")
    if entry.time <= time:
        return _("it is not later than the entry before it")
    return ""


def _hash(entry: Entry) -> str:
    try:
        return entry.hash()
    except (TypeError, ValueError):  # a part of it is no longer of its type
        return ""


def _missing(first: int, last: int) -> str:
    if first >= last:
        return _("it is missing")
    return _("the entries {first} to {last} are missing").format(first=first, last=last)


def first_bad_row(rows: Connection, step: Callable[[], None] = lambda: None) -> BadRow | None:
    """The first row that differs from what the whole journal folds into."""
    with _scratch() as scratch:
        _fold_all(rows, scratch, step)
        for table in folded_tables():
            bad = _first_difference(rows, scratch, table)
            if bad is not None:
                return bad
    return None


@contextmanager
def _scratch() -> Iterator[Connection]:
    with tempfile.TemporaryDirectory(prefix="onsite-audit-") as folder:
        scratch = connect(Path(folder) / "scratch.db")
        try:
            for table in (_ENTRY, *folded_tables()):
                table.create(scratch)
            scratch.exec_driver_sql("BEGIN")
            yield scratch
            scratch.exec_driver_sql("ROLLBACK")
        finally:
            scratch.close()
            scratch.engine.dispose()


def _fold_all(rows: Connection, scratch: Connection, step: Callable[[], None]) -> None:
    found = rows.execute(_IN_ORDER, execution_options={"yield_per": _AT_ONCE})
    entries = (Entry(*row) for row in found)
    last = ""
    while some := list(islice(entries, _AT_ONCE)):
        fold(scratch, some, fresh={entry.subject for entry in some} - {last})
        last = some[-1].subject
        for _entry in some:
            step()


def _first_difference(rows: Connection, scratch: Connection, table: Table) -> BadRow | None:
    # Raw values, since SQLAlchemy's types would make equal what is not, as 1 and 5 of a bool.
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    order = ", ".join(f'"{column.name}"' for column in table.primary_key)
    query = f'SELECT {names} FROM "{table.name}" ORDER BY {order}'  # noqa: S608 - our own names
    for here, right in zip_longest(_raw(rows, query), _raw(scratch, query)):
        if here != right:
            return _difference(rows, table, here, right)
    return None


def _raw(rows: Connection, query: str) -> Iterator[tuple[Any, ...]]:
    found = rows.exec_driver_sql(query, execution_options={"yield_per": _AT_ONCE})
    return (tuple(row) for row in found)


def _difference(
    rows: Connection, table: Table, here: tuple[Any, ...] | None, right: tuple[Any, ...] | None
) -> BadRow:
    mine, due = _key(table, here), _key(table, right)
    if here is not None and right is not None and mine == due:
        columns = zip(table.columns.keys(), here, right, strict=True)
        name, wrong, good = next(each for each in columns if each[1] != each[2])
        text = _("its {column} is {wrong} but should be {good}")
        return BadRow(
            table.name, mine, text.format(column=name, wrong=repr(wrong), good=repr(good))
        )
    if right is None or (here is not None and _is_there(rows, table, due)):
        return BadRow(table.name, mine, _("nothing in the journal says that it exists"))
    return BadRow(table.name, due, _("it is missing"))


def _key(table: Table, row: tuple[Any, ...] | None) -> tuple[Any, ...]:
    if row is None:
        return ()
    named = dict(zip(table.columns.keys(), row, strict=True))
    return tuple(_shown(named[column.name]) for column in table.primary_key)


def _shown(part: Any) -> Any:
    if isinstance(part, bytes):
        return part.hex()
    return part.encode(errors="backslashreplace").decode() if isinstance(part, str) else part


def _is_there(rows: Connection, table: Table, key: tuple[Any, ...]) -> bool:
    where = " AND ".join(f'"{column.name}" = ?' for column in table.primary_key)
    query = f'SELECT 1 FROM "{table.name}" WHERE {where}'  # noqa: S608 - our own names
    return rows.exec_driver_sql(query, key).first() is not None
