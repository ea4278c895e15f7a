"""A named pipe into which another program writes its picture."""

from __future__ import annotations

import io
import os
import select
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.scanner.capture import words
from onsite.scanner.capture.grey import grey
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
    """A FIFO with a video in it, in any form that FFmpeg reads without going back.

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
        """Wait for somebody who writes, and for the first picture.

        Raises:
            CameraTrouble: nobody does, or no picture.
        """
        try:
            # Waits for nobody; without O_NONBLOCK it would, and could not be woken.
            opened = os.open(self.file, os.O_RDONLY | os.O_NONBLOCK)
        except PermissionError as error:
            raise words.closed_file(self.name) from error
        except OSError as error:
            raise words.gone(self.name) from error
        flow = _Flow(opened)
        stream = _PipeStream(flow, self.name)
        if not stream.is_open():
            stream.close()
            raise words.unreadable(self.name) if flow.began else words.unwritten(self.name)
        return stream


class _Flow(io.BufferedIOBase):
    """What comes out of the pipe, for FFmpeg. Never blocks for longer than `SILENT_AFTER_S`."""

    def __init__(self, opened: int) -> None:
        self._opened = opened
        self.began = self.is_silent = False

    def read(self, size: int | None = -1, /) -> bytes:
        """What has come, up to a size; nothing at the end, or when nobody writes any longer."""
        give_up = time.monotonic() + SILENT_AFTER_S
        while (left := give_up - time.monotonic()) > 0:
            ready, _out, _odd = select.select([self._opened], [], [], left)
            data = os.read(self._opened, size or 0) if ready else b""
            if data:
                self.began = True
            if data or self.began:
                self.is_silent = not ready
                return data
            # Nobody has opened the other end yet.
            time.sleep(min(left, _LOOK_AGAIN_S))
        self.is_silent = True
        return b""

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


class _PipeStream:
    def __init__(self, flow: _Flow, name: str) -> None:
        cv2 = opencv()
        self._flow = flow
        self._name = name
        self._capture: Any = cv2.VideoCapture(flow, cv2.CAP_FFMPEG, [])
        self._began = time.monotonic()

    def is_open(self) -> bool:
        """Whether a picture has come."""
        return bool(self._capture.isOpened())

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
