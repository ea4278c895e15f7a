"""One look of this station at all open incidents: rows into what the engine asks for.

Who carries things out looks with it, and who only shows them does, too: each keeps one of its own.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, func, literal_column, select

from onsite.clock import from_ms
from onsite.incidents import reading
from onsite.incidents.contacts.on_duty import duty
from onsite.incidents.contacts.resolving import channels, person_of
from onsite.incidents.escalation.entries import Acked
from onsite.incidents.escalation.heard import AGREE_MS, Here, heard
from onsite.incidents.escalation.looking import About, Console, Known, Ways
from onsite.incidents.escalation.watch import Now
from onsite.incidents.tables import IncidentEntryRow, IncidentRow
from onsite.journal.fold import table_of
from onsite.plan.service import current
from onsite.store.prepared import Prepared
from onsite.sync.membership import members

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection

    from onsite.incidents.contacts.on_duty import Duty
    from onsite.incidents.escalation.entries import Entry
    from onsite.incidents.escalation.looking import Look
    from onsite.incidents.escalation.notices import Sent, To
    from onsite.incidents.views import Incident
    from onsite.plan.model import Plan
    from onsite.sync.clock.moments import Moment
    from onsite.sync.rules import Member

_INCIDENT = table_of(IncidentRow)
_ENTRY = table_of(IncidentEntryRow)
_COUNTS = Prepared(
    select(_ENTRY.c.subject, func.count().label("entries"))
    .join(_INCIDENT, _INCIDENT.c.subject == _ENTRY.c.subject)
    .where(_INCIDENT.c.state != "closed")
    .group_by(_ENTRY.c.subject)
)
_LAST = Prepared(
    select(func.max(literal_column("incident_entry.rowid")).label("row")).select_from(_ENTRY)
)
"""SQLite's own number of the last row: it grows with every row that is added."""
_ENTRIES = Prepared(
    select(_ENTRY)
    .where(_ENTRY.c.subject == bindparam("subject"))
    .order_by(_ENTRY.c.time, _ENTRY.c.station, _ENTRY.c.number)
)
_ANEW_MS = 10_000


class Sending(NamedTuple):
    """What this process is telling people, besides the rows."""

    now: Collection[tuple[str, str, str]] = ()
    """What is being handed over: incident, person and channel."""
    last: Mapping[To, Sent] = {}
    """What was sent last."""


class Looked(NamedTuple):
    """What a look has found."""

    plan: Plan
    duty: Duty
    incidents: Mapping[str, Incident]
    """All that are not closed, by id; nothing in them is veiled."""
    entries: Mapping[str, int]
    """How many each has: it stands as it was seen as long as it has no more."""
    look: Look
    members: Mapping[str, Member]
    """The stations of the event, by id; none where this one works alone."""


class _Kept(NamedTuple):
    """What was read of the rows, as long as nothing is added to them."""

    last: int
    at_ms: int
    plan: Plan
    incidents: dict[str, Incident]
    entries: dict[str, int]
    refused: frozenset[tuple[str, int]]


class Looker:
    """What one reader keeps from one look to the next.

    Args:
        station: this one.
    """

    def __init__(self, station: str) -> None:
        self._station = station
        self._console = Console(station)
        self._base_ms: int | None = None
        self._kept: _Kept | None = None
        self._plans = 0

    def look(
        self, rows: Connection, moment: Moment, rank: int = 0, sending: Sending | None = None
    ) -> Looked | None:
        """All open incidents, now; None while no plan is published.

        Args:
            rows: the store.
            moment: the present of this station.
            rank: of this station among the consoles in touch, from 0.
            sending: what this process is telling people.
        """
        plan = current(rows)
        if plan is None:
            return None
        kept = self._read(rows, plan, moment.at_ms)
        known = self._known(rows, kept, self._here(moment))
        there = duty(rows, plan, from_ms(moment.at_ms))
        sending = sending or Sending()
        about = About(
            now=Now(moment.at_ms, moment.steady_ms),
            rank=rank,
            on_duty=there.of,
            channels=partial(channels, plan),
            sending=sending.now,
            last=sending.last,
            ways=_ways(plan),
        )
        look = self._console.look(known, about)
        next_ms = [each for each in (look.next_ms, there.next_ms) if each is not None]
        look = look._replace(next_ms=min(next_ms, default=None))
        return Looked(plan, there, kept.incidents, kept.entries, look, members(rows))

    def _read(self, rows: Connection, plan: Plan, now_ms: int) -> _Kept:
        """The rows; read again where something was added, and now and then all the same."""
        last = _LAST.all(rows, {})[0]["row"] or 0
        kept = self._kept
        if kept is None or kept.plan is not plan:
            self._plans += 1
        elif kept.last == last and 0 <= now_ms - kept.at_ms < _ANEW_MS:
            return kept
        merged = reading.merges(rows)
        incidents = {each.id: each for each in reading.open_ones(rows, plan, merged)}
        counts = {row["subject"]: row["entries"] for row in _COUNTS.all(rows, {})}
        entries = {key: counts.get(f"incident:{key}", 0) for key in incidents}
        self._kept = _Kept(last, now_ms, plan, incidents, entries, merged.refused)
        return self._kept

    def _known(self, rows: Connection, kept: _Kept, here: Here) -> list[Known]:
        severities, ways = kept.plan.response.severities, _ways(kept.plan)
        # What the plan has no more may be told over whatever there is.
        gone = Ways(critical=True)
        return [
            Known(
                incident=key,
                version=(
                    kept.entries[key],
                    incident.time,
                    self._base_ms,
                    kept.refused,
                    self._plans,
                ),
                entries=partial(chain_of, rows, kept.plan, key, kept.refused, here),
                ways=ways[incident.rank] if incident.severity in severities else gone,
                drill=incident.drill,
            )
            for key, incident in kept.incidents.items()
        ]

    def _here(self, moment: Moment) -> Here:
        """The present; its base moves only where both clocks have come apart."""
        here = Here(self._station, moment.at_ms, moment.boot, moment.boot_ms)
        if moment.boot and (self._base_ms is None or abs(here.base_ms - self._base_ms) > AGREE_MS):
            self._base_ms = here.base_ms
        return here


def _ways(plan: Plan) -> dict[int, Ways]:
    """How people are told, by the rank of a severity."""
    severities = plan.response.by_rank
    gravest = severities[-1].rank
    return {each.rank: Ways(each.rank >= gravest, frozenset(each.channels)) for each in severities}


def chain_of(
    rows: Connection, plan: Plan, incident: str, refused: Collection[tuple[str, int]], here: Here
) -> tuple[Entry, ...]:
    """The entries of a chain; whoever has acknowledged is the person whom steps name.

    Args:
        rows: the store.
        plan: the plan in force.
        incident: its id.
        refused: mergings that do not hold.
        here: the present of this station.
    """
    said = _ENTRIES.all(rows, {"subject": f"incident:{incident}"})
    return tuple(
        replace(each, person=person_of(plan, each.person)) if isinstance(each, Acked) else each
        for each in heard(said, refused, here)
    )
