"""The hub in the texts that its screen draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from onsite.language import _, ngettext
from onsite.sync import wording
from onsite.sync.hub import words as hub_words
from onsite.sync.hub.events import What
from onsite.sync.hub.overview import HubPhase
from onsite.sync.link.words import CLOCK_OFF_MS, clock_off
from onsite.sync.stations.words import asking, moment
from onsite.ui.cells import plain
from onsite.ui.line_list import Column, Line, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, tzinfo

    from onsite.sync.hub.events import HubEvent
    from onsite.sync.hub.overview import HubOverview, StationSeen
    from onsite.sync.joining.invited import Invitation

_WELL = (HubPhase.OPEN, HubPhase.STARTING)
_MEGA, _GIGA = 1_000_000, 1_000_000_000
_LITTLE = 2 * _GIGA
"""Free space below this is said to be little."""


def columns(*, wide: bool) -> tuple[Column, ...]:
    """The columns of the list of stations."""
    always = (
        Column(_("Station")),
        Column(_("State"), 22),
        Column(_("Per s"), 7, right=True),
        Column(_("Behind"), 8, right=True),
        Column(_("Unsent"), 7, right=True),
        Column(_("Clock"), 8, right=True),
    )
    more = (Column(_("Role"), 8), Column(_("Entries"), 9, right=True), Column("Onsite", 9))
    return (*always, *more) if wide else always


def in_order(stations: Iterable[StationSeen]) -> list[StationSeen]:
    """Those that are here first, the revoked last."""
    return sorted(stations, key=lambda each: (each.revoked, not each.present, each.name.casefold()))


def line(seen: StationSeen, now: datetime, zone: tzinfo) -> Line:
    """A station in the list."""
    beat = seen.heartbeat
    sign, state, tone = _state(seen, now, zone)
    cells = (
        f"{sign} {seen.name}",
        state,
        f"{seen.per_second:.1f}" if seen.present else "–",
        f"{seen.behind:,}" if seen.present else "–",
        f"{beat.unsent:,}" if beat else "–",
        _clock(seen),
        wording.role(seen.role),
        f"{beat.entries:,}" if beat else "–",
        beat.version if beat else "–",
    )
    return Line(seen.station, cells, tone)


def is_well(hub: HubOverview) -> bool:
    """Whether the hub takes what comes."""
    return hub.phase in _WELL


def head(hub: HubOverview, codes: int, now: datetime, zone: tzinfo) -> Text:
    """How the hub stands, where stations find it, and what it has room for.

    Args:
        hub: as it was last seen.
        codes: join codes that nobody has used yet.
        now: aware, by this station's corrected clock.
        zone: of the event.
    """
    sign = "●" if is_well(hub) else "✗"
    parts = [_("Hub: {phase}").format(phase=hub_words.phase(hub.phase))]
    if hub.since is not None:
        parts.append(_("since {time}").format(time=moment(hub.since, now, zone)))
    if hub.restarts:
        said = ngettext("started again {n} time", "started again {n} times", hub.restarts)
        parts.append(said.format(n=hub.restarts))
    text = Text(f"{sign} " + " · ".join(parts), "bold")
    where = "  ".join(hub.addresses) or _("no network")
    text.append(
        "\n" + _("Stations reach it at: {addresses}").format(addresses=plain(where)), "bold"
    )
    twice = hub_words.twice(hub)
    if twice:
        text.append("\n✗ " + plain(twice), "bold")
    place = hub_words.place(hub)
    if place:
        text.append("\n" + plain(place), "bold")
    text.append("\n" + " · ".join(_traffic(hub, codes)), "not bold")
    if hub.stream_limit and not hub.leaf:  # nothing is measured until there is a stream
        text.append("\n" + " · ".join(_room(hub)), "not bold")
    return text


def requests(asked: Sequence[Invitation]) -> Text:
    """Who waits for the lead."""
    if not asked:
        return Text("")
    first = asking(asked[0])
    more = len(asked) - 1
    if not more:
        return Text(_("▸ {request} F5 answers.").format(request=first))
    said = ngettext(
        "▸ {request} {n} more waits. F5 answers.", "▸ {request} {n} more wait. F5 answers.", more
    )
    return Text(said.format(request=first, n=more))


def log(events: Sequence[HubEvent], rows: int, zone: tzinfo) -> Text:
    """The last of what happened, newest first, one line each."""
    text = Text(no_wrap=True, overflow="ellipsis")
    for event in list(reversed(events))[:rows]:
        sign = "✗ " if event.trouble else "  "
        said = plain(hub_words.happened(event))
        text.append(f"{event.at.astimezone(zone):%H:%M:%S} {sign}{said}\n")
    return text


def changes(before: HubOverview | None, now: HubOverview) -> list[tuple[What, str]]:
    """What has become of stations between two looks, each with its name."""
    if before is None:
        return []
    known = {each.station: each for each in before.stations}
    found: list[tuple[What, str]] = []
    for each in now.stations:
        former = known.get(each.station)
        if former is None:
            found.append((What.STATION_ADMITTED, each.name))
        if each.present and (former is None or not former.present):
            found.append((What.STATION_HERE, each.name))
        if former is not None and former.present and not each.present:
            found.append((What.STATION_GONE, each.name))
        if each.copied and (former is None or not former.copied):
            found.append((What.STATION_COPIED, each.name))
        if former is not None and each.revoked and not former.revoked:
            found.append((What.STATION_REVOKED, each.name))
    return found


def _state(seen: StationSeen, now: datetime, zone: tzinfo) -> tuple[str, str, Tone]:
    if seen.revoked:
        return "✗", _("revoked"), "bad"
    if seen.copied:
        return "✗", _("used twice"), "bad"
    if seen.present:
        return "●", _("here"), "good"
    if seen.heartbeat is None:
        return "·", _("not heard yet"), "muted"
    from onsite.clock import from_ms

    at = moment(from_ms(seen.heartbeat.heard_ms), now, zone)
    return "○", _("last heard {time}").format(time=at), "warning"


def _clock(seen: StationSeen) -> str:
    if seen.heartbeat is None or seen.heartbeat.offset_ms is None:
        return "–"
    offset = seen.heartbeat.offset_ms
    return clock_off(offset) if abs(offset) >= CLOCK_OFF_MS else _("right")


def _traffic(hub: HubOverview, codes: int) -> list[str]:
    members = sum(not each.revoked for each in hub.stations)
    here = ngettext("{here} of {all} station is here", "{here} of {all} stations are here", members)
    parts = [
        here.format(here=hub.present, all=members),
        _("{rate:.1f} entries per second").format(rate=hub.per_second),
    ]
    if codes:
        said = ngettext("{n} join code open", "{n} join codes open", codes)
        parts.append(said.format(n=codes))
    return parts


def _room(hub: HubOverview) -> list[str]:
    used = _("{used} of {limit} MB used").format(
        used=f"{hub.stream_bytes // _MEGA:,}", limit=f"{hub.stream_limit // _MEGA:,}"
    )
    free = _("{free} GB free") if hub.disk_free >= _LITTLE else _("only {free} GB free")
    return [
        used,
        free.format(free=f"{hub.disk_free / _GIGA:,.1f}"),
        _("server {memory} MB").format(memory=hub.memory // _MEGA),
    ]
