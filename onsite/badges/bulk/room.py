"""Whether badges fit on the paper, and what would help where they do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from onsite.badges.drawing.imposing import PAPERS, grid
from onsite.errors import BadInputError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.badges.bulk.sheets import Output
    from onsite.badges.drawing.imposing import Grid, Imposition
    from onsite.badges.templates.model import Template

Way = Literal["no_marks", "a3", "a4", "letter", "single"]
"""What can be done instead: no crop marks, another paper, a page for each badge."""


class DoesNotFitError(BadInputError):
    """Not one badge fits on the paper; `ways` would, the least change first."""

    def __init__(self, happened: str, ways: tuple[Way, ...]) -> None:
        said = _("What fits: {ways}.").format(ways=_(", ").join(map(_option, ways)))
        super().__init__(happened, said)
        self.ways = ways


def check(templates: Iterable[Template], output: Output) -> None:
    """Whether the badges of every design fit; before any of them is made.

    Raises:
        DoesNotFitError: those of one do not.
    """
    if output.imposition is None or output.png_dpi:
        return
    for template in templates:
        laid_on(template, output.imposition, bleed=output.marks)


def laid_on(template: Template, imposition: Imposition, *, bleed: bool) -> Grid:
    """How the badges of a design lie on a paper.

    Args:
        template: the design.
        imposition: the paper, and whether there are marks.
        bleed: whether it is printed what the design has beyond the cut.

    Raises:
        DoesNotFitError: not one fits.
    """
    if template.size.height is None:
        said = _("Badges on a roll are each as long as they need, so none lie side by side.")
        raise DoesNotFitError(said, ("single",))
    try:
        return _grid(template, imposition, bleed=bleed)
    except BadInputError as error:
        told = _("Design “{name}”: {what}").format(name=template.name, what=error.happened)
        ways = _others(template, imposition, bleed=bleed)
        raise DoesNotFitError(told, (*ways, "single")) from None


def _grid(template: Template, imposition: Imposition, *, bleed: bool) -> Grid:
    size = template.size
    halves = 2 if template.fold == "butterfly" else 1
    height = (size.height or 0.0) * halves
    return grid(imposition, size.width, height, template.bleed if bleed else 0.0)


def _others(template: Template, imposition: Imposition, *, bleed: bool) -> tuple[Way, ...]:
    tries: list[tuple[Way, Imposition, bool]] = []
    if imposition.marks:
        tries.append(("no_marks", replace(imposition, marks=False), False))
    others = (each for each in PAPERS if each != imposition.paper)
    tries += [(each, replace(imposition, paper=each), bleed) for each in others]  # type: ignore[misc, arg-type]
    return tuple(way for way, tried, bled in tries if _fits(template, tried, bleed=bled))


def _fits(template: Template, imposition: Imposition, *, bleed: bool) -> bool:
    try:
        _grid(template, imposition, bleed=bleed)
    except BadInputError:
        return False
    return True


def _option(way: Way) -> str:
    """One of them, with the option of the command that does it."""
    if way == "no_marks":
        return _("without crop marks (--no-marks)")
    if way == "single":
        return _("each on a page of its own (--paper single)")
    return _("on {paper} (--paper {option})").format(paper=way.upper(), option=way)
