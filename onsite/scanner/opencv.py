"""OpenCV, loaded at first use, and silent."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

_SETTINGS = {
    # What OpenCV and FFmpeg would print goes past Python, onto the app's screen.
    "OPENCV_LOG_LEVEL": "SILENT",
    "OPENCV_FFMPEG_LOGLEVEL": "-8",
    # Seconds after which a webcam that sends nothing lets go of its thread; 10 otherwise.
    "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": "2",
    # Else opening a webcam takes up to half a minute on Windows.
    "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS": "0",
    # Else macOS refuses to ask for the permission anywhere but in the main thread.
    "OPENCV_AVFOUNDATION_SKIP_AUTH": "1",
}
_CHOICES = {
    # TCP, as most cameras in halls full of radios need it; and no five seconds spent on finding
    # the rate of a stream that tells none.
    "OPENCV_FFMPEG_CAPTURE_OPTIONS": "rtsp_transport;tcp|analyzeduration;1000000|fpsprobesize;2",
}
"""What somebody may have reasons to set otherwise."""


@cache
def opencv() -> Any:
    """The module `cv2`; to be called in the scanner's threads only, since loading takes long."""
    os.environ.update(_SETTINGS)
    for name, value in _CHOICES.items():
        os.environ.setdefault(name, value)
    import cv2

    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    # Frames are small: several threads would win little, and take the cores from the screen.
    cv2.setNumThreads(1)
    return cv2
