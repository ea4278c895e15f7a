"""What the camera sees, drawn in half blocks; pulled from the camera, never pushed."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from onsite.language import N_, _
from onsite.scanner import preview_pace
from onsite.ui.cells import fit, width, wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from onsite.scanner.camera import View
    from onsite.scanner.preview import Canvas

_UPPER_HALF = "▀"
_OVER_SSH = N_(
    "No picture over SSH: it would slow the keys down. F10, then F6 shows it all the same."
)
_BUSY = N_("No picture for now: the computer is busy.")


@dataclass(frozen=True, slots=True)
class Palette:
    """What the shades that are no greys look like, as `#rrggbb`."""

    read: str
    located: str
    nothing: str


class CameraView(Widget):
    """Draws the newest picture on a timer of its own, ten times a second at most.

    Less often, or not at all, while the computer is busy; only where it can be seen; and not
    over SSH, unless that was asked for.
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual's widgets use
        super().__init__(id=id)
        self._asked: tuple[object, ...] = ()
        self._pull: Callable[[], View | None] | None = None
        self._seen: View | None = None
        self._canvas: Canvas | None = None
        self._mirrored = False
        self._pace = preview_pace.PreviewPace()
        self._timer: Timer | None = None
        self._instead = ""
        self._brushes: list[tuple[str, Style]] = []

    def follow(
        self, pull: Callable[[], View | None], *, mirrored: bool = False, over_ssh: bool = False
    ) -> None:
        """Draw what this gives from now on.

        Args:
            pull: gives the newest view at once; None where there is none.
            mirrored: as in a mirror, for whoever faces the screen with the camera above it.
            over_ssh: also where what is drawn goes through a network.
        """
        asked = (pull, mirrored, over_ssh)
        if asked == self._asked:
            return
        self.rest()
        self._asked = asked
        if not over_ssh and preview_pace.over_ssh(os.environ):
            self._say(_OVER_SSH)
            return
        self._pull, self._mirrored = pull, mirrored
        self._pace.pause()
        self._timer = self.set_interval(preview_pace.TICK_S, self._tick)

    def rest(self) -> None:
        """Show nothing any more."""
        if self._timer is not None:
            self._timer.stop()
        self._pull = self._timer = None
        self._asked = ()
        self._say("")
        self._wipe()

    def render_line(self, y: int) -> Strip:
        """Two rows of pixels; or, in the middle, why there are none."""
        cells = self.size.width
        canvas = self._canvas
        # After a change of size, a line may be asked for before there is a new canvas.
        if canvas is None or (canvas.columns, canvas.rows) != self.size:
            return self._line_instead(y, cells)
        brushes = self._brushes
        segments = [
            Segment(sign * many, style)
            for cell, many in canvas.runs(y)
            for sign, style in (brushes[cell],)
        ]
        return Strip(segments, cells)

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._wipe())

    def on_resize(self) -> None:
        self._wipe()

    def _tick(self) -> None:
        if self._pull is None or not self._can_be_seen():
            self._pace.pause()
            return
        due = self._pace.due(time.monotonic())
        self._say("" if self._pace.rate else _BUSY)
        if not due:
            return
        view = self._pull()
        if view is None and self._canvas is not None:
            self._wipe()
        elif view is not None and not self._is_drawn(view):
            self._draw(view)

    def _draw(self, view: View) -> None:
        from onsite.scanner.preview import Canvas

        columns, rows = self.size
        self._seen = view
        if self._canvas is None:
            self._canvas = Canvas(columns, rows, mirrored=self._mirrored)
            self._take_colours()
            self.refresh()
        changed = self._canvas.draw(view.picture, view.outlines)
        if changed:
            self.refresh(*(Region(0, row, columns, 1) for row in changed))

    def _is_drawn(self, view: View) -> bool:
        seen = self._seen
        return seen is not None and (
            seen.picture is view.picture and seen.outlines == view.outlines
        )

    def _can_be_seen(self) -> bool:
        return bool(self.size.area) and self.screen.is_current and self.is_on_screen

    def _wipe(self) -> None:
        """Let nobody take what is over for what is seen now."""
        self._canvas = self._seen = None
        self.refresh()

    def _say(self, instead: str) -> None:
        if instead != self._instead:
            self._instead = instead
            self._wipe()

    def _line_instead(self, y: int, cells: int) -> Strip:
        said = wrap(_(self._instead), cells - 2) if self._instead else []
        place = y - (self.size.height - len(said)) // 2
        line = said[place] if 0 <= place < len(said) else ""
        left = " " * ((cells - width(line)) // 2)
        return Strip([Segment(fit(left + line, cells), self.rich_style)], cells)

    def _take_colours(self) -> None:
        theme = self.app.theme_variables
        _base, background = self.background_colors
        self._brushes = _brushes(Palette(theme["good"], theme["caution"], background.hex6))


@lru_cache(maxsize=8)
def _brushes(palette: Palette) -> list[tuple[str, Style]]:
    """For each cell that `Canvas` knows, the sign and its colours."""
    from onsite.scanner.preview import GREY_STEP, GREYS

    greys = [Color.from_rgb(*(grey * GREY_STEP,) * 3) for grey in range(GREYS)]
    beyond = [Color.parse(name) for name in (palette.read, palette.located, palette.nothing)]
    shades = greys + beyond
    return [
        (" " if upper is lower else _UPPER_HALF, Style(color=upper, bgcolor=lower))
        for upper in shades
        for lower in shades
    ]
