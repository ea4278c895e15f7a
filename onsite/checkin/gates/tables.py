"""At which gate of a checkpoint this station stands, and which of its desks it is."""

from __future__ import annotations

from sqlmodel import Field

from onsite.store.rows import StoredRow


class GateRow(StoredRow, table=True):
    """Said by hand, for this station alone: it is no fact of the event."""

    __tablename__ = "station_gate"

    checkpoint: str = Field(primary_key=True)
    gate: str


class DeskRow(StoredRow, table=True):
    """Said by hand, for this station alone."""

    __tablename__ = "station_desk"

    checkpoint: str = Field(primary_key=True)
    desk: str
