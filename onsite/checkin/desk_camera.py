"""The camera at the desk: every code that comes into view is an attempt like any other."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from onsite.checkin.desk_figures import CameraView
from onsite.ui.base import BaseScreen

if TYPE_CHECKING:
    from onsite.checkin.desk_work import DeskWork
    from onsite.scanner.camera import Camera, CameraState, Preview, Sighting
    from onsite.ui.status import CameraTone

_TONES: dict[str, CameraTone] = {"failed": "failed", "ended": "ended"}


class DeskCamera(BaseScreen):
    """Is told what the camera sees, in the screen's own thread."""

    work: DeskWork
    _camera: Camera | None = None
    _camera_state: CameraState | None = None

    def start_camera(self) -> None:
        """Watch the footage that the app was given, if it was given one."""
        if self.onsite.camera is None:
            return
        from onsite.scanner.camera import Camera

        self.add_class("-filming")
        footage, clock = self.onsite.camera, self.onsite.clock
        self._camera = Camera(footage, self, self.call_later, clock)
        self._camera.start()

    async def stop_camera(self) -> None:
        """Watch no longer."""
        if self._camera is not None:
            await asyncio.to_thread(self._camera.stop)

    def camera_changed(self, state: CameraState) -> None:
        """It began, ended, was stopped or failed."""
        self._camera_state = state
        self.show_camera_state()
        if state.failure is not None:
            self.notify(
                str(state.failure), title=str(state), severity="error", timeout=30, markup=False
            )

    def code_sighted(self, sighting: Sighting) -> None:
        """A code came into view."""
        self.work.ask(code=sighting.text)

    def preview_taken(self, preview: Preview) -> None:
        """A new preview, ten times a second at most."""
        if self.has_class("-wide") and self.is_current:
            self.query_one(CameraView).show(preview)

    def show_camera_state(self) -> None:
        """What the camera is doing, in the language in use."""
        if self._camera_state is None:
            return
        said = str(self._camera_state)
        failure, playing = self._camera_state.failure, self._camera_state.playing.value
        self.query_one("#camera-state", Static).update(Text(str(failure) if failure else said))
        tone = _TONES.get(playing, "")
        self.onsite.note_camera(said, tone)
