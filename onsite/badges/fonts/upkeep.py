"""Upkeep of the shipped fonts: `python -m onsite.badges.fonts.upkeep` writes the table anew.

Nothing of this is used while Onsite runs.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from onsite.badges.fonts.coverage import ranges
from onsite.bundled import bundled

if TYPE_CHECKING:
    from pathlib import Path

ORDER = (
    ("Noto Sans", "noto/NotoSans-{weight}.ttf"),
    ("Noto Sans Hebrew", "noto/NotoSansHebrew-{weight}.ttf"),
    ("Noto Sans Arabic", "noto/NotoSansArabic-{weight}.ttf"),
    ("Noto Sans Thai", "noto/NotoSansThai-{weight}.ttf"),
    ("Noto Sans Devanagari", "noto/NotoSansDevanagari-{weight}.ttf"),
    ("Noto Sans CJK", "noto-cjk/NotoSansCJK-{weight}.ttc"),
    ("DejaVu Sans", "dejavu/DejaVuSans{dejavu}.ttf"),
    ("Noto Emoji", "noto-emoji/NotoEmoji-{weight}.ttf"),
)
"""The families in the order in which they are asked for a sign, and where their files lie."""


def table(folder: Path) -> list[dict[str, str | float]]:
    """The table of what the fonts in a folder hold."""
    rows = []
    for family, place in ORDER:
        for weight in ("Regular", "Bold"):
            file = place.format(weight=weight, dejavu="-Bold" if weight == "Bold" else "")
            if (folder / file).exists():
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
    height: float = getattr(tables["OS/2"], "sCapHeight", 0) or tables["glyf"]["H"].yMax
    return height


def main() -> None:
    """Write the table beside the fonts."""
    folder = bundled("assets/fonts")
    (folder / "coverage.json").write_text(written(table(folder)), "utf-8")
    sys.stdout.write(f"{folder / 'coverage.json'}\n")


if __name__ == "__main__":
    main()
