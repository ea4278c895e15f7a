"""The chains of all open incidents, read again only where something was said about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, func, select

from onsite.incidents import reading
from onsite.incidents.escalation.heard import AGREE_MS, Here
from onsite.incidents.escalation.looking import About, Console, Known
from onsite.incidents.escalation.watch import Now
from onsite.incidents.paging import board
from onsite.incidents.paging.looking import entries_of
from onsite.incidents.tables import IncidentEntryRow, IncidentRow
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from sqlalchemy import Connection

    from onsite.incidents.escalation.entries import Entry
    from onsite.incidents.escalation.looking import Seen
    from onsite.incidents.log.moments import Moment
    from onsite.incidents.paging.board import BoardLine
    from onsite.plan.model import Plan

_INCIDENT = table_of(IncidentRow)
_ENTRY = table_of(IncidentEntryRow)
_COUNTS = Prepared(
    select(_ENTRY.c.incident, func.count().label("many"))
    .join(_INCIDENT, _INCIDENT.c.subject == _ENTRY.c.subject)
    .where(_INCIDENT.c.state != "closed", _INCIDENT.c.reported)
    .group_by(_ENTRY.c.subject)
)
_LINES = Prepared(
    select(_ENTRY)
    .where(_ENTRY.c.subject == bindparam("subject"))
    .order_by(_ENTRY.c.time, _ENTRY.c.station, _ENTRY.c.number)
)

Version = tuple[int, int, tuple[tuple[str, int], ...], int]
"""How many entries, how far the clock is set, which mergings do not hold, by which plan."""


class Placed(NamedTuple):
    """The present of this station, and by how much its clocks are apart."""

    here: Here
    base_ms: int
    """It moves only where they have come apart since."""


class Kept(NamedTuple):
    """What was said of one incident."""

    version: Version
    entries: tuple[Entry, ...]
    plan: Plan
    """Kept, so that no other one is taken for it."""


def read(rows: Connection, plan: Plan, kept: Mapping[str, Kept], at: Placed) -> dict[str, Kept]:
    """The entries of every open incident.

    Args:
        rows: the store.
        plan: the plan in force; says which operators are which contacts.
        kept: as they were read last; what has not changed is not read again.
        at: the present of this station.
    """
    refused = tuple(sorted(reading.merges(rows).refused))
    found = {}
    for row in _COUNTS.all(rows, {}):
        which = row["incident"]
        version = (row["many"], at.base_ms, refused, id(plan))
        before = kept.get(which)
        if before is None or before.version != version:
            said = _LINES.all(rows, {"subject": f"incident:{which}"})
            before = Kept(version, entries_of(plan, said, refused, at.here), plan)
        found[which] = before
    return found


class Looking:
    """How the chains stand, as long as a board is open. It carries nothing out.

    Args:
        station: this one.
    """

    def __init__(self, station: str) -> None:
        self._station = station
        self._console = Console(station)
        self._base_ms = 0
        self.seen: Mapping[str, Seen] = {}
        """How each incident stood at the last look, by id."""

    def place(self, moment: Moment) -> Placed:
        """The present of this station."""
        here = Here(self._station, moment.at_ms, moment.boot, moment.boot_ms)
        if moment.boot and abs(here.base_ms - self._base_ms) > AGREE_MS:
            self._base_ms = here.base_ms
        return Placed(here, self._base_ms)

    def lines(
        self,
        kept: Mapping[str, Kept],
        moment: Moment,
        on_duty: Callable[[str], tuple[str, ...]],
        me: str = "",
    ) -> tuple[BoardLine, ...]:
        """What stands on the board now; see `paging.board.lines`."""
        known = [
            Known(which, each.version, _entries(each), critical=False)
            for which, each in kept.items()
        ]
        # A clock that is set by hand, as in tests, is the only one there is.
        now = Now(moment.at_ms, moment.boot_ms if moment.boot else moment.at_ms)
        look = self._console.look(known, About(now, 0, on_duty, _no_channels))
        self.seen = {each.incident: each for each in look.seen}
        return board.lines(look, on_duty, me)


def _entries(kept: Kept) -> Callable[[], Collection[Entry]]:
    return lambda: kept.entries


def _no_channels(_person: str) -> tuple[str, ...]:
    """Of none, as it sends nothing."""
    return ()
