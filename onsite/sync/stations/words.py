"""Stations, the hub and what is held back, as the texts that the stations screen draws."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.text import Text

from onsite import __version__, entry_times
from onsite.clock import from_ms, to_ms
from onsite.fact_words import fact
from onsite.language import N_, _, ngettext
from onsite.sync import wording
from onsite.sync.link.state import Phase
from onsite.sync.link.words import CLOCK_OFF_MS, clock_off, notice, percent
from onsite.sync.rules import Held
from onsite.sync.stations.overview import How
from onsite.ui.cells import plain
from onsite.ui.line_list import Column, Line, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime, tzinfo

    from onsite.sync.joining.invited import Invitation
    from onsite.sync.link.state import Heartbeat, LinkState
    from onsite.sync.stations.overview import Seen, Survey

_SIGNS = {
    How.OWN: "●",
    How.HERE: "●",
    How.SILENT: "○",
    How.NEVER: "·",
    How.REVOKED: "✗",
}
_TONES: dict[How, Tone] = {
    How.OWN: "strong",
    How.HERE: "good",
    How.SILENT: "warning",
    How.NEVER: "muted",
    How.REVOKED: "bad",
}
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=2), timedelta(days=2)


def columns(*, wide: bool) -> tuple[Column, ...]:
    """The list's columns."""
    always = (
        Column(_("Station")),
        Column(_("Role"), 8),
        Column(_("State"), 24),
        Column(_("Unsent"), 7, right=True),
        Column(_("Clock"), 8, right=True),
        Column(_("List"), 8, right=True),
    )
    more = (Column(_("Entries"), 9, right=True), Column("Onsite", 9))
    return (*always, *more) if wide else always


def line(seen: Seen, now: datetime, zone: tzinfo) -> Line:
    """A station in the list.

    Args:
        seen: the station.
        now: aware, by this station's corrected clock.
        zone: of the event.
    """
    beat = seen.beat
    mark = "≠ " if seen.other_version else ""
    cells = (
        f"{_SIGNS[seen.how]} {seen.name}",
        wording.role(seen.role),
        state(seen, now, zone),
        _number(beat.unsent) if beat else "–",
        _clock(beat),
        age(beat.imported_ms if beat else None, now),
        _number(beat.entries) if beat else "–",
        mark + (beat.version if beat else "–"),
    )
    tone = "warning" if seen.how is How.HERE and seen.other_version else _TONES[seen.how]
    return Line(seen.station, cells, tone)


def state(seen: Seen, now: datetime, zone: tzinfo) -> str:
    """How a station stands, in a few words."""
    if seen.how is How.OWN:
        return _("this computer")
    if seen.how is How.HERE and seen.beat is not None:
        said = _("here, Onsite {version}") if seen.other_version else _("here")
        return said.format(version=plain(seen.beat.version))
    if seen.how is How.REVOKED:
        return _("revoked")
    if seen.heard is None:
        return _("never heard")
    return _("not heard since {time}").format(time=moment(seen.heard, now, zone))


def details(seen: Seen, now: datetime, zone: tzinfo) -> Text:
    """The chosen station, in three lines."""
    text = Text(plain(f"{seen.name} – {wording.role_and_sentence(seen.role)}"), "bold")
    parts = [_("id {station}").format(station=seen.station[:6])]
    if seen.heard is not None:
        parts.append(_("last heard {time}").format(time=moment(seen.heard, now, zone)))
    parts.append(_count(seen.entries))
    if seen.beat is not None:
        parts += _figures(seen.beat, now)
    text.append("\n" + " · ".join(parts), "not bold")
    if trouble := _troubles(seen, now, zone):
        text.append("\n" + trouble, "not bold")
    return text


def link_lines(link: LinkState, phase: Phase | None, known: Survey, zone: tzinfo) -> Text:
    """The hub: where, since when, how quick, and what to do if it is not well."""
    if phase is None:
        return Text(_("The link is being started…"))
    head = [wording.phase(phase)]
    connected = phase in (Phase.LIVE, Phase.CATCHING_UP, Phase.HUB_FULL)
    if link.hub:
        head.append(plain(link.hub))
    if link.since_ms and phase is not Phase.SILENT:
        since = f"{from_ms(link.since_ms).astimezone(zone):%H:%M}"
        head.append(_("since {time}").format(time=since))
    if connected and link.round_trip_ms is not None:
        head.append(_("{ms} ms away").format(ms=f"{link.round_trip_ms:.1f}"))
    if phase is Phase.CATCHING_UP:
        head.append(f"{percent(link)} %")
    text = Text(("● " if connected else "○ ") + " · ".join(head), "bold")
    above = notice(link, phase)
    if above.calm or not above.text:
        text.append("\n" + wording.phase_sentence(phase, link), "not bold")
    if link.detail and not connected:
        text.append(
            " " + _("({detail})").format(detail=plain(link.detail).rstrip(": ")), "not bold"
        )
    text.append("\n" + _hubs(known), "not bold")
    return text


def held_back(many: int) -> str:
    """How many entries are held back; empty where none are."""
    if not many:
        return ""
    said = ngettext(
        "{n} entry is held back: F7 says why", "{n} entries are held back: F7 says why", many
    )
    return said.format(n=many)


def asking(invitation: Invitation) -> str:
    """Who asks to join, as a sentence."""
    who = plain(invitation.asks or invitation.name) or _("A new station")
    where = plain(invitation.computer)
    if where:
        said = _("{name} on “{computer}” asks to join as {role}.")
        return said.format(name=who, computer=where, role=wording.role(invitation.role))
    return _("{name} asks to join as {role}.").format(name=who, role=wording.role(invitation.role))


def alone() -> Text:
    """What is said while this computer works alone: how several come to work together."""
    text = Text(_("This computer works alone"), "bold")
    for paragraph in _ALONE:
        text.append("\n\n" + " ".join(_(paragraph).split()), "not bold")
    return text


_ALONE = (
    N_(
        "Several laptops can work on one event. Each keeps everything itself and goes on when "
        "the network does not; when they see each other, they exchange what happened."
    ),
    N_("1  One laptop runs “onsite hub”. Any will do, even one that is a desk as well."),
    N_("2  It invites the others: each gets a join code of its own, to scan or to type."),
    N_("3  On each of the others, press F4 here and give the code."),
)


def held_lines(rows: Iterable[Mapping[str, object]], names: Mapping[str, str]) -> list[Line]:
    """What is held back, one line for each station, kind and reason."""
    counted: dict[tuple[str, str, str], int] = {}
    for row in rows:
        key = (str(row["station"]), str(row["reason"]), str(row["kind"]))
        counted[key] = counted.get(key, 0) + 1
    lines = []
    for (station, reason, kind), many in counted.items():
        waits = reason in (Held.STRANGER, Held.REVOKED, Held.NOT_ALLOWED)
        cells = (str(many), names.get(station, station[:6]), fact(kind), wording.held(reason))
        lines.append(Line(f"{station} {reason} {kind}", cells, "warning" if waits else "bad"))
    return lines


def moment(instant: datetime, now: datetime, zone: tzinfo) -> str:
    """When something was heard or recorded; with its date where that is not today's."""
    if not entry_times.believable(instant, now):
        return entry_times.unknown()
    local = instant.astimezone(zone)
    if local.date() == now.astimezone(zone).date():
        return f"{local:%H:%M}"
    return f"{local:%d.%m. %H:%M}"


def age(imported_ms: int | None, now: datetime) -> str:
    """How old a station's list is, in few cells."""
    if imported_ms is None:
        return "–"
    old = timedelta(milliseconds=max(0, to_ms(now) - imported_ms))
    if old < _MINUTE:
        return _("just now")
    if old < _HOUR:
        return _("{n} min").format(n=old // _MINUTE)
    if old < _DAY:
        return _("{n} h").format(n=old // timedelta(hours=1))
    return _("{n} d").format(n=old.days)


def zone_of(name: str) -> tzinfo:
    """The zone of that IANA name."""
    return ZoneInfo(name)


def _figures(beat: Heartbeat, now: datetime) -> list[str]:
    parts = []
    if beat.version:
        parts.append(_("Onsite {version}").format(version=plain(beat.version)))
    if beat.imported_ms is not None:
        parts.append(_list_age(beat.imported_ms, now))
    if beat.offset_ms is not None:
        said = _("clock {off} (±{error} ms)")
        parts.append(said.format(off=_clock(beat), error=f"{beat.error_ms:.0f}"))
    if beat.waiting:
        said = ngettext("{n} for a newer Onsite", "{n} for a newer Onsite", beat.waiting)
        parts.append(said.format(n=beat.waiting))
    return parts


def _list_age(imported_ms: int, now: datetime) -> str:
    if to_ms(now) - imported_ms < _MINUTE / timedelta(milliseconds=1):
        return _("list just now")
    return _("list {age} old").format(age=age(imported_ms, now))


def _troubles(seen: Seen, now: datetime, zone: tzinfo) -> str:
    parts = []
    if seen.how is How.REVOKED and seen.revoked is not None:
        at = moment(seen.revoked, now, zone)
        said = _("Revoked {time}: {why}.") if seen.why else _("Revoked {time}.")
        parts.append(said.format(time=at, why=plain(seen.why)))
    if seen.held:
        said = ngettext(
            "{n} entry of it is held back.", "{n} entries of it are held back.", seen.held
        )
        parts.append(said.format(n=seen.held))
    if seen.other_version:
        said = _("It runs another Onsite than this station ({version}): update the older one.")
        parts.append(said.format(version=__version__))
    if seen.beat is not None and abs(seen.beat.offset_ms or 0) >= CLOCK_OFF_MS:
        parts.append(_("Its computer's clock is off; its times are corrected."))
    return " ".join(parts)


def _hubs(known: Survey) -> str:
    names = {each.station: each.name for each in known.members}
    if not known.hubs:
        return _("No hub is known yet.")
    hub = known.hubs[0]
    former = dict.fromkeys(each.station for each in known.hubs if each.station != hub.station)
    said = _("Hub: {name}, {addresses}").format(
        name=names.get(hub.station, hub.station[:6]), addresses=" ".join(hub.addresses)
    )
    if former:
        last = list(former)[:3]
        before = _(", ").join(names.get(station, station[:6]) for station in last)
        said += " · " + _("before: {names}").format(names=before)
    return plain(said)


def _count(entries: int) -> str:
    return ngettext("{n} entry", "{n} entries", entries).format(n=_number(entries))


def _clock(beat: Heartbeat | None) -> str:
    if beat is None or beat.offset_ms is None:
        return "–"
    return clock_off(beat.offset_ms) if abs(beat.offset_ms) >= CLOCK_OFF_MS else _("right")


def _number(number: int) -> str:
    return f"{number:,}"


def request_lines(asked: Sequence[Invitation]) -> list[Line]:
    """Who waits for the lead, to choose from."""
    return [Line(each.token, (asking(each),)) for each in asked]
