"""A message that nobody has said to have seen: it flashes at the timekeeper, and sounds once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _
from onsite.stage.display.messages import FLASH_EVERY_MS, UNSEEN_MS

if TYPE_CHECKING:
    from onsite.stage.display.messages import Message, Told


class Unseen:
    """What the timekeeper is told of such a message.

    Args:
        steady: whether nothing is to move on the screen.
    """

    def __init__(self, *, steady: bool = False) -> None:
        self._steady = steady
        self._rung = ""

    def line(self, told: Told, now_ms: int) -> str:
        """What is said; empty as long as there is nothing to say."""
        message = _unseen(told, now_ms)
        if message is None:
            return ""
        from onsite.stage.wording import length

        waited = length(now_ms - message.at_ms)
        said = _("! Not seen for {long}: “{text}”. Send somebody.")
        return said.format(long=waited, text=message.text)

    def is_turned(self, told: Told, now_ms: int) -> bool:
        """Whether its colours have changed places at this instant."""
        message = _unseen(told, now_ms)
        if message is None:
            return False
        return self._steady or _waited_ms(message, now_ms) // FLASH_EVERY_MS % 2 == 0

    def rings(self, told: Told, now_ms: int) -> bool:
        """Whether it is to be heard now: each message is once."""
        message = _unseen(told, now_ms)
        if message is None or message.id == self._rung:
            return False
        self._rung = message.id
        return True

    def changes_in(self, told: Told, now_ms: int) -> int | None:
        """In how many milliseconds it begins, or its colours change; None for never."""
        message = told.message
        if message is None or not message.awaits_seen:
            return None
        waited_ms = _waited_ms(message, now_ms)
        return -waited_ms if waited_ms < 0 else FLASH_EVERY_MS - waited_ms % FLASH_EVERY_MS


def _unseen(told: Told, now_ms: int) -> Message | None:
    return told.message if told.message is not None and told.message.is_unseen(now_ms) else None


def _waited_ms(message: Message, now_ms: int) -> int:
    return now_ms - message.at_ms - UNSEEN_MS
