"""What stands before a camera: a hall, and codes that are held up in it."""

from __future__ import annotations

import itertools
import threading
from contextlib import suppress
from typing import Any, Self

import cv2
import numpy as np
import qrcode

from onsite.scanner.camera import Camera, CameraState, Playing, Sighting
from onsite.scanner.camera.backoff import Backoff
from onsite.scanner.camera.parts import Parts
from tests.conftest import ManualClock
from tests.scanner.camera.reel import Desk
from tests.scanner.capture.servers import SIDE, HttpCamera, RtspCamera

WIDTH, HEIGHT = 1280, 720
RATE = 15.0
FIRST_TRY_S, LONGEST_S = 0.1, 0.4
"""Between tries; a desk waits longer."""
_MODULE = 7


def hall(*texts: str) -> Any:
    """A grey hall with noise, and the codes beside each other, the first in the middle."""
    dice = np.random.default_rng(7)
    across = np.linspace(90, 150, WIDTH)
    picture = np.repeat(across[None, :], HEIGHT, axis=0)
    for text, left in zip(texts, (540, 900, 100), strict=False):
        code = np.asarray(qrcode.make(text, box_size=_MODULE).get_image().convert("L"))
        picture[230 : 230 + code.shape[0], left : left + code.shape[1]] = code
    noisy = picture + dice.normal(0, 3, picture.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def jpeg(*texts: str, shift: int = 0) -> bytes:
    """The hall as a camera sends it, moved to the right by so many pixels."""
    picture = np.roll(hall(*texts), shift, axis=1)
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])[1].tobytes()


class Door(HttpCamera):
    """A camera in the network whose scene, and whose manners, a test can change."""

    def __init__(self, *texts: str, **options: Any) -> None:
        self.picture = jpeg(*texts)
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.hangs_up = threading.Event()
        super().__init__(**options)

    def show(self, send) -> None:
        self.hangs_up.clear()
        while not self.ended.wait(1 / RATE) and not self.hangs_up.is_set():
            while not self.goes_on.wait(0.02):
                if self.ended.is_set() or self.hangs_up.is_set():
                    return
            send(0, self.picture)


class Rtsp(RtspCamera):
    """The same by RTSP; a code as small as the picture of that camera."""

    def __init__(self, text: str, **options: Any) -> None:
        code = qrcode.QRCode(border=2, box_size=2)
        code.add_data(text)
        drawn = np.full((SIDE, SIDE), 255, np.uint8)
        small = np.asarray(code.make_image().get_image().convert("L"))
        drawn[4 : 4 + small.shape[0], 4 : 4 + small.shape[1]] = small
        colours = cv2.cvtColor(drawn, cv2.COLOR_GRAY2BGR)
        self.picture = cv2.imencode(".jpg", colours)[1].tobytes()
        super().__init__(**options)

    def show(self, send) -> None:
        for number in itertools.count():
            if self.ended.wait(1 / RATE):
                return
            send(number, self.picture)


class Writer:
    """Another program that writes its pictures into a pipe."""

    def __init__(self, fifo, *texts: str) -> None:
        self._fifo = fifo
        self._picture = jpeg(*texts)
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._enough.set()
        self._thread.join(10)

    def _write(self) -> None:
        with suppress(BrokenPipeError), self._fifo.open("wb", buffering=0) as opened:
            while not self._enough.wait(1 / RATE):
                opened.write(self._picture)


class Watched:
    """A source before the real pipeline, with short waits between tries."""

    def __init__(self, source: Any, **options: Any) -> None:
        self.desk = Desk()
        parts = Parts(backoff=lambda: Backoff(FIRST_TRY_S, LONGEST_S))
        options = {"parts": parts, **options}
        self.camera = Camera(source, self.desk, self.desk.hand_over, ManualClock(), **options)

    def __enter__(self) -> Self:
        self.camera.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.camera.stop()

    def sees(self, text: str) -> Sighting:
        """Wait until a code is scanned."""
        return self.desk.wait_for(lambda each: isinstance(each, Sighting) and each.text == text)

    def becomes(self, playing: Playing) -> CameraState:
        """Wait until the camera does that next."""
        self.desk.said.clear()
        return self.desk.wait_for(lambda each: getattr(each, "playing", None) is playing)

    def texts(self) -> list[str]:
        """What was scanned so far."""
        return [each.text for each in self.desk.heard() if isinstance(each, Sighting)]
