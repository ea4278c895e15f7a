"""The printers' screen: what each printer says, whose badges wait, and who has to do something."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from onsite.badges.queues.acts import PrinterActs
from onsite.badges.queues.showing import ENDED_ONES
from onsite.language import N_, _
from onsite.ui.line_list import Column, LineList
from onsite.ui.paragraph import Paragraph

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

_OF_JOB = ("cancel", "move", "again", "issue", "handed", "void", "evidence")
_LABELS = 22
"""Cells that say how many labels are left, and for how long."""
_SHARE = 4
"""The list of printers takes a quarter of the screen at most; the others come up when scrolled."""


class PrintersScreen(PrinterActs):
    """The printers above, the jobs below; those that wait for a person first."""

    CSS_PATH = "printers.tcss"
    AUTO_FOCUS = "#jobs"
    SPARE: ClassVar[tuple[str, ...]] = ("f3", "f2", "f9")
    HELP: ClassVar[str] = N_(
        """The printers with what they say of themselves, and below them every badge that is being
printed. A ! stands before what waits for somebody: what to do is said at the bottom. Tab goes
from one list to the other; Enter on a printer shows its jobs alone, Enter on a job all that is
known of it.

F5 cancels a job; it is cancelled once the printer says so. F6 moves it to another printer. F7
prints the same badge again, F8 issues another one: the old one is then refused at every desk. Both
ask why. h says that the guest has it, v that it was destroyed.

F4 prints a test page, l says how many labels are in the printer. F9 shows what has ended.

A badge is never printed a second time by itself where the first may have come out: look into the
printer, and decide."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "test", N_("Test page")),
        Binding("f5", "cancel", N_("Cancel")),
        Binding("f6", "move", N_("Move")),
        Binding("f7", "again", N_("Again")),
        Binding("f8", "issue", N_("New one")),
        Binding("f9", "which", N_("Ended/open")),
        Binding("h", "handed", N_("Handed over"), show=False),
        Binding("v", "void", N_("Destroyed"), show=False),
        Binding("l", "labels", N_("Count labels"), show=False),
        Binding("tab,shift+tab", "other", N_("Other list"), show=False),
        Binding("escape", "back", N_("Back"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._listed: tuple[str, str] | None = None
        """Which list of jobs stands there: open or ended, and of which printer."""

    def compose_body(self) -> ComposeResult:
        """The figures, the printers, the jobs, what to do."""
        yield Static(id="badge-figures")
        printers = LineList(id="printers", classes="-cursor")
        yield printers
        with Vertical(id="badge-jobs"):
            yield Static(id="jobs-title", classes="title")
            yield LineList(id="jobs", classes="-cursor")
            yield Paragraph(id="teaching")
        yield Paragraph(id="what-next")

    def on_mount(self) -> None:
        self.retranslate()
        self.run_worker(self.open(), group="open")
        self.set_interval(1.0, self.tick)

    def on_screen_resume(self) -> None:
        self.read()

    def on_resize(self) -> None:
        self.show_all()

    def on_store_changed(self) -> None:
        self.read()

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self.query_one("#printers", LineList).retitle(
            Column(_("Printer"), share=2),
            Column(_("State"), share=3),
            Column(_("Queue"), 8),
            Column(_("Labels"), _LABELS),
        )
        self.query_one("#jobs", LineList).retitle(
            Column(_("Age"), 7, right=True),
            Column("", 1),
            Column(_("Badge of"), share=3),
            Column(_("State"), share=3),
            Column(_("Printer"), share=2),
            empty=_("Reading the jobs…") if self.survey is None else self.nothing(),
        )
        self.show_all()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done as things stand is not in the footer."""
        del parameters
        if action in _OF_JOB:
            return self.allowed(action)
        if action in ("test", "labels"):
            return self.printer is not None
        return True

    def show_all(self) -> None:
        """Everything that is known, as it was last read."""
        survey = self.survey
        if survey is None or not self.is_mounted:
            return
        self.query_one("#badge-figures", Static).update(Text(self.figures(), no_wrap=True))
        printers = self.query_one("#printers", LineList)
        printers.show(self.printer_lines())
        printers.styles.height = min(len(survey.printers), self.size.height // _SHARE) + 1
        self.query_one("#jobs-title", Static).update(Text(self.title_of_jobs()))
        jobs = self.query_one("#jobs", LineList)
        jobs.empty = self.nothing()
        # What was done with is gone, and the next stands in its place: the cursor stays there.
        listed = (self.which, self.only)
        jobs.show(self.job_lines(), gone=max(jobs.cursor, 0) if listed == self._listed else 0)
        self._listed = listed
        teaching = self.query_one("#teaching", Paragraph)
        teaching.say(self.teaching())
        teaching.display = not jobs.lines and self.which != ENDED_ONES
        self.show_next()

    def show_next(self) -> None:
        """What to do about what is under the cursor."""
        self.query_one("#what-next", Paragraph).say(self.what_next())
        self.refresh_bindings()

    def tick(self) -> None:
        """Time goes on, and a job may come to need somebody by that alone."""
        if not self.is_current or self.survey is None:
            return
        if self.outdated:
            self.read()
        else:
            self.show_all()

    @property
    def printer_at(self) -> str:
        """The id of the printer under the cursor; empty where there is none."""
        line = self.query_one("#printers", LineList).line
        return line.key if line is not None else ""

    @property
    def job_at(self) -> str:
        """The id of the job under the cursor; empty where there is none."""
        line = self.query_one("#jobs", LineList).line
        return line.key if line is not None else ""

    @property
    def on_printers(self) -> bool:
        """Whether the printers have the focus, and not the jobs."""
        return self.query_one("#printers", LineList).has_focus

    def action_other(self) -> None:
        """The other list."""
        self.query_one("#jobs" if self.on_printers else "#printers", LineList).focus()
        self.call_after_refresh(self.show_next)

    @on(LineList.Highlighted)
    def _highlighted(self) -> None:
        self.show_next()

    @on(LineList.Chosen, "#printers")
    def _printer_chosen(self, event: LineList.Chosen) -> None:
        self.only = "" if self.only == event.line.key else event.line.key
        self.show_all()

    @on(LineList.Chosen, "#jobs")
    def _job_chosen(self) -> None:
        self.action_evidence()

    def action_back(self) -> None:
        """All printers again; from there to the desk."""
        if self.only:
            self.only = ""
            self.show_all()
        elif "desk" in self.onsite.areas:
            self.run_worker(self.onsite.action_area("desk"), group="area")
