"""The rows of ways that are blocked and of limits of the day; with their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.journal.fold import Sheet, folds
from onsite.store.rows import StoredRow
from onsite.zones.capacity.facts import LimitSet, WayBlocked, WayCleared

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class ZoneWayRow(StoredRow, table=True):
    """The last word about an exit or an aisle."""

    __tablename__ = "zone_way"

    zone: str = Field(primary_key=True)
    way: str = Field(primary_key=True)
    subject: str = Field(index=True)
    blocked: bool
    why: str
    key: str
    operator: str
    at_ms: int
    """Since when it is so; said again, it is so since the first time."""


class ZoneLimitRow(StoredRow, table=True):
    """The last word about a zone's limit of the day."""

    __tablename__ = "zone_limit"

    zone: str = Field(primary_key=True)
    subject: str = Field(index=True)
    people: int | None
    why: str
    key: str
    operator: str
    at_ms: int


@folds(WayBlocked, WayCleared, LimitSet, into=(ZoneWayRow, ZoneLimitRow))
def fold_ways(sheet: Sheet, entry: Entry, fact: WayBlocked | WayCleared | LimitSet) -> None:
    """The last word stands. Blocked again, a way is blocked since it was first."""
    about = {"zone": fact.zone, "subject": fact.subject, "key": fact.key}
    who = {"operator": entry.operator, "at_ms": fact.at_ms}
    if isinstance(fact, LimitSet):
        sheet.put(ZoneLimitRow, {**about, **who, "people": fact.people, "why": fact.why})
        return
    blocked = isinstance(fact, WayBlocked)
    before = sheet.get(ZoneWayRow, fact.subject, fact.zone, fact.way)
    if before is not None and before["blocked"] == blocked:
        who["at_ms"] = before["at_ms"]
    why = fact.why if isinstance(fact, WayBlocked) else ""
    sheet.put(ZoneWayRow, {**about, **who, "way": fact.way, "blocked": blocked, "why": why})
