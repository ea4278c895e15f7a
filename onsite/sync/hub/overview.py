"""What the hub knows of its stations and of itself at a moment, for people."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import ValidationError

from onsite.sync.link.state import Heartbeat, Peer

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from onsite.sync.hub.neighbours import NodeSeen
    from onsite.sync.membership import Station

PRESENT_MS = 6_000
"""Whoever was not heard for longer is not there."""
_RATE_OVER_S = 10.0
_NUMBERS = re.compile("[^:]*:(?P<first>[0-9]{1,19})-(?P<last>[0-9]{1,19})(?![0-9])")


class HubPhase(StrEnum):
    """How a hub stands."""

    STARTING = "starting"
    OPEN = "open"
    WAITING = "waiting"
    """A node of a cluster, or a leaf node: too few others are there, so nothing is taken."""
    RESTARTING = "restarting"
    """Its server ended and is being started again."""
    SILENT = "silent"
    """Its server runs and does not answer."""
    FULL = "full"
    """It takes no more entries until there is room."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class StationSeen:
    """A station as the hub sees it."""

    station: str
    name: str
    role: str
    revoked: bool
    present: bool
    heartbeat: Peer | None
    """What it last said of itself; None if it was not heard since the hub was opened."""
    behind: int
    """Entries that others have and it has not yet; 0 where it is not heard."""
    per_second: float
    """Entries that came from it, over the last ten seconds."""
    copied: bool = False
    """Whether two computers speak as this station."""


@dataclass(frozen=True, slots=True)
class HubOverview:
    """The hub at a moment."""

    phase: HubPhase
    event: str
    """Its short form."""
    addresses: tuple[str, ...]
    epoch: int
    since: datetime | None
    """Since when the server has run."""
    stations: tuple[StationSeen, ...]
    invited: int
    """Invitations that still hold."""
    per_second: float
    """Entries that came in, over the last ten seconds."""
    messages: int
    """In the stream."""
    stream_bytes: int
    stream_limit: int
    disk_free: int
    memory: int
    """Bytes that the server uses."""
    connections: int
    restarts: int
    """How often the server ended by itself and was started again."""
    venue: str = ""
    """Whose hub it is; empty for the event's own."""
    upstream: str = ""
    """The hub that it exchanges everything with, or passes everything on to as a leaf node."""
    leaf: bool = False
    """Whether it is a leaf node, which keeps nothing itself."""
    line: bool = False
    """Whether the line to `upstream` stands."""
    nodes: tuple[NodeSeen, ...] = ()
    """All hubs of the cluster, if it is one."""
    leaves: tuple[str, ...] = ()
    """The names of the leaf nodes that are connected."""

    @property
    def present(self) -> int:
        """How many stations are there; one that was revoked a moment ago is not."""
        return sum(each.present and not each.revoked for each in self.stations)


class Speakers:
    """Which links speak as which station: two that take turns are two computers.

    One that was started again speaks under a new name, too, but the one before is not heard again.
    """

    def __init__(self) -> None:
        self._last: dict[str, tuple[str, str]] = {}
        self._twice: dict[str, int] = {}

    def note(self, said: Peer) -> None:
        """A heartbeat came."""
        now, before = self._last.get(said.station, (said.instance, ""))
        if said.instance == before:
            self._twice[said.station] = said.heard_ms
        if said.instance != now:
            now, before = said.instance, now
        self._last[said.station] = now, before

    def copied(self, now_ms: int) -> frozenset[str]:
        """The stations that were heard so within the last six seconds."""
        return frozenset(
            station for station, at_ms in self._twice.items() if now_ms - at_ms < PRESENT_MS
        )


class Rates:
    """How many entries came from whom, over the last ten seconds."""

    def __init__(self) -> None:
        self._came: deque[tuple[float, str, int]] = deque()

    def note(self, at_s: float, station: str, entries: int) -> None:
        """Entries came; times of a clock that never goes back, in seconds."""
        self._came.append((at_s, station, entries))
        self._forget(at_s)

    def per_second(self, now_s: float) -> dict[str, float]:
        """By station; those from which nothing came are not named."""
        self._forget(now_s)
        sums: dict[str, int] = {}
        for _at, station, entries in self._came:
            sums[station] = sums.get(station, 0) + entries
        return {station: entries / _RATE_OVER_S for station, entries in sums.items()}

    def _forget(self, now_s: float) -> None:
        while self._came and self._came[0][0] < now_s - _RATE_OVER_S:
            self._came.popleft()


def entries_in(message_id: str) -> int:
    """How many entries a message holds, by its id; see `pack.message_id`."""
    found = _NUMBERS.match(message_id)
    return max(0, int(found["last"]) - int(found["first"]) + 1) if found else 0


def heard(message: bytes, subject: str, now_ms: int) -> Peer | None:
    """A heartbeat; None where it is none, or speaks for another than it comes from."""
    try:
        said = Heartbeat.model_validate_json(message)
    except ValidationError:
        return None
    if subject.rpartition(".")[2] != said.station:
        return None
    return Peer(**said.model_dump(), heard_ms=now_ms)


def seen(
    stations: Sequence[Station],
    peers: dict[str, Peer],
    rates: dict[str, float],
    now_ms: int,
    copied: Collection[str] = (),
) -> tuple[StationSeen, ...]:
    """The stations as the hub sees them.

    Args:
        stations: all of the event.
        peers: the last heartbeat of each.
        rates: of entries per second.
        now_ms: by the clock that the heartbeats were marked with.
        copied: those as which two computers speak.
    """
    there = [each for each in peers.values() if now_ms - each.heard_ms < PRESENT_MS]
    most = max((each.entries for each in there), default=0)
    return tuple(
        replace(
            _seen(each, peers.get(each.station), rates.get(each.station, 0.0), most, now_ms),
            copied=each.station in copied and not each.revoked,
        )
        for each in stations
        if each.link
    )


def _seen(station: Station, peer: Peer | None, rate: float, most: int, now_ms: int) -> StationSeen:
    present = peer is not None and now_ms - peer.heard_ms < PRESENT_MS
    return StationSeen(
        station=station.station,
        name=station.name,
        role=station.role,
        revoked=station.revoked,
        present=present,
        heartbeat=peer,
        behind=max(0, most - peer.entries) if peer is not None and present else 0,
        per_second=rate,
    )
