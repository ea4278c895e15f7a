"""Whether a design can be printed: it is laid out for made-up guests of every kind.

What a text alone cannot tell comes out: a code that is too small for a printer's dots, something
that stands in its white border, a text that lies on another one, a picture that is damaged.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from onsite.badges.templates.guests import NAMES, PORTRAIT, alike, guests
from onsite.badges.templates.publishing import in_folder
from onsite.badges.templates.shelves import shipped
from onsite.errors import OnsiteError
from onsite.language import _
from onsite.plan.badges import BadgesPart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onsite.badges.layout.page import Sheet
    from onsite.badges.templates.holder import Holder
    from onsite.badges.templates.model import Template
    from onsite.badges.templates.publishing import Gathered
    from onsite.plan.model import Plan

USUAL_DPI = (203, 300)
"""Dots to the inch of most label printers, and of most others."""


def warnings(template: Template, scheme: str = "mac", dpis: Sequence[int] = USUAL_DPI) -> list[str]:
    """What would go wrong, one sentence each; nothing where all is well.

    Args:
        template: the design.
        scheme: how badges are coded, as in `[badges]` of the plan.
        dpis: dots to the inch of the printers.
    """
    kinds = guests(template, scheme)
    found = [each for dpi in dpis for each in _tried(template, kinds, dpi)]
    return list(dict.fromkeys((*found, *_lying(template, kinds))))


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


def _tried(template: Template, kinds: Sequence[Holder], dpi: int) -> Iterator[str]:
    try:
        sheets = [_laid_out(template, each, dpi) for each in kinds]
    except OnsiteError as error:
        said = _("With {dpi} dots to the inch it cannot be printed. {what}")
        yield said.format(dpi=dpi, what=error)
        return
    from onsite.badges.layout.page import Modules

    items = (item for sheet in sheets for page in sheet.pages for item in page.items)
    if not any(isinstance(item, Modules) for item in items):
        said = _("The design “{name}” has no code: nobody can scan its badge.")
        yield said.format(name=template.name)
    for each in (one for sheet in sheets for one in sheet.warnings):
        if each.kind == "no_picture" and each.text != PORTRAIT:
            yield _("The picture {file} of “{name}” is damaged.").format(
                file=each.text, name=template.name
            )


def _lying(template: Template, kinds: Sequence[Holder]) -> Iterator[str]:
    """The layers of which one lies on the other, and with which name where not with every one."""
    from onsite.badges.layout.overlaps import overlaps

    found: dict[tuple[str, str], dict[str, float]] = {}
    for guest in (one for each in kinds for one in alike(each)):
        with suppress(OnsiteError):  # which is told already
            for each in overlaps(template, guest):
                names = found.setdefault((each.under, each.over), {})
                names[guest.name] = max(names.get(guest.name, 0.0), each.mm)
    said = _("{file}: “{over}” lies on “{under}” by {mm:.1f} mm.")
    longer = _("{file}: “{over}” lies on “{under}” by {mm:.1f} mm with a name such as “{name}”.")
    for (under, over), names in found.items():
        name = max(names, key=lambda each: names[each])
        told = said if len(names) == len(NAMES) else longer
        file = f"{template.name}.toml"
        yield told.format(file=file, over=over, under=under, mm=names[name], name=name)


def _laid_out(template: Template, guest: Holder, dpi: int) -> Sheet:
    from onsite.badges.fonts.faces import Faces
    from onsite.badges.layout.placing import lay_out

    return lay_out(template, guest, Faces.load(), dpi=dpi, frames=True)
