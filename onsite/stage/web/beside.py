"""The page served beside the console, by a process of its own: callers never hold the timer up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from onsite import language
from onsite.stage.web.address import PORT

if TYPE_CHECKING:
    from pathlib import Path

_END_S = 4.0


@dataclass(frozen=True, slots=True)
class Served:
    """How the page stands."""

    running: bool = False
    addresses: tuple[str, ...] = ()
    """Where it is found, the likeliest first; empty while it is being started."""
    network: bool = False
    """Whether other computers reach it."""
    viewers: int = 0
    trouble: str = ""
    """Why it has ended by itself."""


class PageProcess:
    """The process that serves the page. It ends with the one that has started it.

    Args:
        data: the folder of the store.
        port: where it listens; 0 takes a free one.
    """

    def __init__(self, data: Path, port: int = PORT) -> None:
        self.served = Served()
        """Is replaced by another thread, as the process tells."""
        self._data = data
        self._port = port
        self._process: subprocess.Popen[str] | None = None

    def start(self, host: str, *, new_address: bool = False) -> None:
        """Serve it there, in the place of whatever was served before.

        Args:
            host: see `onsite stage serve`.
            new_address: make another address.
        """
        self.stop()
        self.served = Served(running=True)
        try:
            process = subprocess.Popen(  # noqa: S603 - our own program
                self._command(host, "--new-address" if new_address else ""),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                start_new_session=True,
            )
        except OSError as error:
            self.served = Served(trouble=str(error))
            return
        self._process = process
        threading.Thread(target=self._listen, args=(process,), daemon=True).start()

    def stop(self) -> None:
        """End it, if it runs."""
        process, self._process = self._process, None
        self.served = Served()
        if process is None:
            return
        with suppress(OSError):
            process.stdin.close()  # type: ignore[union-attr] # it is a pipe
        try:
            process.wait(_END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _command(self, host: str, *more: str) -> list[str]:
        # Without -P, a folder called `onsite` in the current directory would be run instead.
        program = [sys.executable, "-P", "-m", "onsite"]
        given = ["--language", language.current(), "--data", os.fspath(self._data)]
        asked = ["stage", "serve", "--json", "--with-input", "--host", host]
        return [*program, *given, *asked, "--port", str(self._port), *filter(None, more)]

    def _listen(self, process: subprocess.Popen[str]) -> None:
        """Take in what the process tells, until it has ended."""
        with process.stdout as lines:  # type: ignore[union-attr] # it is a pipe
            for line in lines:
                with suppress(ValueError):
                    self._heard(process, json.loads(line))
        process.wait()
        if self._process is process:
            self.served = Served(trouble=self.served.trouble)

    def _heard(self, process: subprocess.Popen[str], said: dict[str, Any]) -> None:
        if self._process is not process:
            return
        if "addresses" in said:
            self.served = replace(
                self.served, addresses=tuple(said["addresses"]), network=bool(said["network"])
            )
        elif "viewers" in said:
            self.served = replace(self.served, viewers=int(said["viewers"]))
        elif "error" in said:
            told = said["error"]
            self.served = Served(trouble=f"{told['happened']} {told['advice']}".strip())
