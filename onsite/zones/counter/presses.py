"""Which presses of a key are a person's, by the times between them. Pure; all times in seconds.

A terminal tells nobody that a key was let go: one that is held comes again and again. It comes
again after 180 ms to 1.2 s, by the settings of the computer, and from then on 10 to 60 times a
second. Nobody taps one key that fast: 8 times a second is a good counter, and no two gaps of a
hand are alike. So a press waits, for less than half a second, for what comes after it:

- a key that is held counts once, for its first press;
- keys that come as a hand scanner sends them, or as a terminal types what is pasted, count for
  nothing at all;
- two keys at once, one under each hand, are two people.

Two things cannot be told. A key that was held just so long that it came again a single time looks
like two taps. And a computer that is set to repeat slower than `SLOW_S`, as Windows can be down to
2.5 times a second, repeats as slowly as a hand taps: repeating is to be switched off there.
"""

from __future__ import annotations

import itertools
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from math import inf

HAND_S = 0.070
"""A hand presses a key again no sooner than this."""
SCAN_S = 0.035
"""A hand scanner's keys are no further apart; see `scanner.hand.burst`."""
AT_ONCE_S = 0.008
"""Keys that are no further apart were not even repeated by a keyboard: 60 a second is its most."""
STALL_S = 0.150
"""A scanner may pause for so long within a code."""
DELAY_S = (0.180, 1.200)
"""A key that is held comes again after so long: 250 ms at the least and 1 s at the most on Windows
(SPI_SETKEYBOARDDELAY) and on the Linux console (kbdrate(8)), with some room on both sides."""
SLOW_S = 0.115
"""The slowest repeating that is told from a hand: the Linux console repeats 10.9 times a second
where nobody has set it otherwise (kbdrate(8))."""
STEADY_S = 0.015
"""A held key's gaps differ by no more than this; a hand's gaps do, in a row of `_STEADY_GAPS`."""
PAUSE_S = 0.200
"""So long a held key may fail to come while the computer is busy."""
_STEADY_GAPS = 3


class Made(StrEnum):
    """What a press is."""

    TAP = "tap"
    """Somebody has pressed the key."""
    HELD = "held"
    """The key had not been let go, or it bounced."""
    SENT = "sent"
    """A scanner's, or pasted."""


@dataclass(frozen=True, slots=True)
class Press:
    """A key that came."""

    key: str
    at: float


@dataclass(frozen=True, slots=True)
class Judged:
    """What a press turned out to be."""

    press: Press
    made: Made


@dataclass(slots=True)
class _Key:
    """How one key was pressed last."""

    at: float
    held: bool
    pace: float = inf
    """Between two repeats, of one that repeats slowly."""


class Presses:
    """Takes presses in their order, and gives them back once it is known what they are."""

    def __init__(self) -> None:
        self._open: deque[Press] = deque()
        self._keys: dict[str, _Key] = {}
        self._sent_at = self._before = -inf
        """The last press of a scanner; the last press that was judged."""

    def press(self, key: str, at: float) -> None:
        """A key came."""
        last = self._open[-1].at if self._open else self._before
        self._open.append(Press(key, max(at, last)))

    @property
    def waiting(self) -> tuple[Press, ...]:
        """Those of which it is not known yet."""
        return tuple(self._open)

    @property
    def likely(self) -> tuple[Press, ...]:
        """Those of them that may be taps: not of a key that was held just before."""
        held = {key for key, last in self._keys.items() if last.held}
        return tuple(
            each
            for each in self._open
            if each.key not in held or each.at - self._keys[each.key].at > PAUSE_S
        )

    @property
    def known_at(self) -> float | None:
        """When all that came will be judged, if nothing else comes; None where all is."""
        return self._open[-1].at + SLOW_S if self._open else None

    def judged(self, now: float) -> list[Judged]:
        """Those of which it is known by now; each is given once, in its order."""
        found = []
        while self._open:
            made = self._made(now)
            if made is None:
                break
            press = self._open.popleft()
            self._note(press, made)
            found.append(Judged(press, made))
        return found

    def settle(self) -> list[Judged]:
        """All that are open: what comes next has nothing to do with them."""
        return self.judged(inf)

    def _made(self, now: float) -> Made | None:
        """What the first open press is; None while it takes the next ones to know."""
        press, gaps = self._open[0], self._gaps(now)
        if press.at - self._sent_at <= STALL_S:
            return Made.SENT
        before = self._keys.get(press.key)
        for made, found in (
            (Made.HELD, self._is_repeat(press, before, gaps)),
            (Made.SENT, self._is_sent(press, gaps)),
            (Made.HELD, before is not None and press.at - before.at <= HAND_S),
        ):
            if found is None or found:
                return None if found is None else made
        return Made.TAP

    def _gaps(self, now: float) -> list[float | None]:
        """The gaps behind the first open press: None for what is not known, endless for nothing."""
        times = [each.at for each in list(self._open)[: _STEADY_GAPS + 1]]
        found: list[float | None] = [b - a for a, b in itertools.pairwise(times)]
        over = now - times[-1] > SLOW_S
        return found + [inf if over else None] * (_STEADY_GAPS - len(found))

    def _is_repeat(
        self, press: Press, before: _Key | None, gaps: list[float | None]
    ) -> bool | None:
        """Whether a key that is held has come again."""
        if before is None:
            return False
        since = press.at - before.at
        if before.held and (since <= HAND_S or abs(since - before.pace) <= STEADY_S):
            return True
        paused = before.held and since <= PAUSE_S
        if paused or DELAY_S[0] <= since <= DELAY_S[1]:
            return self._goes_on(gaps)
        return False

    def _is_sent(self, press: Press, gaps: list[float | None]) -> bool | None:
        """Whether it and two more came as no hands press keys."""
        first, second, _third = gaps
        if first is None or first > SCAN_S:
            return None if first is None else False
        if second is None:
            return None
        same = all(each.key == press.key for each in list(self._open)[1:3])
        return second <= SCAN_S and (not same or max(first, second) <= AT_ONCE_S)

    def _goes_on(self, gaps: list[float | None]) -> bool | None:
        """Whether what follows shows that the first open press is a repeat."""
        soon = self._again(1, gaps, HAND_S)
        if soon is None:
            return None
        if soon and (gaps[0] or 0) > AT_ONCE_S:
            return True
        if soon:
            return self._again(2, gaps, HAND_S)
        return self._steady(gaps)

    def _steady(self, gaps: list[float | None]) -> bool | None:
        found: list[float] = []
        for many in range(1, _STEADY_GAPS + 1):
            again = self._again(many, gaps, SLOW_S)
            if not again:
                return again
            found.append(gaps[many - 1] or 0)
            if max(found) - min(found) > STEADY_S:
                return False
        return True

    def _again(self, many: int, gaps: list[float | None], within: float) -> bool | None:
        """Whether the same key comes so many times more, the last of them soon."""
        gap = gaps[many - 1]
        if gap is None:
            return None
        return gap <= within and self._open[many].key == self._open[0].key

    def _note(self, press: Press, made: Made) -> None:
        """Remember what is needed to judge those that come after it."""
        after = self._open[0] if self._open else None
        until = after.at - press.at if after is not None else inf
        if made is Made.SENT and min(press.at - self._before, until) <= SCAN_S:
            self._sent_at = press.at
        self._before = press.at
        before, held = self._keys.get(press.key), made is Made.HELD
        pace = inf
        if held and before is not None:
            begins = not before.held and press.at - before.at >= DELAY_S[0] and until > HAND_S
            pace = until if begins else before.pace
        self._keys[press.key] = _Key(press.at, held, pace)
