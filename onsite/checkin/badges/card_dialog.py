"""A temporary badge: the number to write on a card, and its code to be photographed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from onsite.language import N_, _
from onsite.ui.base import Dialog
from onsite.ui.dialogs import AskReason
from onsite.ui.footer import KeyFooter

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

_PRINTED = "color(16) on color(231)"
"""Black on white whatever the theme is: not every reader takes the inverse."""


class CardDialog(AskReason):
    """Asks what stands on the card; a number that nobody can guess is offered.

    Args:
        name: whose card it is.
        offer: a number that nobody has.
    """

    def __init__(self, name: str, offer: str) -> None:
        question = _(
            "Temporary badge for {name}. Write this on a card, or type what stands on a card that "
            "you have."
        )
        super().__init__(question.format(name=name), value=offer)


class CardShown(Dialog[None]):
    """The card's code, to be photographed with the guest's own phone.

    Args:
        name: whose card it is.
        code: what it stands for.
    """

    CSS_PATH = "card.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "dismiss(None)", N_("Close"))]

    def __init__(self, name: str, code: str) -> None:
        super().__init__()
        self._whom, self._code = name, code

    def compose(self) -> ComposeResult:
        """The picture on the left, what to do on the right."""
        from onsite.sync.joining.invitation import in_half_blocks

        with Horizontal(classes="card"):
            picture = Text("\n".join(in_half_blocks(self._code)), _PRINTED)
            yield Static(picture, id="card-picture")
            with Vertical():
                yield Static(self._about(), id="card-about")
        yield KeyFooter()

    def retranslate(self) -> None:
        """The right side again."""
        self.query_one("#card-about", Static).update(self._about())

    def _about(self) -> Text:
        text = Text(self._whom, "bold")
        text.append(f"\n\n{self._code}\n\n")
        said = _(
            "Write this on the card. Every desk takes it, typed or scanned, until the real badge "
            "is handed over."
        )
        text.append(said, "not bold")
        text.append("\n\n")
        text.append(_("The guest may photograph the code with their phone."), "not bold")
        return text
