"""How the station stands: the few figures that every screen shows about the store itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.errors import OnsiteError

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.wiring import Site


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in the store."""

    event: str
    """The event's name; empty before a plan was published."""
    zone: str
    """IANA name of the event's time zone."""
    anyone: bool
    """Whether there is an attendee."""
    entries: int
    imported: datetime | None
    """When the last list was imported, in UTC."""

    @property
    def bare(self) -> bool:
        """Whether there is nothing to work with yet."""
        return not (self.event and self.anyone)


def standing(rows: Connection) -> Standing:
    """Read the figures; quick enough to be read after every change."""
    from sqlalchemy import func, select

    from onsite.checkin.roll import anybody
    from onsite.clock import from_ms
    from onsite.journal.fold import table_of
    from onsite.journal.tables import StationRow
    from onsite.plan.service import current
    from onsite.roster.tables import ImportRow

    plan = current(rows)
    last = rows.execute(select(func.max(table_of(ImportRow).c.at_ms))).scalar()
    entries = rows.execute(select(func.sum(table_of(StationRow).c.last_number))).scalar()
    return Standing(
        event=plan.event.name if plan is not None else "",
        zone=plan.event.zone if plan is not None else "UTC",
        anyone=anybody(rows),
        entries=int(entries or 0),
        imported=from_ms(last) if last is not None else None,
    )


async def foreign_version(site: Site) -> int | None:
    """A number that changes when another process has written; None while it cannot be had."""
    try:
        return await site.store.foreign_version()
    except OnsiteError:
        return None
