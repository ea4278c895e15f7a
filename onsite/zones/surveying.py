"""All that is known of every zone at one instant: what every screen, alert and command shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onsite.clock import to_ms
from onsite.zones import rules
from onsite.zones.capacity import reading as capacity
from onsite.zones.capacity.rules import danger_per_m2, evacuation_estimate, levels_of, usable_m2
from onsite.zones.capacity.service_levels import level_of_service
from onsite.zones.capacity.uses import is_walked
from onsite.zones.counting import reading as counting
from onsite.zones.counting.facts import MINUTE_MS
from onsite.zones.counting.views import Minute
from onsite.zones.evacuation import reading as evacuations
from onsite.zones.evacuation.rules import going_on
from onsite.zones.forecast import reading as flows
from onsite.zones.forecast.rules import forecast, trend
from onsite.zones.levels import reading as levels
from onsite.zones.levels.rules import level_now, too_dense
from onsite.zones.presence import sources
from onsite.zones.presence.rules import balance
from onsite.zones.views import Survey, ZoneView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.zones.capacity.views import Capacity
    from onsite.zones.counting.views import Standing
    from onsite.zones.evacuation.views import Begun, Evacuation
    from onsite.zones.forecast.views import Forecast
    from onsite.zones.levels.views import Recorded
    from onsite.zones.presence.views import BadgePresence, Balance

TREND = 30
"""Minutes."""


def survey(rows: Connection, plan: Plan, now: datetime) -> Survey:
    """Every zone of the plan, at an aware instant."""
    order = rules.in_order(plan.zones)
    if not order:
        return Survey(to_ms(now), (), 0, incomplete=False, balance=None)
    read = _read(rows, plan, now)
    zones = tuple(_view(plan, zone, read) for zone in order)
    outer = [each for each in zones if not each.within]
    total = sum(each.people for each in outer)
    incomplete = any(is_missing(plan, each, zones) for each in outer)
    return Survey(
        to_ms(now), zones, total, incomplete, _balance(rows, plan, now, outer, incomplete)
    )


def people_in(rows: Connection, plan: Plan, zone: str, now: datetime) -> int:
    """How many are in one zone at an aware instant, as `survey` says it."""
    badges = sources.in_zones(rows, plan, now).get(zone)
    return _count(plan.zones[zone].counted_by, counting.standing(rows, zone), badges).people


@dataclass(frozen=True, slots=True)
class _Count:
    """Whose number of a zone holds, and since when it is known."""

    by: Literal["hand", "badges"]
    people: int
    last_ms: int | None


@dataclass(frozen=True, slots=True)
class _Read:
    """What stands in the store, by zone."""

    now_ms: int
    by_hand: Mapping[str, Standing]
    by_badges: Mapping[str, BadgePresence]
    capacities: Mapping[str, Capacity]
    recorded: Mapping[str, Recorded]
    begun: Mapping[str, Sequence[Begun]]
    counts: Mapping[str, _Count]
    minutes: Mapping[str, tuple[Minute, ...]]
    """By those whose number holds."""
    others_ms: int | None
    """When any count was heard last."""


def _read(rows: Connection, plan: Plan, now: datetime) -> _Read:
    now_ms = to_ms(now)
    by_hand = counting.standings(rows, plan)
    by_badges = sources.in_zones(rows, plan, now)
    counts = {
        zone: _count(part.counted_by, by_hand[zone], by_badges.get(zone))
        for zone, part in plan.zones.items()
    }
    return _Read(
        now_ms,
        by_hand,
        by_badges,
        capacity.capacities(rows, plan, now),
        levels.recorded(rows),
        evacuations.begun(rows),
        counts,
        _minutes(rows, plan, counts, now_ms),
        max((each.last_ms for each in counts.values() if each.last_ms is not None), default=None),
    )


def shown_from_ms(plan: Plan, now_ms: int) -> int:
    """Since when who came and who left is looked at, for the forecast and the trend."""
    return now_ms - max(round(plan.crowd.window_min * MINUTE_MS), TREND * MINUTE_MS)


def _count(wanted: str, hand: Standing, badges: BadgePresence | None) -> _Count:
    cut_ms = hand.base.cut_ms if hand.base is not None else None
    heard = [each for each in (hand.last_ms, cut_ms) if each is not None]
    by_hand = _Count("hand", hand.total, max(heard, default=None))
    if badges is None:
        return by_hand
    by_badges = _Count("badges", badges.people, badges.last_ms)
    first, second = (by_badges, by_hand) if wanted == "badges" else (by_hand, by_badges)
    return second if first.last_ms is None and second.last_ms is not None else first


def _minutes(
    rows: Connection, plan: Plan, counts: Mapping[str, _Count], now_ms: int
) -> dict[str, tuple[Minute, ...]]:
    from_ms = shown_from_ms(plan, now_ms)
    by_hand = [zone for zone, count in counts.items() if count.by == "hand"]
    found = dict(flows.since(rows, by_hand, from_ms))
    for zone, count in counts.items():
        if count.by == "badges":
            passed = sources.minutes(rows, plan, zone, from_ms, now_ms + 1)
            found[zone] = tuple(Minute(*each) for each in passed)
    return found


def _view(plan: Plan, zone: str, read: _Read) -> ZoneView:
    part, crowd = plan.zones[zone], plan.crowd
    count, hand, capacity_of = read.counts[zone], read.by_hand[zone], read.capacities[zone]
    percent, recorded = rules.percent(count.people, capacity_of.people), read.recorded.get(zone)
    before, dangerous = recorded.level if recorded is not None else 0, danger_per_m2(part, crowd)
    per_m2 = rules.density(count.people, usable_m2(part, crowd, capacity_of.blocked))
    walking = is_walked(part, crowd)
    limit_ms = crowd.stale_min * MINUTE_MS
    stale = rules.stale_ms(count.people, count.last_ms, read.others_ms, read.now_ms, limit_ms)
    return ZoneView(
        id=zone,
        name=part.name,
        within=part.within or "",
        people=count.people,
        by_hand=hand,
        by_badges=read.by_badges.get(zone),
        counted=count.last_ms is not None,
        last_ms=count.last_ms,
        stale_ms=stale,
        capacity=capacity_of,
        percent=percent,
        level=level_now(percent, before, levels_of(part, crowd), crowd.hysteresis_percent),
        recorded=recorded,
        per_m2=per_m2,
        service=None if per_m2 is None else level_of_service(per_m2, walking=walking, crowd=crowd),
        danger=too_dense(per_m2, dangerous, 0, 0),
        forecast=_forecast(plan, zone, read, () if stale else read.minutes.get(zone, ())),
        trend=_trend(zone, read),
        evacuation=_evacuation(zone, read),
        estimate=evacuation_estimate(part, crowd, capacity_of.blocked, count.people),
        counted_by=count.by,
        too_dense=too_dense(per_m2, dangerous, before, crowd.hysteresis_percent),
    )


def _forecast(plan: Plan, zone: str, read: _Read, minutes: Sequence[Minute]) -> Forecast:
    people, most = read.counts[zone].people, read.capacities[zone].people
    window_ms = round(plan.crowd.window_min * MINUTE_MS)
    of_plan = levels_of(plan.zones[zone], plan.crowd)
    return forecast(minutes, people, most, of_plan, read.now_ms, window_ms)


def _trend(zone: str, read: _Read) -> tuple[int, ...]:
    count, minutes = read.counts[zone], read.minutes.get(zone, ())
    base = read.by_hand[zone].base if count.by == "hand" else None
    return trend(minutes, count.people, base, read.now_ms, TREND)


def _evacuation(zone: str, read: _Read) -> Evacuation | None:
    count, begun = read.counts[zone], read.begun.get(zone)
    if not begun:
        return None
    by_badges = count.people if count.by == "badges" else None
    return going_on(begun[0], read.by_hand[zone], by_badges)


def is_missing(plan: Plan, zone: ZoneView, zones: Iterable[ZoneView]) -> bool:
    """Whether a total without it says too little: not a mere place that nothing limits.

    Who is in a part of it is in it as well: where a part is counted, it must be, too.
    """
    if zone.counted:
        return zone.stale_ms is not None
    parts = rules.parts_of(plan.zones, zone.id)
    part_counted = any(each.counted for each in zones if each.id in parts)
    return bool(zone.capacity.limits) or zone.by_badges is not None or part_counted


def _balance(
    rows: Connection,
    plan: Plan,
    now: datetime,
    outer: Iterable[ZoneView],
    incomplete: bool,  # noqa: FBT001 - as it was found
) -> Balance | None:
    counted = [each for each in outer if each.counted]
    if not counted:
        return None
    in_zones = sum(each.people for each in counted)
    by_gates = sources.by_gates(rows, plan, now)
    return balance(in_zones, by_gates, plan.crowd, incomplete=incomplete)
