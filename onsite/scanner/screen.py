"""The camera's screen: which one the desk uses, and what it makes of what is held before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.reactive import var
from textual.widgets import ContentSwitcher, Input, Static

from onsite.language import N_, _
from onsite.scanner.hand_page import HandPage
from onsite.scanner.preview_view import CameraView
from onsite.scanner.screen_showing import CameraShowing
from onsite.ui.line_list import LineList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

WIDE = 110
"""Cells from which the picture is as large as it is of use."""
FIGURES_S = 0.5
"""How often the figures are shown anew, in seconds."""
LOOK_S = 2.0
"""How often it is looked whether a camera was plugged in, in seconds."""
MODE = "camera"
_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
_DESK = "desk"
_FOCUS = {"camera-page": "#cameras", "hand-page": "#trial"}


class CameraScreen(CameraShowing):
    """The cameras on the left, what the chosen one sees on the right, what to make of it below.

    `page` is `camera-page` or `hand-page`.
    """

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#cameras"
    HORIZONTAL_BREAKPOINTS = _BREAKPOINTS
    HELP: ClassVar[str] = N_(
        """Choose the camera that reads codes at this desk: ↑ and ↓, then Enter. Or type the address
of a network camera (rtsp:// or http://), or the path of a video or of a folder of pictures. What
is chosen is kept at once, and the desk uses it from then on.

Hold a badge or a phone before it: what is read stands at the bottom, and what the desk would look
for on its list. Nobody is let in by what is read here. Hold a code 15–25 cm away; turn the
brightness of a phone up.

Green is the outline of a code that was read; with gaps, it is one that cannot be read yet. The
cross is the middle: of several codes, the nearest to it counts.

F5 turns the picture as in a mirror; what is read stays the same. F6 shows it at the desk or not.
F8 takes the last choice back, Esc one that does not work.

F7 shows how the hand scanners are set. They need nothing set as a rule: scan a code there to see.
Signs that no key types are written as \\x1d. “onsite scan --test” shows every byte that arrives."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "mirror", N_("Mirror"), show=False),
        Binding("f6", "picture", N_("Picture"), show=False),
        Binding("f7", "page('hand-page')", N_("Hand scanner")),
        Binding("f7", "page('camera-page')", N_("Camera")),
        Binding("f8", "undo", N_("Undo")),
        Binding("tab", "app.focus_next", N_("Next field"), show=False),
        Binding("escape", "give_up", N_("Undo")),
        Binding("escape", "back", N_("Back")),
    ]

    page: var[str] = var("camera-page", init=False)

    def compose_body(self) -> ComposeResult:
        """The choice and the picture beside each other, the figures and the readings below."""
        with ContentSwitcher(initial="camera-page"):
            with Vertical(id="camera-page"):
                with Horizontal(id="upper"):
                    with Vertical(id="choice"):
                        yield Static(id="title", classes="title")
                        yield LineList(id="cameras", classes="-cursor")
                        yield Static(id="address-label", classes="title")
                        yield Input(id="address", max_length=4_096, compact=True)
                        yield Static(id="options")
                    yield CameraView(id="camera-view")
                yield Static(id="state")
                with VerticalScroll(id="teaching", can_focus=False):
                    yield Static(id="taught")
                with Vertical(id="lower"):
                    yield Static(id="figures")
                    yield _unfocused(LineList(id="readings"))
            yield HandPage(id="hand-page")

    def on_mount(self) -> None:
        self.app.mode_change_signal.subscribe(self, self._mode_changed)
        self.retranslate()
        self.set_interval(FIGURES_S, self.show_figures)
        self.set_interval(LOOK_S, self._look_again)
        self._mode_changed(self.onsite.current_mode)

    async def on_unmount(self) -> None:
        await self.let_go_of_camera()

    def retranslate(self) -> None:
        """Every text again; what was typed stays."""
        self.say("#title", Text(_("Cameras")))
        self.say("#address-label", Text(_("Or an address, a file, a folder:")))
        self.query_one("#address", Input).placeholder = "rtsp://10.0.0.7/stream"
        self.query_one(HandPage).retranslate()
        self.note_state()
        self.show_all()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc takes back a choice that does not work, and else leaves."""
        allowed = {
            "undo": self.can_undo,
            "give_up": self.can_give_up,
            "back": not self.can_give_up and _DESK in self.onsite.areas,
            "mirror": self.page == "camera-page",
            "picture": self.page == "camera-page",
            "page": parameters != (self.page,),
        }
        return allowed.get(action, True)

    def watch_page(self) -> None:
        """Show the page, and put the focus where it is used."""
        self.query_one(ContentSwitcher).current = self.page
        self.query_one(_FOCUS[self.page]).focus()
        if self.page == "hand-page":
            self.run_worker(self.query_one(HandPage).look_for_ports(), group="ports")
        self.refresh_bindings()

    def forget_typed(self) -> None:
        """What was typed was taken."""
        self.query_one("#address", Input).value = ""
        self.query_one("#cameras").focus()

    async def action_back(self) -> None:
        """To the desk, which uses what was chosen."""
        await self.onsite.action_area(_DESK)

    def action_page(self, page: str) -> None:
        """Show the cameras, or the hand scanners."""
        self.page = page

    def action_undo(self) -> None:
        """Take the last choice back."""
        self.take_back()

    def action_give_up(self) -> None:
        """Take back a camera that does not work."""
        self.take_back()

    def action_mirror(self) -> None:
        """Show the picture as in a mirror, or no longer."""
        self.change(mirrored=not self.settings.mirrored)

    def action_picture(self) -> None:
        """Show the picture at the desk: unless over SSH, always, or never."""
        now = self.settings
        self.change(
            preview=not (now.preview and now.preview_over_ssh),
            preview_over_ssh=now.preview and not now.preview_over_ssh,
        )

    @on(LineList.Chosen, "#cameras")
    def _chosen(self, event: LineList.Chosen) -> None:
        self.choose(event.line.key)

    @on(LineList.Highlighted, "#cameras")
    def _highlighted(self) -> None:
        self.show_state()

    @on(Input.Submitted, "#address")
    def _typed(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.choose(event.value)

    @on(HandPage.Changed)
    def _hand_changed(self, event: HandPage.Changed) -> None:
        self.change(hand=event.hand)

    def _mode_changed(self, mode: str) -> None:
        if mode == MODE:
            self.enter()
        else:
            self.leave()
            self.query_one(CameraView).rest()

    def _look_again(self) -> None:
        if self.is_current and self.page == "camera-page":
            self.look()


def _unfocused(lines: LineList) -> LineList:
    lines.can_focus = False
    return lines
