"""Folding: entries into rows.

A fold is a function of a sheet, an entry and its fact. It sees the facts of one subject in time
order, reads and writes only rows of that subject, and depends on nothing else: no clock, no
other subject, no language. So the same entries give the same rows on every station.

A fold that comes to give other rows than before needs a migration, if only an empty one: every
migration of a store is followed by folding everything again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Table, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Connection
    from sqlmodel import SQLModel

    from onsite.journal.entry import Entry
    from onsite.journal.facts import Fact

Row = dict[str, Any]
Key = tuple[Any, ...]


class Folding(Protocol):
    """How a fold is called."""

    def __call__(self, sheet: Sheet, entry: Entry, fact: Any) -> None:
        """Bring the rows of the entry's subject up to this fact."""
        ...


@dataclass(frozen=True)
class Fold:
    """A registered fold: the facts it hears, the tables it alone writes, the function."""

    name: str
    facts: tuple[type[Fact], ...]
    tables: tuple[Table, ...]
    apply: Folding


_FOLDS: dict[str, Fold] = {}
_LISTENERS: dict[str, list[Folding]] = {}


def table_of(model: type[SQLModel]) -> Table:
    """The SQLAlchemy table that a SQLModel class declares."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


def folds(*facts: type[Fact], into: tuple[type[SQLModel], ...]) -> Callable[[Folding], Folding]:
    """Register a fold of those facts into those tables.

    Every table needs a `subject` column with an index: its rows are thrown away and folded
    again by subject. A table belongs to one fold.
    """

    def register(function: Folding) -> Folding:
        name = f"{function.__module__}.{function.__name__}"  # type: ignore[attr-defined]
        tables = tuple(table_of(model) for model in into)
        for table in tables:
            if "subject" not in table.columns:
                raise TypeError(f"{name}: the table {table.name} has no column 'subject'")
        _FOLDS[name] = Fold(name, facts, tables, function)
        _LISTENERS.clear()
        return function

    return register


def all_folds() -> tuple[Fold, ...]:
    """Every registered fold, in a fixed order."""
    return tuple(_FOLDS[name] for name in sorted(_FOLDS))


def listeners(kind: str) -> Sequence[Folding]:
    """Every fold that hears facts of a kind, in a fixed order."""
    if not _LISTENERS:
        for each in all_folds():
            for fact in each.facts:
                _LISTENERS.setdefault(fact.kind, []).append(each.apply)
    return _LISTENERS.get(kind, ())


def folded_tables() -> tuple[Table, ...]:
    """Every table that is only a view of the journal."""
    return tuple(table for fold in all_folds() for table in fold.tables)


class Sheet:
    """The rows at hand while entries are folded; written to the store by `flush`.

    Args:
        rows: the open transaction.
        fresh: subjects that have no rows yet, so that none need to be looked for.
    """

    def __init__(self, rows: Connection, fresh: set[str]) -> None:
        self._rows = rows
        self._fresh = fresh
        self._known: dict[Table, dict[Key, Row | None]] = {}
        self._keys: dict[tuple[Table, str], dict[Key, None]] = {}
        self._changed: dict[Table, dict[Key, None]] = {}
        self._complete: set[tuple[Table, str]] = set()

    def expect(self, tables: Iterable[Table], subjects: Iterable[str]) -> None:
        """Read all rows of many subjects at once, rather than one by one when asked for."""
        asked = json.dumps([subject for subject in subjects if subject not in self._fresh])
        for table in tables:
            for found in _by_subjects(table).all(self._rows, {"subjects": asked}):
                self._learn(table, _key(table, found), found)
            self._complete.update((table, subject) for subject in json.loads(asked))

    def get(self, model: type[SQLModel], subject: str, *key: Any) -> Row | None:
        """The row with that primary key, as a copy, or None.

        Args:
            model: the table.
            subject: whose row it is; looked for only where the subject can have rows.
            key: the values of the primary key, in the table's order.
        """
        table = table_of(model)
        known = self._known.setdefault(table, {})
        if key not in known:
            stored = None if self._nothing_stored(table, subject) else self._load(table, key)
            self._learn(table, key, stored)
        row = known[key]
        return dict(row) if row is not None else None

    def all(self, model: type[SQLModel], subject: str) -> list[Row]:
        """Every row of the subject, as copies, in the order of their primary keys."""
        table = table_of(model)
        known = self._known.setdefault(table, {})
        if not self._nothing_stored(table, subject):
            for found in _by_subject(table).all(self._rows, {"subject": subject}):
                if (key := _key(table, found)) not in known:
                    self._learn(table, key, dict(found))
            self._complete.add((table, subject))
        keys = sorted(self._keys.get((table, subject), ()))
        return [dict(row) for key in keys if (row := known[key]) is not None]

    def put(self, model: type[SQLModel], row: Row) -> None:
        """Write the whole row, new or changed."""
        table = table_of(model)
        key = _key(table, row)
        self._learn(table, key, row)
        self._changed.setdefault(table, {})[key] = None

    def drop(self, model: type[SQLModel], *key: Any) -> None:
        """Take the row with that primary key away."""
        table = table_of(model)
        self._learn(table, key, None)
        self._changed.setdefault(table, {})[key] = None

    def flush(self) -> None:
        """Write every change of the sheet to the store."""
        for table, keys in self._changed.items():
            known = self._known[table]
            gone = [key for key in keys if known[key] is None]
            kept = [row for key in keys if (row := known[key]) is not None]
            if gone:
                _deletion(table).run_many(self._rows, [_asked(table, key) for key in gone])
            if kept:
                _upsert(table).run_many(self._rows, kept)
        self._changed = {}

    def _learn(self, table: Table, key: Key, row: Row | None) -> None:
        self._known.setdefault(table, {})[key] = row
        if row is not None:
            self._keys.setdefault((table, row["subject"]), {})[key] = None

    def _nothing_stored(self, table: Table, subject: str) -> bool:
        return subject in self._fresh or (table, subject) in self._complete

    def _load(self, table: Table, key: Key) -> Row | None:
        return _by_key(table).first(self._rows, _asked(table, key))


def _key(table: Table, row: Row) -> Key:
    names = _key_names(table)
    # Nearly every table has one column of these, and this runs for every row.
    return (row[names[0]],) if len(names) == 1 else tuple([row[name] for name in names])


def _asked(table: Table, key: Key) -> Row:
    return {f"key_{name}": part for name, part in zip(_key_names(table), key, strict=True)}


@cache
def _key_names(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key)


def _matches_key(table: Table) -> list[Any]:
    return [column == bindparam(f"key_{column.name}") for column in table.primary_key]


@cache
def _by_key(table: Table) -> Prepared:
    return Prepared(select(table).where(*_matches_key(table)))


@cache
def _by_subject(table: Table) -> Prepared:
    return Prepared(select(table).where(table.c.subject == bindparam("subject")))


@cache
def _by_subjects(table: Table) -> Prepared:
    listed = func.json_each(bindparam("subjects")).table_valued("value")
    return Prepared(select(table).where(table.c.subject.in_(select(listed.c.value))))


@cache
def _deletion(table: Table) -> Prepared:
    return Prepared(delete(table).where(*_matches_key(table)))


@cache
def _upsert(table: Table) -> Prepared:
    statement = insert(table)
    keys = {column.name for column in table.primary_key}
    rest = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if column.name not in keys
    }
    changed = statement.on_conflict_do_update(index_elements=sorted(keys), set_=rest)
    return Prepared(changed, into=table)


@cache
def _erasure(table: Table) -> Prepared:
    return Prepared(delete(table).where(table.c.subject == bindparam("gone")))


def erase(rows: Connection, subjects: Iterable[str]) -> None:
    """Throw away every folded row of the subjects."""
    asked = [{"gone": subject} for subject in subjects]
    for table in folded_tables():
        _erasure(table).run_many(rows, asked)
