"""Starts the process of the link, keeps it running, and ends it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from onsite.sync.link.state import file_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

HANGS_S = 15.0
"""A process that has told no news for so long does not work any more."""
GONE = 3
"""The process's exit code where the data of its folder was erased: it is not started again."""
_PAUSE_S, _LONGEST_PAUSE_S = 1.0, 30.0
_STEADY_S = 60.0


class Sidecar:
    """The process of the link of a data folder, for whoever shows a screen or runs the hub.

    Where another process has one already, it waits behind that one. It ends with the process
    that has started it, even when that is killed. May be used from several threads.

    Args:
        data: the folder of the store.
        upstream: the hub to go to, for the second link of a venue's hub.
        program: what to run instead.
        monotonic: a clock, in seconds.
    """

    def __init__(
        self,
        data: Path,
        *,
        upstream: str = "",
        program: Sequence[str] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.starts = 0
        """How often it was started."""
        self._program = list(program) if program is not None else _agent(data, upstream)
        self._news = data / file_of("upstream" if upstream else "hub")
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._wanted = False
        self._pause_s = _PAUSE_S
        self._started = self._next = self._heard = 0.0
        self._seen: int | None = None

    @property
    def process(self) -> int | None:
        """The number of the running process; None where none runs."""
        running = self._process
        return running.pid if running is not None and running.poll() is None else None

    def start(self) -> None:
        """Start it, unless it runs."""
        with self._lock:
            self._wanted = True
            if self._process is None:
                self._spawn()

    def wake(self) -> None:
        """Tell it that something was recorded. Neither waits nor raises."""
        process = self._process
        if process is None or process.stdin is None:
            return
        # Where it does not listen any more, `check` finds out.
        with suppress(OSError, ValueError):
            process.stdin.write(b"\n")

    def check(self) -> None:
        """Start it again if it has ended, end it if it hangs. To be called about once a second."""
        with self._lock:
            if not self._wanted:
                return
            if self._process is not None:
                code = self._process.poll()
                if code == GONE or (code is None and not self._hangs()):
                    return
                self._bury()
            if self._monotonic() >= self._next:
                self._spawn()

    def stop(self, timeout: float = 3.0) -> None:
        """End it, in an orderly way if it manages that in time.

        Args:
            timeout: how many seconds to wait at most.
        """
        with self._lock:
            self._wanted = False
            if self._process is None:
                return
            self._close_input()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout)
            self._end()

    def _spawn(self) -> None:
        self.starts += 1
        self._started = self._heard = self._monotonic()
        self._next = self._started + self._pause_s
        self._seen = self._written()
        with suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                self._program,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                **_apart(),
            )
            _unblock(self._process)

    def _bury(self) -> None:
        """What has ended or hangs is not waited for again; the next start may have to wait."""
        if self._monotonic() - self._started >= _STEADY_S:
            self._pause_s = _PAUSE_S
        self._next = self._monotonic() + self._pause_s
        self._pause_s = min(self._pause_s * 2, _LONGEST_PAUSE_S)
        self._close_input()
        self._end()

    def _hangs(self) -> bool:
        # By when the file was seen to change, not by its time: the computer may have slept, and
        # its clock may have been set.
        written = self._written()
        if written != self._seen:
            self._seen, self._heard = written, self._monotonic()
        return self._monotonic() - self._heard > HANGS_S

    def _written(self) -> int | None:
        try:
            return self._news.stat().st_mtime_ns
        except OSError:
            return None

    def _close_input(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def _agent(data: Path, upstream: str) -> list[str]:
    # Without -P, a folder called `onsite` in the current directory would be run instead.
    program = [sys.executable, "-P", "-m", "onsite.sync.link.agent", "--data", os.fspath(data)]
    return [*program, "--upstream", upstream] if upstream else program


def _apart() -> dict[str, Any]:
    """A group of its own, so that Ctrl+C in the terminal reaches only those it is meant for."""
    if sys.platform == "win32":
        quiet = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return {"creationflags": quiet}
    return {"start_new_session": True}


def _unblock(process: subprocess.Popen[bytes]) -> None:
    # Windows learned it with Python 3.12; before, a full pipe takes a while to fill.
    if process.stdin is not None:
        with suppress(AttributeError, OSError):
            os.set_blocking(process.stdin.fileno(), False)
