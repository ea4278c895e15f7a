"""The spooler of this computer, as the last way: it takes badges, and tells little.

CUPS's own programs name the queue and the number, but not the title of a job, nor whether an
ended one was printed or cancelled. Windows takes a file through the program that opens PDFs, and
tells nothing at all. Where there is a choice, an address with ipp:// is the better one.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from onsite.badges.printers import saying
from onsite.badges.printers.channel import (
    Cancelled,
    Channel,
    NotSent,
    PrinterState,
    Progress,
    Sent,
    job_name,
)
from onsite.badges.printers.drawn import drawn
from onsite.clock import to_ms

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.badges.printers.channel import Output
    from onsite.clock import Clock
    from onsite.plan.printers import PrinterPart

_READ_S = 600.0
"""By then the program that prints has read its file, in s."""
_SECONDS = 15.0
"""How long one of the programs may take."""
_REQUEST = re.compile(r"request id is (\S+)-(\d+) ")
_PRINTING = re.compile(r"now printing \S+-(\d+)\.")
_NOT_TOLD = (Progress.UNKNOWN, ("not-told",))


def spooler(printer: PrinterPart, clock: Clock) -> Channel:
    """The way to a queue of this computer."""
    start = getattr(os, "startfile", None)
    return WindowsQueue(printer, clock, start) if start else CupsQueue(printer, clock)


class CupsQueue:
    """A queue that `lp` prints to."""

    def __init__(self, printer: PrinterPart, clock: Clock, options: tuple[str, ...] = ()) -> None:
        """`options` go before all others, as `-h HOST:PORT`."""
        self._printer, self._clock, self._options = printer, clock, options
        self._queue = printer.where.path

    async def state(self) -> PrinterState:
        """As in `Channel`."""
        try:
            code, said = await self._run("lpstat", "-p", self._queue, "-a", self._queue)
            waiting = 0 if code else len(await self._waiting())
        except (OSError, NotSent):
            return PrinterState("unknown", ("no-answer",), accepting=False)
        if code:
            return PrinterState("stopped", ("no-such-queue",), accepting=False)
        accepting = " not accepting " not in said
        if "disabled since" in said:
            return PrinterState("stopped", ("paused",), waiting, accepting)
        printing = _PRINTING.search(said) is not None
        return PrinterState("printing" if printing else "ready", (), waiting, accepting)

    async def submit(self, output: Output, name: str) -> Sent:
        """As in `Channel`."""
        name = job_name(name)
        data = await drawn(self._printer.name, output.pdf)
        at = to_ms(self._clock.now())
        try:
            code, said = await self._run("lp", "-d", self._queue, "-t", name, "-", given=data)
        except OSError as error:
            raise saying.nobody_knows(self._printer.name) from error
        found = _REQUEST.search(said)
        if found:
            return Sent(self._printer.address, name, found[2], at)
        if code:
            raise saying.refused(self._printer.name, f"lp {code}")
        raise saying.nobody_knows(self._printer.name)

    async def follow(self, sent: Sent) -> tuple[Progress, tuple[str, ...]]:
        """As in `Channel`: how a job has ended is not told."""
        try:
            waiting = await self._waiting()
            _code, said = await self._run("lpstat", "-p", self._queue)
        except (OSError, NotSent):
            return _NOT_TOLD
        if sent.number not in waiting:
            return Progress.UNKNOWN, ("ended",)
        if "disabled since" in said:
            return Progress.HELD, ("paused",)
        now = _PRINTING.search(said)
        printing = now is not None and now[1] == sent.number
        return (Progress.PRINTING if printing else Progress.WAITING), ()

    async def cancel(self, sent: Sent) -> Cancelled:
        """As in `Channel`: certain only for a job that was waiting before and is gone after."""
        before, _reasons = await self.follow(sent)
        try:
            code, _said = await self._run("cancel", f"{self._queue}-{sent.number}")
            gone = sent.number not in await self._waiting()
        except (OSError, NotSent):
            return "unknown"
        # Between the question and the cancel it may have begun, unless the queue stands still.
        return "cancelled" if before is Progress.HELD and gone and not code else "unknown"

    async def find(self, name: str, after_ms: int) -> Sent | None:
        """As in `Channel`: its programs list no names of jobs."""
        del name, after_ms
        return None

    async def _waiting(self) -> set[str]:
        """The numbers of the jobs that have not ended."""
        _code, said = await self._run("lpstat", "-o", self._queue)
        names = (line.split()[0] for line in said.splitlines() if line.strip())
        return {name.rpartition("-")[2] for name in names}

    async def _run(self, program: str, *words: str, given: bytes = b"") -> tuple[int, str]:
        """Run one of CUPS's programs; its exit code and what it said.

        Raises:
            NotSent: it is not here.
            TimeoutError: it has not ended.
        """
        path = shutil.which(program)
        if path is None:
            raise saying.no_program(self._printer.name, program)
        pipe = asyncio.subprocess.PIPE
        running = await asyncio.create_subprocess_exec(
            path,
            *self._options,
            *words,
            stdin=pipe,
            stdout=pipe,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C"},
        )
        try:
            async with asyncio.timeout(_SECONDS):
                said, _none = await running.communicate(given)
        finally:
            if running.returncode is None:
                with suppress(ProcessLookupError):
                    running.kill()
                await running.wait()
        return running.returncode or 0, said.decode("utf-8", "replace")


class WindowsQueue:
    """A printer of Windows, reached through the program that opens PDF files there.

    Neither its state nor any job is told: `doctor` and the printers' screen say so, and what is
    sent counts as sent until the desk has seen the badge.
    """

    def __init__(
        self,
        printer: PrinterPart,
        clock: Clock,
        start: Callable[[str, str, str], None],
        folder: Path | None = None,
    ) -> None:
        """`start` is `os.startfile`; `folder` is where badges lie while they are printed."""
        self._printer, self._clock, self._start = printer, clock, start
        self._folder = folder or Path(tempfile.gettempdir()) / "onsite-badges"

    async def state(self) -> PrinterState:
        """As in `Channel`."""
        return PrinterState("unknown", ("not-told",))

    async def submit(self, output: Output, name: str) -> Sent:
        """As in `Channel`."""
        data = await drawn(self._printer.name, output.pdf)
        at = to_ms(self._clock.now())
        try:
            file = await asyncio.to_thread(self._put, data, job_name(name))
        except OSError as error:
            raise saying.not_written(self._printer.name, error) from error
        try:
            await asyncio.to_thread(self._open, file)
        except OSError as error:
            raise saying.no_program(self._printer.name, "PDF") from error
        return Sent(self._printer.address, name, "", at)

    def _put(self, data: bytes, name: str) -> Path:
        # The program reads the file after this returns; with the next badges it is cleared away.
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in self._folder.glob("*.pdf"):
            with suppress(OSError):  # it may be open still
                if time.time() - old.stat().st_mtime > _READ_S:
                    old.unlink()
        file = self._folder / f"{name}.pdf"
        file.write_bytes(data)
        return file

    def _open(self, file: Path) -> None:
        self._start(str(file), "printto", f'"{self._printer.where.path}"')

    async def follow(self, sent: Sent) -> tuple[Progress, tuple[str, ...]]:
        """As in `Channel`: nothing is told."""
        del sent
        return _NOT_TOLD

    async def cancel(self, sent: Sent) -> Cancelled:
        """As in `Channel`: it is not ours any more."""
        del sent
        return "unknown"

    async def find(self, name: str, after_ms: int) -> Sent | None:
        """As in `Channel`."""
        del name, after_ms
        return None
