"""What the screen of the problem desk asks: how a case ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from onsite.cases import wording
from onsite.language import N_, _
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter
from onsite.ui.line_list import Column, Line, LineList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

MOST = 8
"""Lines that are shown at once."""


class AskEnd(Dialog[tuple[str, str] | None]):
    """Asks how a case ends, and for a note. Answers the code and the note, None when cancelled.

    Args:
        question: names the case.
        codes: to choose from.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("enter", "take", N_("Resolve"), priority=True),
        Binding("escape", "dismiss(None)", N_("Cancel")),
    ]

    def __init__(self, question: str, codes: Sequence[str]) -> None:
        super().__init__()
        self._question = question
        self._codes = codes

    def compose(self) -> ComposeResult:
        """The question, the ends, a line for a note."""
        with Vertical(classes="box"):
            yield Static(Text(self._question), classes="question")
            ends = LineList(Column(), id="ends", classes="-cursor")
            ends.can_focus = False
            ends.styles.height = min(len(self._codes), MOST)
            yield ends
            yield Input(id="note", max_length=300, compact=True)
        yield KeyFooter()

    def on_mount(self) -> None:
        self.retranslate()
        self.query_one(Input).focus()

    def retranslate(self) -> None:
        """The ends and the hint, in the language in use."""
        self.query_one(LineList).show(
            [Line(code, (wording.resolution(code),)) for code in self._codes]
        )
        self.query_one(Input).placeholder = _("↑↓ choose how it ends; a note, if there is one")

    def action_move(self, steps: int) -> None:
        """Another end."""
        self.query_one(LineList).action_move(steps)

    def action_take(self) -> None:
        """Close with the end."""
        self.after_keys(self._take)

    def _take(self) -> None:
        line = self.query_one(LineList).line
        self.dismiss((line.key, self.query_one(Input).value.strip()) if line else None)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.dismiss((event.line.key, self.query_one(Input).value.strip()))


class ChooseType(Dialog[str | None]):
    """Asks what a case is about: the number of a line, or Enter for the one under the cursor.

    Answers the key of a case type, None when cancelled.

    Args:
        question: names the person.
        lines: the types, by their keys; the likeliest first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("1", "number(1)", N_("Open by number"), key_display="1–9"),
        *(Binding(str(number), f"number({number})", show=False) for number in range(2, 10)),
        Binding("enter", "take", N_("Open a case")),
        Binding("escape", "dismiss(None)", N_("Cancel")),
    ]

    def __init__(self, question: str, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._question = question
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The question and the types."""
        with Vertical(classes="box"):
            yield Static(Text(self._question), classes="question")
            kinds = LineList(Column(width=1), Column(), id="kinds", classes="-cursor")
            kinds.can_focus = False
            kinds.styles.height = len(self._lines)
            yield kinds
        yield KeyFooter()

    def on_mount(self) -> None:
        numbered = enumerate(self._lines, 1)
        lines = [Line(key, (str(number), name)) for number, (key, name) in numbered]
        self.query_one(LineList).show(lines)

    def action_move(self, steps: int) -> None:
        """Another type."""
        self.query_one(LineList).action_move(steps)

    def action_number(self, number: int) -> None:
        """Close with the type of that number."""
        if 0 < number <= len(self._lines):
            self.dismiss(self._lines[number - 1][0])

    def action_take(self) -> None:
        """Close with the type under the cursor."""
        line = self.query_one(LineList).line
        self.dismiss(line.key if line is not None else None)

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.dismiss(event.line.key)
