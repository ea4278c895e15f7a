"""Which open incidents may be one and the same: reported twice, of the same type, in one zone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from onsite.incidents.board.showing import told
from onsite.incidents.wording import zone_name
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from onsite.incidents.board.survey import Survey
    from onsite.incidents.views import Incident
    from onsite.plan.model import Plan

NEAR_MS = 5 * 60_000
"""Reports that are so close to each other may be about the same."""


def pairs(
    plan: Plan, incidents: Iterable[Incident], apart: Collection[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Of each incident that may be one with others: the ids of those, the first report first.

    Args:
        plan: says which type says nothing.
        incidents: as their reader sees them; what is veiled is like no other.
        apart: the ids of those that somebody has taken apart: they are known to be different.
    """
    places: dict[tuple[str, str, bool], list[Incident]] = defaultdict(list)
    for each in incidents:
        if each.zone and not each.veiled and each.id not in apart:
            for type_ in set(each.types) - {plan.response.rules.type}:
                places[each.zone, type_, each.drill].append(each)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for there in places.values():
        there.sort(key=lambda each: each.at_ms)
        for place, each in enumerate(there):
            for other in there[place + 1 :]:
                if other.at_ms - each.at_ms > NEAR_MS:
                    break
                found[each.id][other.id] = other.at_ms
                found[other.id][each.id] = each.at_ms
    return {which: tuple(sorted(near, key=near.__getitem__)) for which, near in found.items()}


def likely_first(
    incident: Incident, others: Iterable[Incident], near: Mapping[str, tuple[str, ...]]
) -> list[Incident]:
    """Others, those first that it most likely is: told as alike, same zone, same type, near it."""
    alike = near.get(incident.id, ())

    def place(each: Incident) -> tuple[object, ...]:
        return (
            each.id not in alike,
            not (each.zone and each.zone == incident.zone),
            set(each.types).isdisjoint(incident.types),
            abs(each.at_ms - incident.at_ms),
            each.id,
        )

    return sorted(others, key=place)


def placed(survey: Survey, incident: Incident) -> str:
    """Its zone and what it is, for the choice among others."""
    zone = zone_name(survey.plan, incident.zone) if incident.zone else ""
    return " · ".join(each for each in (zone, told(survey.plan, incident)) if each)


def before(survey: Survey, incident: Incident, words: str) -> str:
    """The same before what it is, where there is something to say."""
    said = in_words(survey, incident)
    return f"{said}  ·  {words}" if said else words


def in_words(survey: Survey, incident: Incident) -> str:
    """That it may be the same as others, and the key for that."""
    there = (survey.incidents.get(each) for each in survey.alike.get(incident.id, ()))
    numbers = _(", ").join(each.number for each in there if each is not None)
    return _("The same as {numbers}? m").format(numbers=numbers) if numbers else ""
