"""Taps that cannot be saved as the app ends: kept in a file, and saved once somebody counts again.

The disk may well be full by then, so the room for them is taken as the screen opens.
"""

from __future__ import annotations

import json
import os
import time
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOM = 65_536
"""In bytes: some thousand taps."""
_OLD_S = 86_400
"""Room that was taken so long ago is nobody's: its program was killed."""


class Spare:
    """One file of a counting screen, among those of the others at this laptop.

    Args:
        data: the data folder.
    """

    def __init__(self, data: Path) -> None:
        self._folder = data / "taps"
        self._path = self._folder / f"{uuid.uuid4().hex}.json"

    def take_room(self) -> None:
        """Take it while there is some; where there is none, the end may be without it."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._path.write_bytes(b" " * ROOM)

    def keep(self, kept: dict[str, str]) -> bool:
        """Put it there; answers whether it is on disk."""
        try:
            with self._path.open("r+b") as file:
                file.write(json.dumps(kept).encode().ljust(ROOM))
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            return False
        return True

    def give_back(self) -> None:
        """Nothing is to be kept."""
        with suppress(OSError):
            self._path.unlink()

    def found(self) -> Iterator[tuple[Path, dict[str, str]]]:
        """What others have left, with the file to delete once it is saved."""
        for path in sorted(self._folder.glob("*.json")):
            with suppress(OSError, ValueError):
                written = path.read_text("utf-8").strip()
                if written:
                    yield path, json.loads(written)
                elif time.time() - path.stat().st_mtime > _OLD_S:
                    path.unlink()
