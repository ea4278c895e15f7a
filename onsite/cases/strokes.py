"""Tells the number keys that a person presses from those that a hand scanner sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

APART_S = 0.05
"""Keys that come faster than this, in seconds, are a scanner's: nobody presses them like that."""


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
        self._last = float("-inf")
        self._turn = 0

    def press(self, character: str, at: float) -> bool:
        """A key was pressed; answers whether a person may have pressed it.

        Args:
            character: what it types.
            at: in seconds, by any steady clock.
        """
        alone = at - self._last >= APART_S
        self._last = at
        self._turn += 1
        if alone and character in "123456789":
            self._wait(int(character), self._turn)
        return alone

    def _wait(self, number: int, turn: int) -> None:
        def expire() -> None:
            if turn == self._turn:
                self._pressed(number)

        self._later(APART_S, expire)
