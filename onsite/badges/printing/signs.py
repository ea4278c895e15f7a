"""The signs of a badge that no font has, found before it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.jobs.reading import generation
from onsite.badges.printing.choosing import candidates
from onsite.badges.printing.output import drawing, missing_in
from onsite.badges.rules import Job
from onsite.errors import OnsiteError

if TYPE_CHECKING:
    from onsite.plan.model import Plan
    from onsite.wiring import Site


async def missing_signs(site: Site, plan: Plan, attendee: str) -> str:
    """All signs of somebody's badge that would come out as boxes, each once.

    Nothing where the badge cannot be drawn at all: the print job then says why.
    """
    number, _fresh = await site.read(generation, attendee)
    wanted = Job("", attendee=attendee, generation=number, pool=plan.badges.pool or "")
    printers = candidates(plan, wanted)
    try:
        drawn = await drawing(site)(plan, wanted, printers[0]) if printers else None
    except OnsiteError:
        return ""
    return missing_in(drawn) if drawn is not None else ""
