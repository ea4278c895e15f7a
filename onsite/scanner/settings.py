"""What this laptop's scanners are: kept beside its store, chosen on the screen of the camera."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from onsite.errors import OnsiteError, StoreError
from onsite.language import _

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS_FILE = "scanner.json"
_LARGEST = 64 * 1024
"""Bytes; what is larger was not written here, and need not be read."""
_HALF_WRITTEN_S = 60.0
"""Nobody writes the file for so long, in seconds."""


class HandSettings(BaseModel):
    """How the hand scanners of this laptop send what they read."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    prefix: str = Field("", max_length=64)
    """What the scanner puts before each text."""
    suffix: str = Field("", max_length=64)
    """What it puts behind each text, before Enter or Tab."""
    layout: str = Field("", max_length=32)
    """The keyboard layout that the scanner's keys arrive under; empty to find it out."""
    fast_ms: int = Field(35, ge=1, le=500)
    """Keys that follow each other within so many milliseconds are a scanner's."""
    stall_ms: int = Field(150, ge=1, le=5_000)
    """A pause of so many milliseconds inside a burst is still the computer's, not a person's."""
    serial: str = Field("", max_length=512)
    """The stable name of the port of a serial scanner; empty where there is none."""
    baud: int = Field(9_600, ge=50, le=4_000_000)
    """Signs a second on that port."""


class ScannerSettings(BaseModel):
    """What this laptop reads codes with."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    camera: str = Field("", max_length=4_096)
    """As `--camera` takes it; empty where none was chosen. An address may hold a password."""
    mirrored: bool = False
    """Whether the preview is shown as in a mirror; what is read stays the same."""
    preview: bool = True
    """Whether the desk shows what the camera sees."""
    preview_over_ssh: bool = False
    """Whether it does so where the screen is that of another computer, too."""
    hand: HandSettings = HandSettings()


def load(data: Path) -> ScannerSettings:
    """What was kept last; what a laptop begins with where nothing, or nothing sensible, was.

    Args:
        data: the data folder, which need not exist.
    """
    return _read(data) or ScannerSettings()


def damage(data: Path) -> OnsiteError | None:
    """What is to be said where a file is there, and nothing sensible can be read from it."""
    path = data / SETTINGS_FILE
    # A link that leads nowhere counts as there: it was put there by somebody.
    if _read(data) is not None or not os.path.lexists(path):
        return None
    return OnsiteError(
        _("What was chosen for camera and scanners cannot be read: {file} is damaged.").format(
            file=path
        ),
        _("Choose again, with F10 in the app; that replaces it."),
    )


def save(data: Path, settings: ScannerSettings) -> None:
    """Keep them, whole or not at all, readable for this user alone.

    Raises:
        StoreError: they cannot be written; what was kept before is as it was.
    """
    text = _text(settings)
    path = data / SETTINGS_FILE
    new = data / f"{SETTINGS_FILE}.{os.getpid()}"
    try:
        new.unlink(missing_ok=True)
        made = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(made, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - the mode must hold from the first byte
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise StoreError(
            _("What was chosen cannot be kept: {file} cannot be written.").format(file=path),
            _("Check the permissions of the data folder and the room on its disk."),
        ) from error
    _clear(data)


def _clear(data: Path) -> None:
    """Remove what a crash has left half written; what is young may be another program's."""
    old = time.time() - _HALF_WRITTEN_S
    for left in data.glob(f"{SETTINGS_FILE}.*"):
        with suppress(OSError):
            if left.suffix[1:].isdecimal() and left.lstat().st_mtime < old:
                left.unlink()


def _text(settings: ScannerSettings) -> str:
    try:
        return settings.model_dump_json(indent=1) + "\n"
    except ValueError as error:  # bytes of a file's name that are no text
        raise StoreError(
            _("What was chosen cannot be kept: its name holds signs that are no text."),
            _("Rename the file, or the folder that it is in, and choose it again."),
        ) from error


def _read(data: Path) -> ScannerSettings | None:
    try:
        with (data / SETTINGS_FILE).open("rb") as file:
            return ScannerSettings.model_validate_json(file.read(_LARGEST))
    except (OSError, ValidationError):
        return None
