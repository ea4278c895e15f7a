"""How the floor of a zone is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.plan.zones import usual

if TYPE_CHECKING:
    from onsite.plan.zones.parts import CrowdPart, UsePart, ZonePart


def use_of(part: ZonePart, crowd: CrowdPart) -> UsePart | None:
    """Its use; None where the plan names none."""
    return usual.uses(crowd).get(part.use) if part.use else None


def is_walked(part: ZonePart, crowd: CrowdPart) -> bool:
    """Whether people walk there, so that its level of service is that of walkways."""
    use = use_of(part, crowd)
    return use is not None and use.walking
