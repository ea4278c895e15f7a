"""The camera's screen: which one the desk uses, and what it makes of what is held before it."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from onsite.language import N_, _
from onsite.scanner import screen_words as words
from onsite.scanner.preview_pace import over_ssh
from onsite.scanner.preview_view import CameraView
from onsite.scanner.screen_choice import CameraChoice
from onsite.ui.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Iterator

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


class CameraScreen(CameraChoice):
    """The cameras on the left, what the chosen one sees on the right, what to make of it below."""

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
F8 takes the last choice back, Esc one that does not work."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "mirror", N_("Mirror")),
        Binding("f6", "picture", N_("Picture")),
        Binding("f8", "undo", N_("Undo")),
        Binding("tab", "app.focus_next", N_("Address or list"), show=False),
        Binding("escape", "give_up", N_("Undo")),
        Binding("escape", "back", N_("Back")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pointed: str | None = None

    def compose_body(self) -> ComposeResult:
        """The choice and the picture beside each other, the figures and the readings below."""
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
        self._say("#title", Text(_("Cameras")))
        self._say("#address-label", Text(_("Or an address, a file, a folder:")))
        self.query_one("#address", Input).placeholder = "rtsp://10.0.0.7/stream"
        self.show_all()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc takes back a choice that does not work, and else leaves."""
        del parameters
        allowed = {
            "undo": self.can_undo,
            "give_up": self.can_give_up,
            "back": not self.can_give_up and _DESK in self.onsite.areas,
        }
        return allowed.get(action, True)

    def show_all(self) -> None:
        """What there is to choose from, what was chosen, and what comes of it."""
        lines = self.query_one("#cameras", LineList)
        lines.retitle(*words.CAMERA_COLUMNS, empty=_("Looking for cameras…"))
        if self.found is not None:
            lines.show(words.camera_lines(self._found_now(), self.settings))
            self._point(lines)
        self._say("#options", Text(words.options(self.settings)))
        self._say("#taught", self._taught())
        self._show_readings()
        self.show_state()
        self.show_picture()
        self.refresh_bindings()

    def show_state(self) -> None:
        """What the camera does, or why it does not."""
        self.set_class(self.source is None, "-idle")
        self._say("#state", Text("\n".join(filter(None, self._state())), overflow="ellipsis"))
        self.show_figures()

    def show_figures(self) -> None:
        """How well the camera works now."""
        view = self.view()
        seen = words.figures(view, self.app.theme_variables) if view is not None else Text()
        self._say("#figures", seen)

    def show_picture(self) -> None:
        """Draw what the camera sees, as it was chosen."""
        asked = self.settings.preview_over_ssh
        view = self.query_one(CameraView)
        view.follow(self.view, mirrored=self.settings.mirrored, over_ssh=asked)

    async def action_back(self) -> None:
        """To the desk, which uses what was chosen."""
        await self.onsite.action_area(_DESK)

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

    def _mode_changed(self, mode: str) -> None:
        if mode == MODE:
            self.enter()
        else:
            self.leave()
            self.query_one(CameraView).rest()

    def _look_again(self) -> None:
        if self.is_current:
            self.look()

    def forget_typed(self) -> None:
        """What was typed was taken."""
        self.query_one("#address", Input).value = ""
        self.query_one("#cameras").focus()

    def _point(self, lines: LineList) -> None:
        """Put the cursor on what was chosen, once."""
        if self._pointed != self.settings.camera:
            self._pointed = self.settings.camera
            lines.cursor = [line.key for line in lines.lines].index(self._pointed)

    def _found_now(self) -> list[words.Found]:
        """The cameras, and which of them it is that this screen uses."""
        tested = self.settings.camera if self.has_worked else ""
        return [replace(each, tested=each.device.id == tested) for each in self.found or ()]

    def _state(self) -> Iterator[str]:
        """What is to be said of the camera: troubles first."""
        if self.trouble is not None:
            yield f"✗ {self.trouble}"
        elif self.source is not None:
            yield words.state(self.state, self._camera_name())
        yield self._obstacle()
        yield words.aside(self.unread, self.crowd)
        if self.onsite.camera is not None and self.settings.camera:
            yield words.overridden(self.onsite.camera.name)

    def _camera_name(self) -> str:
        """What the camera that is tested is called."""
        names = {each.device.id: each.device.name for each in self.found or ()}
        said = self.source.name if self.source is not None else ""
        return names.get(self.settings.camera, words.without_password(said))

    def _obstacle(self) -> str:
        """Why the camera under the cursor cannot be used."""
        line = self.query_one("#cameras", LineList).line
        for each in self._found_now():
            if line is not None and each.device.id == line.key and not each.tested:
                return f"▲ {each.obstacle}" if each.obstacle is not None else ""
        return ""

    def _taught(self) -> Text:
        if self.found:
            return words.invitation()
        return words.teaching(sys.platform, remote=over_ssh(os.environ))

    def _show_readings(self) -> None:
        lines = self.query_one("#readings", LineList)
        zone = ZoneInfo(self.onsite.status.zone)
        empty = _("Hold a badge or a phone before the camera.")
        lines.retitle(*words.reading_columns(), empty=empty)
        lines.show([words.reading_line(each, zone) for each in self.readings], keep=False)

    def _say(self, where: str, text: Text) -> None:
        self.query_one(where, Static).update(text)


def _unfocused(lines: LineList) -> LineList:
    lines.can_focus = False
    return lines
