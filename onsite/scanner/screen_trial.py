"""The camera that is being tested, and what it tells: nobody is let in by what it reads."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.ui.base import BaseScreen
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from onsite.scanner.camera import Camera, CameraState, Crowd, Sighting, View
    from onsite.scanner.capture import Source
    from onsite.scanner.decoding import Located
    from onsite.ui.status import CameraTone

MOST_READINGS = 20
_TONES: dict[str, CameraTone] = {"failed": "failed", "retrying": "failed", "ended": "ended"}


@dataclass(frozen=True, slots=True, eq=False)
class _Aim:
    """What is to be: whether the screen has the camera, and what it watches."""

    here: bool = False
    source: Source | None = None


class CameraTrial(BaseScreen):
    """Uses the camera while the screen is shown, and lets go of it when it is not."""

    def __init__(self) -> None:
        super().__init__()
        self.state: CameraState | None = None
        self.unread: Located | None = None
        self.crowd: Crowd | None = None
        self.readings: deque[Sighting] = deque(maxlen=MOST_READINGS)
        """The newest first."""
        self.has_worked = False
        """Whether the camera that is tested has given pictures."""
        self._camera: Camera | None = None
        self._aim = self._done = _Aim()

    def film(self, source: Source) -> Camera:
        """A camera that watches a source, and tells this screen."""
        from onsite.scanner.camera import Camera

        return Camera(source, self, self.call_later, self.onsite.clock)

    def show_all(self) -> None:
        """Something about the camera, or about what it sees, is new."""
        raise NotImplementedError

    def view(self) -> View | None:
        """What the camera sees now; None while it shows nothing."""
        return self._camera.view() if self._camera is not None else None

    def try_out(self, source: Source | None) -> None:
        """Test this one from now on, or none. Returns at once."""
        self._go(_Aim(here=True, source=source))

    def leave(self) -> None:
        """Let go of it; the camera goes back to who had it before. Returns at once."""
        self._go(_Aim())

    async def let_go_of_camera(self) -> None:
        """Somebody else takes it."""
        self._aim = self._done = _Aim()
        await self._stop()

    async def take_camera_again(self) -> None:
        """It is free again; who looks at the screen then chooses what to test."""

    def note_state(self) -> None:
        """Say in the status bar what the camera does, in the language in use."""
        if self.state is not None:
            tone = _TONES.get(self.state.playing.value, "")
            self.onsite.note_camera(str(self.state), tone)

    def camera_changed(self, state: CameraState) -> None:
        """It began, ended, failed, or is tried again."""
        if state.playing.value == "stopped":
            return  # said of the one before, as another is chosen
        self.state = state
        self.has_worked |= state.playing.value == "playing"
        self.note_state()
        self.show_all()

    def code_sighted(self, sighting: Sighting) -> None:
        """A code came into view."""
        self.readings.appendleft(sighting)
        self.crowd = None
        self.show_all()

    def question_raised(self, crowd: Crowd) -> None:
        """There are codes beside the one that was read."""
        self.crowd = crowd
        self.show_all()

    def located(self, located: Located | None) -> None:
        """A code is seen that cannot be read, or is no longer."""
        self.unread = located
        self.show_all()

    def _go(self, aim: _Aim) -> None:
        self._aim = aim
        if not is_busy(self.workers, "trial"):
            self.run_worker(self._follow(), group="trial")

    async def _follow(self) -> None:
        """Do what is aimed at until nothing else is: choices may be faster than cameras."""
        while self._done is not self._aim:
            aim = self._aim
            await self._stop()
            if aim.here:
                await self.onsite.one_camera.take(self)
            else:
                await self.onsite.one_camera.give_back(self)
            if aim.source is not None and aim is self._aim:
                self._camera = self.film(aim.source)
                self._camera.start()
            self._done = aim

    async def _stop(self) -> None:
        camera, self._camera, self.state = self._camera, None, None
        self.unread, self.crowd, self.has_worked = None, None, False
        self.onsite.note_camera("")
        if camera is not None:
            await asyncio.to_thread(camera.stop)
