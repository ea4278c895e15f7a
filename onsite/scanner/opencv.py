"""OpenCV, loaded at first use, and silent."""

from __future__ import annotations

import os
from functools import cache
from typing import Any


@cache
def opencv() -> Any:
    """The module `cv2`. What it and FFmpeg would print goes past Python, onto the app's screen."""
    os.environ["OPENCV_FFMPEG_LOGLEVEL"] = "-8"
    import cv2

    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    return cv2
