"""The check-in desk: a line for scans and names, the verdict, and what stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Static

from onsite.checkin.asking.banner import noted
from onsite.checkin.asking.desk import DeskAsking
from onsite.checkin.badges.desk import DeskBadges
from onsite.checkin.desk import words as desk_words
from onsite.checkin.desk.camera import CameraWord, DeskCamera
from onsite.checkin.desk.cases import DeskCases
from onsite.checkin.desk.choices import Choice, Choices
from onsite.checkin.desk.figures import CountersBox, CountersLine, StopLine
from onsite.checkin.desk.hand import DeskHand
from onsite.checkin.desk.line import ScanLine
from onsite.checkin.desk.roster import DeskRoster
from onsite.checkin.desk.work import DeskWork
from onsite.checkin.goods.desk import DeskGoods
from onsite.checkin.party.desk_party import DeskParty
from onsite.checkin.queue.desk_place import DeskPlace
from onsite.errors import OnsiteError
from onsite.language import N_, _
from onsite.scanner.preview_view import CameraView
from onsite.ui.banner import Banner
from onsite.ui.line_list import Column, LineList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.checkin.desk.queue import Ask
    from onsite.checkin.desk.source import Figures, Hits
    from onsite.checkin.views import Answer

WIDE = 110
"""Cells from which the figures, the camera and the scans have a column of their own."""
_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
_SCAN_COLUMNS = (Column(width=5), Column(width=1), Column(share=3), Column(share=2))
_HELP = N_(
    """Scan a ticket: the answer is on the screen at once, and the next scan answers the last.

Or type a name, a company, an order or a code: those who may be meant appear below. ↑ and ↓
choose, Enter lets in, F4 shows everything about the person first. Esc clears the line.

Several codes before the camera: the nearest to the middle is scanned. If another is somebody
else's, it is said above the answer: Ctrl+N scans that one, or show it alone.

The others of a booking, or the people who share a code, are numbered: Alt+1 lets in the first.
Ctrl+G shows the whole booking or group: mark whom you like, Enter lets them in together.

Something to ask: Enter puts the questions, or lets in who has not paid. A refusal that somebody
may overrule: Ctrl+R asks for their PIN and a reason. The next scan leaves both as they are.

What cannot be settled here goes to the problem desk: Ctrl+O and a number open a case about the
guest. With nobody before the desk, Ctrl+O shows how the cases of this desk stand.

Where things are handed out, 1 to 9 say the size, or hand out what is said to be gone. Facing the
exit, a scan takes back what was lent.

Below the answer stands how the guest's badge is. Ctrl+K prints it; where there is one, it prints it
again, issues another, or gives a temporary one. Scan the new badge: that hands it over.

STOP ENTRY in red: the zone behind this door is full, or is being emptied. Whom you let in all the
same is let in, and counted.

F5 turns the desk from entry to exit and back. F8 takes the last scan back and asks why.

Ctrl+Y sets right what the list says of the guest: name, company, ticket, codes, money. Where
nobody is shown, it registers a walk-in."""
)


class DeskScreen(
    DeskHand,
    DeskCases,
    DeskRoster,
    DeskParty,
    DeskPlace,
    DeskGoods,
    DeskBadges,
    DeskAsking,
    DeskCamera,
):
    """Where people are let in. The scan line always has the focus."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#line"
    HORIZONTAL_BREAKPOINTS = _BREAKPOINTS
    HELP = _HELP
    SPARE: ClassVar[tuple[str, ...]] = ("f9", "f6", "f4")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "detail", N_("Guest")),
        Binding("f5", "turn", N_("In/out")),
        Binding("f6", "checkpoint", N_("Place")),
        Binding("f7", "app.sound", N_("Sound"), show=False),
        Binding("f8", "undo", N_("Undo")),
        Binding("f9", "scans", N_("Scans")),
        Binding("ctrl+n", "other", N_("Scan the other code"), show=False),
        Binding("escape", "forget", N_("Clear"), show=False),
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("alt+1", "pick(1)", N_("Let in by number"), show=False, key_display="Alt+1–9"),
        *(Binding(f"alt+{number}", f"pick({number})", show=False) for number in range(2, 10)),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.work = DeskWork(self)

    def compose_body(self) -> ComposeResult:
        """Place and line on top, the verdict and the choices, figures and scans."""
        with Vertical(id="top"):
            with Horizontal(id="place"):
                yield Static(id="where")
                yield CountersLine(id="counters-line")
            with Horizontal(id="entry"):
                yield Static("❯", id="prompt")
                yield ScanLine(id="line")
        yield StopLine(id="stop")
        with Container(id="desk"):
            with Vertical(id="main"):
                yield CameraWord(id="camera-word")
                yield Banner(id="banner")
                yield from self.badge_lines()
                yield Choices(id="choices")
            with Vertical(id="side"):
                yield CountersBox(id="counters-box")
                with Vertical(id="camera"):
                    yield Static(id="camera-state")
                    yield CameraView(id="camera-view")
                yield Static(id="scans-title", classes="title")
                yield _unfocused(LineList(*_SCAN_COLUMNS, id="scans"))

    def on_mount(self) -> None:
        self.retranslate()
        self.open_gate()
        self.run_worker(self._open(), group="open")
        self.run_worker(self.work.serve(), group="answers")
        self.run_worker(self.work.keep_figures(), group="figures")
        self.set_interval(15, self.work.refresh)

    async def on_unmount(self) -> None:
        self.close_gate()
        await self.stop_scanner()
        await self.stop_camera()

    def on_screen_resume(self) -> None:
        self.line.focus()
        self.run_worker(self.start_scanner(), group="scanner", exclusive=True)

    def retranslate(self) -> None:
        """Every text again; what was typed stays."""
        self.show_place()
        self.show_scans_title()
        empty = _("No scans here yet.")
        self.query_one("#scans", LineList).retitle(*_SCAN_COLUMNS, empty=empty)
        if self.work.figures is not None:
            self.show_figures(self.work.figures)
        if self.work.plan is not None:
            self.choices.show(self.choices.choice, self.work.plan, self.onsite.clock.now())
        self.show_camera_state()
        self.show_port_state()
        self.show_badges()

    def show_scans_title(self) -> None:
        """What stands above the last scans."""
        self.query_one("#scans-title", Static).update(Text(self.scans_title()))

    def show_place(self) -> None:
        """The checkpoint, the direction, and the banner in that light."""
        leaving = self.work.leaving
        self.set_class(leaving, "-exit")
        where = _("◀ EXIT · {checkpoint}") if leaving else _("ENTRY ▶ · {checkpoint}")
        name = self.place_name
        self.query_one("#where", Static).update(
            Text(where.format(checkpoint=name) if name else "", no_wrap=True, overflow="ellipsis")
        )
        self.line.placeholder = (
            _("EXIT: scan a ticket of someone who leaves, or type a name")
            if leaving
            else _("Scan a ticket, or type a name")
        )
        self.query_one(StopLine).face(leaving=leaving)
        self.redraw()

    def show_moved(self, before: str, now: str) -> None:
        """The plan took the checkpoint away: nobody must go on scanning at another unsaid."""
        said = _("The plan has no “{before}” any more: this desk stands at “{now}” now.")
        self.notify(
            said.format(before=before, now=now), severity="warning", timeout=60, markup=False
        )

    def show_figures(self, figures: Figures) -> None:
        """The counters and the last scans."""
        self.query_one(CountersLine).show(figures.counters)
        self.query_one(CountersBox).show(figures.counters)
        self.query_one(StopLine).show(figures.stop)
        if self.work.plan is not None:
            lines = [desk_words.scan_line(scan, self.work.plan) for scan in figures.scans]
            self.query_one("#scans", LineList).show(lines, keep=False)
        self.note_desk()
        self.read_badges()
        if self.shown is None:
            self.redraw()
        if self.offer.why == "party":
            self.show_party()
        if self.work.wrote:
            self.work.wrote = False
            self.onsite.store_written(self)

    def show_answer(self, ask: Ask, answer: Answer) -> None:
        """The verdict, and who else there is to choose from."""
        left, answer = self.left_open(answer), self.open_before(answer)
        self.shown = lambda plan: noted(
            desk_words.answered(answer, plan, self.onsite.clock.now(), self.onsite.names), left
        )
        self.close_form()
        self.answer = answer
        self.redraw()
        self.settle_in_view(ask, answer)
        self.onsite.sound(desk_words.outcome_of(answer))
        if ask.typed or ask.attendee:
            self.line.forget()
        self.offer = Choice("candidates", answer.candidates) if answer.candidates else Choice()
        self.show_offer()
        self.search_again()
        self.show_party()

    def show_waiting(self) -> None:
        """An attempt is not on disk yet; the last answer is not its answer."""
        self.shown = lambda _plan: desk_words.waiting()
        self.answer = None
        self.show_nobody()
        self.redraw()

    def show_hits(self, ask: Ask, hits: Hits) -> None:
        """Who may be meant by what was typed; nobody was let in."""
        if self.line.value.strip() in ("", ask.typed):
            self.show_found(hits.text, hits.found)

    def show_trouble(self, error: Exception) -> None:
        """Not recorded, so nobody may go through on it."""
        said = error if isinstance(error, OnsiteError) else desk_words.unexpected()
        self.shown = lambda _plan: desk_words.not_saved(said)
        self.answer = None
        self.show_nobody()
        self.redraw()
        self.onsite.sound("refuse")
        if said is not error:
            self.onsite.report_error(error)

    async def _open(self) -> None:
        site = await self.onsite.site_ready()
        self.work.names = self.onsite.names
        self.work.checkpoint = self.work.checkpoint or self.onsite.checkpoint or ""
        await self.work.open(site)
        await self.start_camera()
        await self.start_scanner()

    def on_store_changed(self) -> None:
        self.work.refresh()

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        self.let_in(event.attendee)

    @on(LineList.Chosen, "#scans")
    def _scan_chosen(self, event: LineList.Chosen) -> None:
        self.look_at_scan(event.line.key)


def _unfocused(lines: LineList) -> LineList:
    lines.can_focus = False
    return lines
