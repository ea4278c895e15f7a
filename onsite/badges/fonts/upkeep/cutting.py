"""A font without what no badge needs of it: the hints for screens of another time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from fontTools.subset import Options


def cut(source: Path, out: Path) -> None:
    """Write a font again with all of its signs and features, without hints.

    FreeType fits such a font to the dots by itself, and it takes two thirds of the room.
    """
    from fontTools.subset import Subsetter
    from fontTools.ttLib import TTFont

    with TTFont(source, recalcTimestamp=False) as font:
        options = kept()
        options.layout_features = ["*"]
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=list(font.getBestCmap()))
        subsetter.subset(font)
        out.parent.mkdir(exist_ok=True)
        font.save(out)


def kept() -> Options:
    """What of a font is written again whichever signs it keeps."""
    from fontTools.subset import Options

    options = Options()
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    return options
