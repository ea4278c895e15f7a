"""Who sees what of an incident that not everybody may know of. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from onsite.incidents.views import Incident


def sees(*, restricted: bool, roles: Collection[str] | None, allowed: Collection[str]) -> bool:
    """Whether somebody may see all of it.

    Args:
        restricted: whether it is.
        roles: of whoever looks; None where everybody may everything, as nobody has a PIN.
        allowed: the roles that may.
    """
    return not restricted or roles is None or not {*roles}.isdisjoint(allowed)


def veiled(incident: Incident) -> Incident:
    """What others see of it: number, zone, state, times, and that it is restricted."""
    return replace(
        incident,
        text="",
        place="",
        reporter="",
        author="",
        outcome="",
        responsible="",
        acked_by="",
        policy="",
        types=(),
        severity="",
        units=(),
        tasks=(),
        attachments=(),
        veiled=True,
    )
