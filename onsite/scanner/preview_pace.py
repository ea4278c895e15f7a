"""How often the preview may be drawn: never at the cost of the work. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

RATES = (10.0, 5.0, 2.0, 0.0)
"""Pictures a second, from the best to none."""
TICK_S = 0.1
"""How often to ask whether a picture is due, in seconds."""
LATE_S = 0.030
"""A screen that is this late on the average is too busy for what it draws."""
EASY_S = 0.010
"""One that is later than this is no reason to draw more."""
SLOWER_AFTER_S, FASTER_AFTER_S = 1.0, 4.0
"""So long a rate is tried, before it is made lower or higher."""
LONGEST_PATIENCE_S = 60.0
"""A rate that proved too high is tried again after twice as long each time, up to this."""
_WEIGHT = 0.2
"""Of the newest lateness in the average: about the last second counts."""
_LONGEST_S = 1.0
"""Of one lateness: a computer that slept was not busy."""
_SLACK_S = TICK_S / 4
"""A tick is never exactly at its time."""


def over_ssh(environ: Mapping[str, str]) -> bool:
    """Whether what is drawn goes through a network, where a picture costs more than it helps."""
    return any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))


class PreviewPace:
    """Asked at every tick; learns from how late the ticks are."""

    def __init__(self) -> None:
        self._place = 0
        self._late = 0.0
        self._last: float | None = None
        self._drawn = float("-inf")
        self._changed = float("-inf")
        self._patience = FASTER_AFTER_S
        self._rose = False

    @property
    def rate(self) -> float:
        """Pictures a second at most; 0 while the computer is too busy for any."""
        return RATES[self._place]

    def due(self, now: float) -> bool:
        """Whether a picture may be drawn.

        Args:
            now: seconds of a clock that never goes back; `TICK_S` after the last call, if the
                computer has time.
        """
        self._learn(now)
        if not self.rate or now - self._drawn < 1 / self.rate - _SLACK_S:
            return False
        self._drawn = now
        return True

    def pause(self) -> None:
        """Nothing was asked for a while, and that tells nothing of the computer."""
        self._last = None

    def _learn(self, now: float) -> None:
        if self._last is None:
            self._last, self._changed = now, now
            return
        late = min(max(now - self._last - TICK_S, 0.0), _LONGEST_S)
        self._last = now
        self._late += (late - self._late) * _WEIGHT
        tried = now - self._changed
        if self._late > LATE_S and tried >= SLOWER_AFTER_S and self._place < len(RATES) - 1:
            if self._rose:
                self._patience = min(self._patience * 2, LONGEST_PATIENCE_S)
            self._place, self._changed, self._rose = self._place + 1, now, False
        elif self._late < EASY_S and tried >= self._patience and self._place > 0:
            self._place, self._changed, self._rose = self._place - 1, now, True
