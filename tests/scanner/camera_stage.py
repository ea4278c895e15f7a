"""The camera's screen in an app of its own, with cameras that show and tell what a test says."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from onsite.app import OnsiteApp
from onsite.areas import Area
from onsite.errors import BadInputError
from onsite.scanner import screen
from onsite.scanner.camera import CameraState, Figures, Outline, Playing, View
from onsite.scanner.capture import Device
from onsite.ui.base import BaseScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from onsite.scanner.screen_words import Found

C270 = Device("HD Webcam C270", 0, "/dev/video0", "046d:0825:A1B2C3D4")
BRIO = Device("Logitech BRIO", 2, "/dev/video2", "046d:085e:77F1")
GOOD = Figures(15.0, 2.4, 3, 420.0, 118)
CODE = Outline(((560, 250), (780, 260), (770, 480), (550, 470)), read=True)


def scene(light: int = 0) -> Any:
    """A hall with light from the left, and a badge in its middle."""
    across = np.linspace(200, 60, 1280)
    picture = np.repeat(across[None, :], 720, axis=0)
    picture[200:520, 500:840] = 230
    picture[280:450, 580:750] = 30
    return np.clip(picture + light, 0, 255).astype(np.uint8)


SCENE = scene()


@dataclass(frozen=True)
class FakeSource:
    """A camera by its name."""

    name: str
    live: bool = True

    def open(self) -> Any:
        raise NotImplementedError


@dataclass
class FakeCamera:
    """Does nothing by itself."""

    source: FakeSource
    audience: Any
    shown: View | None = None
    told: list[str] = field(default_factory=list)

    def start(self) -> None:
        self.told.append(f"{self.source.name} starts")

    def stop(self) -> None:
        self.told.append(f"{self.source.name} stops")
        self.shown = None

    def view(self) -> View | None:
        return self.shown

    def play(self, view: View | None = None) -> None:
        """Begin to give pictures."""
        self.shown = view or View(SCENE, (CODE,), GOOD)
        self.audience.camera_changed(CameraState(Playing.PLAYING, self.source.name))


class StagedScreen(screen.CameraScreen):
    """The screen with the cameras of a test."""

    CSS_PATH = Path(screen.__file__).with_name("screen.tcss")
    plugged: list[Found]
    cameras: list[FakeCamera]
    told: list[str]

    def find_cameras(self) -> list[Found]:
        return list(self.plugged)

    def source_of(self, text: str) -> Any:
        if text.startswith("gone"):
            raise BadInputError(f"There is no file {text}.", "Give another.")
        return FakeSource(text)

    def film(self, source: Any) -> Any:
        camera = FakeCamera(source, self, told=self.told)
        self.cameras.append(camera)
        return camera


class Elsewhere(BaseScreen):
    """A work area that uses the camera, as the desk does."""

    async def on_mount(self) -> None:
        await self.onsite.one_camera.take(self)

    async def let_go_of_camera(self) -> None:
        StagedScreen.told.append("desk lets go")

    async def take_camera_again(self) -> None:
        StagedScreen.told.append("desk again")


AREAS = (
    Area("desk", "f2", "Check-in", "tests.scanner.camera_stage:Elsewhere", works_bare=True),
    Area("camera", "f10", "Camera", "tests.scanner.camera_stage:StagedScreen", works_bare=True),
)


def camera_app(site: Any, *plugged: Found, start: str = "camera", **options: Any) -> OnsiteApp:
    """The app with the camera's screen in front."""
    StagedScreen.plugged, StagedScreen.cameras, StagedScreen.told = list(plugged), [], []
    return OnsiteApp(
        lambda: site,
        start_mode=start,
        language_code="en",
        clock=site.clock,
        areas=AREAS,
        **options,
    )


def newest() -> FakeCamera:
    """The camera that was begun last."""
    return StagedScreen.cameras[-1]


async def until(pilot: Pilot[Any], true: Any) -> None:
    """Wait until something is so."""
    for _turn in range(250):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(true)
