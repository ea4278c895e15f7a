"""Tables are declared with SQLModel, and nothing else is made of them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, MetaData, Table, text
from sqlmodel import Field, SQLModel

from onsite.journal import features
from onsite.journal.fold import table_of
from onsite.store.rows import StoredRow


def declared() -> set[type[StoredRow]]:
    features.load()
    return {row for row in StoredRow.__subclasses__() if row.__module__.startswith("onsite.")}


def test_every_table_is_declared_as_a_stored_row():
    assert {table_of(row) for row in declared()} == set(SQLModel.metadata.tables.values())


def test_no_objects_are_mapped_and_no_values_checked():
    assert not set(SQLModel._sa_registry.mappers)
    assert [row for row in declared() if row.__pydantic_complete__] == []


def test_the_table_has_what_is_declared(monkeypatch):
    monkeypatch.setattr(SQLModel, "metadata", MetaData())

    class TriedRow(StoredRow, table=True):
        __tablename__ = "tried"
        __table_args__ = (Index("tried_open", "name", sqlite_where=text("at IS NULL")),)

        name: str = Field(primary_key=True)
        subject: str = Field(index=True)
        at: int | None
        size: int = Field(sa_column=Column(BigInteger, nullable=False))

    table = table_of(TriedRow)
    assert isinstance(table, Table)
    assert SQLModel.metadata.tables == {"tried": table}
    assert [column.name for column in table.primary_key] == ["name"]
    assert {column.name: column.nullable for column in table.columns} == {
        "name": False,
        "subject": False,
        "at": True,
        "size": False,
    }
    assert isinstance(table.c.size.type, BigInteger)
    assert {index.name for index in table.indexes} == {"tried_open", "ix_tried_subject"}
