"""Small questions above a screen, each with a typed answer.

Ask from a worker: `if await self.app.push_screen_wait(Confirm(_("Undo?"))): …`. Esc always
cancels, and the focus goes back to where it was by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from onsite.language import N_, _
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter
from onsite.ui.line_list import Column, Line, LineList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType


class Confirm(Dialog[bool]):
    """A yes-or-no question; Esc and n say no.

    Args:
        question: what is asked, as a whole sentence.
        yes: the word on the button that does it.
        careful: whether Enter says no, until the other button is chosen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", N_("Yes")),
        Binding("n,escape", "answer(False)", N_("No")),
        Binding("left,right", "app.focus_next", N_("Other button"), show=False),
    ]

    def __init__(self, question: str, *, yes: str = "", careful: bool = False) -> None:
        super().__init__()
        self._question = question
        self._yes = yes
        self._careful = careful

    def compose(self) -> ComposeResult:
        """The question and two buttons."""
        with Vertical(classes="box"):
            yield Static(Text(self._question), classes="question")
            with Horizontal(classes="buttons"):
                yield Button(Text(self._yes or _("Yes")), id="yes", variant="primary")
                yield Button(Text(_("No")), id="no")
        yield KeyFooter()

    def on_mount(self) -> None:
        if self._careful:
            self.query_one("#no").focus()

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 - an action's argument
        """Close with the answer."""
        self.dismiss(answer)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")


class AskReason(Dialog[str | None]):
    """Asks for a text that must not be empty; None when cancelled.

    Args:
        question: what is asked, as a whole sentence.
        placeholder: an example of an answer.
        value: what the answer begins with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("Save"), show=True),
        Binding("escape", "dismiss(None)", N_("Cancel")),
    ]

    def __init__(self, question: str, *, placeholder: str = "", value: str = "") -> None:
        super().__init__()
        self._question = question
        self._placeholder = placeholder
        self._value = value

    def compose(self) -> ComposeResult:
        """The question, the text, and what is missing."""
        with Vertical(classes="box"):
            yield Static(Text(self._question), classes="question")
            yield Input(self._value, placeholder=self._placeholder, max_length=500)
            yield Static("", classes="missing")
        yield KeyFooter()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Close with the text, or say that it is missing."""
        reason = self.query_one(Input).value.strip()
        if reason:
            self.dismiss(reason)
        else:
            self.query_one(".missing", Static).update(Text(_("Please write a few words.")))


class Choose(Dialog[str | None]):
    """Asks to choose one of a list; answers the key of the line, None when cancelled.

    Args:
        question: what is asked, as a whole sentence.
        lines: what there is to choose from.
        columns: how the lines are laid out.
        at: the key of the line the cursor begins at.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("Choose")),
        Binding("escape", "dismiss(None)", N_("Cancel")),
    ]

    def __init__(
        self,
        question: str,
        lines: Sequence[Line],
        *,
        columns: Sequence[Column] = (Column(),),
        at: str = "",
    ) -> None:
        super().__init__()
        self._question = question
        self._lines = lines
        self._columns = columns
        self._at = at

    def compose(self) -> ComposeResult:
        """The question and the list."""
        with Vertical(classes="box"):
            yield Static(Text(self._question), classes="question")
            yield LineList(*self._columns)
        yield KeyFooter()

    def on_mount(self) -> None:
        lines = self.query_one(LineList)
        lines.styles.height = min(len(self._lines) + 1, 16)
        lines.show(self._lines)
        keys = [line.key for line in self._lines]
        lines.cursor = keys.index(self._at) if self._at in keys else lines.cursor
        lines.focus()

    def action_choose(self) -> None:
        """Choose the line under the cursor."""
        self.query_one(LineList).action_choose()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        self.dismiss(event.line.key)


class Browse(Choose):
    """A list to look through, of which one may be chosen; Esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Close")),
    ]
