"""What the screen of badges ahead knows and does, without any widget.

Everything that takes time runs in a thread; `progress` tells meanwhile how far it is.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onsite.badges.bulk.choosing import Sort
    from onsite.badges.bulk.contents import Box
    from onsite.badges.bulk.names import Finding
    from onsite.badges.bulk.preprint import Made, Prepared
    from onsite.badges.bulk.sheets import Output
    from onsite.plan.model import Plan
    from onsite.wiring import Site

FOLDER = "badges-ahead"
"""In the data folder: where the files are."""
SORTS: tuple[Sort, ...] = ("desk", "alphabet", "party")
PAPERS = ("a4", "a3", "letter", "single")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something is."""

    phase: str
    done: int
    total: int


class Ahead:
    """Badges that are printed ahead, of one event at one station."""

    def __init__(self) -> None:
        self.sort: Sort = "desk"
        self.paper = "a4"
        self.plan: Plan | None = None
        self.boxes: tuple[Box, ...] = ()
        self.prepared: Prepared | None = None
        """What is still to be made; None where nothing is."""
        self.why_not: NotPossibleError | None = None
        """Why nothing is to be made."""
        self.findings: list[Finding] | None = None
        """None before the names were looked through."""
        self.people = 0
        """So many were looked through."""
        self.codes: dict[str, str] = {}
        self.made: list[Made] = []
        """Since the screen was opened."""
        self.progress: Progress | None = None
        self.stopping = False
        self._site: Site | None = None

    @property
    def folder(self) -> Path:
        """Where the files are."""
        return self._there.data / FOLDER

    @property
    def many(self) -> int:
        """So many badges are still to be printed."""
        return len(self.prepared.chosen.people) if self.prepared is not None else 0

    def open(self, site: Site) -> None:
        """Begin with a store."""
        self._site = site

    async def look(self) -> None:
        """Read again what lies in boxes, and what is still to be made.

        Raises:
            OnsiteError: a design has a mistake.
        """
        from onsite.plan.service import current

        self.plan = await self._there.read(current)
        if self.plan is not None:
            await asyncio.to_thread(self._look, self.plan)

    async def check_names(self) -> None:
        """Look through all names.

        Raises:
            OnsiteError: a design has a mistake.
        """
        if self.plan is not None:
            try:
                await asyncio.to_thread(self._check_names, self.plan)
            finally:
                self.progress = None

    async def make(self) -> None:
        """Make what is still to be made, box after box, until all are done or it is stopped.

        Raises:
            OnsiteError: a box could not be made; those before it are done.
        """
        if self.plan is None or self.prepared is None:
            return
        self.stopping = False
        run = self._run(self.plan, self.prepared)
        try:
            while (made := await asyncio.to_thread(next, run, None)) is not None:
                self.made.append(made)
                if self.stopping:
                    break
            await asyncio.to_thread(self._write_labels, self.plan)
        finally:
            self.progress = None
            await self.look()

    def check_paper(self) -> None:
        """Whether all badges fit on the paper.

        Raises:
            DoesNotFitError: those of one design do not.
        """
        from onsite.badges.bulk.room import check

        if self.prepared is not None:
            check(self.prepared.templates.values(), self._output())

    async def empty(self, box: str) -> int:
        """The badges of a box were thrown away; answers how many.

        Raises:
            NotPossibleError: none lie in it.
        """
        from onsite.badges.bulk.boxes import take_out

        gone = await self._there.write(take_out, box, self._there.operator)
        await self.look()
        return gone

    def turn_sort(self) -> None:
        """Sort by the next; `look` has to be asked again."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]

    def turn_paper(self) -> None:
        """Take the next paper."""
        self.paper = PAPERS[(PAPERS.index(self.paper) + 1) % len(PAPERS)]

    @property
    def _there(self) -> Site:
        if self._site is None:
            raise NotPossibleError(_("The store is not open yet."))
        return self._site

    def _look(self, plan: Plan) -> None:
        from onsite.badges.bulk.choosing import Wanted
        from onsite.badges.bulk.contents import contents, lying
        from onsite.badges.bulk.preprint import prepare

        self.boxes = contents(plan, self._there.read_now(lying))
        wanted = Wanted(next(iter(plan.checkpoints)), self.sort)
        try:
            self.prepared, self.why_not = prepare(self._there, plan, wanted), None
        except NotPossibleError as error:
            self.prepared, self.why_not = None, error

    def _check_names(self, plan: Plan) -> None:
        from onsite.badges.bulk.names import check, everybody

        found = self._there.read_now(everybody, plan)
        self.people = len(found.people)
        self.codes = {each.attendee: next(iter(each.record.codes), "") for each in found.people}
        self.findings = check(found, self._tell)

    def _run(self, plan: Plan, prepared: Prepared) -> Iterator[Made]:
        from onsite.badges.bulk.preprint import make

        return make(self._there, plan, prepared, self._output(), self._tell)

    def _output(self) -> Output:
        from onsite.badges.bulk.sheets import Output
        from onsite.badges.drawing.imposing import Imposition
        from onsite.badges.printing.output import PHOTOS

        output = Output(self.folder, marks=True, photos=self._there.data / PHOTOS)
        if self.paper != "single":
            imposition = Imposition(self.paper)  # type: ignore[arg-type]
            output = replace(output, imposition=imposition)
        return output

    def _write_labels(self, plan: Plan) -> None:
        from onsite.badges.bulk.contents import contents, labels, lying
        from onsite.badges.bulk.labels import write_labels

        found = contents(plan, self._there.read_now(lying))
        paper = self.paper if self.paper != "single" else "a4"
        if found:
            write_labels(labels(plan, found), self.folder / "labels.pdf", paper)  # type: ignore[arg-type]

    def _tell(self, phase: str, done: int, total: int) -> None:
        self.progress = Progress(phase, done, total)
