from __future__ import annotations

import threading
from dataclasses import dataclass, field
from queue import Queue
from typing import Any

import numpy as np
import qrcode

from onsite.errors import NotPossibleError
from onsite.scanner.camera import (
    Camera,
    CameraState,
    Playing,
    Preview,
    RealPace,
    Sighting,
    preview_of,
)
from onsite.scanner.footage import Frame
from tests.conftest import START, ManualClock

EMPTY = np.full((240, 320), 90, np.uint8)


class NoPace:
    """Every frame at once."""

    def wait(self, at: float, stopped: threading.Event) -> None:
        pass


@dataclass
class Reel:
    """Footage made of a list of texts; an exception in it is raised."""

    texts: list[Any]
    rate: float = 10.0
    name: str = "reel"

    def frames(self):
        for number, text in enumerate(self.texts):
            if isinstance(text, Exception):
                raise text
            yield Frame(number / self.rate, shown(text))


@dataclass
class Desk:
    """Hears what the camera tells, in the test's own thread."""

    told: Queue = field(default_factory=Queue)

    def hand_over(self, listener, *what):
        self.told.put((listener, what))

    def heard(self) -> list[Any]:
        while not self.told.empty():
            listener, what = self.told.get()
            listener(*what)
        return self.said

    def __post_init__(self):
        self.said: list[Any] = []
        self.previews: list[Preview] = []

    def camera_changed(self, state: CameraState) -> None:
        self.said.append(state)

    def code_sighted(self, sighting: Sighting) -> None:
        self.said.append(sighting)

    def preview_taken(self, preview: Preview) -> None:
        self.previews.append(preview)


def shown(text: str):
    if not text:
        return EMPTY
    return np.array(qrcode.make(text).get_image().convert("L"))


def watched(*texts, pace=NoPace) -> Desk:
    desk = Desk()
    camera = Camera(Reel(list(texts)), desk, desk.hand_over, ManualClock(), pace)
    camera.start()
    assert camera.join(20)
    return desk


PLAYING = CameraState(Playing.PLAYING, "reel")
ENDED = CameraState(Playing.ENDED, "reel")


def test_codes_are_told_once_each_between_the_beginning_and_the_end():
    desk = watched("", "HS-1", "HS-1", "", "HS-2", "HS-1")

    assert desk.heard() == [PLAYING, Sighting("HS-1", START), Sighting("HS-2", START), ENDED]


def test_a_failure_is_told_in_its_own_words():
    failure = NotPossibleError("The lens is gone.", "Fetch another.")

    assert watched("HS-1", failure).heard() == [
        PLAYING,
        Sighting("HS-1", START),
        CameraState(Playing.FAILED, "reel", failure),
    ]


def test_a_failure_that_nobody_foresaw_does_not_end_the_desk_either():
    *_before, last = watched("", ValueError("secret")).heard()

    assert last.playing is Playing.FAILED
    assert str(last.failure) == (
        "The camera stopped: ValueError. Start it again; typing and hand scanners go on working."
    )


def test_previews_come_ten_times_a_second_at_most():
    desk = Desk()
    camera = Camera(Reel([""] * 60, rate=30), desk, desk.hand_over, ManualClock(), NoPace)
    camera.start()
    camera.join(20)
    desk.heard()

    assert 18 <= len(desk.previews) <= 20


def test_a_preview_is_small_and_grey():
    picture = np.repeat(np.array([[0], [255]], np.uint8), 240, axis=0).repeat(640, axis=1)

    preview = preview_of(picture)

    assert (preview.width, preview.height) == (96, 72)
    assert preview.pixels == bytes(96 * 36) + b"\xff" * (96 * 36)


def test_a_small_picture_is_not_made_larger():
    assert preview_of(np.full((2, 3), 7, np.uint8)) == Preview(3, 2, b"\x07" * 6)


class Gate:
    """A pace that stands still at the second frame until the camera is stopped."""

    reached = threading.Event()

    def wait(self, at: float, stopped: threading.Event) -> None:
        if at > 0:
            self.reached.set()
            stopped.wait(20)


def test_after_a_stop_nothing_is_told_but_that_it_stopped():
    desk = Desk()
    camera = Camera(Reel(["HS-1", "HS-2"]), desk, desk.hand_over, ManualClock(), Gate)
    camera.start()
    assert Gate.reached.wait(20)

    camera.stop()
    camera.stop()

    stopped = CameraState(Playing.STOPPED, "reel")
    assert desk.heard() == [PLAYING, Sighting("HS-1", START), stopped]


def test_it_can_be_started_again_from_the_beginning():
    desk = Desk()
    camera = Camera(Reel(["HS-1"]), desk, desk.hand_over, ManualClock(), NoPace)
    for _time in range(2):
        camera.start()
        camera.join(20)

    assert desk.heard() == [PLAYING, Sighting("HS-1", START), ENDED] * 2


def test_a_desk_that_has_gone_ends_the_camera_quietly():
    told = []

    def closed(listener, *what):
        told.append(what)
        raise RuntimeError("Event loop is closed")

    camera = Camera(Reel(["HS-1"] * 5), Desk(), closed, ManualClock(), NoPace)
    camera.start()

    assert camera.join(20)
    assert len(told) == 1


class StoppedAtOnce(threading.Event):
    """Notes how long it was to be waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.asked.append(timeout)
        return True


def test_the_real_pace_waits_for_what_is_ahead_only():
    pace, stopped = RealPace(), StoppedAtOnce()

    for at in (5.0, 3605.0, 4.0):
        pace.wait(at, stopped)

    (ahead,) = stopped.asked
    assert 3590 < (ahead or 0) <= 3600


def test_states_say_themselves():
    assert [str(CameraState(playing, "door")) for playing in Playing] == [
        "Camera: door",
        "Camera: door has ended",
        "Camera: off",
        "Camera failed: door",
    ]
