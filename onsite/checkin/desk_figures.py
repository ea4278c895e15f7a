"""What stands beside the verdict: the counters, and what the camera sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from onsite.checkin.conflict_words import SIGN
from onsite.language import _
from onsite.ui.cells import fit, width

if TYPE_CHECKING:
    from onsite.checkin.views import Counters
    from onsite.scanner.camera import Preview


class CountersLine(Static):
    """The counters in one line, for a narrow screen."""

    def show(self, counters: Counters) -> None:
        """Show these figures."""
        text = _("in {admitted} of {expected} · inside {inside} · {rate}/min").format(
            admitted=counters.admitted,
            expected=counters.expected,
            inside=counters.inside,
            rate=_rate(counters),
        )
        if counters.conflicts:
            twice = _("{sign} {many} twice").format(sign=SIGN, many=counters.conflicts)
            text = f"{twice} · {text}"
        self.update(Text(text, no_wrap=True))


class CountersBox(Static):
    """The counters below each other, for a wide screen."""

    def show(self, counters: Counters) -> None:
        """Show these figures."""
        labelled = [
            (_("Expected"), str(counters.expected)),
            (_("Came in"), str(counters.admitted)),
            (_("Inside now"), str(counters.inside)),
            (_("Per minute"), _rate(counters)),
        ]
        if counters.conflicts:
            twice = _("{sign} Admitted twice").format(sign=SIGN)
            labelled.append((twice, str(counters.conflicts)))
        wide = max(width(label) for label, _figure in labelled) + 2
        text = Text(no_wrap=True)
        for label, figure in labelled:
            text.append(fit(label, wide))
            text.append(f"{figure:>7}\n", "bold")
        self.update(text)


class CameraView(Widget):
    """A grey picture in half blocks: two pixels a cell, one above the other."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual's widgets use
        super().__init__(id=id)
        self._preview: Preview | None = None

    def show(self, preview: Preview) -> None:
        """Show this picture instead of the last."""
        self._preview = preview
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Two rows of pixels, the picture in the middle, its proportions kept."""
        cells, rows = self.size
        seen = self._preview
        if seen is None or not cells or not rows:
            return Strip.blank(cells, self.rich_style)
        scale = max(seen.width / cells, seen.height / (rows * 2))
        wide, high = int(seen.width / scale), int(seen.height / scale)
        left, top = (cells - wide) // 2, (rows * 2 - high) // 2
        segments = [Segment(" " * left, self.rich_style)]
        for x in range(wide):
            upper = _pixel(seen, x * scale, (2 * y - top) * scale)
            lower = _pixel(seen, x * scale, (2 * y + 1 - top) * scale)
            segments.append(Segment("▀", Style(color=upper, bgcolor=lower)))
        segments.append(Segment(" " * (cells - left - wide), self.rich_style))
        return Strip(segments, cells)


def _pixel(preview: Preview, x: float, y: float) -> Color:
    if not 0 <= y < preview.height:
        return _GREYS[0]
    place = int(y) * preview.width + min(int(x), preview.width - 1)
    return _GREYS[preview.pixels[place] >> 4]


_GREYS = [Color.from_rgb(level, level, level) for level in range(0, 256, 17)]


def _rate(counters: Counters) -> str:
    return f"{counters.per_minute:.1f}"
