"""At which gate of a checkpoint this station stands, and which of its desks it is."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class GateRow(SQLModel, table=True):
    """Said by hand, for this station alone: it is no fact of the event."""

    __tablename__ = "station_gate"

    checkpoint: str = Field(primary_key=True)
    gate: str


class DeskRow(SQLModel, table=True):
    """Said by hand, for this station alone."""

    __tablename__ = "station_desk"

    checkpoint: str = Field(primary_key=True)
    desk: str
