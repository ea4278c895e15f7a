"""How many a zone may hold and why, in words. Codes and figures in, sentences out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.language import N_, _, ngettext
from onsite.plan.zones import usual
from onsite.zones.capacity.rules import danger_per_m2, figure, managers_needed, usable_m2
from onsite.zones.naming import ways as ways_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.plan.model import Plan
    from onsite.zones.capacity.rules import Staffing
    from onsite.zones.capacity.service import Changed
    from onsite.zones.capacity.views import Blocked, Capacity, Limit, Rule

_RULES: Mapping[Rule, str] = {
    "floor": N_("Floor"),
    "seats": N_("Seats"),
    "exits": N_("Exits"),
    "supervision": N_("Supervision"),
    "fixed": N_("Fixed limit"),
    "set": N_("Limit of the day"),
}
_STAFFING: Mapping[Staffing, str] = {
    "few": N_("Coordinators: {n} signed on, {least} to {most} wanted: too few."),
    "right": N_("Coordinators: {n} signed on, as wanted."),
    "many": N_("Coordinators: {n} signed on, {least} to {most} wanted: more than needed."),
}


def rule_name(rule: Rule) -> str:
    """What a rule is called."""
    return _(_RULES[rule])


def use_name(plan: Plan, use: str) -> str:
    """What a use of a floor is called; of the plan, as it is written there."""
    written = plan.crowd.uses.get(use)
    if written is not None:
        return written.name
    known = usual.USES.get(use)
    return _(known.name) if known is not None else use


def limit(plan: Plan, each: Limit) -> str:
    """A limit in one line: its rule, its figure, what it comes from, who says so."""
    line = _("{rule}: {people} people").format(rule=rule_name(each.rule), people=each.people)
    said = (line, basis(plan, each), source(each))
    return " · ".join(part for part in said if part)


def basis(plan: Plan, each: Limit) -> str:
    """What a limit comes from, in figures; empty where it is just a figure."""
    told = {**each.basis}
    if each.rule == "floor":
        return _floor(plan, told)
    if each.rule == "exits":
        return _exits(told)
    if each.rule == "seats":
        lost = int(told["blocked_seats"])
        said = ngettext("{seats} − {n} that is blocked", "{seats} − {n} that are blocked", lost)
        return said.format(seats=told["seats"], n=lost) if lost else ""
    if each.rule == "supervision":
        count = int(told["managers"])
        said = ngettext(
            "{managers} crowd manager × {people_per_manager}",
            "{managers} crowd managers × {people_per_manager}",
            count,
        )
        return said.format(**told)
    if each.rule == "set":
        since = _("since {at}").format(at=_clock(plan, int(told["at_ms"])))
        said_by = (told["why"], _person(plan, each.source), since)
        return _(", ").join(part for part in said_by if part)
    return ""


def source(each: Limit) -> str:
    """Who says so; the plan where nobody else does. Of a limit of the day, `basis` tells."""
    return "" if each.rule == "set" else each.source or _("the plan")


def limits(plan: Plan, capacity: Capacity) -> tuple[str, ...]:
    """Every limit of a zone in one line each, the decisive one first."""
    return tuple(limit(plan, each) for each in capacity.limits)


def way_name(plan: Plan, zone: str, way: str) -> str:
    """What an exit or an aisle is called; its id where the plan has it no more."""
    known = ways_of(plan, zone).get(way) if zone in plan.zones else None
    return known.name if known is not None else way


def ways(plan: Plan, zone: str, blocked: tuple[Blocked, ...] = ()) -> tuple[str, ...]:
    """The exits and aisles of a zone in one line each, with what is blocked."""
    part = plan.zones[zone]
    shut = {each.way: each for each in blocked}
    lines = []
    for key, way in part.exits.items():
        kind = _("stairs") if way.stairs else _("level")
        text = _("Exit {name}: {width} m, {kind}")
        lines.append((key, text.format(name=way.name, width=figure(way.width_m), kind=kind)))
    for key, aisle in part.aisles.items():
        text = _("Aisle {name}: {area} m²")
        lines.append((key, text.format(name=aisle.name, area=figure(aisle.area_m2))))
    return tuple(
        f"{text} · {blocked_line(plan, shut[key])}" if key in shut else text for key, text in lines
    )


def blocked_line(plan: Plan, each: Blocked) -> str:
    """That a way is blocked, since when, by whom, and why."""
    said = _("BLOCKED since {at}").format(at=_clock(plan, each.since_ms))
    who = _person(plan, each.operator)
    return _(", ").join(part for part in (said, each.why, who) if part)


def staffing(plan: Plan, capacity: Capacity, found: Staffing) -> str:
    """Whether a zone has as many coordinators as the plan wants, in a sentence."""
    crowd = plan.crowd
    return _(_STAFFING[found]).format(
        n=capacity.signed_on, least=crowd.coordinators_min, most=crowd.coordinators_max
    )


def managers(plan: Plan, capacity: Capacity, people: int) -> str:
    """How many crowd managers a zone has, and how many it needs for those who are in it."""
    needed = managers_needed(people, plan.crowd)
    said = _("Crowd managers: {n} signed on, {needed} needed for {people} people.")
    return said.format(n=capacity.managers, needed=needed, people=max(0, people))


def density_basis(plan: Plan, capacity: Capacity) -> str:
    """What a zone's density is measured by, and who says so; empty where its floor is not known."""
    part, crowd = plan.zones[capacity.zone], plan.crowd
    floor = usable_m2(part, crowd, capacity.blocked)
    if floor is None:
        return ""
    own = part.danger_per_m2 is not None
    said_by = _("the plan") if own else usual.source(crowd, "danger") or _("the plan")
    return _("{m2} m² for people; dangerous from {danger} a m² ({by}); levels of {table}").format(
        m2=figure(floor),
        danger=figure(danger_per_m2(part, crowd)),
        by=said_by,
        table=usual.source(crowd, "service") or _("the plan"),
    )


def people(count: int | None) -> str:
    """How many a zone may hold; a dash where nothing limits it."""
    return "–" if count is None else str(count)


def changed(plan: Plan, what: Changed) -> str:
    """What came of blocking, clearing or limiting, in a sentence or two."""
    zone = what.after.zone
    name = plan.zones[zone].name
    if not what.changed:
        return _("{zone}: it is so already.").format(zone=name)
    told = {
        "zone": name,
        "before": people(what.before.people),
        "after": people(what.after.people),
    }
    if what.before.people == what.after.people:
        return _("{zone}: it still holds {after}.").format(**told)
    return _("{zone}: it holds {after} now, before {before}.").format(**told)


def _floor(plan: Plan, told: Mapping[str, str]) -> str:
    without = {
        "unusable_m2": _("{m2} m² taken"),
        "aisles_m2": _("{m2} m² aisles"),
        "blocked_m2": _("{m2} m² blocked"),
    }
    shown = [text.format(m2=told[of]) for of, text in without.items() if told[of] != "0"]
    area = " − ".join([_("{m2} m²").format(m2=told["area_m2"]), *shown])
    use = use_name(plan, told["use"])
    each = _("{m2} m² each ({use})").format(m2=told["m2_per_person"], use=use)
    return f"({area}) ÷ {each}" if shown else f"{area} ÷ {each}"


def _exits(told: Mapping[str, str]) -> str:
    said = [_("{width_m} m, {per_min} people a minute × {minutes} min").format(**told)]
    if told["discounted"]:
        said.append(_("without the widest exit"))
    shut = int(told["blocked"])
    if shut:
        said.append(ngettext("{n} exit blocked", "{n} exits blocked", shut).format(n=shut))
    if "one_exit_people" in told:
        said.append(_("one exit left: {one_exit_people} at most").format(**told))
    return _(", ").join(said)


def _person(plan: Plan, operator: str) -> str:
    """Somebody by name; by id where the plan does not know them."""
    known = plan.operators.get(operator)
    return known.name if known is not None else operator


def _clock(plan: Plan, at_ms: int) -> str:
    """A time of day; with the day where the event has several."""
    local = plan.local(from_ms(at_ms))
    return f"{local:%H:%M}" if len(plan.event.days) == 1 else f"{local:%m-%d %H:%M}"
