"""Before a look at all zones: what takes long at first is read in pieces, so that scans go between.

Of 100,000 attendees, who is in which zone takes seconds to read, and every call of the store waits
for the one before it. Until it is read, a screen has not looked yet, and an agent does nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.plan.service import current
from onsite.zones.presence.sources import read_ahead
from onsite.zones.surveying import shown_from_ms

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.wiring import Site


async def prepare(site: Site) -> None:
    """Read what `survey` needs besides what has changed since; mostly nothing is left to do."""
    while not await site.read(_read_more, site.clock.now()):
        pass


def _read_more(rows: Connection, now: datetime) -> bool:
    plan = current(rows)
    if plan is None or not plan.zones:
        return True
    return read_ahead(rows, plan, now, shown_from_ms(plan, to_ms(now)))
