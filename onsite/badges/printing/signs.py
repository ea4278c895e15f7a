"""The signs of a badge that no font has, found before it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.printing.choosing import candidates
from onsite.badges.printing.output import Drawn, drawing
from onsite.badges.reading import generation
from onsite.badges.rules import Job
from onsite.errors import OnsiteError
from onsite.language import ngettext

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
    told = drawn.sheet.warnings if isinstance(drawn, Drawn) else ()
    return "".join(dict.fromkeys("".join(each.text for each in told if each.kind == "missing")))


def in_words(signs: str) -> str:
    """What to know and to do; empty where no sign is missing."""
    if not signs:
        return ""
    said = ngettext(
        "! No font has the sign {signs}: it is printed as a box. Correct the name, or write it "
        "by hand.",
        "! No font has the signs {signs}: they are printed as boxes. Correct the name, or write "
        "it by hand.",
        len(signs),
    )
    return said.format(signs=" ".join(signs))
