"""The list of all zones: values into lines, what is grave in a word and a colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _, ngettext, pgettext
from onsite.ui.line_list import Line
from onsite.zones import wording
from onsite.zones.board.bars import bar, trend
from onsite.zones.board.columns import BAR, BAR_WIDE, TREND, is_wide
from onsite.zones.capacity.wording import basis, rule_name
from onsite.zones.surveying import is_missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.ui.line_list import Tone
    from onsite.zones.board.reading import Look
    from onsite.zones.views import Survey, ZoneView

_JOINT = "  ·  "
_MINUTE_MS, _HOUR_MS = 60_000, 3_600_000
_MOST_NAMED = 3
"""So many zones are named in the figures."""


def figures(found: Look) -> tuple[str, str]:
    """The lines above everything: what calls, empty for nothing, and the total."""
    survey = found.survey
    many = len([each for each in survey.zones if not each.within])
    total = ngettext("{people} people in {n} zone", "{people} people in {n} zones", many)
    parts = [total.format(people=wording.number(survey.total), n=many)]
    if survey.incomplete:
        parts.append(_incomplete(found))
    balance = survey.balance
    if balance is not None:
        said = _("gates {people}, difference {gap}")
        gap = wording.signed(balance.difference)
        parts.append(said.format(people=balance.by_gates, gap=gap))
    return _JOINT.join(_alarms(survey)), _JOINT.join(parts)


def _alarms(survey: Survey) -> list[str]:
    """What calls: evacuations, dangers, full zones, by their names; gates that say otherwise."""
    kinds = (
        (_("EVACUATE {zones}"), [each for each in survey.zones if _empties(each, drill=False)]),
        (_("EXERCISE {zones}"), [each for each in survey.zones if _empties(each, drill=True)]),
        (_("DANGER {zones}"), [each for each in survey.zones if each.danger]),
        (_("STOP ENTRY {zones}"), [each for each in survey.zones if _is_full(each)]),
    )
    found = [said.format(zones=_named(zones)) for said, zones in kinds if zones]
    if survey.balance is not None and survey.balance.alarms:
        gap = wording.signed(survey.balance.difference)
        found.append(_("GATES DIFFER by {gap}").format(gap=gap))
    return found


def _empties(zone: ZoneView, *, drill: bool) -> bool:
    return zone.evacuation is not None and zone.evacuation.drill == drill


def _is_full(zone: ZoneView) -> bool:
    return zone.stop_entry and zone.evacuation is None and not zone.danger


def _named(zones: list[ZoneView]) -> str:
    names = _(", ").join(each.name for each in zones[:_MOST_NAMED])
    return names + (" …" if len(zones) > _MOST_NAMED else "")


def _incomplete(found: Look) -> str:
    """Why the total says too little: by the zones of which it is made, and no others."""
    survey = found.survey
    outer = [each for each in survey.zones if not each.within]
    lacking = [each for each in outer if is_missing(found.plan, each, survey.zones)]
    never = sum(not each.counted for each in lacking)
    stale = len(lacking) - never
    why = []
    if never:
        why.append(ngettext("{n} not counted", "{n} not counted", never).format(n=never))
    if stale:
        why.append(ngettext("{n} stale", "{n} stale", stale).format(n=stale))
    return _("INCOMPLETE: {why}").format(why=_(", ").join(why))


def lines(found: Look, now_ms: int, cells: int) -> list[Line]:
    """All zones, each in a line of the columns that a screen of so many cells has."""
    depths = _depths(found.survey)
    wide = is_wide(cells)
    return [_line(found, each, depths[each.id], now_ms, wide=wide) for each in found.survey.zones]


def _depths(survey: Survey) -> Mapping[str, int]:
    """In how many others each zone lies."""
    depths: dict[str, int] = {}
    for each in survey.zones:
        depths[each.id] = depths.get(each.within, -1) + 1
    return depths


def _line(found: Look, zone: ZoneView, depth: int, now_ms: int, *, wide: bool) -> Line:
    said, tone = state(zone)
    name = "  " * (depth - 1) + ("└ " if depth else "") + zone.name
    people = wording.number(zone.people) if zone.counted else "–"
    most = "–" if zone.capacity.people is None else str(zone.capacity.people)
    filled = bar(zone.percent if zone.counted else None, BAR_WIDE if wide else BAR)
    percent = wording.percent(zone.percent) if zone.counted else "–"
    first = (said, name, filled, people, most, percent)
    age = age_of(zone, now_ms)
    if not wide:
        return Line(zone.id, (*first, coming(zone), age), tone)
    density = "–" if zone.per_m2 is None or not zone.counted else f"{zone.per_m2:.2f}"
    service = zone.service if zone.service is not None and zone.counted else ""
    went = trend(zone.trend, TREND) if zone.counted else ""
    rest = (density, service, went, coming(zone), who(found, zone), age)
    return Line(zone.id, (*first, *rest), tone)


def state(zone: ZoneView) -> tuple[str, Tone]:
    """What calls first about a zone, in a word, and the colour beside it."""
    level: tuple[str, Tone] = (
        _("{level} %").format(level=zone.level) if zone.level else "",
        "warning",
    )
    calls: tuple[tuple[bool, str, Tone], ...] = (
        (_empties(zone, drill=False), _("EVACUATE"), "bad"),
        (_empties(zone, drill=True), _("EXERCISE"), "warning"),
        (zone.danger, _("DANGER"), "bad"),
        (zone.stop_entry, _("STOP"), "bad"),
        (not zone.counted, _("not yet"), "muted"),
        (zone.people < 0, _("deficit"), "warning"),
        (bool(zone.level), *level),
        (zone.stale_ms is not None, _("stale"), "warning"),
    )
    return next(((said, tone) for holds, said, tone in calls if holds), ("", ""))


def coming(zone: ZoneView) -> str:
    """What comes of it, short: who is left, or when it is full."""
    if not zone.counted:
        # Also while everybody leaves: that nobody is left there is not known.
        return "–"
    if zone.evacuation is not None:
        return _("{n} left").format(n=wording.number(zone.evacuation.left))
    return wording.forecast_short(zone.forecast)


def age_of(zone: ZoneView, now_ms: int) -> str:
    """How old its count is; marked where it is stale."""
    if zone.last_ms is None:
        return "–"
    ago = max(now_ms - zone.last_ms, 0)
    age = wording.age(ago)
    if ago >= _HOUR_MS:
        age = pgettext("in few cells", "{n} h").format(n=ago // _HOUR_MS)
    elif ago >= _MINUTE_MS:
        age = pgettext("in few cells", "{n} min").format(n=ago // _MINUTE_MS)
    return f"! {age}" if zone.stale_ms is not None else age


def who(found: Look, zone: ZoneView) -> str:
    """Who counts it, the last one first."""
    if zone.counted_by == "badges":
        return _("badges")
    seen = dict.fromkeys(found.name(each.operator) for each in zone.by_hand.counters)
    return _(", ").join(seen) or "–"


def about(found: Look, zone: ZoneView, now_ms: int, stations: Mapping[str, str]) -> list[str]:
    """The zone under the cursor, in four lines: how many, of how many, what comes, who counts."""
    most = zone.capacity.decisive
    holds = _("nothing in the plan limits how many it holds")
    if most is not None:
        holds = _("holds {people} by {rule}").format(people=most.people, rule=rule_name(most.rule))
        why = basis(found.plan, most)
        holds += _(": ") + why if why else ""
    comes = [wording.forecast(zone.forecast)] if zone.counted else []
    if zone.evacuation is not None:
        comes = [wording.evacuation(zone.evacuation, zone.estimate)]
    drawn = trend(zone.trend, TREND) if zone.counted else ""
    return [
        _JOINT.join(part for part in (zone.name, *_how_it_is(zone)) if part),
        holds,
        _JOINT.join(part for part in (drawn, *comes) if part),
        _counted_by(found, zone, now_ms, stations),
    ]


def _how_it_is(zone: ZoneView) -> list[str]:
    if not zone.counted:
        return [_("nobody has counted it yet: F5 counts it")]
    said = [wording.people(zone.people, zone.capacity.people, zone.percent)]
    if zone.per_m2 is not None:
        said.append(wording.density(zone.per_m2, zone.service))
    if zone.danger:
        said.append(_("DANGER: too dense"))
    if zone.stop_entry:
        said.append(_("STOP ENTRY"))
    return said


def _counted_by(found: Look, zone: ZoneView, now_ms: int, stations: Mapping[str, str]) -> str:
    if zone.counted_by == "badges":
        return _("Counted by the checkpoints")
    said = [
        _("{who} at {station} {age} ago").format(
            who=found.name(each.operator),
            station=stations.get(each.station, each.station[:6]),
            age=wording.age(max(now_ms - each.last_ms, 0)),
        )
        for each in zone.by_hand.counters
    ]
    return _("Counted by {who}").format(who=_(", ").join(said)) if said else ""
