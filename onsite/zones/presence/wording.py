"""Zones against gates, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _
from onsite.zones.wording import number, signed

if TYPE_CHECKING:
    from onsite.zones.presence.views import Balance, BalanceRecorded


def compared(found: Balance | BalanceRecorded) -> str:
    """How far they differ, and how far they may."""
    said = _("{zones} in the zones, {gates} inside by the gates: {gap}; {most} allowed")
    told = said.format(
        zones=number(found.in_zones),
        gates=number(found.by_gates),
        gap=signed(found.difference),
        most=number(found.tolerance),
    )
    return told + (" · " + _("INCOMPLETE") if found.incomplete else "")


def alarm(found: BalanceRecorded) -> str:
    """What is said once above every screen."""
    if not found.alarm:
        return _("Zones and gates agree again. {compared}").format(compared=compared(found))
    return _("Zones and gates DIFFER. {compared}. Recount the zone that strays most.").format(
        compared=compared(found)
    )
