"""Zones as plain data, for --json. Instants are UTC as ISO 8601, figures never clamped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.zones.exporting.sheets import base_object, iso

if TYPE_CHECKING:
    from onsite.plan.model import Plan
    from onsite.zones.camera.views import Hint
    from onsite.zones.capacity.views import Capacity
    from onsite.zones.counting.service import Recounted
    from onsite.zones.counting.views import Drift, OwnTap, Standing
    from onsite.zones.evacuation.views import Evacuation
    from onsite.zones.presence.views import Balance
    from onsite.zones.views import Survey, ZoneView


def survey_object(found: Survey) -> dict[str, Any]:
    """Every zone."""
    return {
        "at": iso(found.at_ms),
        "total": found.total,
        "incomplete": found.incomplete,
        "gates": balance_object(found.balance),
        "zones": [zone_object(each) for each in found.zones],
    }


def zone_object(zone: ZoneView) -> dict[str, Any]:
    """One zone."""
    return {
        "id": zone.id,
        "name": zone.name,
        "within": zone.within,
        "people": zone.people,
        "counted_by": zone.counted_by,
        "by_hand": standing_object(zone.by_hand),
        "by_badges": zone.by_badges.people if zone.by_badges is not None else None,
        "counted": zone.counted,
        "last": _iso(zone.last_ms),
        "stale_s": None if zone.stale_ms is None else zone.stale_ms // 1000,
        "capacity": zone.capacity.people,
        "percent": None if zone.percent is None else round(zone.percent, 1),
        "level": zone.level,
        "stop_entry": zone.stop_entry,
        "per_m2": None if zone.per_m2 is None else round(zone.per_m2, 2),
        "service": zone.service,
        "danger": zone.danger,
        "forecast": {
            "state": zone.forecast.state,
            "per_min": _rounded(zone.forecast.per_min),
            "until_s": {str(level): ms // 1000 for level, ms in zone.forecast.until},
        },
        "trend": list(zone.trend),
        "evacuation": evacuation_object(zone.evacuation),
        "empty_in_s": zone.estimate.seconds,
        "allowed_s": zone.estimate.allowed_s,
    }


def standing_object(standing: Standing) -> dict[str, Any]:
    """What the counters say."""
    return {
        "total": standing.total,
        "came": standing.came,
        "left": standing.left,
        "last": _iso(standing.last_ms),
        "base": base_object(standing.base) if standing.base is not None else None,
        "counters": [
            {
                "counter": each.counter,
                "station": each.station,
                "operator": each.operator,
                "came": each.came,
                "left": each.left,
                "last": iso(each.last_ms),
            }
            for each in standing.counters
        ],
    }


def counted_object(standing: Standing) -> dict[str, Any]:
    """What a count says after an act."""
    return {"id": standing.zone, **standing_object(standing)}


def recounted_object(done: Recounted) -> dict[str, Any]:
    """What came of counting everybody anew."""
    return {
        "zone": counted_object(done.standing),
        "recount": {
            "key": done.key,
            "people": done.expected + done.error,
            "expected": done.expected,
            "error": done.error,
            "absorbed": len(done.absorbed),
        },
    }


def capacity_object(capacity: Capacity) -> dict[str, Any]:
    """How many it may hold, and why."""
    return {
        "people": capacity.people,
        "managers": capacity.managers,
        "signed_on": capacity.signed_on,
        "limits": [
            {
                "rule": each.rule,
                "people": each.people,
                "basis": dict(each.basis),
                "source": each.source,
            }
            for each in capacity.limits
        ],
        "blocked": [
            {
                "way": each.way,
                "what": each.what,
                "since": iso(each.since_ms),
                "operator": each.operator,
                "why": each.why,
            }
            for each in capacity.blocked
        ],
    }


def ways_object(plan: Plan, zone: ZoneView) -> list[dict[str, Any]]:
    """Its exits and aisles."""
    part = plan.zones[zone.id]
    shut = {each.way for each in zone.capacity.blocked}
    exits = [
        {
            "id": key,
            "name": each.name,
            "kind": "exit",
            "width_m": each.width_m,
            "stairs": each.stairs,
            "blocked": key in shut,
        }
        for key, each in part.exits.items()
    ]
    aisles = [
        {
            "id": key,
            "name": each.name,
            "kind": "aisle",
            "area_m2": each.area_m2,
            "blocked": key in shut,
        }
        for key, each in part.aisles.items()
    ]
    return [*exits, *aisles]


def drift_object(drift: Drift) -> dict[str, Any]:
    """How far its count strays."""
    return {
        "zone": drift.zone,
        "recounts": drift.recounts,
        "crossings": drift.crossings,
        "error": drift.error,
        "per_100": _rounded(drift.per_100),
        "due": _iso(drift.due_ms),
        "since_last": drift.since,
    }


def balance_object(balance: Balance | None) -> dict[str, Any] | None:
    """Zones against gates; None where there is nothing to compare."""
    if balance is None:
        return None
    return {
        "in_zones": balance.in_zones,
        "by_gates": balance.by_gates,
        "difference": balance.difference,
        "tolerance": balance.tolerance,
        "alarms": balance.alarms,
        "incomplete": balance.incomplete,
    }


def evacuation_object(evacuation: Evacuation | None) -> dict[str, Any] | None:
    """One that goes on; None for none."""
    if evacuation is None:
        return None
    return {
        "begun": iso(evacuation.begun_ms),
        "people": evacuation.people,
        "gone": evacuation.gone,
        "left": evacuation.left,
        "operator": evacuation.operator,
        "why": evacuation.why,
        "drill": evacuation.drill,
    }


def camera_object(plan: Plan, zone: str, found: Hint | None) -> dict[str, Any] | None:
    """A camera's hint; None where the plan has no camera for the zone."""
    camera = plan.zones[zone].camera
    if camera is None:
        return None
    about = {"zone": zone, "door": camera.door}
    if found is None:
        nothing = ("people", "by_hand", "gap", "from", "until", "lost")
        return {**about, "watches": False, **dict.fromkeys(nothing), "trouble": ""}
    return {
        **about,
        "watches": found.lost_ms is None,
        "people": found.people,
        "by_hand": found.by_hand,
        "gap": found.gap,
        "from": iso(found.from_ms),
        "until": iso(found.until_ms),
        "lost": _iso(found.lost_ms),
        "trouble": found.trouble,
    }


def own_object(tap: OwnTap) -> dict[str, Any]:
    """Something that was taken back."""
    return {
        "zone": tap.zone,
        "to_zone": tap.to_zone,
        "at": iso(tap.at_ms),
        "people": tap.people,
        "in_base": tap.in_base,
    }


def _iso(ms: int | None) -> str | None:
    return None if ms is None else iso(ms)


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 2)
