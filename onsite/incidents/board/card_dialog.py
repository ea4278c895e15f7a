"""The call card: whom to call, how, and the sentence to say; one key records that they have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from onsite.incidents import wording
from onsite.incidents.board.showing import reached
from onsite.language import N_, _
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.incidents.paging.card import Card
    from onsite.incidents.paging.facts import How

_EVERY_S = 1.0


class Called(NamedTuple):
    """Somebody was called and has it."""

    card: Card
    how: How


class CardDialog(Dialog[Called | None]):
    """One card after the other; answers who has it, and how they said so.

    Args:
        look: the cards as they are now, whom to call first on top.
    """

    CSS_PATH = "card_dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,r,R", "answer('radio')", N_("Has it, by radio"), key_display="r"),
        Binding("p,P", "answer('phone')", N_("Has it, by phone"), key_display="p"),
        Binding("i,I", "answer('person')", N_("Has it, in person"), key_display="i"),
        Binding("down,n,N", "go(1)", N_("Next one"), key_display="↓"),
        Binding("up", "go(-1)", N_("The one before"), show=False),
        Binding("escape,o,O", "dismiss(None)", N_("Close"), key_display="Esc"),
    ]

    def __init__(self, look: Callable[[], Sequence[Card]]) -> None:
        super().__init__()
        self._look = look
        self._person = ""
        """Who is on the card that is shown."""

    def compose(self) -> ComposeResult:
        """Who, how, the sentence."""
        with Vertical(classes="box -wide"):
            yield Static(id="card-who")
            yield Static(id="card-way")
            yield Static(id="card-says")
            yield Static(id="card-state")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.show_card()
        self.set_interval(_EVERY_S, self.show_card)

    def retranslate(self) -> None:
        """The card again."""
        self.show_card()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nobody need be called, there is nothing to record."""
        if action in ("answer", "go"):
            return bool(self._look())
        return super().check_action(action, parameters)

    def action_go(self, steps: int) -> None:
        """The card of somebody else."""
        cards = self._look()
        people = [each.person for each in cards]
        at = people.index(self._person) if self._person in people else 0
        self._person = people[(at + steps) % len(people)] if people else ""
        self.show_card()

    def action_answer(self, how: How) -> None:
        """They have it."""
        card = self._card()
        if card is not None:
            self.dismiss(Called(card, how))

    def show_card(self) -> None:
        """The card as it is now."""
        card = self._card()
        if card is None:
            self._say("#card-who", _("Nobody need be called."))
            for where in ("#card-way", "#card-says", "#card-state"):
                self._say(where, "")
            return
        self._person = card.person
        drill = f"{_(wording.EXERCISE)}  " if card.drill else ""
        who = _("Call {who}").format(who=card.way.name)
        self._say("#card-who", f"{drill}{card.number}  ·  {who}")
        self._say("#card-way", _way(card))
        self._say("#card-says", _("“{sentence}”").format(sentence=card.sentence))
        cards = self._look()
        place = [each.person for each in cards].index(card.person) + 1
        many = _("{n} of {many}").format(n=place, many=len(cards))
        step = _("step {step}").format(step=card.step)
        self._say("#card-state", f"{many}  ·  {step}  ·  {reached(card.reached)}")

    def _card(self) -> Card | None:
        cards = self._look()
        there = (each for each in cards if each.person == self._person)
        return next(there, cards[0] if cards else None)

    def _say(self, where: str, text: str) -> None:
        self.query_one(where, Static).update(Text(text))


def _way(card: Card) -> str:
    """Call sign, channel, number, address: each that there is in a line."""
    way = card.way
    lines = (
        (_("Call sign"), way.call_sign),
        (_("Channel"), way.channel),
        (_("Phone"), way.phone),
        (_("E-mail"), way.email),
    )
    there = [wording.pair(name, value) for name, value in lines if value]
    return "\n".join(there) or _("The plan says no way to reach them: send somebody.")
