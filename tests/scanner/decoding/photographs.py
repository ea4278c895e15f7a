"""Photographs of codes: some beside the tests, the whole collection outside the repository."""

from __future__ import annotations

import json
import os
from pathlib import Path

import cv2
import pytest

HERE = Path(__file__).parents[2] / "data" / "qr"
WRITTEN = {
    "zxing-2_12.png": "The 2005 USGS aerial photography of the Washington Monument is censored.",
    "zxing-3_08.png": "http://arnaud.sahuguet.com/graffiti/test.php?ll=-74.00309961503218,40.74102573163046,0",
    "zxing-4_17.png": "http://code.google.com",
    "zxing-4_34.png": "http://code.google.com",
    "zxing-4_43.png": "http://code.google.com/p/zxing/",
    "jsqr_69.png": "Google Print Ads - T.G.I.A.F. - January 31, 2008",
    "jsqr_cupcake-2.png": "http://geoloqi.com/",
    "jsqr_issue-54-2.png": "http://wv.overair.ca/ifest/teina",
    "jsqr_windows-screenshot.png": "Happy 1st Birthday GeekUp Leeds! http://www.geekup.org",
}
EMPTY = ("nocode_1_01.webp", "nocode_1_06.webp", "nocode_2_02.webp", "nocode_2_07.webp")

COLLECTION = Path(
    os.environ.get("ONSITE_QR_PHOTOS", Path(__file__).parents[4] / "shared" / "data" / "qr")
)
"""It lies outside because most of it has no clear licence."""
BESIDE = {
    "boof-bright_spots_image001.jpg": {"Version1QR", "ABC123456789" * 15},
    "boof-nominal_image001.jpg": {"https://www.instagram.com/lethmik/"},
}
"""Codes that stand in the same photograph, beside the one that is listed."""
LONGEST = 1280
"""Pixels: about what a camera at a desk gives."""


def bare(text: str) -> str:
    """Without white space and all that decoders read differently."""
    return "".join(char for char in text if "!" <= char <= "~")


def photograph(path: Path):
    """Grey, as large as a frame of a camera at most."""
    picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    scale = LONGEST / max(picture.shape)
    if scale >= 1:
        return picture
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def collection():
    """Each photograph with what it says (None: it holds no code) and what else may be read."""
    truth = COLLECTION / "truth.json"
    if not truth.exists():
        pytest.skip(
            f"NOT TESTED: the photographs are not in {COLLECTION}; set ONSITE_QR_PHOTOS to where"
            " they are"
        )
    for entry in json.loads(truth.read_text(encoding="utf-8")):
        written = bare(entry["text"]) if entry["text"] else None
        yield photograph(COLLECTION / entry["file"]), written, BESIDE.get(entry["file"], set())
