"""Lines of text at their places: the runs of each, aligned in a box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from onsite.badges.fonts.measuring import width_pt
from onsite.badges.layout.page import PT_PER_MM, GlyphRun, Only

if TYPE_CHECKING:
    from onsite.badges.layout.box import Box
    from onsite.badges.layout.fitting import Fitted

Align = Literal["left", "centre", "right"]
Valign = Literal["top", "middle", "bottom"]
_SHARES = {"left": 0.0, "centre": 0.5, "right": 1.0, "top": 0.0, "middle": 0.5, "bottom": 1.0}


def share(align: Align | Valign) -> float:
    """Of the room that is left over, how much comes before."""
    return _SHARES[align]


def top_of(found: Fitted, box: Box, valign: Valign) -> float:
    """Where the first ink of a text in a box is, in millimetres from above."""
    height = found.height if valign == "bottom" else found.ink_height
    return box.y + max(box.height - height, 0.0) * share(valign)


def set_in(
    found: Fitted, box: Box, align: Align, valign: Valign, colour: str, only: Only = ""
) -> tuple[GlyphRun, ...]:
    """The runs of all lines.

    Args:
        found: fitted into a box of this size.
        box: where.
        align: of each line, by its ink.
        valign: of all lines; at the bottom there is room for descenders, used or not.
        colour: as `#rrggbb`.
        only: whether in one kind of drawing alone.
    """
    em = found.size / PT_PER_MM
    baseline = top_of(found, box, valign) + found.lines[0].top * em
    runs: list[GlyphRun] = []
    for line, pitch in zip(found.lines, (*found.pitches, 0.0), strict=True):
        at = box.x + (box.width - line.reach * em) * share(align) + line.left * em
        for run in line.runs:
            width = width_pt((run,), 1) * em
            runs.append(
                GlyphRun(
                    x=at,
                    y=baseline,
                    text=run.text,
                    face=run.face,
                    size_pt=found.size,
                    direction=run.direction,
                    language="",
                    colour=colour,
                    width=width,
                    only=only,
                )
            )
            at += width
        baseline += pitch * em
    return tuple(runs)
