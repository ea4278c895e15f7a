"""What the scans say of the queues: who came when, and how long a guest takes, by desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from onsite.checkin.facts import Direction, Outcome
from onsite.checkin.queue.desks import desk_here, desks_at
from onsite.checkin.queue.rules import (
    Attempted,
    begun,
    by_reason,
    lines_of,
    service_s,
    services,
    without_pauses,
)
from onsite.checkin.tables import ScanRow
from onsite.clock import to_ms
from onsite.journal.fold import table_of
from onsite.plan.vips import same
from onsite.sync import membership

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.checkin.queue.rules import Line, Service
    from onsite.plan.model import Plan

LOOKED_BACK = timedelta(minutes=60)
"""So far back the service time is looked for."""
SHORT, LONG = timedelta(minutes=5), timedelta(minutes=15)
_SCAN = table_of(ScanRow)
_SCANS = (
    select(
        _SCAN.c.station,
        _SCAN.c.at_ms,
        _SCAN.c.subject,
        _SCAN.c.reason,
        _SCAN.c.outcome,
        _SCAN.c.undone,
        _SCAN.c.conflict,
    )
    .where(
        _SCAN.c.checkpoint == bindparam("checkpoint"),
        # Each of them, so that the index of passages is used.
        _SCAN.c.outcome.in_([outcome.value for outcome in Outcome]),
        _SCAN.c.direction == Direction.ENTRY.value,
        _SCAN.c.at_ms > bindparam("since"),
        _SCAN.c.at_ms <= bindparam("until"),
    )
    .order_by(_SCAN.c.at_ms)
)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A desk, or a station of which nobody has said which desk it is."""

    key: str
    """The id of the desk, or of the station."""
    name: str
    planned: bool = True
    """Whether it is a desk of the plan."""
    stations: int = 0
    """How many have scanned there in the last 15 minutes."""
    per_minute: float = 0.0
    """Admissions a minute over the last 5 minutes."""
    per_minute_long: float = 0.0
    """The same over the last 15."""
    calls_per_minute: float = 0.0
    """Services that began a minute over the last 5 minutes: a party is one, a refused guest too."""
    service_s: float | None = None
    """How long a guest takes there; None where too few were served."""
    served: int = 0
    """How many services that was made of."""
    reasons: tuple[tuple[str, float, int], ...] = ()
    """By reason: the median in seconds, and of how many; the most frequent first."""


@dataclass(frozen=True, slots=True)
class Queues:
    """The queues of a checkpoint."""

    checkpoint: str
    rows: tuple[QueueRow, ...]
    """The plan's desks in its order, then the stations that are none of them."""
    whole: QueueRow
    """All of them together."""

    def service_of(self, row: QueueRow) -> float | None:
        """How long a guest takes there; as at all desks where too few were served there."""
        return row.service_s if row.service_s is not None else self.whole.service_s

    def lines(self, waiting: Mapping[str, int]) -> list[Line]:
        """The lines of those whose queue was counted; `waiting` by their keys."""
        served = {row.key: self.service_of(row) or 0.0 for row in self.rows}
        at = {row.key: row.stations for row in self.rows}
        return lines_of({key: waiting[key] for key in served if key in waiting}, served, at)


def queues(rows: Connection, plan: Plan, checkpoint: str, now: datetime, own: str) -> Queues:
    """The queues of a checkpoint at an aware instant.

    A station is a desk where it says so itself, or where it is called as the desk is.

    Args:
        rows: the open transaction.
        plan: has the desks.
        checkpoint: its id.
        now: aware.
        own: the id of this station.
    """
    since, until = to_ms(now - LOOKED_BACK), to_ms(now)
    asked = {"checkpoint": checkpoint, "since": since, "until": until}
    scans = rows.execute(_SCANS, asked).mappings().all()
    attempts = _attempted(scans)
    seen = _Seen(scans, begun(attempts), without_pauses(services(attempts)), until)
    names = {each.station: each.name for each in membership.stations(rows) if each.name}
    where = _desks(plan, checkpoint, names)
    where[own] = desk_here(rows, plan, checkpoint) or where.get(own, "")
    stations = dict.fromkeys(scan["station"] for scan in scans)
    desks = [
        seen.row(key, desk.name, {each for each in where if where[each] == key})
        for key, desk in desks_at(plan, checkpoint).items()
    ]
    others = [
        replace(seen.row(each, names.get(each, each[:6]), {each}), planned=False)
        for each in stations
        if not where.get(each)
    ]
    return Queues(checkpoint, (*desks, *others), seen.row("", "", set(stations)))


@dataclass(frozen=True, slots=True)
class _Seen:
    scans: Sequence[Any]
    begun: Sequence[Attempted]
    busy: Sequence[Service]
    until: int

    def row(self, key: str, name: str, stations: set[str]) -> QueueRow:
        """What is known of some stations together."""
        theirs = [scan for scan in self.scans if scan["station"] in stations]
        found = [each for each in self.busy if each.station in stations]
        reasons = sorted(by_reason(found).items(), key=lambda each: (-each[1][1], each[0]))
        lately = {scan["station"] for scan in theirs if scan["at_ms"] > self.until - _ms(LONG)}
        return QueueRow(
            key,
            name,
            stations=len(lately),
            per_minute=_pace(theirs, self.until, SHORT),
            per_minute_long=_pace(theirs, self.until, LONG),
            calls_per_minute=self._calls(stations),
            service_s=service_s(found),
            served=len(found),
            reasons=tuple((reason, middle, many) for reason, (middle, many) in reasons),
        )

    def _calls(self, stations: set[str]) -> float:
        since = (self.until - _ms(SHORT)) / 1000
        lately = sum(each.station in stations and each.at_s > since for each in self.begun)
        return lately / (SHORT / timedelta(minutes=1))


def _desks(plan: Plan, checkpoint: str, names: Mapping[str, str]) -> dict[str, str]:
    called = {
        same(text): key
        for key, desk in desks_at(plan, checkpoint).items()
        for text in (desk.name, key)
    }
    return {station: called.get(same(name), "") for station, name in names.items()}


def _attempted(scans: Iterable[Any]) -> list[Attempted]:
    return [
        Attempted(scan["station"], scan["at_ms"] / 1000, scan["subject"], scan["reason"])
        for scan in scans
    ]


def _pace(scans: Iterable[Any], until: int, back: timedelta) -> float:
    let_in = sum(
        1
        for scan in scans
        if scan["outcome"] == Outcome.ADMIT.value
        and not scan["undone"]
        and not scan["conflict"]
        and scan["at_ms"] > until - _ms(back)
    )
    return let_in / (back / timedelta(minutes=1))


def _ms(span: timedelta) -> int:
    return round(span / timedelta(milliseconds=1))
