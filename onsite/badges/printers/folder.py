"""A folder that stands for a printer: badges are files there, whole or not at all."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from onsite.badges.printers import saying
from onsite.badges.printers.channel import (
    Cancelled,
    PrinterState,
    Progress,
    Sent,
    job_name,
)
from onsite.clock import to_ms

if TYPE_CHECKING:
    from onsite.badges.printers.channel import Output
    from onsite.clock import Clock
    from onsite.plan.printers import PrinterPart


class Folder:
    """Files named after their jobs, as `JOB.pdf`, or `JOB-1.png` and `JOB-2.png`.

    The file that names the job is put in place last, in one step: what is found is whole.
    """

    def __init__(self, printer: PrinterPart, data: Path, clock: Clock) -> None:
        self._printer, self._clock = printer, clock
        self.path = data / Path(printer.where.path).expanduser()
        """Where the files are; under the data folder unless the plan says it wholly."""

    async def state(self) -> PrinterState:
        """As in `Channel`: `stopped` where nothing can be written."""
        return await asyncio.to_thread(self._state)

    def _state(self) -> PrinterState:
        there = next(each for each in (self.path, *self.path.parents) if each.exists())
        if there.is_dir() and os.access(there, os.W_OK):
            return PrinterState("ready")
        return PrinterState("stopped", ("folder-not-writable",), accepting=False)

    async def submit(self, output: Output, name: str) -> Sent:
        """As in `Channel`; it never may have been sent: a file is there, or it is not."""
        job_name(name)
        at = to_ms(self._clock.now())
        try:
            await asyncio.to_thread(self._write, output, name)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise saying.not_written(self._printer.name, reason) from error
        return Sent(self._printer.address, name, "", at)

    def _write(self, output: Output, name: str) -> None:
        if self._printer.where.format == "pdf":
            self._put(self._file(name), output.pdf())
            return
        images = output.images(self._printer.dpi, not self._printer.colour)
        for number, image in reversed(list(enumerate(images, 1))):
            import io

            written = io.BytesIO()
            image.save(written, "PNG", dpi=(self._printer.dpi, self._printer.dpi))
            self._put(self.path / f"{name}-{number}.png", written.getvalue())

    def _put(self, file: Path, data: bytes) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f".{file.name}.part")
        try:
            with part.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            part.replace(file)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def _file(self, name: str) -> Path:
        """The file that is there once the job is done."""
        pdf = self._printer.where.format == "pdf"
        return self.path / (f"{name}.pdf" if pdf else f"{name}-1.png")

    async def follow(self, sent: Sent) -> tuple[Progress, tuple[str, ...]]:
        """As in `Channel`: a file that somebody took away is `UNKNOWN`."""
        there = await asyncio.to_thread(self._file(sent.name).exists)
        return (Progress.DONE, ()) if there else (Progress.UNKNOWN, ("no-such-file",))

    async def cancel(self, sent: Sent) -> Cancelled:
        """As in `Channel`: somebody may have opened the file already."""
        there = await asyncio.to_thread(self._file(sent.name).exists)
        return "too_late" if there else "unknown"

    async def find(self, name: str, after_ms: int) -> Sent | None:
        """As in `Channel`; by the name alone, which no other job has."""
        there = await asyncio.to_thread(self._file(job_name(name)).exists)
        return Sent(self._printer.address, name, "", after_ms) if there else None
