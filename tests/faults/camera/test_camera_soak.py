"""Hours at fifteen frames a second cost no memory and no thread.

`ONSITE_SOAK_S=3600 pytest tests/faults/camera/test_camera_soak.py --timeout 4000` takes an hour.
"""

from __future__ import annotations

import gc
import os
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from onsite.scanner.camera import Sighting
from tests.faults.camera.hall import RATE, Watched, hall

SECONDS = float(os.environ.get("ONSITE_SOAK_S", "4"))
WARM_S = 3.5
"""Until every way of reading has been gone once, and every pool is filled."""
MOST_MB = 12.0
"""What the process may hold more at the end than when it was warm: less than ten frames."""
STATM = Path("/proc/self/statm")


SCENE_S = 0.6


class Guests:
    """Guests who come one after the other, for ever."""

    name = "guests"
    live = True

    def __init__(self) -> None:
        striped = hall()
        striped[::7] += 40  # gives every way of looking something to do
        scenes = [("HS-1",), (), ("HS-2", "HS-3"), ("HS-4",)]
        self._scenes = [striped, *(hall(*scene) for scene in scenes)]
        self.grabbed = 0

    def open(self):
        self._began = time.monotonic()
        return self

    def grab(self) -> float:
        self.grabbed += 1
        at = self.grabbed / RATE
        time.sleep(max(0.0, self._began + at - time.monotonic()))
        return at

    def picture(self):
        scene = self._scenes[int(self.grabbed / RATE / SCENE_S) % len(self._scenes)]
        return np.roll(scene, self.grabbed % 9, axis=1)  # no hand is quite still

    def close(self) -> None:
        pass


def held() -> tuple[float, int]:
    """Megabytes of memory, and threads."""
    gc.collect()
    pages = int(STATM.read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6, threading.active_count()


@pytest.mark.skipif(not STATM.exists(), reason="NOT TESTED: needs /proc, as on Linux")
def test_hours_cost_no_memory_and_no_thread():
    guests = Guests()
    scanned: set[str] = set()
    with Watched(guests) as watched:
        time.sleep(WARM_S)
        memory, threads = held()
        before = guests.grabbed
        for _second in range(round(SECONDS)):
            time.sleep(1)
            scanned |= {each.text for each in watched.desk.heard() if isinstance(each, Sighting)}
            # A test's desk keeps all that it is told; one of an event does not.
            watched.desk.said.clear()
        more, still = held()

    assert guests.grabbed > before
    assert {"HS-1", "HS-4"} & scanned
    assert "HS-3" not in scanned  # it is only ever beside another
    assert more - memory < MOST_MB
    assert still == threads
