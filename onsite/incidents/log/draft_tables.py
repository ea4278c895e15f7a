"""What somebody has begun to type, at this station alone: it is no fact of the event."""

from __future__ import annotations

from sqlmodel import Field

from onsite.store.rows import StoredRow


class DraftRow(StoredRow, table=True):
    """A report, or an entry, that is not sent yet."""

    __tablename__ = "incident_draft"

    draft: str = Field(primary_key=True)
    """What is sent has the same as its id, or as its press: sent twice, it is there once."""
    operator: str = Field(index=True)
    incident: str
    """The one that it is an entry of; empty for a new one."""
    begun_ms: int
    """When its first key was pressed. So the next two."""
    boot: str
    boot_ms: int
    text: str
    fields: str
    """What is chosen besides, as JSON; the screen knows."""
    changed_ms: int
