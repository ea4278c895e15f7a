"""One code held into the picture is one scan, however many frames show it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FORGOTTEN_AFTER_S = 2.0
"""A code out of sight for longer than this is a new sighting when it comes back."""


class Sightings:
    """Which of the codes in view are seen for the first time.

    Args:
        forgotten_after: seconds out of sight after which a code counts as gone.
    """

    def __init__(self, forgotten_after: float = FORGOTTEN_AFTER_S) -> None:
        self._forgotten_after = forgotten_after
        self._last_seen: dict[str, float] = {}

    def seen(self, texts: Iterable[str], at: float) -> tuple[str, ...]:
        """The texts that have just come into view, in their order.

        Args:
            texts: everything read in one frame.
            at: the frame's time in seconds; never less than the one before.
        """
        self._last_seen = {
            text: last for text, last in self._last_seen.items() if not self._gone(last, at)
        }
        in_view = dict.fromkeys(texts, at)
        new = tuple(text for text in in_view if text not in self._last_seen)
        self._last_seen |= in_view
        return new

    def _gone(self, last: float, at: float) -> bool:
        return at - last > self._forgotten_after
