"""Sources that show what a test says, an audience that hears, and lanes that read by a list."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from queue import Queue
from typing import TYPE_CHECKING, Any

import numpy as np

from onsite.scanner.camera import Camera, CameraState, Crowd, Sighting
from onsite.scanner.camera.backoff import Backoff
from onsite.scanner.camera.eyes import Lanes
from onsite.scanner.camera.parts import Parts
from onsite.scanner.capture import Frame, FrameStream
from onsite.scanner.decoding import Code, Hint, Located, Reading
from tests.conftest import ManualClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIDE = 40
HEIGHT, WIDTH = 240, 320


class NoPace:
    """Every frame at once."""

    def wait(self, at: float, stopped: threading.Event) -> None:
        pass


def square(middle: float):
    left, top = middle - SIDE / 2, HEIGHT / 2 - SIDE / 2
    return ((left, top), (left + SIDE, top), (left + SIDE, top + SIDE), (left, top + SIDE))


def reading(text: str) -> Reading:
    """What a text of a reel stands for.

    `A` is a code in the middle, `A B` one with another beside it, `?still` one that cannot be
    read, and nothing is nothing.
    """
    if text.startswith("?"):
        return Reading((), Located(square(WIDTH / 2), Hint(text[1:])))
    places = (WIDTH / 2 + 60 * number for number in range(9))
    return Reading(tuple(map(Code, text.split(), map(square, places))))


class Pictures:
    """Gives each text a picture, and reads it."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self.looked: list[str] = []

    def of(self, text: str) -> Any:
        if text not in self._texts:
            self._texts.append(text)
        return np.full((HEIGHT, WIDTH), 3 * self._texts.index(text), np.uint8)

    def text(self, picture: Any) -> str:
        return self._texts[int(picture[0, 0]) // 3]

    def read(self, picture: Any) -> Reading:
        text = self.text(picture)
        self.looked.append(text)
        # What begins with a bar is seen by the second lane only.
        return Reading() if text.startswith("|") else reading(text)

    def read_again(self, picture: Any) -> Reading:
        return reading(self.text(picture).removeprefix("|"))


@dataclass(eq=False)
class Reel:
    """A source made of a list of texts; an exception in it is raised."""

    texts: list[Any]
    rate: float = 10.0
    name: str = "reel"
    live: bool = False
    pictures: Pictures = field(default_factory=Pictures)

    def open(self) -> Any:
        return FrameStream(self._frames())

    def _frames(self) -> Iterator[Frame]:
        for number, text in enumerate(self.texts):
            if isinstance(text, Exception):
                raise text
            yield Frame(number / self.rate, self.pictures.of(text))


STAYS = [""] * 200
"""Frames of a live source for as long as a test takes."""


@dataclass(eq=False)
class Live:
    """A live source: each opening shows its texts, each until it was looked at, then fails."""

    openings: list[list[Any]]
    name: str = "webcam"
    live: bool = True
    pictures: Pictures = field(default_factory=Pictures)
    opened: int = 0

    def open(self) -> Any:
        script = self.openings[min(self.opened, len(self.openings) - 1)]
        self.opened += 1
        return _LiveStream(self, script)


class _LiveStream:
    def __init__(self, source: Live, script: list[Any]) -> None:
        self._source = source
        self._script = list(script)
        self._pictures = source.pictures
        self._began = time.monotonic()
        self._is_out = False
        self._asked = len(self._pictures.looked)

    def grab(self) -> float | None:
        threading.Event().wait(0.002)
        if self._is_out and len(self._pictures.looked) > self._asked:
            self._is_out = False
            self._script.pop(0)
        now = self._script[0] if self._script else None
        if isinstance(now, Exception):
            raise now
        if isinstance(now, threading.Event):
            now.wait(30)
            return None
        return None if now is None else time.monotonic() - self._began

    def picture(self) -> Any:
        self._is_out, self._asked = True, len(self._pictures.looked)
        return self._pictures.of(self._script[0])

    def close(self) -> None:
        pass


@dataclass
class Desk:
    """Hears what the camera tells, in the test's own thread."""

    told: Queue = field(default_factory=Queue)
    said: list[Any] = field(default_factory=list)

    def hand_over(self, listener: Callable[..., None], *what: Any) -> None:
        self.told.put((listener, what))

    def heard(self) -> list[Any]:
        """Everything so far."""
        while not self.told.empty():
            self._hear(0)
        return self.said

    def wait_for(self, what: Callable[[Any], bool]) -> Any:
        """Hear until something is told that is so."""
        for each in self.said:
            if what(each):
                return each
        while True:
            self._hear(20)
            if what(self.said[-1]):
                return self.said[-1]

    def _hear(self, seconds: float) -> None:
        listener, what = self.told.get(timeout=seconds or None, block=bool(seconds))
        listener(*what)

    def camera_changed(self, state: CameraState) -> None:
        self.said.append(state)

    def code_sighted(self, sighting: Sighting) -> None:
        self.said.append(sighting)

    def question_raised(self, crowd: Crowd) -> None:
        self.said.append(crowd)

    def located(self, located: Located | None) -> None:
        self.said.append(located.hint if located is not None else None)


def parts(source: Any, *, second: bool = True) -> Parts:
    """Lanes that read a reel's pictures, and short waits between tries."""
    pictures = source.pictures
    both = Lanes(pictures.read, pictures.read_again if second else None)
    return Parts(lambda: both, lambda: Backoff(0.05, 0.2))


def camera(source: Any, desk: Desk, **options: Any) -> Camera:
    options = {"pace": NoPace, "parts": parts(source), **options}
    return Camera(source, desk, desk.hand_over, ManualClock(), **options)


def watched(*texts: Any, rate: float = 10.0, **options: Any) -> list[Any]:
    """What the desk hears of a reel from its beginning to its end."""
    desk, reel = Desk(), Reel(list(texts), rate)
    filming = camera(reel, desk, **options)
    filming.start()
    assert filming.join(20)
    return desk.heard()
