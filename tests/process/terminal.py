"""A program in a terminal of its own: what it is told, what it writes, how it ends."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import termios
import time
from contextlib import suppress

PATIENCE_S = 30.0
IN = b"\x1b[?1049h"
"""Sent when a program takes the whole screen."""
OUT = b"\x1b[?1049l"
"""Sent when it gives it back."""


class Terminal:
    """A pseudo-terminal of 80 by 24 with one program in it."""

    def __init__(self, *command: str) -> None:
        self.written = b""
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        self.before = termios.tcgetattr(theirs)
        self._theirs = theirs
        environment = {**os.environ, "TERM": "xterm-256color", "LINES": "", "COLUMNS": ""}
        self.program = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, process_group=0
        )

    def wait_for(self, text: bytes, times: int = 1) -> None:
        """Read until the text was written so many times."""
        give_up = time.monotonic() + PATIENCE_S
        while self.written.count(text) < times:
            assert time.monotonic() < give_up, self.written[-3000:]
            self._read(0.1)

    def press(self, keys: bytes) -> None:
        """Send keys."""
        os.write(self._ours, keys)

    def kill(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.program.send_signal(number)

    def hang_up(self) -> None:
        """Take the terminal away, as closing its window does, and tell the program."""
        self.vanish()
        self.kill(signal.SIGHUP)

    def vanish(self) -> None:
        """Take the terminal away, and tell nobody."""
        os.close(self._ours)
        os.close(self._theirs)
        self._ours = self._theirs = -1

    def ended(self) -> int:
        """Read until the program has ended; answers its exit code."""
        give_up = time.monotonic() + PATIENCE_S
        while self.program.poll() is None:
            assert time.monotonic() < give_up, self.written[-3000:]
            if self._ours >= 0:
                self._read(0.1)
        if self._ours >= 0:
            self._read(0.1)
        return self.program.returncode

    def is_restored(self) -> bool:
        """Whether the terminal is as it was before: its modes, its screen, its cursor."""
        modes = termios.tcgetattr(self._theirs) == self.before
        screen = self.written.rfind(OUT) > self.written.rfind(IN)
        cursor = self.written.rfind(b"\x1b[?25h") > self.written.rfind(b"\x1b[?25l")
        return modes and screen and cursor

    def close(self) -> None:
        """End whatever is left."""
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        for end in (self._ours, self._theirs):
            if end >= 0:
                with suppress(OSError):
                    os.close(end)

    def _read(self, patience_s: float) -> None:
        ready, _writable, _broken = select.select([self._ours], [], [], patience_s)
        if ready:
            with suppress(OSError):
                self.written += os.read(self._ours, 65536)
