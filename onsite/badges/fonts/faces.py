"""The fonts that ship with Onsite, opened when first needed and kept by size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Literal

from onsite.badges.fonts.coverage import Coverage, read
from onsite.bundled import bundled

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.ImageFont import FreeTypeFont

Weight = Literal["regular", "bold"]
FOLDER = "assets/fonts"
_KEPT = 256
"""Opened fonts that are kept; each is one size of one face."""


@dataclass(frozen=True, slots=True)
class FaceId:
    """One face: what a run of letters is drawn with."""

    family: str
    weight: Weight
    index: int = 0
    """In a file that holds several faces, which of them; 0 in all others."""


class Faces:
    """The shipped faces. One of them serves all threads; `load` gives it."""

    def __init__(self, folder: Path, coverage: Coverage) -> None:
        self.coverage = coverage
        self._folder = folder
        self._lock = Lock()
        self._opened: dict[tuple[FaceId, float], FreeTypeFont] = {}

    @staticmethod
    def load() -> Faces:
        """The faces, with the table of what they hold; no font is opened by this."""
        return _shipped()

    def file(self, face: FaceId) -> Path:
        """Where the font of a face lies."""
        return self._folder / self.coverage.sheet(face.family, face.weight).file

    def pillow(self, face: FaceId, px: float) -> FreeTypeFont:
        """The face as Pillow draws it.

        Args:
            face: which.
            px: pixels to the em; parts of a pixel count.
        """
        with self._lock:
            font = self._opened.get((face, px))
            if font is None:
                if len(self._opened) >= _KEPT:
                    self._opened.pop(next(iter(self._opened)))
                font = self._opened[face, px] = self._open(face, px)
        return font

    def _open(self, face: FaceId, px: float) -> FreeTypeFont:
        from PIL import ImageFont

        from onsite.badges.fonts.engine import shapes

        engine = ImageFont.Layout.RAQM if shapes() else ImageFont.Layout.BASIC
        file = str(self.file(face))
        return ImageFont.truetype(file, px, index=face.index, layout_engine=engine)


@cache
def _shipped() -> Faces:
    folder = bundled(FOLDER)
    return Faces(folder, read(folder / "coverage.json"))
