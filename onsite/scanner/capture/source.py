"""What every camera is to the rest of the scanner: a source that opens into a stream of frames."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from onsite.errors import OnsiteError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.scanner.decoding import Picture


class Trouble(StrEnum):
    """Why a camera gives no picture."""

    GONE = "gone"
    """Unplugged, or never there; a file that is no longer there; nobody answers at an address."""
    HANGING = "hanging"
    """It is there and gives nothing."""
    BUSY = "busy"
    """Another program has it."""
    DENIED = "denied"
    """This user, or this terminal, may not use it."""
    ENDED = "ended"
    """It came to its end, or the other side closed it."""
    UNREADABLE = "unreadable"
    """What it gives is not a picture that this computer can read."""


class CameraTrouble(OnsiteError):  # noqa: N818 - what befell the camera; often it mends itself
    """A camera gives no picture.

    Args:
        kind: why.
        happened: what happened, one sentence in the user's words.
        advice: what to do next, one sentence.
    """

    def __init__(self, kind: Trouble, happened: str, advice: str = "") -> None:
        super().__init__(happened, advice)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture."""

    at: float
    """Seconds since the stream was opened."""
    picture: Picture
    """Grey, eight bits."""


class Source(Protocol):
    """Something that can be watched, any number of times."""

    @property
    def name(self) -> str:
        """What it is called on the screen."""
        ...

    @property
    def live(self) -> bool:
        """Whether it happens now, so that only the newest frame counts and it may come back.

        What is not live gives every frame, each at its own time, and ends.
        """
        ...

    def open(self) -> Stream:
        """Begin; may take long, and loads OpenCV.

        Raises:
            CameraTrouble: it cannot be opened.
        """
        ...


class Stream(Protocol):
    """An open source. Everything is called in one thread, one call at a time."""

    def grab(self) -> float | None:
        """Take the next frame, without reading its picture; waits for it.

        Returns:
            The frame's time in seconds since opening, never less than the one before; None at
            the end.

        Raises:
            CameraTrouble: it was lost, and it is known why.
        """
        ...

    def picture(self) -> Picture:
        """The frame that was grabbed last: grey, eight bits. Costs; for frames that are used.

        Raises:
            CameraTrouble: it cannot be read.
        """
        ...

    def close(self) -> None:
        """End it; harmless a second time."""
        ...


class FrameStream:
    """A stream of frames that are made as they are asked for.

    Args:
        frames: in the order of their times.
    """

    def __init__(self, frames: Iterator[Frame]) -> None:
        self._frames = frames
        self._frame: Frame | None = None

    def grab(self) -> float | None:
        """Make the next frame; answers its time in seconds, or None after the last."""
        self._frame = next(self._frames, None)
        return None if self._frame is None else self._frame.at

    def picture(self) -> Picture:
        """The frame that was grabbed last."""
        if self._frame is None:
            raise LookupError
        return self._frame.picture

    def close(self) -> None:
        """Make no more of them."""
        self._frames = iter(())
