"""The rows of what cameras have seen, with their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Index
from sqlmodel import Field

from onsite.journal.fold import Row, Sheet, folds
from onsite.store.rows import StoredRow
from onsite.zones.camera.facts import CameraCrossings, CameraWatching

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class ZoneCrossedRow(StoredRow, table=True):
    """A minute in which somebody has crossed. The first word about it stands."""

    __tablename__ = "zone_camera_minute"
    __table_args__ = (Index("zone_camera_minute_zone", "zone", "minute"),)

    zone: str = Field(primary_key=True)
    run: str = Field(primary_key=True)
    minute: int = Field(primary_key=True)
    subject: str = Field(index=True)
    forward: int
    back: int


class ZoneCameraRow(StoredRow, table=True):
    """How a zone's camera stands, by the last word about it."""

    __tablename__ = "zone_camera"

    zone: str = Field(primary_key=True)
    subject: str = Field(index=True)
    since_ms: int
    """Since when it watches, or has watched until it was lost."""
    lost_ms: int | None
    """None while it watches."""
    trouble: str
    station: str


@folds(CameraCrossings, CameraWatching, into=(ZoneCrossedRow, ZoneCameraRow))
def fold_camera(sheet: Sheet, entry: Entry, fact: CameraCrossings | CameraWatching) -> None:
    """Minutes add up; of the camera's state the last word holds."""
    if isinstance(fact, CameraCrossings):
        if sheet.get(ZoneCrossedRow, fact.subject, fact.zone, fact.run, fact.minute) is None:
            sheet.put(ZoneCrossedRow, {"subject": fact.subject, **fact.model_dump()})
        return
    before = sheet.get(ZoneCameraRow, fact.subject, fact.zone)
    sheet.put(ZoneCameraRow, _state(before, entry, fact))


def _state(before: Row | None, entry: Entry, fact: CameraWatching) -> Row:
    known = before or {"since_ms": fact.at_ms, "lost_ms": None}
    if fact.watching:
        known = {"since_ms": fact.at_ms, "lost_ms": None}
    elif known["lost_ms"] is None:
        known = {**known, "lost_ms": fact.at_ms}
    return {
        **known,
        "zone": fact.zone,
        "subject": fact.subject,
        "trouble": fact.trouble,
        "station": entry.station,
    }
