"""Small designs, made by hand, and where their layers come to stand."""

from __future__ import annotations

from dataclasses import replace

from onsite.badges.fonts.faces import Faces
from onsite.badges.layout.page import Modules, Turned
from onsite.badges.layout.placing import lay_out
from onsite.badges.templates.holder import Holder
from onsite.badges.templates.model import Template

CODE = "B1A7K2M9Q4R8T5W3X6Z1Y0N2P5ABC"
"""As long as a badge's code is."""
MARTA = Holder(
    attendee="a1",
    name="Marta Kowalska",
    given="Marta",
    family="Kowalska",
    company="Kowalska & Daughters",
    position="Harbour pilot",
    category="speaker",
    category_name="Speaker",
    category_colour="#1b6ca8",
    category_number=1,
    code=CODE,
    typed="7K3Q-D2M9-X",
)


def design(layers, *, width=60.0, height=40.0, **more):
    """A template of these layers, by their ids."""
    size = {"width": width, "height": height}
    return Template.model_validate({"name": "test", "size": size, "layers": layers, **more})


def sheet_of(template, holder=MARTA, *, dpi=300, bleed=True, **said):
    """It laid out for somebody."""
    return lay_out(template, replace(holder, **said), Faces.load(), dpi=dpi, bleed=bleed)


def codes(page):
    """The codes of a page that stand upright."""
    return [item for item in page.items if isinstance(item, Modules)]


def codes_on(page):
    """Those that stand on their head, too, where they are when nothing is turned."""
    turned = [item for item in page.items if isinstance(item, Turned)]
    return [
        *codes(page),
        *(one for item in turned for one in item.items if isinstance(one, Modules)),
    ]
