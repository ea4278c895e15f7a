"""Statements that run many times a second: declared in SQLAlchemy Core, compiled once.

Compiling is cached by SQLAlchemy as well, but looking the cache up and wrapping the result cost
five times what SQLite itself takes for one small row. Here the driver runs the text directly.
"""

from __future__ import annotations

from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Boolean
from sqlalchemy.dialects.sqlite import dialect

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy import ClauseElement, Connection, Table

Row = dict[str, Any]


class Prepared:
    """A statement, ready to run on any connection to the store.

    Args:
        statement: a Core statement without expanding parameters.
        into: of an insert without values, the table: every column is then a parameter.
    """

    def __init__(self, statement: ClauseElement, into: Table | None = None) -> None:
        self._statement = statement
        self._columns = [column.name for column in into.columns] if into is not None else None

    def first(self, rows: Connection, values: Mapping[str, Any]) -> Row | None:
        """The first row that the statement finds, by the names of its columns, or None."""
        found = self._execute(rows, values).fetchone()
        return self._row(found) if found is not None else None

    def all(self, rows: Connection, values: Mapping[str, Any]) -> list[Row]:
        """Every row that the statement finds."""
        return [self._row(found) for found in self._execute(rows, values)]

    def run(self, rows: Connection, values: Mapping[str, Any]) -> None:
        """Run a statement that answers nothing."""
        self._execute(rows, values)

    def run_many(self, rows: Connection, values: Iterable[Mapping[str, Any]]) -> None:
        """Run a statement that answers nothing once for each of the values."""
        text, in_order = self._positional
        _driver(rows).executemany(text, map(in_order, values))

    def _execute(self, rows: Connection, values: Mapping[str, Any]) -> sqlite3.Cursor:
        text, fixed = self._compiled
        return _driver(rows).execute(text, {**fixed, **values} if fixed else values)

    @cached_property
    def _compiled(self) -> tuple[str, Row]:
        compiled = self._statement.compile(
            dialect=dialect(paramstyle="named"), column_keys=self._columns
        )
        return str(compiled), _fixed(compiled)

    @cached_property
    def _positional(self) -> tuple[str, Callable[[Mapping[str, Any]], tuple[Any, ...]]]:
        """With a question mark for each parameter: the driver looks none up by its name."""
        compiled = self._statement.compile(
            dialect=dialect(paramstyle="qmark"), column_keys=self._columns
        )
        names = tuple(cast("Any", compiled).positiontup or ())
        fixed = _fixed(compiled)
        if len(names) == 1:  # of a single name, itemgetter makes no tuple
            return str(compiled), lambda each: ({**fixed, **each}[names[0]],)
        pick = itemgetter(*names)
        return str(compiled), (lambda each: pick({**fixed, **each})) if fixed else pick

    @cached_property
    def _shape(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        columns = list(cast("Any", self._statement).selected_columns)
        truths = [column.name for column in columns if isinstance(column.type, Boolean)]
        return tuple(column.name for column in columns), tuple(truths)

    def _row(self, found: tuple[Any, ...]) -> Row:
        names, truths = self._shape
        row = dict(zip(names, found, strict=True))
        for name in truths:
            row[name] = bool(row[name])
        return row


def _fixed(compiled: Any) -> Row:
    """The parameters that the statement itself gives a value."""
    return {name: bind.value for name, bind in compiled.binds.items() if not bind.required}


def _driver(rows: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", rows.connection.dbapi_connection)
