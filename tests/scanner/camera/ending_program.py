"""A program that ends while a camera reads one frame after the other, and nobody stops it."""

from __future__ import annotations

import sys
import threading

from onsite.scanner.camera import Camera
from onsite.scanner.capture import source_of
from tests.conftest import ManualClock
from tests.scanner.camera.reel import NoPace


def main(image: str) -> None:
    told = threading.Event()

    def hand_over(*_what: object) -> None:
        told.set()

    Camera(source_of(image, loop=True), _Nobody(), hand_over, ManualClock(), NoPace).start()
    told.wait(30)


class _Nobody:
    camera_changed = code_sighted = question_raised = located = None


if __name__ == "__main__":
    main(sys.argv[1])
