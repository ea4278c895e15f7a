"""A camera's hint in words; always beside the hand count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _
from onsite.zones.wording import number, signed

if TYPE_CHECKING:
    from onsite.zones.camera.views import Hint

_TROUBLES = {
    "gone": N_("it is not plugged in, or nobody answers there"),
    "hanging": N_("it gives no picture"),
    "busy": N_("another program has it"),
    "denied": N_("it may not be used here"),
    "ended": N_("its picture has ended"),
    "unreadable": N_("its picture cannot be read"),
    "line": N_("its line or its source in the plan is not right"),
}


def hint(found: Hint) -> str:
    """What it has seen, what was counted by hand meanwhile, and the gap between them."""
    seen = {
        "in": _("Camera, a hint: {people} came in; by hand at all doors {hand}; gap {gap}"),
        "out": _("Camera, a hint: {people} left; by hand at all doors {hand}; gap {gap}"),
    }[found.door]
    said = seen.format(
        people=number(found.people), hand=number(found.by_hand), gap=signed(found.gap)
    )
    return said if found.lost_ms is None else f"{said} · {lost(found.trouble)}"


def lost(trouble: str) -> str:
    """That a camera is lost, and why."""
    why = _(_TROUBLES[trouble]) if trouble in _TROUBLES else trouble
    return _("CAMERA LOST: {why}. The count goes on without it.").format(why=why)
