"""A number that is typed, for many people at once. Pure; times in seconds."""

from __future__ import annotations

LAPSES_S = 8.0
"""A number to which nothing was added for so long was forgotten by whoever typed it."""
_MOST = 4
"""Digits: nobody lets ten thousand through one door at once."""


class Typed:
    """The digits so far."""

    def __init__(self) -> None:
        self._digits = ""
        self._at = 0.0

    @property
    def people(self) -> int | None:
        """So many; None where nothing is typed."""
        return int(self._digits) if self._digits else None

    def add(self, digit: str, at: float) -> bool:
        """One more digit; without room for it all are forgotten, so that no part is counted.

        Answers whether there was room.
        """
        self.lapse(at)
        if len(self._digits) >= _MOST:
            self.forget()
            return False
        self._digits = (self._digits + digit).lstrip("0")
        self._at = at
        return True

    def shorten(self, at: float) -> None:
        """Without the last digit."""
        self._digits, self._at = self._digits[:-1], at

    def take(self, at: float) -> int | None:
        """So many, who are counted now; None where nothing is typed any more."""
        self.lapse(at)
        people, self._digits = self.people, ""
        return people

    def put(self, people: int, at: float) -> None:
        """That number again, as if it was typed now."""
        self._digits, self._at = str(people), at

    def forget(self) -> None:
        """It was not meant."""
        self._digits = ""

    def lapse(self, at: float) -> bool:
        """Forget what was typed too long ago; answers whether something was."""
        old = bool(self._digits) and at - self._at > LAPSES_S
        if old:
            self._digits = ""
        return old
