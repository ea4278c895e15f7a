"""The chains of all open incidents, read again only where something was said about them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from onsite.incidents.escalation.due import due
from onsite.incidents.escalation.heard import AGREE_MS, Here
from onsite.incidents.escalation.looking import Look, Seen
from onsite.incidents.escalation.watch import Chains, Now, Watch
from onsite.incidents.paging import board
from onsite.incidents.paging.looking import chain_of
from onsite.incidents.tables import IncidentEntryRow, IncidentRow
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection

    from onsite.incidents.contacts.on_duty import Duty
    from onsite.incidents.escalation.entries import Entry
    from onsite.incidents.paging.board import BoardLine
    from onsite.incidents.views import Incident
    from onsite.plan.model import Plan
    from onsite.sync.clock.moments import Moment

_INCIDENT = table_of(IncidentRow)
_ENTRY = table_of(IncidentEntryRow)
_COUNTS = Prepared(
    select(_ENTRY.c.incident, func.count().label("many"))
    .join(_INCIDENT, _INCIDENT.c.subject == _ENTRY.c.subject)
    .where(_INCIDENT.c.state != "closed", _INCIDENT.c.reported)
    .group_by(_ENTRY.c.subject)
)

_SECOND_MS = 1000

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


def read(
    rows: Connection,
    plan: Plan,
    incidents: Collection[str],
    mergings: Collection[tuple[str, int]],
    kept: Mapping[str, Kept],
    at: Placed,
) -> dict[str, Kept]:
    """The entries of incidents.

    Args:
        rows: the store.
        plan: the plan in force; says which operators are which contacts.
        incidents: the ids of open ones.
        mergings: those that do not hold.
        kept: as they were read last; what has not changed is not read again.
        at: the present of this station.
    """
    refused = tuple(sorted(mergings))
    found = {}
    for row in _COUNTS.all(rows, {}):
        which = row["incident"]
        if which not in incidents:
            continue
        version = (row["many"], at.base_ms, refused, id(plan))
        before = kept.get(which)
        if before is None or before.version != version:
            before = Kept(version, chain_of(rows, plan, which, refused, at.here), plan)
        found[which] = before
    return found


class _Stands(NamedTuple):
    """How one incident stood when it was looked at last."""

    version: Version
    again_ms: int | None
    """From when on it has to be looked at again, though nothing was said; None for never."""
    seen: Seen
    line: BoardLine


class Looking:
    """How the chains stand, as long as a board is open. It carries nothing out.

    Only those are looked at again of which something was said, or something is due by now.

    Args:
        station: this one.
    """

    def __init__(self, station: str) -> None:
        self._station = station
        self._chains, self._watch = Chains(), Watch()
        self._base_ms = 0
        self._stands: dict[str, _Stands] = {}
        self._around: _Around | None = None
        self._lines: tuple[BoardLine, ...] = ()

    def seen(self, incident: str) -> Seen | None:
        """How an incident stood at the last look."""
        found = self._stands.get(incident)
        return found.seen if found is not None else None

    @property
    def every_seen(self) -> tuple[Seen, ...]:
        """How all of them stood at the last look."""
        return tuple(each.seen for each in self._stands.values())

    def place(self, moment: Moment) -> Placed:
        """The present of this station."""
        here = Here(self._station, moment.at_ms, moment.boot, moment.boot_ms)
        if moment.boot and abs(here.base_ms - self._base_ms) > AGREE_MS:
            self._base_ms = here.base_ms
        return Placed(here, self._base_ms)

    def lines(
        self, kept: Mapping[str, Kept], moment: Moment, duty: Duty, me: str = ""
    ) -> tuple[BoardLine, ...]:
        """What stands on the board now, in no special order; the same tuple where all is as it was.

        What comes next is rounded up to whole seconds, as it is shown.

        Args:
            kept: what was said of each open incident.
            moment: the present of this station.
            duty: who has which role.
            me: who looks at the board, as a person of the plan; empty for nobody known.
        """
        now = Now(moment.at_ms, moment.steady_ms)
        around = _Around(now, duty.people, me)
        if self._around is None or around.differs(self._around):
            self._stands.clear()
            self._around = around
        else:
            # Small steps of the clocks add up: they are measured from the last time it counted.
            self._around = self._around._replace(last_ms=now.at_ms)
        again = {
            which: self._look(which, each, now, duty)
            for which, each in kept.items()
            if self._is_old(which, each, now.at_ms)
        }
        if not again and len(self._stands) == len(kept):
            return self._lines
        self._forget(kept)
        look = Look(tuple(again.values()), (), (), None)
        for line in board.lines(look, duty.of, me):
            seen, version = again[line.incident], kept[line.incident].version
            self._stands[line.incident] = _Stands(version, line.next_ms, seen, _rounded(line))
        self._lines = tuple(self._stands[which].line for which in kept)
        return self._lines

    def _is_old(self, which: str, each: Kept, now_ms: int) -> bool:
        found = self._stands.get(which)
        if found is None or found.version != each.version:
            return True
        return found.again_ms is not None and found.again_ms <= now_ms

    def _look(self, which: str, each: Kept, now: Now, duty: Duty) -> Seen:
        chain = self._chains.of(which, each.version, lambda: each.entries)
        right = self._watch.right(which, chain, now).chain
        return Seen(which, right, due(right, now.at_ms, duty.of))

    def _forget(self, kept: Mapping[str, Kept]) -> None:
        """What is not among the open ones any more."""
        self._chains.keep_only(kept)
        self._watch.keep_only(kept)
        for gone in self._stands.keys() - kept.keys():
            del self._stands[gone]


class _Around(NamedTuple):
    """What all chains depend on."""

    now: Now
    people: Mapping[str, tuple[str, ...]]
    """By role, who has it."""
    me: str
    last_ms: int = 0

    def differs(self, before: _Around) -> bool:
        """Whether all have to be looked at again: one of the clocks was set, others are there."""
        drift = (self.now.at_ms - self.now.boot_ms) - (before.now.at_ms - before.now.boot_ms)
        back = self.now.at_ms < before.last_ms
        return back or abs(drift) > AGREE_MS or self[1:3] != before[1:3]


def _rounded(line: BoardLine) -> BoardLine:
    if line.next_ms is None:
        return line
    return replace(line, next_ms=-(-line.next_ms // _SECOND_MS) * _SECOND_MS)


def ordered(
    lines: Iterable[BoardLine], incidents: Mapping[str, Incident], now_ms: int
) -> list[BoardLine]:
    """The lines of these incidents: what rings first, then by what comes next.

    Exercises stand below all that is real, even while they ring. Of those with the same time the
    graver one comes first. Of what is veiled it is not told by its place how grave it is.
    """
    there = (each for each in lines if each.incident in incidents)
    return sorted(there, key=lambda each: _place(each, incidents[each.incident], now_ms))


def _place(line: BoardLine, incident: Incident, now_ms: int) -> tuple[object, ...]:
    never = line.next_ms is None
    rank = 0 if incident.veiled else incident.rank
    # All that is due by now is shown as “now”.
    next_ms = max(line.next_ms or 0, now_ms)
    shown = (incident.drill, not line.alarm, never, 0 if never else next_ms)
    return (*shown, -rank, incident.at_ms, line.incident)
