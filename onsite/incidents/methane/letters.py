"""The seven things that are said of a major incident, in their order.

After the model of the United Kingdom's Joint Emergency Services Interoperability Principles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from onsite.incidents.methane.facts import Letter
from onsite.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

ORDER: tuple[Letter, ...] = get_args(Letter)
SIGNS: Mapping[Letter, str] = dict(zip(ORDER, "METHANE", strict=True))
_ASKS: Mapping[Letter, str] = {
    "major": N_("Major incident: declared, or on standby?"),
    "exact": N_("Exact location"),
    "type": N_("Type of incident"),
    "hazards": N_("Hazards, present or suspected"),
    "access": N_("Access: routes that are safe"),
    "number": N_("Number of casualties, and how they are"),
    "emergency": N_("Emergency services: there, and needed"),
}
_SHORT: Mapping[Letter, str] = {
    "major": N_("Major?"),
    "exact": N_("Exact place"),
    "type": N_("Type"),
    "hazards": N_("Hazards"),
    "access": N_("Access"),
    "number": N_("Number hurt"),
    "emergency": N_("Services"),
}


def asks(letter: Letter) -> str:
    """What is asked for by a letter."""
    return _(_ASKS[letter])


def short(letter: Letter) -> str:
    """The same in a word or two, for a form."""
    return _(_SHORT[letter])
