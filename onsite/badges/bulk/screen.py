"""The screen of badges ahead: the boxes, what is wrong with names, and how far the printing is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.widgets import ContentSwitcher, Static

from onsite.badges.bulk import ahead_words as words
from onsite.badges.bulk.ahead_acts import AheadActs
from onsite.language import N_
from onsite.roster.progress import drawn
from onsite.ui.line_list import LineList
from onsite.ui.paragraph import Paragraph

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

_TICK_S = 0.2
_AGAIN_S = 5.0
"""So often what others have written is read: sorting thousands of names takes its time."""


class AheadScreen(AheadActs):
    """The boxes, or the names; below them what can be done, or how far it is."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#boxes"
    SPARE: ClassVar[tuple[str, ...]] = ("f3", "f2")
    HELP: ClassVar[str] = N_(
        """Badges are printed the evening before, sorted into boxes: a PDF for each box, and labels
to stick on. When a guest comes, the desk says in which box their badge lies.

F5 looks through all names first: who is on the list twice, capitals, too long, signs that no font
has, and whatever is suspicious. Below stands what to do about the one under the cursor. F5 again
goes back to the boxes.

F6 sorts by desk, alphabet or party. F7 takes another paper. F8 makes the boxes that are not done;
Esc stops after the one at hand, and F8 goes on later.

A ! stands before a box with badges that are out of date: the roster has changed since, or the
badge was issued again. The desk says so, too. e empties the box under the cursor: its badges were
thrown away, or never printed."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "names", N_("Names/boxes")),
        Binding("f6", "sort", N_("Sort")),
        Binding("f7", "paper", N_("Paper")),
        Binding("f8", "make", N_("Print")),
        Binding("e", "empty", N_("Empty")),
        Binding("escape", "back", N_("Back")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._stale = False

    def compose_body(self) -> ComposeResult:
        """The figures, the boxes or the names, what to do."""
        yield Static(id="ahead-figures")
        with ContentSwitcher(initial="boxes"):
            yield LineList(*words.box_columns(), id="boxes", classes="-cursor")
            yield LineList(*words.name_columns(), id="names", classes="-cursor")
        yield Paragraph(id="ahead-next")

    def on_mount(self) -> None:
        self.retranslate()
        self.set_interval(_TICK_S, self._tick)
        self.set_interval(_AGAIN_S, self._look_again)
        self.do(self.open)

    def on_screen_resume(self) -> None:
        if self.ahead.plan is not None:
            self.do(self.ahead.look)

    def on_store_changed(self) -> None:
        self._stale = True

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self.show_all()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done as things stand is not in the footer."""
        del parameters
        if action == "make":
            return self.ahead.prepared is not None and not self._busy
        if action == "empty":
            return self.box_at != "" and not self._busy
        if action in ("sort", "paper"):
            return self.ahead.plan is not None and not self._busy
        if action == "names":
            return self.ahead.plan is not None
        return True

    def action_names(self) -> None:
        """Look through the names, or go back to the boxes."""
        if self._at == "names":
            self.go("boxes")
        else:
            self.do(self.look_through)

    def action_sort(self) -> None:
        """Sort by something else."""
        self.ahead.turn_sort()
        self.do(self.ahead.look)

    def action_paper(self) -> None:
        """Take another paper."""
        self.ahead.turn_paper()
        self.show_all()

    def action_make(self) -> None:
        """Make the boxes that are not done."""
        self.do(self.print_ahead)

    def action_empty(self) -> None:
        """Empty the box under the cursor."""
        self.do(self.empty_box)

    async def action_back(self) -> None:
        """Stop what is under way; from the names to the boxes, from there to the desk."""
        if self.ahead.progress is not None:
            self.ahead.stopping = True
        elif self._at == "names":
            self.go("boxes")
        elif "desk" in self.onsite.areas:
            await self.onsite.action_area("desk")

    @property
    def _busy(self) -> bool:
        return self.ahead.progress is not None

    @property
    def _at(self) -> str:
        return str(self.query_one(ContentSwitcher).current) if self.is_mounted else "boxes"

    @property
    def box_at(self) -> str:
        """The box under the cursor that holds badges; empty where none does."""
        if not self.is_mounted or self._at != "boxes":
            return ""
        line = self.query_one("#boxes", LineList).line
        key = line.key if line is not None else ""
        return key.removeprefix(words.LYING) if key.startswith(words.LYING) else ""

    def go(self, page: str) -> None:
        """Show the boxes, or the names."""
        self.query_one(ContentSwitcher).current = page
        self.query_one(f"#{page}").focus()
        self.show_all()

    def _tick(self) -> None:
        if self.is_current and self._busy:
            self._show_next()

    def _look_again(self) -> None:
        if self._stale and self.is_current and not self._busy:
            self._stale = False
            self.do(self.ahead.look)

    @on(LineList.Highlighted)
    def _highlighted(self) -> None:
        self._show_next()

    def show_all(self) -> None:
        """Everything as it is now."""
        figures = words.figures(self.ahead) if self.ahead.plan is not None else ""
        self.query_one("#ahead-figures", Static).update(Text(figures))
        boxes, names = self.query_one("#boxes", LineList), self.query_one("#names", LineList)
        boxes.retitle(*words.box_columns(), empty=words.no_boxes(self.ahead))
        boxes.show(words.box_lines(self.ahead))
        names.retitle(*words.name_columns(), empty=words.nothing_wrong(self.ahead))
        names.show(words.name_lines(self.ahead))
        self._show_next()

    def _show_next(self) -> None:
        self.query_one("#ahead-next", Paragraph).say(self._said())
        self.refresh_bindings()

    def _said(self) -> str:
        progress = self.ahead.progress
        if progress is not None:
            said = drawn(progress.phase, progress.done, progress.total)
            return f"{said}\n{words.stopping(self.ahead)}"
        line = self.query_one("#names", LineList).line
        if self._at == "names" and self.ahead.findings and line is not None:
            return words.about_name(self.ahead.findings[int(line.key)])
        return words.what_next(self.ahead)
