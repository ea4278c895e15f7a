"""Watches one camera in a thread of its own, and keeps who has crossed its line, by the minute."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.errors import OnsiteError
from onsite.scanner.camera.backoff import Backoff
from onsite.scanner.camera.frames import frames_of
from onsite.scanner.camera.pace import RealPace
from onsite.scanner.capture import CameraTrouble, Trouble, source_of
from onsite.scanner.crossing import Crossing
from onsite.zones.counting.facts import MINUTE_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onsite.clock import Clock
    from onsite.plan.zones.parts import CameraPart
    from onsite.scanner.camera.pace import Pace

WRONG = "line"
"""In place of a `Trouble`: what the plan says of the camera is not right."""


class Watching(threading.Thread):
    """One camera, from its start until it is stopped; one that is lost is tried again.

    Args:
        camera: as the plan says it.
        clock: tells in which minute somebody crosses.
        pace: makes the pace of a source that does not happen now.
    """

    def __init__(
        self, camera: CameraPart, clock: Clock, pace: Callable[[], Pace] = RealPace
    ) -> None:
        super().__init__(name="onsite-zone-camera", daemon=True)
        self.camera = camera
        self.trouble = ""
        """Why it gives no picture now; empty while it gives one, and before its first one."""
        self.sees = False
        """Whether it gives a picture."""
        self._clock = clock
        self._pace = pace
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._minutes: dict[int, tuple[int, int]] = {}

    def run(self) -> None:
        """Watch until it is stopped, or comes to an end that is none of a camera's."""
        backoff = Backoff()
        while not self._stopped.is_set():
            began = time.monotonic()
            try:
                self._watch()
            except CameraTrouble as trouble:
                self._lost(trouble.kind)
            except OnsiteError:
                self._lost(WRONG)
            else:
                self._lost(Trouble.ENDED)
                return
            self._stopped.wait(backoff.after(time.monotonic() - began))

    def stop(self) -> None:
        """End it soon. Does not wait."""
        self._stopped.set()

    def over(self) -> dict[int, tuple[int, int]]:
        """The minutes that are over, in which somebody has crossed: forward and back."""
        now = self._minute()
        with self._lock:
            return {minute: each for minute, each in self._minutes.items() if minute < now}

    def forget(self, minutes: Iterable[int]) -> None:
        """These were recorded."""
        with self._lock:
            for minute in minutes:
                self._minutes.pop(minute, None)

    def _watch(self) -> None:
        crossing = Crossing(self.camera.line, self.camera.direction)
        frames = frames_of(source_of(self.camera.source), self._pace, self._stopped)
        try:
            for frame in frames:
                crossed = crossing.look(frame.picture, frame.at)
                self.sees, self.trouble = True, ""
                if any(crossed):
                    self._note(*crossed)
        finally:
            frames.close()

    def _note(self, forward: int, back: int) -> None:
        minute = self._minute()
        with self._lock:
            before = self._minutes.get(minute, (0, 0))
            self._minutes[minute] = (before[0] + forward, before[1] + back)

    def _lost(self, trouble: str) -> None:
        self.sees, self.trouble = False, str(trouble)

    def _minute(self) -> int:
        return to_ms(self._clock.now()) // MINUTE_MS


def begun(clock: Clock) -> Callable[[CameraPart], Watching]:
    """How to begin to watch a camera, by a clock."""

    def begin(camera: CameraPart) -> Watching:
        watching = Watching(camera, clock)
        watching.start()
        return watching

    return begin
