"""Lists on paper as PDF: a heading, columns, and lines below a row; black on white.

Laid out first, so that every page says how many there are; then drawn, page by page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from onsite import paper_fonts as fonts
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    Progress = Callable[[str, int, int], None]

Format = Literal["a4", "letter"]
SIZES: dict[Format, tuple[float, float]] = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
"""Width and height, in points."""
MARGIN = 30.0
_HEAD, _COLUMNS = 44.0, 16.0
_LINE, _SMALL = 13.0, 10.0
_PAD = 4.0
_TEXT, _LITTLE, _TITLES = 9.5, 7.5, 8.0
_WIDEST = 160.0
"""Beyond it, the cells of a column are cut, so that the texts beside it have room."""
_MOST = 6
"""Lines of a title."""
_LEFT_TO_RIGHT = "\u200e"
"""Before a line that begins with a name in letters from right to left, and is a sentence."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; what has no width shares what is left."""

    title: str
    width: float = 0
    """At least, in points; it is wider where its cells need it."""
    right: bool = False
    box: bool = False
    """Room for what is written by hand, framed."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row, with smaller lines below its widest column."""

    cells: tuple[str, ...]
    below: tuple[str, ...] = ()
    bold: bool = False
    struck: bool = False
    """Left out."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list that begins on a page of its own."""

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    foot: tuple[str, ...] = ()
    """Texts below the last row."""
    most: int = 6
    """Small lines below a row; what is more is left out."""


@dataclass(frozen=True, slots=True)
class _Placed:
    row: Row
    below: tuple[str, ...]
    """Cut into lines that have room."""
    titles: tuple[str, ...]
    """The text of the widest column, cut the same way."""

    @property
    def height(self) -> float:
        return len(self.titles) * _LINE + len(self.below) * _SMALL + _PAD


@dataclass(frozen=True, slots=True)
class _Page:
    table: Table
    rows: tuple[_Placed, ...]
    foot: tuple[str, ...]


def draw(
    tables: Sequence[Table],
    out: BinaryIO,
    *,
    paper: Format = "a4",
    label: str = "",
    progress: Progress | None = None,
) -> int:
    """Write a PDF; answers how many pages it has.

    Args:
        tables: each begins on a page of its own.
        out: where to.
        paper: the format.
        label: printed at the foot of every page.
        progress: told as pages are drawn.
    """
    from reportlab.pdfgen.canvas import Canvas

    fonts.register()
    pages = [page for table in tables for page in _pages(table, paper)]
    canvas = Canvas(out, pagesize=SIZES[paper], pageCompression=1, invariant=1)
    canvas.setTitle(" · ".join(dict.fromkeys(table.title for table in tables))[:200])
    canvas.setCreator("Onsite")
    pen = _Pen(canvas, paper)
    for number, page in enumerate(pages, 1):
        said = _("page {page} of {pages}").format(page=number, pages=len(pages))
        pen.page(page, label, said)
        canvas.showPage()
        if progress is not None:
            progress("drawing", number, len(pages))
    canvas.save()
    return len(pages)


def wrapped(text: str, size: float, room: float, most: int, *, bold: bool = False) -> list[str]:
    """A text in lines that have room; the last of `most` ends with an ellipsis if it must."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = paragraph.strip()
        while rest:
            if len(lines) == most - 1:
                return [*lines, fonts.fitting(rest, size, room, bold=bold)]
            taken = _as_much(rest, size, room, bold=bold)
            lines.append(rest[:taken].strip())
            rest = rest[taken:].strip()
        if len(lines) == most:
            break
    return lines or [""]


def _as_much(text: str, size: float, room: float, *, bold: bool) -> int:
    """How many characters have room: up to a blank, or, where there is none, up to any."""
    if fonts.width(text, size, bold=bold) <= room:
        return len(text)
    least, most = 1, len(text)
    while least < most:
        middle = (least + most + 1) // 2
        if fonts.width(text[:middle], size, bold=bold) <= room:
            least = middle
        else:
            most = middle - 1
    blank = text.rfind(" ", 0, least + 1)
    return blank if blank > 0 else least


def _widths(table: Table, paper: Format) -> tuple[float, ...]:
    whole = SIZES[paper][0] - 2 * MARGIN
    wide = [_needed(table, at) if column.width else 0 for at, column in enumerate(table.columns)]
    return tuple(width or whole - sum(wide) for width in wide)


def _needed(table: Table, at: int) -> float:
    """How wide a column is, so that all of its cells can be read."""
    column = table.columns[at]
    title = fonts.width(column.title, _TITLES, bold=True)
    cells = (fonts.width(row.cells[at], _TEXT, bold=row.bold) for row in table.rows)
    # A little more: what fits exactly must not be cut for the last digit of a sum.
    return max(column.width, min(_WIDEST, max(title, *cells, 0.0) + 2 * _PAD + 0.1))


def _pages(table: Table, paper: Format) -> Iterator[_Page]:
    room = SIZES[paper][1] - 2 * MARGIN - _HEAD - _COLUMNS - _LINE
    widths = _widths(table, paper)
    wide = widths.index(max(widths))
    rows: list[_Placed] = []
    used = 0.0
    for row in table.rows:
        placed = _place(row, wide, widths[wide], table.most)
        if rows and used + placed.height > room:
            yield _Page(table, tuple(rows), ())
            rows, used = [], 0.0
        rows.append(placed)
        used += placed.height
    foot = _foot(table, sum(widths))
    if foot and used + len(foot) * _LINE > room:
        yield _Page(table, tuple(rows), ())
        rows = []
    yield _Page(table, tuple(rows), foot)


def _foot(table: Table, room: float) -> tuple[str, ...]:
    return tuple(_sentences(table.foot, _TEXT, room, 6))


def _place(row: Row, wide: int, width: float, most: int) -> _Placed:
    room = width - 2 * _PAD
    below = _sentences(row.below, _LITTLE, room, most)
    titles = wrapped(row.cells[wide], _TEXT, room, _MOST, bold=row.bold)
    return _Placed(row, tuple(below[:most]), tuple(titles))


def _sentences(texts: Sequence[str], size: float, room: float, most: int) -> list[str]:
    lines = (line for text in texts for line in wrapped(text, size, room, most))
    return [f"{_LEFT_TO_RIGHT}{line}" for line in lines]


class _Pen:
    def __init__(self, canvas: Any, paper: Format) -> None:
        self._canvas = canvas
        self._paper = paper
        self._width, self._height = SIZES[paper]

    def page(self, page: _Page, label: str, number: str) -> None:
        table, top = page.table, self._height - MARGIN
        room = self._width - 2 * MARGIN
        self._text(MARGIN, top - 16, table.title, 16, bold=True, room=room)
        self._text(MARGIN, top - 31, table.subtitle, 9, room=room)
        self._text(MARGIN, MARGIN - 12, label, 7.5, room=room - 90)
        wide = fonts.width(number, 7.5)
        self._text(self._width - MARGIN - wide, MARGIN - 12, number, 7.5)
        top -= _HEAD
        widths = _widths(table, self._paper)
        self._heads(table, widths, top)
        top -= _COLUMNS
        for placed in page.rows:
            self._row(table, placed, widths, top)
            top -= placed.height
        self._rule(top, 0.4)
        for line in page.foot:
            top -= _LINE
            self._text(MARGIN, top - 2, line, _TEXT)

    def _heads(self, table: Table, widths: Sequence[float], top: float) -> None:
        self._rule(top + 2, 1.2)
        titles = [column.title for column in table.columns]
        self._cells(table, titles, widths, top - 9, _TITLES, bold=True)

    def _row(self, table: Table, placed: _Placed, widths: Sequence[float], top: float) -> None:
        self._rule(top, 0.4)
        wide = widths.index(max(widths))
        cells = list(placed.row.cells)
        cells[wide] = ""
        base = top - _LINE + 3
        self._cells(table, cells, widths, base, _TEXT, bold=placed.row.bold)
        left = MARGIN + sum(widths[:wide]) + _PAD
        for line in placed.titles:
            self._text(left, base, line, _TEXT, bold=placed.row.bold)
            if placed.row.struck:
                self._canvas.setLineWidth(0.7)
                long = fonts.width(line, _TEXT, bold=placed.row.bold)
                self._canvas.line(left, base + 3, left + long, base + 3)
            base -= _LINE
        base += _LINE - _SMALL
        for line in placed.below:
            self._text(left, base, line, _LITTLE)
            base -= _SMALL
        self._boxes(table, placed, widths, top)

    def _cells(
        self,
        table: Table,
        cells: Sequence[str],
        widths: Sequence[float],
        base: float,
        size: float,
        bold: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        left = MARGIN
        for column, cell, width in zip(table.columns, cells, widths, strict=True):
            room = width - 2 * _PAD
            said = fonts.fitting(cell, size, room, bold=bold)
            at = left + _PAD
            if column.right:
                at = left + width - _PAD - fonts.width(said, size, bold=bold)
            self._text(at, base, said, size, bold=bold)
            left += width

    def _boxes(self, table: Table, placed: _Placed, widths: Sequence[float], top: float) -> None:
        left = MARGIN
        self._canvas.setLineWidth(0.4)
        for column, width in zip(table.columns, widths, strict=True):
            if column.box:
                self._canvas.line(left, top, left, top - placed.height)
            left += width

    def _rule(self, y: float, thick: float) -> None:
        self._canvas.setLineWidth(thick)
        self._canvas.line(MARGIN, y, self._width - MARGIN, y)

    def _text(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, room: float = 0
    ) -> None:
        fonts.draw(self._canvas, x, y, text, size, bold=bold, room=room)
