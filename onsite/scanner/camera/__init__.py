"""The camera as the desk knows it: it is started and stopped, tells what it sees, and comes back.

Three threads: one keeps only the newest frame, one reads every frame that it can, and one gives
those in which nothing was read a second chance.
"""

from onsite.scanner.camera.camera import Camera
from onsite.scanner.camera.pace import Pace, RealPace
from onsite.scanner.camera.told import (
    Audience,
    CameraState,
    Crowd,
    Figures,
    Outline,
    Playing,
    Sighting,
    View,
)

__all__ = [
    "Audience",
    "Camera",
    "CameraState",
    "Crowd",
    "Figures",
    "Outline",
    "Pace",
    "Playing",
    "RealPace",
    "Sighting",
    "View",
]
