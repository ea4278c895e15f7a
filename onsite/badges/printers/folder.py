"""A folder that stands for a printer: badges are files there, whole or not at all."""

from __future__ import annotations

import asyncio
import errno
import io
import os
import shutil
from functools import partial
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
from onsite.badges.printers.drawn import drawn
from onsite.clock import to_ms

if TYPE_CHECKING:
    from PIL.Image import Image

    from onsite.badges.printers.channel import Output
    from onsite.clock import Clock
    from onsite.plan.printers import PrinterPart

_LEAST_BYTES = 2_000_000
"""What is free on a disk that takes another badge, a photo on it included."""
_READY = PrinterState("ready")
_FULL = (errno.ENOSPC, errno.EDQUOT)


class Folder:
    """Files named after their jobs, as `JOB.pdf`, or `JOB-1.png` and `JOB-2.png`.

    The file that names the job is put in place last, in one step: what is found is whole.
    """

    def __init__(self, printer: PrinterPart, data: Path, clock: Clock) -> None:
        self._printer, self._clock = printer, clock
        self.path = data / Path(printer.where.path).expanduser()
        """Where the files are; under the data folder unless the plan says it wholly."""
        self._refused_bytes = 0
        """So many were not taken the last time; 0 after all else."""

    async def state(self) -> PrinterState:
        """As in `Channel`: `stopped` where nothing can be written, or no further badge."""
        reason = await asyncio.to_thread(self._trouble)
        return PrinterState("stopped", (reason,), accepting=False) if reason else _READY

    def _trouble(self) -> str:
        """Why nothing can be written, as a code; empty where something can."""
        try:
            there = next(each for each in (self.path, *self.path.parents) if each.exists())
            if not there.is_dir() or not os.access(there, os.W_OK):
                return "folder-not-writable"
            if shutil.disk_usage(there).free < _LEAST_BYTES:
                return "disk-full"
            if self._refused_bytes:  # by a quota, or a disk that says one thing and does another
                self._put(self.path / "onsite-trial", bytes(self._refused_bytes))
                (self.path / "onsite-trial").unlink()
                self._refused_bytes = 0
        except OSError as error:
            return "disk-full" if error.errno in _FULL else "folder-not-writable"
        return ""

    async def submit(self, output: Output, name: str) -> Sent:
        """As in `Channel`; it never may have been sent: a file is there, or it is not."""
        files = await drawn(self._printer.name, partial(self._drawn, output, job_name(name)))
        at = to_ms(self._clock.now())
        try:
            await asyncio.to_thread(self._write, files)
        except OSError as error:
            self._refused_bytes = sum(len(data) for data in files.values())
            raise saying.not_written(self._printer.name, error) from error
        return Sent(self._printer.address, name, "", at)

    def _drawn(self, output: Output, name: str) -> dict[Path, bytes]:
        """What is to be written where; the file that names the job comes last."""
        if self._printer.where.format == "pdf":
            return {self._file(name): output.pdf()}
        images = output.images(self._printer.dpi, not self._printer.colour)
        return {
            self.path / f"{name}-{number}.png": self._png(image)
            for number, image in reversed(list(enumerate(images, 1)))
        }

    def _png(self, image: Image) -> bytes:
        written = io.BytesIO()
        image.save(written, "PNG", dpi=(self._printer.dpi, self._printer.dpi))
        return written.getvalue()

    def _write(self, files: dict[Path, bytes]) -> None:
        for file, data in files.items():
            self._put(file, data)

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

    def _is_there(self, name: str) -> bool:
        try:
            return self._file(name).exists()
        except OSError:  # a folder that may not be looked into
            return False

    async def follow(self, sent: Sent) -> tuple[Progress, tuple[str, ...]]:
        """As in `Channel`: a file that somebody took away is `UNKNOWN`."""
        there = await asyncio.to_thread(self._is_there, sent.name)
        return (Progress.DONE, ()) if there else (Progress.UNKNOWN, ("no-such-file",))

    async def cancel(self, sent: Sent) -> Cancelled:
        """As in `Channel`: somebody may have opened the file already."""
        there = await asyncio.to_thread(self._is_there, sent.name)
        return "too_late" if there else "unknown"

    async def find(self, name: str, after_ms: int) -> Sent | None:
        """As in `Channel`; by the name alone, which no other job has."""
        there = await asyncio.to_thread(self._is_there, job_name(name))
        return Sent(self._printer.address, name, "", after_ms) if there else None
