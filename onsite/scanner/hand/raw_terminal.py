"""A terminal that hands over every byte at once, and is put back whatever happens."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 4_096


class Bytes(Protocol):
    """Where bytes come from."""

    def read(self, seconds: float) -> bytes | None:
        """What has come, waiting for so many seconds at most; None at the end of it all."""


class Piped:
    """Standard input that is no terminal, such as a file or a pipe."""

    def read(self, seconds: float) -> bytes | None:
        """The next bytes; does not wait less for files."""
        del seconds
        return os.read(sys.stdin.fileno(), _MOST) or None


class _Posix:
    """A terminal in raw mode, except that what is written to it still gets whole line ends."""

    def __init__(self) -> None:
        import termios

        self._fd = sys.stdin.fileno()
        self._before = termios.tcgetattr(self._fd)

    def make_raw(self) -> None:
        import termios

        modes: list[Any] = termios.tcgetattr(self._fd)
        # Nothing is changed, echoed, or taken for a signal: ETX is a byte that scanners send.
        modes[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.ISTRIP)
        modes[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
        modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._fd, termios.TCSANOW, modes)

    def restore(self) -> None:
        import termios

        with suppress(termios.error):  # the window is gone
            termios.tcsetattr(self._fd, termios.TCSAFLUSH, self._before)

    def read(self, seconds: float) -> bytes | None:
        ready, _writable, _broken = select.select([self._fd], [], [], seconds)
        return (os.read(self._fd, _MOST) or None) if ready else b""


class _Windows:
    """The console of Windows, a key at a time."""

    def make_raw(self) -> None:
        """It hands over every key as it is."""

    def restore(self) -> None:
        """It was not changed."""

    def read(self, seconds: float) -> bytes | None:
        keys: Any = __import__("msvcrt")
        give_up = time.monotonic() + seconds
        while not keys.kbhit():
            if time.monotonic() >= give_up:
                return b""
            time.sleep(0.001)
        return str(keys.getwch()).encode("utf-8", "replace")


@contextmanager
def raw_terminal() -> Iterator[Bytes]:
    """The bytes of the terminal, as they come. It is as before afterwards, by signals as well."""
    terminal = _Windows() if sys.platform == "win32" else _Posix()
    signals = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    before = {number: signal.signal(number, _end) for number in signals if number is not None}
    try:
        terminal.make_raw()
        yield terminal
    finally:
        terminal.restore()
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, frame: object) -> None:
    del frame
    raise SystemExit(128 + number)
