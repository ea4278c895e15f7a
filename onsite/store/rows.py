"""What the tables of the store are declared with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Table
from sqlmodel import SQLModel
from sqlmodel.main import SQLModelMetaclass


class _TableAlone(SQLModelMetaclass):
    """Makes the table of a class and maps no objects onto it.

    Rows are read and written by statements on the table. A mapping would be made at the start
    of every command and never be used.
    """

    def __init__(
        self, name: str, bases: tuple[type, ...], declared: dict[str, Any], **options: Any
    ) -> None:
        if not options.get("table"):
            super().__init__(name, bases, declared, **options)
            return
        columns = [_named(vars(self)[field], field) for field in self.model_fields]
        more = declared.get("__table_args__", ())
        table = Table(declared["__tablename__"], SQLModel.metadata, *columns, *more)
        type.__setattr__(self, "__table__", table)


def _named(column: Column[Any], name: str) -> Column[Any]:
    column.key = column.name = name
    return column


class StoredRow(SQLModel, metaclass=_TableAlone):
    """Base of every table. A subclass gives the form of the rows and has no instances."""

    model_config = {"defer_build": True}
