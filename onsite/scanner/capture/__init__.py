"""Moving pictures for the scanner: webcams, files, addresses and pipes, and what befalls them.

Opening and reading happen in the scanner's threads, where OpenCV is loaded at the first frame.
"""

from onsite.scanner.capture.devices import Device, devices
from onsite.scanner.capture.naming import source_of
from onsite.scanner.capture.newest import HANGS_AFTER_S, Newest
from onsite.scanner.capture.source import (
    CameraTrouble,
    Frame,
    FrameStream,
    Source,
    Stream,
    Trouble,
)

__all__ = [
    "HANGS_AFTER_S",
    "CameraTrouble",
    "Device",
    "Frame",
    "FrameStream",
    "Newest",
    "Source",
    "Stream",
    "Trouble",
    "devices",
    "source_of",
]
