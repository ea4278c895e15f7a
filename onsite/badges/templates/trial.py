"""Whether a design can be printed: it is laid out for a made-up guest of whom everything is known.

What a text alone cannot tell comes out: a code that is too small for a printer's dots, something
that stands in its white border, a picture that is damaged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.templates.holder import Holder
from onsite.badges.templates.publishing import in_folder
from onsite.badges.templates.shelves import shipped
from onsite.errors import OnsiteError
from onsite.language import _
from onsite.plan.badges import BadgesPart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onsite.badges.layout.page import Sheet
    from onsite.badges.templates.model import Template
    from onsite.badges.templates.publishing import Gathered
    from onsite.plan.model import Plan

USUAL_DPI = (203, 300)
"""Dots to the inch of most label printers, and of most others."""
_CODES = {"mac": "B1X" + "SAMPLE" * 4 + "00", "ed25519": "B2X" + "SAMPLE" * 18 + "SAMPL"}
"""As long as real ones; a ticket's own code may be of any length, and is taken for a short one."""


def warnings(template: Template, scheme: str = "mac", dpis: Sequence[int] = USUAL_DPI) -> list[str]:
    """What would go wrong, one sentence each; nothing where all is well.

    Args:
        template: the design.
        scheme: how badges are coded, as in `[badges]` of the plan.
        dpis: dots to the inch of the printers.
    """
    found = [each for dpi in dpis for each in _tried(template, scheme, dpi)]
    return list(dict.fromkeys(found))


def warnings_of(plan: Plan, found: Gathered) -> list[str]:
    """What would go wrong with the designs that a plan names, on the printers that it has.

    Args:
        plan: which is not asked where it says nothing of badges.
        found: the event's own designs; others than these and the shipped ones are passed over.
    """
    if plan.badges == BadgesPart():
        return []
    known = {*found.texts, *shipped().names()}
    named = dict.fromkeys((plan.badges.template, *plan.badges.templates.values()))
    dpis = sorted({printer.dpi for printer in plan.printers.values()}) or USUAL_DPI
    templates = [in_folder(name, found) for name in named if name in known]
    return [each for one in templates for each in warnings(one, plan.badges.code, dpis)]


def _tried(template: Template, scheme: str, dpi: int) -> Iterator[str]:
    try:
        sheet = _laid_out(template, scheme, dpi)
    except OnsiteError as error:
        said = _("With {dpi} dots to the inch it cannot be printed. {what}")
        yield said.format(dpi=dpi, what=error)
        return
    from onsite.badges.layout.page import Modules

    if not any(isinstance(item, Modules) for page in sheet.pages for item in page.items):
        said = _("The design “{name}” has no code: nobody can scan its badge.")
        yield said.format(name=template.name)
    for each in sheet.warnings:
        if each.kind == "no_picture":
            yield _("The picture {file} of “{name}” is damaged.").format(
                file=each.text, name=template.name
            )


def _laid_out(template: Template, scheme: str, dpi: int) -> Sheet:
    from onsite.badges.fonts.faces import Faces
    from onsite.badges.layout.placing import lay_out

    return lay_out(template, _guest(scheme), Faces.load(), dpi=dpi)


def _guest(scheme: str) -> Holder:
    return Holder(
        attendee="sample",
        name="Maximiliane-Alexandra von Hohenstein-Oberndorfer",
        given="Maximiliane-Alexandra",
        family="von Hohenstein-Oberndorfer",
        company="Institute for Applied Information Technology and Automation",
        position="Deputy head of department",
        country="Netherlands",
        category="sample",
        category_name="Speakers and hosts",
        category_number=0,
        pronouns="she/her",
        speaker=True,
        vip=True,
        code=_CODES.get(scheme, _CODES["mac"]),
        typed="SAMP-LEBA-DGE0",
        event="The conference, 2026",
    )
