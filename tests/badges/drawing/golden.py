"""How the shipped designs look with hard names: `python -m tests.badges.drawing.golden` accepts it.

For every badge a hash of its dots, and for a person to look at one sheet of pictures a design.
What draws letters is pinned exactly, so the same dots come out everywhere.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from PIL import Image, features

from onsite.badges.drawing.raster import draw
from onsite.badges.fonts.faces import Faces
from onsite.badges.layout.placing import lay_out
from onsite.badges.templates.finding import find, names
from tests.badges.layout.hard_names import NAMES, holder

FOLDER = Path(__file__).parent / "golden"
HASHES = FOLDER / "hashes.json"
COMMAND = "python -m tests.badges.drawing.golden"
DPI, COLOUR_DPI = 203, 100
IN_COLOUR = "colour"
"""After the name of one that is drawn in colours."""
ACROSS, SMALL_WIDTH, GREYS = 10, 150, 6
DESIGNS = names(None)


def drawn(design: str) -> dict[str, Image.Image]:
    """Every badge of a design by its name's key; of one with two sides, both below each other."""
    template = find(design, None)
    found = {key: _badge(template, key, DPI, mono=True) for key in NAMES}
    for key in ("usual", "Thai, stacked"):
        found[f"{key}, {IN_COLOUR}"] = _badge(template, key, COLOUR_DPI, mono=False)
    return found


def _badge(template, key, dpi, *, mono):
    """In colours as a PDF has it, not on a printer's dots."""
    sheet = lay_out(template, holder(key), Faces.load(), dpi=dpi if mono else None)
    sides = [draw(page, dpi, mono=mono) for page in sheet.pages]
    whole = Image.new(sides[0].mode, (sides[0].width, sum(side.height for side in sides)))
    top = 0
    for side in sides:
        whole.paste(side, (0, top))
        top += side.height
    return whole


def hashed(image) -> str:
    """Of its size and its dots."""
    head = f"{image.mode} {image.width} {image.height} ".encode()
    return hashlib.sha256(head + image.tobytes()).hexdigest()[:16]


def versions() -> dict[str, str]:
    """What the dots depend on."""
    parts = ("freetype2", "raqm", "harfbuzz", "fribidi")
    found = {part: str(features.version(part)) for part in parts}
    return {"pillow": str(features.version("pil")), **found}


def contact_sheet(images) -> Image.Image:
    """All of them small, in a few greys."""
    small = [_small(image) for key, image in images.items() if not key.endswith(IN_COLOUR)]
    height = max(image.height for image in small)
    rows = -(-len(small) // ACROSS)
    sheet = Image.new("L", (ACROSS * (SMALL_WIDTH + 4), rows * (height + 4)), 160)
    for number, image in enumerate(small):
        place = (number % ACROSS * (SMALL_WIDTH + 4), number // ACROSS * (height + 4))
        sheet.paste(image, place)
    return sheet.quantize(GREYS)


def _small(image):
    height = round(image.height * SMALL_WIDTH / image.width)
    return image.convert("L").resize((SMALL_WIDTH, height), Image.Resampling.BOX)


def accept() -> None:
    """Store what is drawn now."""
    FOLDER.mkdir(exist_ok=True)
    hashes = {}
    for design in DESIGNS:
        images = drawn(design)
        hashes[design] = {key: hashed(image) for key, image in images.items()}
        contact_sheet(images).save(FOLDER / f"{design}.png", optimize=True)
    stored = {"versions": versions(), "designs": hashes}
    HASHES.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    accept()
