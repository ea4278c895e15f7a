"""A named pipe into which another program writes its picture."""

from __future__ import annotations

import io
import os
import select
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.scanner.capture import words
from onsite.scanner.capture.grey import decoded, grey
from onsite.scanner.capture.jpegs import BEGINS, Jpegs
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.scanner.capture.source import Stream
    from onsite.scanner.decoding import Picture

SILENT_AFTER_S = 2.2
"""Seconds without a byte after which nobody is taken to write."""

_LOOK_AGAIN_S = 0.05


@dataclass(frozen=True)
class Pipe:
    """A FIFO with JPEGs one after the other in it, or with anything that FFmpeg reads.

    Args:
        file: where it lies.
    """

    file: Path
    live: bool = True

    @property
    def name(self) -> str:
        """The pipe's name."""
        return self.file.name

    def open(self) -> Stream:
        """Wait for somebody who writes.

        Raises:
            CameraTrouble: nobody does, or no picture.
        """
        try:
            # Waits for nobody; without O_NONBLOCK it would, and could not be woken.
            flow = Flow(os.open(self.file, os.O_RDONLY | os.O_NONBLOCK))
        except PermissionError as error:
            raise words.closed_file(self.name) from error
        except OSError as error:
            raise words.gone(self.name) from error
        begins = flow.peek(len(BEGINS))
        if not begins:
            flow.close()
            raise words.unwritten(self.name)
        if begins == BEGINS:
            return _JpegStream(flow, self.name)
        return _VideoStream(flow, self.name)


class Flow(io.BufferedIOBase):
    """What comes out of a pipe. Nothing here waits for longer than `SILENT_AFTER_S`.

    Args:
        opened: the descriptor of the pipe, not blocking; closed with this.
    """

    def __init__(self, opened: int) -> None:
        self._opened = opened
        self._held = b""
        self._began = False
        self.is_silent = False
        """Whether the last read waited in vain, rather than came to the end."""

    def peek(self, size: int = 0, /) -> bytes:
        """The first bytes, which are read again later; fewer where no more come."""
        while len(self._held) < size and (data := self._next(size)):
            self._held += data
        return self._held[:size]

    def read(self, size: int | None = -1, /) -> bytes:
        """What has come, up to a size; nothing at the end, or when nobody writes any longer."""
        wanted = size or 0
        if self._held:
            data, self._held = self._held[:wanted], self._held[wanted:]
            return data
        return self._next(wanted)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """A pipe does not go back."""
        del offset, whence
        return -1

    def close(self) -> None:
        """Close the pipe; harmless a second time."""
        if self._opened >= 0:
            os.close(self._opened)
            self._opened = -1
        super().close()

    def _next(self, size: int) -> bytes:
        give_up = time.monotonic() + SILENT_AFTER_S
        while (left := give_up - time.monotonic()) > 0:
            ready, _out, _odd = select.select([self._opened], [], [], left)
            try:
                data = os.read(self._opened, size) if ready else b""
            except BlockingIOError:  # somebody else reads the pipe too, and was quicker
                continue
            self._began = self._began or bool(data)
            if ready and self._began:
                return data
            # Nobody has opened the other end yet.
            time.sleep(min(left, _LOOK_AGAIN_S))
        self.is_silent = True
        return b""


class _JpegStream:
    def __init__(self, flow: Flow, name: str) -> None:
        self._flow = flow
        self._name = name
        self._jpegs = Jpegs(flow.read)
        self._jpeg: bytes | None = None
        self._began = time.monotonic()

    def grab(self) -> float | None:
        """Wait for the next JPEG; answers its time, or None where the writer has closed."""
        self._jpeg = self._jpegs.next()
        if self._jpeg is not None:
            return time.monotonic() - self._began
        if self._flow.is_silent:
            raise words.unwritten(self._name)
        return None

    def picture(self) -> Picture:
        """The frame that was grabbed last."""
        import numpy as np

        picture = decoded(np.frombuffer(self._jpeg or b"", np.uint8))
        if picture is None:
            raise words.unreadable(self._name)
        return picture

    def close(self) -> None:
        """Close the pipe."""
        self._flow.close()


class _VideoStream:
    def __init__(self, flow: Flow, name: str) -> None:
        cv2 = opencv()
        self._flow = flow
        self._name = name
        self._capture: Any = cv2.VideoCapture(flow, cv2.CAP_FFMPEG, [])
        self._began = time.monotonic()
        if not self._capture.isOpened():
            self.close()
            raise words.unreadable(name)

    def grab(self) -> float | None:
        """Wait for the next frame; answers its time, or None where the writer has closed."""
        if self._capture.grab():
            return time.monotonic() - self._began
        if self._flow.is_silent:
            raise words.unwritten(self._name)
        return None

    def picture(self) -> Picture:
        """The frame that was grabbed last."""
        _there, raw = self._capture.retrieve()
        picture = grey(raw)
        if picture is None:
            raise words.unreadable(self._name)
        return picture

    def close(self) -> None:
        """Close the pipe."""
        self._capture.release()
        self._flow.close()
