"""The screen for a store that cannot be opened: one sentence, what to do, and two keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from onsite.language import N_, _
from onsite.ui.base import Translated
from onsite.ui.footer import KeyFooter

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.errors import OnsiteError


class TroubleScreen(Translated[bool]):
    """Says what is wrong; True to try again, False to quit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "answer(True)", N_("Try again")),
        Binding("q,escape", "answer(False)", N_("Quit")),
    ]

    def __init__(self, error: OnsiteError) -> None:
        super().__init__()
        self._error = error

    def compose(self) -> ComposeResult:
        """What happened, what to do, the keys."""
        with Vertical(classes="page"):
            yield Static(Text(self._error.happened), classes="happened")
            yield Static(Text(self._error.advice), classes="advice")
            yield Static(Text(self._keys()), id="keys")
        yield KeyFooter()

    def retranslate(self) -> None:
        """The keys; the error keeps the language it was met in."""
        self.query_one("#keys", Static).update(Text(self._keys()))

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 - an action's argument
        """Close with the answer."""
        self.dismiss(answer)

    def _keys(self) -> str:
        return _("Press r to try again, or q to quit.")


class EndScreen(TroubleScreen):
    """Says why nobody can go on here, whatever they do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "answer(False)", N_("Quit")),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Trying again would change nothing."""
        return parameters != (True,) and super().check_action(action, parameters)

    def _keys(self) -> str:
        return _("Press q to quit.")
