"""Where a table of one store is unlike the same table of another, value by value."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Table

Raw = tuple[Any, ...]
"""A row as SQLite has it: SQLAlchemy's types would make equal what is not, as 1 and 5 of a bool."""


@dataclass(frozen=True)
class Difference:
    """One row that is not the same here and there."""

    table: str
    key: tuple[Any, ...]
    here: dict[str, Any] | None
    """The values that differ, by column; the whole row where the other side has none."""
    there: dict[str, Any] | None


def differences(
    here: Connection, there: Connection, table: Table, names: Sequence[str] = ()
) -> Iterator[Difference]:
    """Every row that differs or that one side lacks, in the order of the primary key.

    Args:
        here: an open transaction.
        there: an open transaction on another store.
        table: it must be in both.
        names: the columns that count; without them all that the model has.
    """
    columns = tuple(names) or tuple(column.name for column in table.columns)
    keys = [columns.index(column.name) for column in table.primary_key]
    with any_text(here), any_text(there):
        sides = raw_rows(here, table, columns), raw_rows(there, table, columns)
        for mine, theirs in _unlike(*sides, keys):
            yield _difference(table.name, columns, keys, mine, theirs)


def raw_rows(rows: Connection, table: Table, names: Sequence[str] = ()) -> Iterator[Raw]:
    """The rows of a table in the order of its primary key, as SQLite has them."""
    columns = _listed(names or [column.name for column in table.columns])
    order = _listed([column.name for column in table.primary_key])
    query = f'SELECT {columns} FROM "{table.name}" ORDER BY {order}'  # noqa: S608 - our own names
    return iter(_driver(rows).execute(query))


@contextmanager
def any_text(rows: Connection) -> Iterator[None]:
    """Read text that is not UTF-8 too; it then differs from whatever was written."""
    driver = _driver(rows)
    before = driver.text_factory
    driver.text_factory = lambda text: text.decode(errors="surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = before


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _driver(rows: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", rows.connection.dbapi_connection)


def _unlike(
    here: Iterator[Raw], there: Iterator[Raw], keys: Sequence[int]
) -> Iterator[tuple[Raw | None, Raw | None]]:
    mine, theirs = next(here, None), next(there, None)
    while mine is not None or theirs is not None:
        if mine == theirs:
            mine, theirs = next(here, None), next(there, None)
        elif theirs is None or (mine is not None and _place(mine, keys) < _place(theirs, keys)):
            yield mine, None
            mine = next(here, None)
        elif mine is None or _place(theirs, keys) < _place(mine, keys):
            yield None, theirs
            theirs = next(there, None)
        else:
            yield mine, theirs
            mine, theirs = next(here, None), next(there, None)


def _place(row: Raw, keys: Sequence[int]) -> list[tuple[int, Any]]:
    """Where SQLite sorts a row: nothing, then numbers, texts by their bytes, bytes."""
    return [_sorted(row[at]) for at in keys]


def _sorted(part: Any) -> tuple[int, Any]:
    if part is None:
        return (0, 0)
    if isinstance(part, str):
        return (2, part.encode(errors="surrogateescape"))
    return (3 if isinstance(part, bytes) else 1, part)


def _difference(
    table: str, columns: Sequence[str], keys: Sequence[int], mine: Raw | None, theirs: Raw | None
) -> Difference:
    key = tuple(_shown((mine or theirs or ())[at]) for at in keys)
    if mine is None or theirs is None:
        return Difference(table, key, _named(columns, mine), _named(columns, theirs))
    unlike = [name for name, a, b in zip(columns, mine, theirs, strict=True) if a != b]
    here, there = (dict(zip(columns, map(_shown, row), strict=True)) for row in (mine, theirs))
    return Difference(
        table, key, {name: here[name] for name in unlike}, {name: there[name] for name in unlike}
    )


def _named(columns: Sequence[str], row: Raw | None) -> dict[str, Any] | None:
    return None if row is None else dict(zip(columns, map(_shown, row), strict=True))


def _shown(part: Any) -> Any:
    if isinstance(part, bytes):
        return part.hex()
    return part.encode(errors="backslashreplace").decode() if isinstance(part, str) else part
