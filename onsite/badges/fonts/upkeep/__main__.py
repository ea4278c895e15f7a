"""Makes the shipped fonts and their table anew."""

from __future__ import annotations

import sys
from pathlib import Path

from onsite.badges.fonts.upkeep.collecting import collect
from onsite.badges.fonts.upkeep.cutting import cut
from onsite.badges.fonts.upkeep.table import table, written
from onsite.bundled import bundled

BOTH = (
    "Sans SansArabic SansArmenian SansBengali SansDevanagari SansGeorgian SansGujarati"
    " SansGurmukhi SansHebrew SansKannada SansKhmer SansLao SansMalayalam SansMyanmar SansTamil"
    " SansTelugu SansThai"
)
BOLD = "SansEthiopic SansSinhala"
"""Of these the bold one stands in for the other, so that all of them find room."""


def main(sources: Path | None) -> None:
    """Write what is to be shipped; the sources are the folder of the published fonts."""
    folder = bundled("assets/fonts")
    if sources is not None:
        for name in _wanted():
            cut(sources / name, folder / "noto" / name)
        cut(sources / "NotoEmoji-Bold.ttf", folder / "noto-emoji" / "NotoEmoji-Bold.ttf")
        for weight in ("Regular", "Bold"):
            name = f"NotoSansCJK-{weight}.ttc"
            collect(sources / name, folder / "noto-cjk" / name, wide=weight == "Bold")
    (folder / "coverage.json").write_text(written(table(folder)), "utf-8")


def _wanted() -> list[str]:
    regular = [f"Noto{name}-Regular.ttf" for name in BOTH.split()]
    return [*regular, *(f"Noto{name}-Bold.ttf" for name in f"{BOTH} {BOLD}".split())]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
