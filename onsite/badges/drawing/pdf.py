"""Badges as a PDF of vectors: letters that can be searched for, lines and codes without dots.

The file is written while the badges come in, one after the other: of each nothing stays but its
place in the file. Each face is in it once, with the letters that are used. Equal badges give equal
bytes.

Written here rather than by fpdf2, by measure with the shipped fonts: that keeps all pages until
the end, knows neither TrimBox nor BleedBox, shapes no letters where text is placed by its
baseline, and takes 280 ms of CPU for one badge with a Chinese name, as it reads the whole font.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.drawing.imposing import MARK, MARK_GAP, grid
from onsite.badges.drawing.pdf_file import PdfFile, number, text
from onsite.badges.drawing.pdf_items import Pen
from onsite.badges.layout.page import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from onsite.badges.drawing.imposing import Flip, Grid, Imposition, Spot
    from onsite.badges.fonts.faces import Faces
    from onsite.badges.layout.page import Page, Sheet

_LINE_MM = 0.1
"""Of a crop mark: fine enough to cut along, wide enough for every printer."""


def write(
    sheets: Iterable[Sheet | None],
    out: BinaryIO,
    *,
    imposition: Imposition | None = None,
    mono: bool = False,
    title: str = "",
    marks: bool = False,
) -> int:
    """Write badges as a PDF; answers how many pages it has.

    Without an imposition each side of a badge is a page of its own size, a back after its front.
    With one, they lie on paper in the order in which they come (see `imposing.order`), None
    leaving a place empty; each page of fronts with a back is followed by that of the backs.

    Args:
        sheets: of one size where they are imposed; taken one by one.
        out: where to; it need not be able to seek.
        imposition: several on a paper.
        mono: for a printer without colours.
        title: of the document, for people.
        marks: crop marks around each badge that has a page of its own.

    Raises:
        BadInputError: a badge does not fit on the paper.
        OSError: it cannot be written.
    """
    from onsite.badges.fonts.faces import Faces

    document = _Document(out, Faces.load(), mono=mono)
    if imposition is None:
        for sheet in sheets:
            for page in sheet.pages if sheet is not None else ():
                document.alone(page, marks=marks)
    else:
        for laid, found in _papers(sheets, imposition):
            document.paper(laid, found, imposition)
    return document.finish(title, imposition.flip if imposition is not None else "long")


def _papers(
    sheets: Iterable[Sheet | None], imposition: Imposition
) -> Iterator[tuple[Grid, list[Sheet | None]]]:
    """The badges of each sheet of paper; another size begins another paper."""
    size: tuple[float, float, float] | None = None
    laid: Grid | None = None
    waiting: list[Sheet | None] = []
    for sheet in sheets:
        if sheet is not None and _size(sheet) != size:
            if laid is not None and any(waiting):
                yield laid, waiting
                waiting = []
            size = _size(sheet)
            laid = grid(imposition, *size)
        waiting.append(sheet)
        if laid is not None and len(waiting) >= laid.many:
            yield laid, waiting[: laid.many]
            waiting = waiting[laid.many :]
    if laid is not None and any(waiting):
        yield laid, waiting


def _size(sheet: Sheet) -> tuple[float, float, float]:
    """Of the trimmed badge, with its bleed."""
    page = sheet.pages[0]
    return page.width - 2 * page.bleed, page.height - 2 * page.bleed, page.bleed


class _Document:
    """The pages of a PDF."""

    def __init__(self, out: BinaryIO, faces: Faces, *, mono: bool) -> None:
        self._file = PdfFile(out)
        self._root = self._file.reserve()
        self._pages = self._file.reserve()
        self._pen = Pen(self._file, faces, mono=mono)
        self._kids: list[int] = []
        self._has_backs = False

    def alone(self, page: Page, *, marks: bool) -> None:
        """A page that is one side of a badge."""
        self._has_backs = self._has_backs or page.side == "back"
        around = MARK + MARK_GAP if marks else 0.0
        slug = max(around - page.bleed, 0.0)
        drawn, shows = self._pen.page(page)
        parts = [f"q 1 0 0 1 {number(slug)} {number(slug)} cm\n{drawn}\nQ"]
        trim = slug + page.bleed
        size = page.width + 2 * slug, page.height + 2 * slug
        if marks:
            parts.append(_corner_marks(trim, size))
        boxes = f"{_box('Bleed', slug, size)}{_box('Trim', trim, size)}"
        self._add(size, parts, shows, boxes)

    def paper(self, laid: Grid, sheets: list[Sheet | None], imposition: Imposition) -> None:
        """A sheet of paper, and its other side where one of the badges has a back."""
        sides = max(len(sheet.pages) for sheet in sheets if sheet is not None)
        self._has_backs = self._has_backs or sides > 1
        for side in range(sides):
            parts: list[str] = []
            shows: set[int] = set()
            for place, sheet in enumerate(sheets):
                if sheet is None or side >= len(sheet.pages):
                    continue
                spot = laid.back(place, imposition.flip) if side else laid.front(place)
                drawn, used = self._pen.page(sheet.pages[side])
                parts.append(_placed(drawn, sheet.pages[side], spot))
                shows |= used
            if imposition.marks:
                parts.append(_lines(laid.marks()))
            self._add((laid.width, laid.height), parts, shows, "")

    def finish(self, title: str, flip: Flip) -> int:
        """Write what belongs to all pages; answers how many these are.

        Whoever prints it is told that a millimetre is to stay one, and how to turn the paper.
        """
        self._pen.finish()
        kids = " ".join(f"{kid} 0 R" for kid in self._kids)
        self._file.put(f"<</Type/Pages/Kids[{kids}]/Count {len(self._kids)}>>", self._pages)
        duplex = f"/Duplex/DuplexFlip{flip.title()}Edge" if self._has_backs else ""
        wishes = f"/ViewerPreferences<</PrintScaling/None{duplex}>>"
        self._file.put(f"<</Type/Catalog/Pages {self._pages} 0 R{wishes}>>", self._root)
        info = self._file.put(f"<</Title{text(title)}/Producer{text('Onsite')}>>")
        self._file.finish(self._root, info)
        return len(self._kids)

    def _add(
        self, size: tuple[float, float], parts: list[str], shows: set[int], boxes: str
    ) -> None:
        scale = number(PT_PER_MM)
        wide, high = (number(side * PT_PER_MM) for side in size)
        body = "\n".join([f"{scale} 0 0 -{scale} 0 {high} cm", *parts])
        content = self._file.stream("", body.encode("ascii"))
        self._kids.append(
            self._file.put(
                f"<</Type/Page/Parent {self._pages} 0 R/MediaBox[0 0 {wide} {high}]{boxes}"
                f"{self._pen.resources(shows)}/Contents {content} 0 R>>"
            )
        )


def _placed(drawn: str, page: Page, spot: Spot) -> str:
    """A badge on its spot of the paper, cut off where its bleed ends."""
    left, top = spot.x - page.bleed, spot.y - page.bleed
    place = f"1 0 0 1 {number(left)} {number(top)} cm"
    if spot.turned:
        place = f"-1 0 0 -1 {number(left + page.width)} {number(top + page.height)} cm"
    box = f"0 0 {number(page.width)} {number(page.height)} re W n"
    return f"q {place} {box}\n{drawn}\nQ"


def _corner_marks(trim: float, size: tuple[float, float]) -> str:
    wide, high = size
    begin, end = trim - MARK_GAP - MARK, trim - MARK_GAP
    upright = [(x, y, x, y + MARK) for x in (trim, wide - trim) for y in (begin, high - end)]
    level = [(x, y, x + MARK, y) for y in (trim, high - trim) for x in (begin, wide - end)]
    return _lines([*upright, *level])


def _lines(marks: Iterable[tuple[float, float, float, float]]) -> str:
    drawn = []
    for mark in marks:
        left, top, right, bottom = (number(each) for each in mark)
        drawn.append(f"{left} {top} m {right} {bottom} l S")
    return "\n".join([f"q 0 G {number(_LINE_MM)} w", *drawn, "Q"])


def _box(name: str, inset: float, size: tuple[float, float]) -> str:
    low = number(inset * PT_PER_MM)
    right, top = (number((side - inset) * PT_PER_MM) for side in size)
    return f"/{name}Box[{low} {low} {right} {top}]"
