"""A bar on standard error, for work that takes longer than a second."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from onsite.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PATIENCE_S = 1.0
_BETWEEN_S = 0.1
_CELLS = 30
_PHASES = {
    "reading": N_("Reading"),
    "understanding": N_("Understanding"),
    "importing": N_("Importing"),
    "gathering": N_("Gathering"),
    "drawing": N_("Drawing"),
    "checking": N_("Checking"),
}


class Bar:
    """Shows how far the work is; shows nothing before a second has passed, or to a file.

    Args:
        stream: where to.
        passed: a clock that only goes forward, in seconds.
    """

    def __init__(self, stream: TextIO, passed: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._passed = passed
        self._began = self._last = passed()
        self._drawn = 0

    def __call__(self, phase: str, done: int, total: int) -> None:
        """Take note of the progress of a phase."""
        now = self._passed()
        if not self._stream.isatty() or now - self._began < _PATIENCE_S:
            return
        if now - self._last < _BETWEEN_S and done < total:
            return
        self._last = now
        self._write(drawn(phase, done, total))

    def done(self) -> None:
        """Take the bar away; the next phase begins anew."""
        if self._drawn:
            self._write("")
            self._stream.write("\r")
            self._drawn = 0
        self._began = self._passed()

    def _write(self, text: str) -> None:
        self._stream.write("\r" + text.ljust(self._drawn))
        self._stream.flush()
        self._drawn = len(text)


def drawn(phase: str, done: int, total: int) -> str:
    """How far a phase is, as one line of text."""
    filled = _CELLS * done // max(total, 1)
    blocks = "█" * filled + "░" * (_CELLS - filled)
    return f"{_(_PHASES[phase])} {blocks} {done}/{total}"


@contextmanager
def bar() -> Iterator[Bar]:
    """A bar on standard error, taken away at the end whatever happens."""
    shown = Bar(sys.stderr)
    try:
        yield shown
    finally:
        shown.done()
