"""What is sent to people, from the board: what has failed is tried again at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents.board.checking import BoardChecking
from onsite.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onsite.incidents.board.outbox import Key, Sending

_NOT_AGAIN: dict[str, str] = {
    "old": N_("It is too old to be sent. Call them (o), or have the step once more (e)."),
    "waits": N_("It waits for its turn: one notice a minute for each person and channel."),
    "begun": N_("It is under way. What a kill has interrupted is sent once more by itself."),
    "sent": N_("It was sent. To tell them once more, have the step once more (e)."),
}


class BoardSending(BoardChecking):
    """The page of what was sent, and is to be."""

    def __init__(self) -> None:
        super().__init__()
        self.ended: Mapping[Key, Sending] = {}
        """What is on record of it."""
        self.numbers: Mapping[str, str] = {}
        """Of all incidents, by id."""
        self.sendings: Sequence[Sending] = ()

    def action_try_again(self, name: str) -> None:
        """Send again at once what has failed."""
        sending = next((each for each in self.sendings if each.key.name == name), None)
        if sending is None:
            return
        if sending.state in _NOT_AGAIN:
            self.tell(_(_NOT_AGAIN[sending.state]), "warning")
        elif sending.station != self.onsite.site.journal.station:
            said = _("Another station has it in hand: {station}.")
            self.tell(said.format(station=sending.station[:6]), "warning")
        else:
            self.onsite.send_again(*sending.key)
            self.tell(_("It is tried again now."), "good")
