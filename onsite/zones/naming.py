"""Which zone, which exit or aisle somebody means, by id or by name."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from onsite.errors import BadInputError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.plan.model import Plan
    from onsite.plan.zones.parts import AislePart, ExitPart

_SHOWN = 3


def zone_of(plan: Plan, given: str) -> str:
    """The id of a zone.

    Raises:
        BadInputError: the plan has none of that id or name, or several of that name; with the
            nearest ones.
    """
    names = {key: part.name for key, part in plan.zones.items()}
    found = _named(names, given)
    if found is not None:
        return found
    if not names:
        raise BadInputError(
            _("The plan has no zones yet."),
            _("Write one under [zones.ID] and publish the plan."),
        )
    raise BadInputError(
        _("The plan has no zone “{given}”.").format(given=given), _nearest(names, given)
    )


def way_of(plan: Plan, zone: str, given: str) -> str:
    """The id of an exit or aisle of a zone that is in the plan.

    Raises:
        BadInputError: the zone has none of that id or name, or several of that name.
    """
    names = {key: part.name for key, part in ways(plan, zone).items()}
    found = _named(names, given)
    if found is not None:
        return found
    name = plan.zones[zone].name
    if not names:
        raise BadInputError(
            _("The plan has no exits or aisles for “{zone}”.").format(zone=name),
            _("Write them under [zones.{zone}.exits.ID] and publish the plan.").format(zone=zone),
        )
    raise BadInputError(
        _("“{zone}” has no exit or aisle “{given}”.").format(zone=name, given=given),
        _nearest(names, given),
    )


def ways(plan: Plan, zone: str) -> dict[str, ExitPart | AislePart]:
    """The exits of a zone, and then its aisles, by their ids."""
    part = plan.zones[zone]
    return {**part.exits, **part.aisles}


def _named(names: Mapping[str, str], given: str) -> str | None:
    """The id that was given, or the only one that is called so."""
    if given in names:
        return given
    wanted = _folded(given)
    found = [key for key, name in names.items() if wanted in (_folded(key), _folded(name))]
    return found[0] if len(found) == 1 else None


def _nearest(names: Mapping[str, str], given: str) -> str:
    called = {_folded(text): key for key, name in names.items() for text in (name, key)}
    close = difflib.get_close_matches(_folded(given), called, _SHOWN)
    near = tuple(dict.fromkeys(called[each] for each in close))
    if near:
        return _("Nearest: {nearest}.").format(nearest=_(", ").join(near))
    return _("Known here: {known}.").format(known=_(", ").join(names))


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()
