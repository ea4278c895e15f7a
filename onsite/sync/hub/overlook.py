"""Putting together how a hub stands, from all that it knows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from onsite.clock import SystemClock, to_ms
from onsite.sync.hub.overview import HubOverview, HubPhase, seen
from onsite.sync.keys.secrets import event_token
from onsite.sync.link import state
from onsite.sync.link.state import UPSTREAM, Phase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from onsite.sync.hub.options import HubOptions
    from onsite.sync.hub.whereabouts import Whereabouts
    from onsite.sync.hub.work import HubWork
    from onsite.sync.membership import Station
    from onsite.wiring import Site

_CONNECTED = (Phase.LIVE, Phase.CATCHING_UP, Phase.HUB_FULL)


def overview(
    site: Site, where: Whereabouts, work: HubWork, since: datetime | None, restarts: int
) -> HubOverview:
    """The hub as it is now.

    Args:
        site: of its laptop.
        where: it is reached.
        work: that it does.
        since: when the server was started.
        restarts: how often that had to be done again.
    """
    measured, stations = work.figures.measured, work.users.stations
    rates = work.figures.rates.per_second(time.monotonic())
    now_ms = to_ms(site.clock.now())
    return HubOverview(
        phase=_phase(work),
        event=event_token(where.event),
        addresses=where.addresses,
        epoch=where.epoch,
        since=since,
        stations=seen(
            stations, work.figures.peers, rates, now_ms, work.figures.speakers.copied(now_ms)
        ),
        invited=len(work.users.invited),
        per_second=sum(rates.values()),
        messages=measured.messages,
        stream_bytes=measured.stream_bytes,
        stream_limit=measured.stream_limit,
        disk_free=measured.disk_free,
        memory=measured.memory,
        connections=measured.connections,
        restarts=restarts,
        venue=where.options.venue,
        upstream=where.options.upstream or where.options.leaf_of,
        leaf=bool(where.options.leaf_of),
        line=_line(site, where.options, work),
        nodes=work.neighbours.nodes,
        leaves=() if where.options.leaf_of else _names(work.neighbours.leaves, stations),
    )


def _phase(work: HubWork) -> HubPhase:
    if work.phase is not HubPhase.OPEN:
        return work.phase
    if work.neighbours.cut_off:
        return HubPhase.WAITING
    return HubPhase.FULL if work.figures.measured.full else HubPhase.OPEN


def _line(site: Site, options: HubOptions, work: HubWork) -> bool:
    if options.leaf_of:
        return not work.neighbours.cut_off
    now_ms = to_ms(SystemClock().now())
    return state.read(site.data, UPSTREAM).phase_at(now_ms) in _CONNECTED


def _names(servers: Sequence[str], stations: Sequence[Station]) -> tuple[str, ...]:
    """What people call the leaf nodes: as the stations of their laptops."""
    known = {f"leaf-{each.station[:12]}": each.name for each in stations}
    return tuple(known.get(server, server) for server in servers)
