"""What the printers' screen reads, and when it reads it again."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from onsite.badges.jobs import words
from onsite.badges.queues import showing
from onsite.badges.queues import words as printer_words
from onsite.badges.queues.showing import ENDED_ONES, OPEN, Said
from onsite.badges.rules import State
from onsite.language import N_, _
from onsite.plan.printers import FOLDER, known
from onsite.ui.base import BaseScreen

if TYPE_CHECKING:
    from onsite.badges.queues.showing import PrinterSeen, Survey
    from onsite.badges.rules import Job
    from onsite.plan.model import Plan
    from onsite.ui.line_list import Line

_NEEDED = ("onsite.badges.queues.survey", "onsite.badges.service")
_NOT_OF = {
    "cancel": {State.DONE, State.SEEN, State.HANDED_OVER, State.CANCELLED, State.VOID, State.LOST},
    "move": {State.DONE, State.SEEN, State.HANDED_OVER, State.CANCELLED, State.VOID, State.LOST},
    "again": {State.ASKED, State.RENDERED, State.SENT, State.ACCEPTED, State.VOID, State.LOST},
    "issue": {State.ASKED, State.RENDERED, State.VOID},
    "handed": {State.ASKED, State.RENDERED, State.HANDED_OVER, State.VOID, State.LOST},
    "void": {State.VOID},
}
"""The states of a job in which an act makes no sense."""
_TEACHING = (
    N_("No badge is in the queue."),
    N_(
        "A badge is asked for at the check-in desk: Ctrl+K prints one for the guest who is shown. "
        "In the plan, [badges] prints = “on_admission” prints one for everybody who comes in."
    ),
)
_NO_PRINTER = (
    N_("No printer in the plan: badges are written as PDF files into the folder {folder}."),
    N_(
        "[printers.left] with an address in the plan makes it a printer: ipp://…, zpl://…, "
        "brother://…; “onsite plan init” shows them all."
    ),
)


class PrinterWork(BaseScreen):
    """Knows the printers and the jobs. Its widgets are in `screen`."""

    def __init__(self) -> None:
        super().__init__()
        self.survey: Survey | None = None
        self.plan: Plan | None = None
        self.which = OPEN
        self.only = ""
        """The printer whose jobs alone are shown; empty for all."""
        self._said = Said()

    @property
    def printer_at(self) -> str:
        """The id of the printer under the cursor; empty where there is none."""
        raise NotImplementedError

    @property
    def job_at(self) -> str:
        """The id of the job under the cursor; empty where there is none."""
        raise NotImplementedError

    @property
    def on_printers(self) -> bool:
        """Whether the printers have the focus, and not the jobs."""
        raise NotImplementedError

    def show_all(self) -> None:
        """Everything that is known, as it was last read."""
        raise NotImplementedError

    @property
    def printer(self) -> PrinterSeen | None:
        """The printer under the cursor."""
        printers = self.survey.printers if self.survey is not None else ()
        return next((each for each in printers if each.id == self.printer_at), None)

    @property
    def job(self) -> Job | None:
        """The job under the cursor, where the jobs have the focus."""
        jobs = self.survey.jobs if self.survey is not None and not self.on_printers else ()
        return next((each for each in jobs if each.job == self.job_at), None)

    def allowed(self, action: str) -> bool:
        """Whether something can be done with the job under the cursor."""
        job = self.job
        if job is None:
            return False
        if job.why == "test" and action in ("issue", "handed", "again"):
            return False
        return job.state not in _NOT_OF.get(action, ())

    def figures(self) -> str:
        """The line above everything."""
        survey = self.survey
        return showing.figures(survey, self.onsite.clock.now()) if survey is not None else ""

    def printer_lines(self) -> list[Line]:
        """The printers."""
        survey = self.survey
        if survey is None:
            return []
        return [showing.printer_line(each, survey) for each in survey.printers]

    def job_lines(self) -> list[Line]:
        """The jobs of the list that is shown."""
        survey, now = self.survey, self.onsite.clock.now()
        if survey is None:
            return []
        jobs = showing.shown_jobs(survey, self.which, self.only, now)
        return [showing.job_line(each, survey, now) for each in jobs]

    def title_of_jobs(self) -> str:
        """What stands above the jobs."""
        title = _("Ended") if self.which == ENDED_ONES else _("Badges")
        if not self.only or self.survey is None:
            return title
        name = self.survey.printer_name(self.only)
        return _("{title} of {printer} (Enter there, or Esc: all)").format(
            title=title, printer=name
        )

    def nothing(self) -> str:
        """What stands in the place of an empty list."""
        return _("No badge was printed yet.") if self.which == ENDED_ONES else ""

    def teaching(self) -> str:
        """What to do while there is nothing."""
        survey = self.survey
        if survey is None:
            return ""
        said = _TEACHING if survey.planned else (*_TEACHING, *_NO_PRINTER)
        folder = self.onsite.site.data / "badges"
        return "\n\n".join(_(each).format(folder=folder) for each in said)

    def what_next(self) -> str:
        """What to do about what is under the cursor."""
        survey, job, printer = self.survey, self.job, self.printer
        if survey is None:
            return ""
        if job is not None:
            need = survey.need(job, self.onsite.clock.now())
            folder = self.folder_of(survey.printer_of(job))
            if folder is not None and not need and job.state in (State.DONE, State.SEEN):
                return words.in_folder(folder)
            do = words.what_next(job, need)
            # The list has no room for why something failed.
            return f"{words.state(job, need)}\n{do}" if job.state is State.FAILED else do
        if self.on_printers and printer is not None:
            return printer_words.to_do(printer.kind, printer.reasons)
        return ""

    def folder_of(self, printer: str) -> Path | None:
        """Where the files of a printer lie that is a folder; None for any other."""
        part = known(self.plan.printers).get(printer) if self.plan is not None else None
        if part is None or part.where.kind != FOLDER:
            return None
        return self.onsite.site.data / Path(part.where.path).expanduser()

    @property
    def outdated(self) -> bool:
        """Whether a printer says something else than it did when everything was read."""
        return self._said != self._says()

    def _says(self) -> Said:
        app = self.onsite
        return Said(dict(app.printers), dict(app.printer_reasons), app.site.journal.station)

    async def open(self) -> None:
        """Import what the screen needs off its own thread, then read."""
        await self.onsite.site_ready()
        for name in _NEEDED:
            await asyncio.to_thread(import_module, name)
        self.read()

    @work(group="read", exclusive=True)
    async def read(self) -> None:
        """Read everything again."""
        site = await self.onsite.site_ready()
        from onsite.badges.queues import survey as reading
        from onsite.plan.service import current

        self.plan = await site.read(current)
        if self.plan is None:
            return
        self._said = self._says()
        self.survey = await site.read(reading.survey, self.plan, site.clock.now(), self._said)
        self.show_all()
