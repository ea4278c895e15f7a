"""Which zone of the plan is meant, and whether people can go from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.errors import BadInputError
from onsite.language import _
from onsite.nearest import folded, nearest_of

if TYPE_CHECKING:
    from onsite.plan.model import Plan


def check_zone(plan: Plan, zone: str) -> str:
    """The id of a zone that was named by its id or by its name.

    Raises:
        BadInputError: the plan has none, with the nearest ones; or it has several of that name.
    """
    if zone in plan.zones:
        return zone
    wanted = folded(zone)
    known = {key: (part.name,) for key, part in plan.zones.items()}
    named = [
        key for key, (name,) in known.items() if wanted and wanted in {folded(key), folded(name)}
    ]
    if len(named) == 1:
        return named[0]
    if named:
        raise BadInputError(
            _("Several zones are called “{zone}”.").format(zone=zone),
            _("Give the id: {zones}.").format(zones=_(", ").join(named)),
        )
    if not known:
        raise BadInputError(
            _("The plan has no zones."),
            _("Add one to the plan, as [zones.hall1] with a name, and publish it."),
        )
    near = _(", ").join(nearest_of(zone, known) or known)
    raise BadInputError(
        _("The plan has no zone “{given}”.").format(given=zone),
        _("Nearest: {nearest}.").format(nearest=near),
    )


def check_way(plan: Plan, zone: str, to_zone: str) -> None:
    """Whether somebody can go from one zone of the plan to another.

    Raises:
        BadInputError: they are the same, or one is a part of the other.
    """
    if zone == to_zone:
        raise BadInputError(
            _("That is the same zone."), _("Name another one that people have gone to.")
        )
    for inner, outer in ((zone, to_zone), (to_zone, zone)):
        if outer in _around(plan, inner):
            raise BadInputError(
                _("{inner} is a part of {outer}: who is in the one is in the other.").format(
                    inner=plan.zones[inner].name, outer=plan.zones[outer].name
                ),
                _("Count them in or out at {inner} alone.").format(inner=plan.zones[inner].name),
            )


def zones_apart(plan: Plan, zone: str) -> set[str]:
    """The zones to which somebody can go from a zone: neither it, nor around it, nor in it."""
    around = {zone, *_around(plan, zone)}
    return {key for key in plan.zones if key not in around and zone not in _around(plan, key)}


def _around(plan: Plan, zone: str) -> set[str]:
    """The zones that a zone is within."""
    found: set[str] = set()
    within = plan.zones[zone].within
    while within is not None and within in plan.zones and within not in found:
        found.add(within)
        within = plan.zones[within].within
    return found
