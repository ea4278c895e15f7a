"""What to say of a code that is seen and cannot be read: nothing that flickers. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onsite.scanner.decoding import Located, Reading

STEADY_S = 0.4
"""A code must be there for so long before anything is said: one that comes up is always blurred."""
OVER_S = 0.6
"""It has gone when it was not seen for so long."""
QUIET_S = 1.0
"""Nothing is said for so long after a code was read: that one is being taken away."""
CHANGES_S = 0.8
"""What is said stays for so long before it is another."""


class Hints:
    """Which code is said to be unreadable, and what helps."""

    def __init__(self) -> None:
        self.shown: Located | None = None
        """What is said now."""
        self._since = self._last = self._read = self._changed = float("-inf")

    def seen(self, reading: Reading, at: float) -> bool:
        """Take in what was made of a frame; answers whether what is said is another now.

        Args:
            reading: of any lane.
            at: the frame's time in seconds.
        """
        before = self.shown.hint if self.shown is not None else None
        if reading.codes:
            self._read, self.shown, self._last = at, None, float("-inf")
        elif reading.located is not None:
            self._locate(reading.located, at)
        elif at - self._last > OVER_S:
            self.shown = None
        return (self.shown.hint if self.shown is not None else None) is not before

    def forget(self) -> bool:
        """Nothing is seen any more; answers whether anything was said."""
        before, self.shown, self._last = self.shown, None, float("-inf")
        return before is not None

    def _locate(self, located: Located, at: float) -> None:
        if at - self._last > OVER_S:
            self._since = at
        self._last = at
        if at - self._since < STEADY_S or at - self._read < QUIET_S:
            return
        if self.shown is None or at - self._changed >= CHANGES_S:
            self.shown, self._changed = located, at
