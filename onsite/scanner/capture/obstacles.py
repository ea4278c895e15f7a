"""What keeps this user from a camera, as far as the system tells without switching it on."""

from __future__ import annotations

import errno
import importlib
import os
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onsite.language import _
from onsite.scanner.capture import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.scanner.capture.devices import Device
    from onsite.scanner.capture.source import CameraTrouble

_REQUEST_BUFFERS = 0xC0145608
"""Linux's `VIDIOC_REQBUFS`. Asked for none it changes nothing, and fails where others have some."""
_NO_BUFFERS = struct.pack("=IIIII", 0, 1, 1, 0, 0)  # of captured video, mapped into memory
_MACOS_ASKS, _MACOS_MAY = 0, 3
"""`AVAuthorizationStatus`: nobody has been asked yet, and allowed."""
_WINDOWS_KEY = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"


def obstacle(device: Device) -> CameraTrouble | None:
    """Why the camera cannot be opened; None where nothing is known that stands against it."""
    if device.path.startswith("/dev/"):
        return on_linux(device)
    if sys.platform == "darwin":
        return on_macos(device)
    if sys.platform == "win32":
        return on_windows(device)
    return None


def on_linux(
    device: Device, ioctl: Callable[[int, int, bytes], Any] | None = None
) -> CameraTrouble | None:
    """Whether the device's file may be opened, and whether another program streams from it.

    Args:
        device: its path is a file.
        ioctl: asks the driver.
    """
    ask = ioctl or importlib.import_module("fcntl").ioctl
    try:
        opened = os.open(device.path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        return _trouble(device, error.errno)
    try:
        ask(opened, _REQUEST_BUFFERS, _NO_BUFFERS)
    except OSError as error:
        # Drivers that know no buffers answer otherwise: that is no obstacle.
        return _trouble(device, error.errno) if error.errno == errno.EBUSY else None
    finally:
        os.close(opened)
    return None


def _trouble(device: Device, number: int | None) -> CameraTrouble:
    if number in (errno.EACCES, errno.EPERM):
        advice = _('Run: sudo usermod -aG {group} "$USER" - then log out and in again.')
        return words.denied(device.name, advice.format(group=_group(device.path)))
    if number == errno.EBUSY:
        return words.busy(device.name)
    return words.lost(device.name)


def _group(path: str) -> str:
    try:
        return Path(path).group()
    except (OSError, KeyError, NotImplementedError):
        return "video"


def on_macos(device: Device) -> CameraTrouble | None:
    """Whether this terminal may use cameras; where nobody has been asked, macOS asks now."""
    try:
        kit = importlib.import_module("AVFoundation")
    except ImportError:
        return None
    cameras = kit.AVCaptureDevice
    status = cameras.authorizationStatusForMediaType_(kit.AVMediaTypeVideo)
    if status == _MACOS_MAY:
        return None
    if status == _MACOS_ASKS:
        cameras.requestAccessForMediaType_completionHandler_(
            kit.AVMediaTypeVideo, lambda _granted: None
        )
        return words.denied(device.name, _("macOS asks whether this terminal may: allow it."))
    return words.denied(
        device.name,
        _(
            "Allow it for your terminal in System Settings, Privacy & Security, Camera; "
            "then open the terminal anew."
        ),
    )


def on_windows(device: Device) -> CameraTrouble | None:
    """Whether Windows lets programs of the desktop use cameras."""
    winreg = importlib.import_module("winreg")
    roots = (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER)
    keys = (rf"{_WINDOWS_KEY}\webcam", rf"{_WINDOWS_KEY}\webcam\NonPackaged")
    for root in roots:
        for key in keys:
            try:
                with winreg.OpenKey(root, key) as opened:
                    said, _kind = winreg.QueryValueEx(opened, "Value")
            except OSError:
                continue
            if said == "Deny":
                return words.denied(
                    device.name,
                    _(
                        "Switch on “Let desktop apps access your camera” in Settings, "
                        "Privacy & security, Camera."
                    ),
                )
    return None
