"""Tells the number keys that a person presses from those that a hand scanner sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

APART_S = 0.05
"""Keys that come faster than this, in seconds, are a scanner's: nobody presses them like that."""
_ENDS_S = 0.15
"""Within this time after the last key, as they are handled, the Enter of a scanner is handled."""
_SHORTEST = 4
"""Characters of a code."""


class Strokes:
    """Passes a number on once it is known that a person has pressed it.

    Args:
        later: asks to be called back after so many seconds.
        pressed: is given the number.
    """

    def __init__(
        self, later: Callable[[float, Callable[[], None]], object], pressed: Callable[[int], None]
    ) -> None:
        self._later = later
        self._pressed = pressed
        self._last = self._handled = float("-inf")
        self._turn = 0
        self._text = ""

    def scanned(self, at: float) -> str:
        """The code that Enter ends, where a scanner has sent both; empty where a person pressed it.

        Args:
            at: when Enter is handled, by the clock of `handled` of `press`.
        """
        text, self._text = self._text, ""
        soon = at - self._handled < _ENDS_S
        if soon:
            self._turn += 1
        return text if soon and len(text) >= _SHORTEST else ""

    def press(self, character: str, at: float, handled: float) -> bool:
        """A key was pressed; answers whether a person may have pressed it.

        Args:
            character: what it types.
            at: when it was pressed, in seconds, by any steady clock.
            handled: when that is handled, which may be later; by any steady clock.
        """
        alone = at - self._last >= APART_S
        self._text = character if alone else self._text + character
        self._last, self._handled = at, handled
        self._turn += 1
        if alone and character in "123456789":
            self._wait(int(character), self._turn)
        return alone

    def _wait(self, number: int, turn: int) -> None:
        def expire() -> None:
            if turn == self._turn:
                self._pressed(number)

        self._later(APART_S, expire)
