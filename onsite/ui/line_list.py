"""A list that stays quick with a hundred thousand lines: only what is visible is drawn.

    people = LineList(Column("Name"), Column("Order", 8), empty="Nobody yet")
    people.show([Line("a1", ("Jane Doe", "X3F"), tone="good")])

Messages: `LineList.Highlighted` when the cursor moved, `LineList.Chosen` on Enter or a click.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from rich.segment import Segment
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from onsite.language import N_
from onsite.ui.cells import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual import events
    from textual.binding import BindingType

Tone = Literal["", "good", "warning", "bad", "muted", "strong"]
_GAP = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column. Without a width it shares what the others leave, by its `share`."""

    title: str = ""
    width: int = 0
    """In cells; 0 shares the rest."""
    right: bool = False
    share: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A line: a key that is the caller's own, and one text for each column."""

    key: str
    cells: tuple[str, ...]
    tone: Tone = ""


class LineList(ScrollView, can_focus=True):
    """A list of lines with a cursor. A tone is never the only sign of what it means."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line--head",
        "line--cursor",
        "line--good",
        "line--warning",
        "line--bad",
        "line--muted",
        "line--strong",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("pageup", "page(-1)", N_("Page up"), show=False),
        Binding("pagedown", "page(1)", N_("Page down"), show=False),
        Binding("home", "end(0)", N_("First"), show=False),
        Binding("end", "end(-1)", N_("Last"), show=False),
        Binding("enter", "choose", N_("Choose"), show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)
    """The number of the line under the cursor, from 0; -1 when there are no lines."""

    class Highlighted(Message):
        """The cursor has come to another line."""

        def __init__(self, line_list: LineList, line: Line) -> None:
            super().__init__()
            self.line_list = line_list
            self.line = line

        @property
        def control(self) -> LineList:
            """The list that sent it."""
            return self.line_list

    class Chosen(Highlighted):
        """A line was chosen with Enter or a click."""

    def __init__(
        self,
        *columns: Column,
        empty: str = "",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.columns = columns or (Column(),)
        self.empty = empty
        self.lines: Sequence[Line] = ()
        self.moved = False
        """Whether somebody has moved the cursor since it was last sent to the first line."""

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self.lines[self.cursor] if 0 <= self.cursor < len(self.lines) else None

    def show(self, lines: Sequence[Line], *, keep: bool = True, gone: int = 0) -> None:
        """Show these lines instead.

        Args:
            lines: any sequence; it is kept, not copied, and read only where it is visible.
            keep: stay on the line with the same key where it is still near.
            gone: where to go if it is not; the first line, unless another is named.
        """
        before = self.line
        self.lines = lines
        place = self._near(before, gone) if keep and before is not None else 0
        self._resize()
        self.set_reactive(LineList.cursor, place if lines else -1)
        self._reveal()
        self.refresh()
        after = self.line
        if after is not None and (before is None or before.key != after.key):
            self.post_message(self.Highlighted(self, after))

    def retitle(self, *columns: Column, empty: str = "") -> None:
        """Other column titles or widths, as after a switch of language."""
        self.columns = columns or (Column(),)
        self.empty = empty
        self._resize()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One visible line, `y` rows below the top of the list."""
        cells = self.scrollable_content_region.width
        if self._head and y == 0:
            return self._strip([column.title for column in self.columns], cells, "line--head")
        place = y - self._head + self.scroll_offset.y
        if not self.lines and place == 0:
            return Strip([Segment(fit(self.empty, cells), self._style("line--muted"))], cells)
        if place >= len(self.lines):
            return Strip.blank(cells, self.rich_style)
        line = self.lines[place]
        tone = f"line--{line.tone}" if line.tone else ""
        at_cursor = place == self.cursor and self.has_focus_or_stays
        return self._strip(line.cells, cells, "line--cursor" if at_cursor else tone)

    @property
    def has_focus_or_stays(self) -> bool:
        """Whether the cursor is drawn: with the focus, or always with the class `-cursor`."""
        return self.has_focus or self.has_class("-cursor")

    def action_move(self, steps: int) -> None:
        """Move the cursor by so many lines."""
        self.moved = True
        self.cursor = min(max(self.cursor + steps, 0), len(self.lines) - 1)

    def action_page(self, pages: int) -> None:
        """Move the cursor by so many screenfuls."""
        self.action_move(pages * max(self._rows - 1, 1))

    def action_end(self, place: int) -> None:
        """Move the cursor to the first line (0) or the last (-1)."""
        self.moved = place != 0
        self.cursor = 0 if place == 0 and self.lines else len(self.lines) - 1

    def action_choose(self) -> None:
        """Choose the line under the cursor."""
        if self.line is not None:
            self.post_message(self.Chosen(self, self.line))

    def on_resize(self) -> None:
        self._resize()
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        place = event.y - self._head + self.scroll_offset.y
        if event.y >= self._head and place < len(self.lines):
            self.moved = True
            self.cursor = place
            self.action_choose()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def watch_cursor(self) -> None:
        self._reveal()
        self.refresh()
        if self.line is not None:
            self.post_message(self.Highlighted(self, self.line))

    @property
    def _head(self) -> int:
        return int(any(column.title for column in self.columns))

    @property
    def _rows(self) -> int:
        return max(self.scrollable_content_region.height - self._head, 1)

    def _resize(self) -> None:
        self.virtual_size = Size(0, len(self.lines) + self._head)

    def _reveal(self) -> None:
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=max(self.cursor, 0), animate=False, force=True)
        elif self.cursor >= top + self._rows:
            self.scroll_to(y=self.cursor - self._rows + 1, animate=False, force=True)

    def _near(self, before: Line, gone: int, reach: int = 200) -> int:
        start = max(self.cursor, 0)
        if start < len(self.lines) and self.lines[start].key == before.key:
            return start
        for place in range(max(start - reach, 0), min(start + reach, len(self.lines))):
            if self.lines[place].key == before.key:
                return place
        return min(gone, len(self.lines) - 1)

    def _widths(self, cells: int) -> list[int]:
        shares = sum(column.share for column in self.columns if not column.width)
        fixed = sum(column.width for column in self.columns) + _GAP * (len(self.columns) - 1)
        rest = max(cells - fixed, 0)
        each = [column.width or rest * column.share // max(shares, 1) for column in self.columns]
        spare = rest - sum(w for w, c in zip(each, self.columns, strict=True) if not c.width)
        for place, column in enumerate(self.columns):
            if not column.width:
                each[place] += spare
                break
        return each

    def _style(self, component: str) -> Style:
        return self.get_component_rich_style(component) if component else self.rich_style

    def _strip(self, texts: Sequence[str], cells: int, component: str) -> Strip:
        fitted = (
            fit(text, wide, right=column.right)
            for text, wide, column in zip(texts, self._widths(cells), self.columns, strict=False)
        )
        text = (" " * _GAP).join(fitted)
        return Strip([Segment(fit(text, cells), self._style(component))], cells)
