"""The page of one zone: everything that is known of it, in sections. Values into lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.language import _, ngettext
from onsite.ui.cells import wrap
from onsite.ui.line_list import Line
from onsite.zones import wording
from onsite.zones.board.acts import WAY
from onsite.zones.board.bars import bar
from onsite.zones.board.leading import BASE
from onsite.zones.board.showing import state
from onsite.zones.camera import wording as cameras
from onsite.zones.capacity import rules
from onsite.zones.capacity import wording as holding
from onsite.zones.naming import ways as ways_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onsite.plan.model import Plan
    from onsite.ui.line_list import Tone
    from onsite.zones.board.reading import Look, OneZone
    from onsite.zones.capacity.views import Blocked, Limit
    from onsite.zones.counting.views import Base
    from onsite.zones.views import ZoneView

_READ = 54
"""Cells of a line of what is read in a dialog."""


@dataclass(frozen=True, slots=True)
class Way:
    """An exit or an aisle as it is now."""

    id: str
    name: str
    in_words: str
    blocked: Blocked | None


def clock(plan: Plan, at_ms: int) -> str:
    """The time of day of an instant, in the event's zone."""
    return f"{plan.local(from_ms(at_ms)):%H:%M}"


def ways(found: Look, zone: ZoneView) -> list[Way]:
    """The exits and then the aisles of a zone."""
    named = tuple(
        replace(each, operator=found.name(each.operator)) for each in zone.capacity.blocked
    )
    shut = {each.way: each for each in named}
    words = holding.ways(found.plan, zone.id, named)
    there = ways_of(found.plan, zone.id).items()
    return [
        Way(key, way.name, said, shut.get(key))
        for (key, way), said in zip(there, words, strict=True)
    ]


def head(zone: ZoneView, cells: int) -> list[str]:
    """What stands above the sections: how many, how dense, what comes, how full."""
    said, _tone = state(zone)
    stop = _("STOP ENTRY") if zone.stop_entry else ""
    first = [zone.name, *dict.fromkeys(each for each in (stop or said,) if each)]
    if zone.danger:
        first.append(_("DANGER: too dense"))
    second = []
    if zone.counted:
        second.append(wording.people(zone.people, zone.capacity.people, zone.percent))
        if zone.per_m2 is not None:
            second.append(wording.density(zone.per_m2, zone.service))
        if zone.evacuation is None:
            second.append(wording.forecast(zone.forecast))
    else:
        second.append(_("Nobody has counted it yet. F5 counts it."))
    drawn = bar(zone.percent if zone.counted else None, cells)
    return ["  ·  ".join(first), "  ·  ".join(second), *([drawn] if drawn else [])]


def leaving(found: Look, zone: ZoneView, now_ms: int) -> str:
    """That everybody leaves: since when, who said so, who is left; empty where nobody does."""
    going = zone.evacuation
    if going is None:
        return ""
    since = _("since {at}, {age}, by {who}").format(
        at=clock(found.plan, going.begun_ms),
        age=wording.age(max(now_ms - going.begun_ms, 0)),
        who=found.name(going.operator),
    )
    said = [wording.evacuation(going, zone.estimate), since, going.why]
    return "  ·  ".join(each for each in said if each)


def lines(
    found: Look, zone: ZoneView, one: OneZone, now_ms: int, stations: Mapping[str, str]
) -> list[Line]:
    """The sections, one below the other."""
    return [
        *_limits(found, zone),
        *_ways(found, zone),
        *_levels(found, zone),
        *_counters(found, zone, now_ms, stations),
        *_camera(one),
        *_bases(found, one),
        *_absorbed(found, zone, one, stations),
        *_drift(found, one),
    ]


def _section(title: str, said: str = "") -> Line:
    return Line(f"section:{title}", (title, "", said), "strong")


def _limits(found: Look, zone: ZoneView) -> Iterator[Line]:
    yield _section(_("Holds"), "" if zone.capacity.limits else _teach_limits(zone))
    for place, each in enumerate(zone.capacity.limits):
        why = " · ".join(
            part for part in (holding.basis(found.plan, each), holding.source(each)) if part
        )
        mark = "▸ " if not place else "  "
        cells = (mark + holding.rule_name(each.rule), str(each.people), why)
        yield Line(f"limit:{each.rule}", cells, "strong" if not place else "")
    dense = holding.density_basis(found.plan, zone.capacity)
    if dense:
        yield Line("density", ("  " + _("Density"), "", dense))
    crowd = found.plan.crowd
    if found.part(zone).supervised or zone.capacity.signed_on:
        said = rules.coordinators(zone.capacity.signed_on, crowd)
        tone: Tone = "warning" if said == "few" else ""
        words = holding.staffing(found.plan, zone.capacity, said)
        yield Line("staffing", ("  " + _("People"), str(zone.capacity.signed_on), words), tone)
        leading = holding.managers(found.plan, zone.capacity, zone.people)
        short = zone.capacity.managers < rules.managers_needed(zone.people, crowd)
        yield Line("managers", ("", "", leading), "warning" if short else "")


def _teach_limits(zone: ZoneView) -> str:
    said = _("Nothing limits it. In the plan: [zones.{id}] capacity, or area_m2 and use.")
    return said.format(id=zone.id)


def _ways(found: Look, zone: ZoneView) -> Iterator[Line]:
    there = ways(found, zone)
    teach = _("None in the plan: [zones.{id}.exits.ID] with name and width_m.")
    yield _section(_("Exits and aisles"), "" if there else teach.format(id=zone.id))
    for each in there:
        mark: tuple[str, Tone] = ("  " + _("✓ free"), "")
        if each.blocked is not None:
            mark = ("  " + _("✗ blocked"), "bad")
        yield Line(f"{WAY}:{each.id}", (mark[0], "", each.in_words), mark[1])
    if there and zone.counted:
        yield Line("empties", ("  " + _("To empty it"), "", wording.estimate(zone.estimate)))


def _levels(found: Look, zone: ZoneView) -> Iterator[Line]:
    most = zone.capacity.people
    if most is None:
        return
    yield _section(_("Levels"))
    until = dict(zone.forecast.until)
    for level in sorted(rules.levels_of(found.part(zone), found.plan.crowd)):
        people, said, tone = -(-most * level // 100), "", ""
        if level <= zone.level:
            said, tone = _("passed"), "warning"
        elif level in until:
            said = _("in {age}").format(age=wording.age(until[level]))
        yield Line(
            f"level:{level}",
            ("  " + _("{level} %").format(level=level), str(people), said),
            _tone(tone),
        )
    recorded = zone.recorded
    if recorded is not None and recorded.level:
        said = _("{level} % was told at {at}, with {people} of {most}").format(
            level=recorded.level,
            at=clock(found.plan, recorded.at_ms),
            people=recorded.people,
            most=recorded.capacity,
        )
        yield Line("recorded", ("  " + _("Told"), "", said))


def _tone(tone: str) -> Tone:
    return "warning" if tone else ""


def _counters(
    found: Look, zone: ZoneView, now_ms: int, stations: Mapping[str, str]
) -> Iterator[Line]:
    hand, badges = zone.by_hand, zone.by_badges
    teach = _("nobody has counted it yet: F5 counts it")
    if hand.base is not None:
        teach = _("Nobody since the last recount. F5 counts here; elsewhere: onsite count {id}")
    there = bool(hand.counters) or badges is not None
    yield _section(_("Counted by"), "" if there else teach.format(id=zone.id))
    for each in hand.counters:
        said = _("{came} in, {left} out · {station} · {age} ago").format(
            came=each.came,
            left=each.left,
            station=stations.get(each.station, each.station[:6]),
            age=wording.age(max(now_ms - each.last_ms, 0)),
        )
        net = wording.signed(each.came - each.left)
        yield Line(f"counter:{each.counter}", ("  " + found.name(each.operator), net, said))
    if badges is not None:
        gap = wording.signed(hand.total - badges.people)
        said = _("by hand {people}: gap {gap}").format(people=wording.number(hand.total), gap=gap)
        cells = ("  " + _("Checkpoints"), wording.number(badges.people), said)
        yield Line("badges", cells, "strong" if zone.counted_by == "badges" else "")


def _camera(one: OneZone) -> Iterator[Line]:
    if one.camera is not None:
        seen = wording.number(one.camera.people)
        tone: Tone = "warning" if one.camera.lost_ms is not None else "muted"
        yield Line("camera", ("  " + _("Camera"), seen, cameras.hint(one.camera)), tone)


def _bases(found: Look, one: OneZone) -> Iterator[Line]:
    teach = _("None. Whoever counts recounts with r; the count goes on from there.")
    yield _section(_("Recounts"), "" if one.bases else teach)
    for each in one.bases:
        off = wording.signed(each.people - each.expected)
        who = found.name(each.operator)
        if each.how == "day":
            said = _("close of {day}: {expected} left over ({why}) · {who}").format(
                day=each.day,
                expected=wording.number(each.expected),
                why=wording.because(each.because),
                who=who,
            )
        else:
            said = _("expected {expected}, {off} · {who}").format(
                expected=wording.number(each.expected), off=off, who=who
            )
        at = f"{found.plan.local(from_ms(each.cut_ms)):%m-%d %H:%M}"
        yield Line(f"{BASE}:{each.key}", (f"  {at}", str(each.people), said))


def _absorbed(
    found: Look, zone: ZoneView, one: OneZone, stations: Mapping[str, str]
) -> Iterator[Line]:
    if not one.absorbed or zone.by_hand.base is None:
        return
    late = sum(each.people for each in one.absorbed)
    said = _("in the recount of {at} already, so not added").format(
        at=clock(found.plan, zone.by_hand.base.cut_ms)
    )
    yield Line("section:late", (_("Came too late"), wording.signed(late), said), "strong")
    for each in one.absorbed:
        station = stations.get(each.station, each.station[:6])
        cells = (
            f"  {clock(found.plan, each.at_ms)}",
            wording.signed(each.people),
            f"{found.name(each.operator)} · {station}",
        )
        yield Line(f"late:{each.key}", cells, "muted")


def _drift(found: Look, one: OneZone) -> Iterator[Line]:
    drift = one.drift
    yield _section(_("Drift"), wording.drift(found.plan, drift))


def details(found: Look, zone: ZoneView, one: OneZone, line: Line) -> list[Line]:
    """All that a line has to say, in lines of a dialog."""
    kind, _colon, key = line.key.partition(":")
    texts = [each for each in line.cells[1:] if each]
    if kind == BASE:
        base = next((each for each in one.bases if each.key == key), None)
        texts += _whole_base(found, base) if base is not None else []
    elif kind == "limit":
        limit = next((each for each in zone.capacity.limits if each.rule == key), None)
        texts = _whole_limit(found, limit) if limit is not None else texts
    return [Line(line.key, (part,)) for text in texts for part in wrap(text, _READ)]


def _whole_limit(found: Look, limit: Limit) -> list[str]:
    people = ngettext("{n} person", "{n} people", limit.people).format(n=limit.people)
    said = [people, holding.basis(found.plan, limit), holding.source(limit)]
    return [each for each in said if each]


def _whole_base(found: Look, base: Base) -> list[str]:
    began = _("Counted from {began} to {cut}").format(
        began=clock(found.plan, base.began_ms), cut=clock(found.plan, base.cut_ms)
    )
    return [began, *(f"{name}: {people}" for name, people in base.rows), *filter(None, [base.note])]
