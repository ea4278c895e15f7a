"""The files of a box: a PDF, or a folder of pictures, each there only when it is whole."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.badges.bulk.files import cannot, written
from onsite.badges.bulk.series import filed
from onsite.errors import NotPossibleError, OnsiteError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from onsite.badges.bulk.choosing import Progress
    from onsite.badges.drawing.imposing import Imposition
    from onsite.badges.layout.page import Sheet
    from onsite.badges.templates.holder import Holder
    from onsite.badges.templates.model import Template


@dataclass(frozen=True, slots=True)
class Output:
    """How the files are made."""

    folder: Path
    imposition: Imposition | None = None
    """Several on a paper; None for a page for each badge."""
    marks: bool = False
    """Crop marks around a badge that has a page of its own."""
    png_dpi: int = 0
    """Pictures with so many dots to the inch instead of a PDF; 0 for a PDF."""
    photos: Path | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Passes on how many badges are drawn, of all boxes."""

    progress: Progress | None
    before: int
    many: int

    def __call__(self, drawn: int) -> None:
        if self.progress is not None:
            self.progress("drawing", self.before + drawn, self.many)


class Sheets:
    """The badges of a box, each laid out when it is asked for.

    Args:
        template: of all of them.
        holders: in the order of the box.
        told: is told how many there are.
        bleed: without it a badge ends where it is cut.
    """

    def __init__(
        self, template: Template, holders: Sequence[Holder], told: Told, *, bleed: bool = True
    ) -> None:
        self.template = template
        self.warnings: list[tuple[str, str]] = []
        """Whose badge is not as it should be: the attendee, and the kind of the warning."""
        self._holders = holders
        self._told = told
        self._bleed = bleed
        self._drawn = 0

    def __len__(self) -> int:
        return len(self._holders)

    def laid_out(self, index: int, dpi: int | None = None) -> Sheet:
        """One of them.

        Raises:
            NotPossibleError: it cannot be laid out; with whose it is.
        """
        from onsite.badges.fonts.faces import Faces
        from onsite.badges.layout.placing import lay_out

        whose = self._holders[index]
        try:
            sheet = lay_out(self.template, whose, Faces.load(), dpi=dpi, bleed=self._bleed)
        except OnsiteError as error:
            raise NotPossibleError(
                _("The badge of {name} cannot be made: {why}").format(
                    name=whose.name, why=error.happened
                ),
                error.advice,
            ) from error
        self.warnings += [(whose.attendee, each.kind) for each in sheet.warnings]
        self._drawn += 1
        self._told(self._drawn)
        return sheet

    def laid(self, imposition: Imposition | None) -> Iterator[Sheet | None]:
        """All of them, as they lie on paper; None for a place that stays empty.

        Raises:
            DoesNotFitError: not one fits on the paper.
        """
        from onsite.badges.bulk.room import laid_on
        from onsite.badges.drawing.imposing import order

        if imposition is None:
            yield from map(self.laid_out, range(len(self)))
            return
        laid = laid_on(self.template, imposition, bleed=self._bleed)
        for place in order(len(self), laid.many, imposition.order):
            yield None if place is None else self.laid_out(place)


def write_box(sheets: Sheets, box: str, output: Output) -> tuple[Path, int]:
    """Write the badges of a box; answers its file or folder, and how many pages there are.

    Raises:
        DoesNotFitError: a badge does not fit on the paper.
        NotPossibleError: it cannot be written, or a badge cannot be laid out.
    """
    name = f"box-{filed(box)}"
    if output.png_dpi:
        folder = output.folder / name
        try:
            return folder, _pictures(sheets, folder, output.png_dpi)
        except OSError as error:
            raise cannot(folder, error) from error
    file = output.folder / f"{name}.pdf"
    title = _("Box {box}").format(box=box)
    return file, written(file, lambda out: _pdf(sheets, out, output, title))


def remove(made: Path) -> None:
    """Take a file or a folder of pictures away again."""
    with contextlib.suppress(OSError):
        if made.is_dir():
            shutil.rmtree(made, ignore_errors=True)
        else:
            made.unlink(missing_ok=True)


def _pdf(sheets: Sheets, out: BinaryIO, output: Output, title: str) -> int:
    from onsite.badges.drawing.pdf import write

    return write(
        sheets.laid(output.imposition),
        out,
        imposition=output.imposition,
        mono=not sheets.template.colour,
        title=title,
        marks=output.marks,
    )


def _pictures(sheets: Sheets, folder: Path, dpi: int) -> int:
    from onsite.badges.drawing.raster import draw

    part = folder.with_name(f".{folder.name}.part")
    remove(part)
    pages = 0
    try:
        part.mkdir(parents=True)
        for index in range(len(sheets)):
            for page in sheets.laid_out(index, dpi).pages:
                image = draw(page, dpi, mono=not sheets.template.colour)
                image.save(part / f"{index + 1:03}-{page.side}.png", "PNG", dpi=(dpi, dpi))
                pages += 1
        remove(folder)
        part.rename(folder)
    finally:
        remove(part)
    return pages
