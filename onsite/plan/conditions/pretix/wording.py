"""Why a rule of pretix has no words here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _

if TYPE_CHECKING:
    from onsite.plan.conditions.pretix.importing import Unsaid

_WHY = {
    "shape": N_("this is not built as pretix builds its rules"),
    "operator": N_("there is nothing here like “{about}”"),
    "variable": N_("there is nothing here like “{about}”"),
    "number": N_("it is compared with something that is no whole number"),
    "always": N_("it is always so"),
    "never": N_("it is never so"),
    "time": N_("“{about}” is not a time"),
    "night": N_("{about} is before the plan's day_ends: here it belongs to the evening before"),
    "ticket": N_("no category has the ticket “{about}”: add it to a category's tickets"),
    "gate": N_("no checkpoint has the gate “{about}”: add it to its gates"),
}


def why(unsaid: Unsaid) -> str:
    """In words, and whether the rest lets more or fewer people in without it."""
    said = _(_WHY[unsaid.why]).format(about=unsaid.about)
    if unsaid.stricter:
        return _("{why}. Without it, fewer are let in.").format(why=said)
    return _("{why}. Without it, more are let in.").format(why=said)
