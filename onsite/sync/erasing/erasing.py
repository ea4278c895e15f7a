"""Erasing the event's data from a station that was revoked, or that has been away for too long.

First what no hub holds is sealed for the lead, then everything else is erased:

1. In one transaction: the sealed file is written and is on disk, `revoked.json` too, and then
   every table is emptied. Killed before its end, everything is still there.
2. The store's file is compacted, so that nothing is left in its free pages or in its log.
3. Copies, reports, the hub's folder and the files of the link and the clock are removed; secret
   keys and copies of the store are overwritten before.
4. `revoked.json` says that it is done. Until then every start goes on where it was.

What a file system has kept elsewhere cannot be reached: an SSD writes to other cells than those
it replaces, and snapshots, backups and swap have copies of their own. Only a disk that is
encrypted as a whole protects a laptop that is in other hands.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from onsite.clock import from_ms, to_ms
from onsite.errors import NotPossibleError
from onsite.sync import intake, membership
from onsite.sync.erasing.emptying import empty, is_empty
from onsite.sync.erasing.erased import Erased, finished, mark, marked
from onsite.sync.erasing.sealing import seal
from onsite.sync.keys import keyring
from onsite.sync.pack import unpacked
from onsite.wiring import STORE_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.sync.membership import Trust
    from onsite.wiring import Site

WARNING_DAYS = 7
"""So long before it is due people are told."""


def check(site: Site, *, away: bool = True) -> Erased | None:
    """Erase this station's data if it was revoked or its deadline has passed.

    Called at the start, now and then, and after anything was read. It goes on with an erasing
    that was interrupted. Never on a laptop with the event's key.

    Args:
        site: of the station.
        away: whether the deadline is looked at. Not before a hub has had a minute to answer: it
            also sets a clock right that is years ahead.

    Raises:
        OnsiteError: it cannot be done now; everything is still there, or it goes on next time.
    """
    begun = marked(site.data)
    if begun is not None and (begun.done or is_empty(site.data / STORE_FILE)):
        return begun if begun.done else finished(site.data, begun)
    if (site.data / keyring.KEY_FILE).exists():
        return None
    cause = site.read_now(_cause, site.journal.station, site.clock.now())
    if cause is None or (cause.cause == "deadline" and not away):
        return None
    return finished(site.data, site.write_now(_erase, site.data, cause))


def learned(site: Site, message: bytes) -> Erased | None:
    """Take what a hub's gate has answered, and erase the data if it says that we are revoked.

    Args:
        site: of the station that was turned away.
        message: a pack of the entries that revoke it; believed only as the event's key says.
    """
    try:
        good, bad = intake.verified(unpacked(message))
    except ValueError:
        return None
    site.write_now(intake.take, good, bad, "gate")
    return check(site, away=False)


def due(trust: Trust, plan: Plan, now: datetime) -> bool:
    """Whether a station has been away for so long that its data goes."""
    return now >= deadline(trust, plan)


def days_left(trust: Trust, plan: Plan, now: datetime) -> int:
    """Whole days until the data goes, 0 on the last one and after it."""
    return max(0, (deadline(trust, plan) - now).days)


def deadline(trust: Trust, plan: Plan) -> datetime:
    """When a station that meets no hub until then erases its data, in UTC.

    The plan's days are counted from the end of the event's last day, or from the last contact
    where that was later.
    """
    event = plan.event
    last = event.days[-1] + timedelta(days=1)
    over = datetime.combine(last, event.day_ends, plan.zone).astimezone(UTC)
    days = timedelta(days=plan.stations.erase_after_days)
    return max(over, from_ms(trust.contact_ms)) + days


def warning(site: Site) -> int | None:
    """The days that are left, once they are few and on a station that the deadline is for."""
    if (site.data / keyring.KEY_FILE).exists():
        return None
    trust, plan = site.read_now(_terms)
    if trust is None or plan is None:
        return None
    left = days_left(trust, plan, site.clock.now())
    return left if left < WARNING_DAYS else None


def _cause(rows: Connection, station: str, now: datetime) -> Erased | None:
    """Why the data has to go, or None where it stays."""
    trust, plan = _terms(rows)
    if trust is None:
        return None
    me = membership.station(rows, station)
    told = Erased(at_ms=to_ms(now), cause="revoked", why="", name=trust.name)
    if me is not None and me.revoked:
        return told.model_copy(update={"why": me.why})
    if plan is not None and due(trust, plan, now):
        away = {"cause": "deadline", "days": plan.stations.erase_after_days}
        return told.model_copy(update=away)
    return None


def _terms(rows: Connection) -> tuple[Trust | None, Plan | None]:
    """The event and its plan; no plan where it says more than this Onsite can read."""
    from onsite.plan.service import current

    try:
        return membership.trust(rows), current(rows)
    except NotPossibleError:
        return membership.trust(rows), None


def _erase(journal: Journal, rows: Connection, data: Path, found: Erased) -> Erased:
    trust = membership.trust(rows)
    sealed = seal(journal, rows, data, trust) if trust is not None else None
    if sealed is not None:
        what = {"sealed": sealed.file.name, "entries": sealed.entries}
        found = found.model_copy(update=what)
    mark(data, found)
    empty(rows)
    return found
