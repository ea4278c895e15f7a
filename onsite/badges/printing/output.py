"""From a job to what is printed: whose badge, laid out for one printer, drawn when it is asked for.

What it needs is read and made in one transaction; the rest is done in threads.
"""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.badges.codes.bearing import NOTHING, Bears, bears
from onsite.badges.codes.ids import GENERATIONS
from onsite.badges.codes.making import badge_code
from onsite.badges.jobs.refusals import is_nameless, nameless
from onsite.badges.printing.steps import OPERATOR
from onsite.badges.printing.undrawn import DESIGN, NO_CODE, NO_KEY, NO_NAME, ROOM, UndrawnError
from onsite.badges.templates.holder import Holder
from onsite.badges.templates.holding import holder
from onsite.badges.templates.publishing import in_force
from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.plan.printers import known
from onsite.roster.acts.doing import found
from onsite.roster.service import attendee as known_here

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from PIL.Image import Image
    from sqlalchemy import Connection

    from onsite.badges.layout.page import Sheet
    from onsite.badges.printers.channel import Output
    from onsite.badges.rules import Job
    from onsite.badges.templates.model import Template
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.plan.printers import PrinterPart
    from onsite.wiring import Site

PHOTOS = "photos"
"""The folder of portraits, in the data folder."""
_TEST_TEXT = "ONSITE-TEST-PAGE"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A badge that is laid out for a printer."""

    sheet: Sheet
    colour: bool
    bears: Bears = NOTHING

    @property
    def title(self) -> str:
        """For people; never part of what a print server lists."""
        return self.sheet.title

    @property
    def width_mm(self) -> float:
        """Of the paper."""
        return self.sheet.pages[0].width

    @property
    def height_mm(self) -> float:
        """Of the paper."""
        return self.sheet.pages[0].height

    def pdf(self) -> bytes:
        """All its pages, without anybody's name beside what is on the badge."""
        from onsite.badges.drawing.pdf import write

        out = io.BytesIO()
        write([self.sheet], out, mono=not self.colour)
        return out.getvalue()

    def images(self, dpi: int, mono: bool) -> Sequence[Image]:  # noqa: FBT001 - the contract
        """One for each page: of mode "1", or "RGB"."""
        from onsite.badges.drawing.raster import draw

        return [draw(page, dpi, mono=mono) for page in self.sheet.pages]


def missing_in(output: Output) -> str:
    """All signs that would come out as boxes, each once."""
    told = output.sheet.warnings if isinstance(output, Drawn) else ()
    return "".join(dict.fromkeys("".join(each.text for each in told if each.kind == "missing")))


def borne_by(output: Output) -> Bears:
    """What a badge says that is printed; nothing of a test page."""
    return output.bears if isinstance(output, Drawn) else NOTHING


def drawing(site: Site) -> Callable[[Plan, Job, str], Awaitable[Output]]:
    """What the agent of a station draws with."""

    async def draw(plan: Plan, job: Job, printer: str) -> Output:
        """Raises OnsiteError: there is no such design, or it cannot be laid out for them."""
        part = known(plan.printers)[printer]
        photos = site.data / PHOTOS
        gathered = await site.write(_gathered, plan, job, part, photos)
        return await asyncio.to_thread(_laid_out, gathered, part)

    return draw


@dataclass(frozen=True, slots=True)
class _Gathered:
    design: Template
    whose: Holder
    bears: Bears = NOTHING


def _gathered(
    journal: Journal, rows: Connection, plan: Plan, job: Job, part: PrinterPart, photos: Path
) -> _Gathered:
    """The design, and whom it is for; their code is made with it, and so is a missing key."""
    if not job.attendee:
        return _Gathered(_design(rows, job.template or plan.badges.template), _nobody(part))
    who = found(rows, job.attendee)
    if is_nameless(who.record):
        raise UndrawnError(nameless(), NO_NAME)
    category = plan.category_of(who.record.category)
    design = _design(rows, job.template or plan.badges.template_for(category))
    try:
        code = badge_code(journal, rows, plan, job.attendee, job.generation, OPERATOR)
    except NotPossibleError as error:
        says = job.generation <= GENERATIONS and not isinstance(error.__cause__, ValueError)
        raise UndrawnError(error, NO_KEY if says else NO_CODE) from error
    whose, own = holder(rows, plan, job.attendee, code, photos), known_here(rows, job.attendee)
    return _Gathered(design, whose, bears(own.record) if own is not None else NOTHING)


def _design(rows: Connection, name: str) -> Template:
    try:
        return in_force(rows, name)
    except BadInputError as error:
        raise UndrawnError(error, DESIGN, name) from error


def _nobody(part: PrinterPart) -> Holder:
    return Holder(
        attendee="", name=_("Test page"), company=part.name, code=_TEST_TEXT, typed=_TEST_TEXT
    )


def _laid_out(gathered: _Gathered, part: PrinterPart) -> Drawn:
    from onsite.badges.fonts.faces import Faces
    from onsite.badges.layout.placing import lay_out

    design = gathered.design
    try:
        sheet = lay_out(design, gathered.whose, Faces.load(), dpi=part.dpi, bleed=False)
    except BadInputError as error:
        raise UndrawnError(error, ROOM, design.name) from error
    return Drawn(sheet, part.colour, gathered.bears)
