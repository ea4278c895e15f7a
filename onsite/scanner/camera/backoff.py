"""How long to wait before a lost camera is tried again. Pure."""

from __future__ import annotations

FIRST_S, LONGEST_S = 1.0, 10.0
"""Before the first try, and at most, in seconds; each wait is twice the one before."""
TRUSTED_AFTER_S = 5.0
"""A camera that gave pictures for so long has come back for good."""


class Backoff:
    """The waits between tries.

    Args:
        first: seconds before the first try.
        longest: seconds before any try.
    """

    def __init__(self, first: float = FIRST_S, longest: float = LONGEST_S) -> None:
        self._first, self._longest = first, longest
        self._next = first

    def after(self, played: float) -> float:
        """The seconds to wait before the next try.

        Args:
            played: for how many seconds the last try gave pictures.
        """
        if played >= TRUSTED_AFTER_S:
            self._next = self._first
        wait, self._next = self._next, min(self._next * 2, self._longest)
        return wait
