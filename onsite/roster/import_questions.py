"""What the import screen asks before it withdraws most of the roster."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from onsite.language import N_, _
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class WrongFile(Dialog[str]):
    """Whether so many are to be withdrawn: `withdraw`, `other` (it is another list), or `no`.

    Args:
        warning: how many it would be, as a whole sentence.
    """

    AUTO_FOCUS = "#no"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer('withdraw')", N_("Withdraw them")),
        Binding("a", "answer('other')", N_("Another list")),
        Binding("n,escape", "answer('no')", N_("No")),
        Binding("right", "app.focus_next", N_("Other button"), show=False),
        Binding("left", "app.focus_previous", N_("Other button"), show=False),
    ]

    def __init__(self, warning: str) -> None:
        super().__init__()
        self._warning = warning

    def compose(self) -> ComposeResult:
        """The question and three buttons."""
        hint = _("If this is a list beside the first, as of speakers, take it as another list.")
        with Vertical(classes="box"):
            yield Static(Text(self._warning), classes="question")
            yield Static(Text(hint), classes="hint")
            with Horizontal(classes="buttons"):
                yield Button(Text(_("Withdraw them")), id="withdraw")
                yield Button(Text(_("Another list")), id="other")
                yield Button(Text(_("No")), id="no", variant="primary")
        yield KeyFooter()

    def action_answer(self, answer: str) -> None:
        """Close with the answer."""
        self.dismiss(answer)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id or "no")
