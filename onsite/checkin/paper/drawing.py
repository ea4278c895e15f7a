"""Drawing a list on paper as a PDF: black on white, so that any printer and copier will do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite import paper_fonts as fonts
from onsite.checkin.paper import wording
from onsite.checkin.paper.pages import FOOT, HEAD, LINE, MARGIN, SIZES, pages, pages_of
from onsite.checkin.paper.squares import LONGEST, squares

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onsite.checkin.paper.pages import Format, Page
    from onsite.checkin.paper.sheets import PaperLine, PaperList
    from onsite.plan.model import Plan

    Progress = Callable[[str, int, int], None]

_CODE = 21.0
"""The side of a QR code, in points."""
_BOX = 12.0
_TIME, _NUMBER, _NAME = 20.0, 74.0, 106.0
"""Where the columns begin, in points from the left margin."""
_RIGHT = 34.0
"""What the code takes at the right margin."""
_HAIR, _RULE = 0.4, 1.2


class Pen:
    """Draws one list.

    Args:
        found: the list.
        plan: gives the names, and the zone of the times.
        label: of the list, that is printed on every page.
        paper: its format.
    """

    def __init__(self, found: PaperList, plan: Plan, label: str, paper: Format) -> None:
        self._list, self._plan, self._label, self._paper = found, plan, label, paper
        self._width, self._height = SIZES[paper]
        self._canvas: Any = None

    def draw(self, file: Path, progress: Progress | None = None) -> int:
        """Write the whole list; answers how many pages it has.

        Raises:
            OSError: the file cannot be written.
        """
        from reportlab.pdfgen.canvas import Canvas

        fonts.register()
        size = (self._width, self._height)
        self._canvas = Canvas(str(file), pagesize=size, pageCompression=1, invariant=1)
        self._canvas.setTitle(f"{self._plan.event.name} · {self._label}")
        self._canvas.setCreator("Onsite")
        many = pages_of(self._list, self._paper)
        for page in pages(self._list, self._paper):
            self._page(page, many)
            self._canvas.showPage()
            if progress is not None:
                progress("drawing", page.number, many)
        self._canvas.save()
        return many

    def _page(self, page: Page, many: int) -> None:
        self._head(page, many)
        top = self._height - MARGIN - HEAD
        for place, line in enumerate(page.lines):
            self._line(line, top - place * LINE)
        self._canvas.setLineWidth(_HAIR)
        self._rule(top - len(page.lines) * LINE)
        self._foot()

    def _head(self, page: Page, many: int) -> None:
        top, right = self._height - MARGIN, self._width - MARGIN
        letters = wording.letters(page)
        wide = fonts.width(letters, 26, bold=True)
        self._text(right - wide, top - 24, letters, 26, bold=True)
        title = wording.title(page, self._plan, self._list.checkpoint)
        room = self._width - 2 * MARGIN - wide - 16
        self._text(MARGIN, top - 17, title, 17, bold=True, room=room)
        self._text(MARGIN, top - 30, self._plan.event.name, 10, room=room)
        self._text(MARGIN, top - 43, wording.made(self._list, self._plan, self._label), 8, room=440)
        said = wording.number(page, many)
        self._text(right - fonts.width(said, 8), top - 43, said, 8)
        self._text(MARGIN, top - 55, wording.instructions(), 8, room=self._width - 2 * MARGIN)
        self._canvas.setLineWidth(_RULE)
        self._rule(top - HEAD)

    def _line(self, line: PaperLine, top: float) -> None:
        middle, right = top - LINE / 2, self._width - MARGIN
        self._canvas.setLineWidth(_HAIR)
        self._rule(top)
        self._canvas.setLineWidth(0.9)
        self._canvas.rect(MARGIN + 2, middle - _BOX / 2, _BOX, _BOX)
        self._time(line, middle)
        said = str(line.number)
        at = MARGIN + _NAME - 8 - fonts.width(said, 8)
        self._text(at, middle - 3, said, 8)
        edge = self._marks(line, middle, right - _RIGHT - 4)
        room = edge - MARGIN - _NAME - 6
        self._text(MARGIN + _NAME, middle + 1.5, line.name, 11, bold=True, room=room)
        about = " · ".join(filter(None, (line.spelled, line.category, line.company, _typed(line))))
        self._text(MARGIN + _NAME, middle - 9, about, 7.5, room=room)
        self._code(line, right, middle)

    def _time(self, line: PaperLine, middle: float) -> None:
        """Where the time is written; who is in already has it printed, and a cross in the box."""
        left = MARGIN + _TIME
        if line.entered is None:
            self._canvas.setLineWidth(_HAIR)
            self._canvas.line(left, middle - 6, left + _NUMBER - _TIME - 8, middle - 6)
            self._text(left + 21, middle - 4, ":", 10)
            return
        box, low = MARGIN + 2, middle - _BOX / 2
        self._canvas.line(box, low, box + _BOX, low + _BOX)
        self._canvas.line(box, low + _BOX, box + _BOX, low)
        self._text(left, middle - 3, wording.entered(line, self._plan), 8, room=_NUMBER - _TIME)

    def _marks(self, line: PaperLine, middle: float, right: float) -> float:
        """The marks beside a name, from the right; answers where they begin."""
        for code in reversed(line.marks[:3]):
            grave = wording.grave(code, self._plan, self._list.checkpoint)
            right -= self._mark(wording.mark(code, line), right, middle, grave=grave) + 3
        return right

    def _mark(self, said: str, right: float, middle: float, *, grave: bool) -> float:
        said = fonts.fitting(said, 7.5, 120, bold=True)
        wide = fonts.width(said, 7.5, bold=True) + 8
        self._canvas.setLineWidth(0.8)
        self._canvas.rect(right - wide, middle - 6, wide, 12, stroke=1, fill=int(grave))
        self._canvas.setFillGray(1 if grave else 0)
        self._canvas.setStrokeGray(1 if grave else 0)
        self._text(right - wide + 4, middle - 2.7, said, 7.5, bold=True)
        self._canvas.setFillGray(0)
        self._canvas.setStrokeGray(0)
        return wide

    def _code(self, line: PaperLine, right: float, middle: float) -> None:
        found = squares(line.code)
        if found is None:
            return
        unit = _CODE / found.side
        left, low = right - _CODE - 5, middle - _CODE / 2
        self._canvas.saveState()
        self._canvas.transform(unit, 0, 0, unit, left, low)
        self._canvas.addLiteral(found.drawn)
        self._canvas.restoreState()

    def _foot(self) -> None:
        left, low = MARGIN, MARGIN + FOOT - 18
        column = (self._width - 2 * MARGIN) / 2
        told = wording.legend(self._plan, self._list.checkpoint)
        for place, (word, meaning, grave) in enumerate(told):
            x, y = left + column * (place % 2), low - 14 * (place // 2)
            wide = self._mark(word, x + fonts.width(word, 7.5, bold=True) + 8, y, grave=grave)
            self._text(x + wide + 5, y - 2.7, meaning, 7, room=column - wide - 10)

    def _rule(self, y: float) -> None:
        self._canvas.line(MARGIN, y, self._width - MARGIN, y)

    def _text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        room: float = 0,
    ) -> None:
        fonts.draw(self._canvas, x, y, text, size, bold=bold, room=room)


def _typed(line: PaperLine) -> str:
    """The code to type; empty where it is too long for that."""
    return line.code if len(line.code.encode()) <= LONGEST // 2 else ""
