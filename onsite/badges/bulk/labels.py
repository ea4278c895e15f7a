"""What stands on the boxes: a label for each, several on a paper, to be cut out and stuck on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.badges.bulk.files import written
from onsite.badges.layout.page import PT_PER_MM, GlyphRun, Page, Shape, Sheet
from onsite.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from onsite.badges.drawing.imposing import Paper
    from onsite.badges.fonts.faces import Weight
    from onsite.badges.layout.page import Item

WIDTH, HEIGHT = 135.0, 92.0
"""Of a label: four of them lie on A4 or Letter."""
_EDGE = 6.0
_BLACK = "#000000"


@dataclass(frozen=True, slots=True)
class Label:
    """What is written on a box."""

    box: str
    desk: str
    """What the desk is called; empty for none."""
    first: str
    """The letters with which the first name begins; so the next with the last one."""
    last: str
    many: int
    event: str


def write_labels(labels: Sequence[Label], file: Path, paper: Paper = "a4") -> int:
    """Write the labels of boxes as a PDF; answers how many pages it has.

    Raises:
        NotPossibleError: it cannot be written.
    """
    from onsite.badges.drawing.imposing import Imposition
    from onsite.badges.drawing.pdf import write

    def draw(out: BinaryIO) -> int:
        sheets = (Sheet((_page(each),), each.box) for each in labels)
        laid = Imposition(paper=paper, order="rows")
        return write(sheets, out, imposition=laid, title=_("Labels of boxes"))

    return written(file, draw)


def _page(label: Label) -> Page:
    items: tuple[Item, ...] = (
        Shape("rect", 0.0, 0.0, WIDTH, HEIGHT, stroke="#999999", stroke_mm=0.2),
        *_line(_("Box {box}").format(box=label.box), 24.0, 60.0, "bold"),
        *_line(label.desk, 39.0, 28.0),
        *_line(f"{label.first} \u2013 {label.last}", 61.0, 52.0, "bold"),
        *_line(_many(label.many), 75.0, 20.0),
        *_line(label.event, 86.0, 14.0),
    )
    return Page(WIDTH, HEIGHT, 0.0, items)


def _many(badges: int) -> str:
    return ngettext("{n} badge", "{n} badges", badges).format(n=badges)


def _line(
    text: str, baseline: float, size: float, weight: Weight = "regular"
) -> Iterator[GlyphRun]:
    """A text in the middle of the label, as large as it fits."""
    from onsite.badges.fonts.measuring import width_pt
    from onsite.badges.fonts.shaping import runs

    found = runs(text, weight)
    if not found:
        return
    whole = width_pt(found, 1.0)
    fits = min(size, (WIDTH - 2 * _EDGE) * PT_PER_MM / whole)
    left = (WIDTH - whole * fits / PT_PER_MM) / 2
    for run in found:
        wide = width_pt([run], fits) / PT_PER_MM
        yield GlyphRun(left, baseline, run.text, run.face, fits, run.direction, "", _BLACK, wide)
        left += wide
