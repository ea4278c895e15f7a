"""The rows the journal itself keeps."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field

from onsite.store.rows import StoredRow


class EntryRow(StoredRow, table=True):
    """An entry as it is kept. `folded` and `received_ms` are this station's own remarks."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        Index("journal_entry_subject", "subject", "time"),
        Index("journal_entry_waiting", "kind", sqlite_where=text("folded IS 0")),
    )

    station: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    time: int
    operator: str
    subject: str
    kind: str
    version: int
    payload: str
    previous: str
    hash: str
    signature: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    folded: bool
    received_ms: int
    """When this station wrote it down, in milliseconds since 1970 by its own clock."""


class StationRow(StoredRow, table=True):
    """The end of each station's chain as it is known here."""

    __tablename__ = "journal_station"

    station: str = Field(primary_key=True)
    own: bool
    last_number: int
    last_hash: str
    last_time: int
    """For this station itself, the highest stamp it wrote or followed."""
