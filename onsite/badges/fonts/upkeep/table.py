"""The table of what the shipped fonts hold, made from the fonts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from onsite.badges.fonts.coverage import ranges

if TYPE_CHECKING:
    from pathlib import Path

_NOTO = (
    "Hebrew Arabic Thai Devanagari Armenian Georgian Ethiopic Bengali Gurmukhi Gujarati Tamil"
    " Telugu Kannada Malayalam Sinhala Lao Khmer Myanmar"
)
ORDER = (
    ("Noto Sans", "noto/NotoSans-{weight}.ttf"),
    *((f"Noto Sans {name}", f"noto/NotoSans{name}-{{weight}}.ttf") for name in _NOTO.split()),
    ("Noto Sans CJK", "noto-cjk/NotoSansCJK-{weight}.ttc"),
    ("DejaVu Sans", "dejavu/DejaVuSans{dejavu}.ttf"),
    ("Droid Sans Fallback", "droid/DroidSansFallbackFull.ttf"),
    ("Noto Emoji", "noto-emoji/NotoEmoji-{weight}.ttf"),
)
"""The families in the order in which they are asked for a sign, and where their files lie."""


def table(folder: Path) -> list[dict[str, str | float]]:
    """The table of what the fonts in a folder hold."""
    rows, listed = [], set()
    for family, place in ORDER:
        for weight in ("Regular", "Bold"):
            file = place.format(weight=weight, dejavu="-Bold" if weight == "Bold" else "")
            if file not in listed and (folder / file).exists():
                listed.add(file)
                rows.append(_row(family, weight.lower(), file) | _seen(folder / file))
    return rows


def _row(family: str, weight: str, file: str) -> dict[str, str | float]:
    return {"family": family, "weight": weight, "file": file}


def written(rows: list[dict[str, str | float]]) -> str:
    """The table as its file holds it: one font on a line."""
    lines = ",\n".join(json.dumps(row, sort_keys=True) for row in rows)
    return f"[\n{lines}\n]\n"


def _seen(file: Path) -> dict[str, str | float]:
    from fontTools.ttLib import TTFont

    with TTFont(file, fontNumber=0, lazy=True) as font:
        tables: Any = font
        em = tables["head"].unitsPerEm
        return {
            "ascent": round(tables["hhea"].ascent / em, 4),
            "descent": round(-tables["hhea"].descent / em, 4),
            "cap_height": round(_capital(tables) / em, 4),
            "ranges": ranges(font.getBestCmap()),
        }


def _capital(tables: Any) -> float:
    """How high an H is, where the font does not say how high a capital letter is."""
    said: float = getattr(tables["OS/2"], "sCapHeight", 0)
    if said:
        return said
    glyphs = tables.getGlyphSet()
    drawn: float = tables["glyf"][glyphs.font.getBestCmap()[ord("H")]].yMax
    return drawn
