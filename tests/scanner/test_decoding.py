from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import cv2
import numpy as np
import pytest
import qrcode

from onsite.scanner.decoding import decoded, engines, read

PHOTOS = Path(__file__).parents[1] / "data" / "qr"
WRITTEN = {
    "zxing-3_08.png": "http://arnaud.sahuguet.com/graffiti/test.php?ll=-74.00309961503218,40.74102573163046,0",
    "zxing-4_17.png": "http://code.google.com",
    "zxing-4_43.png": "http://code.google.com/p/zxing/",
    "jsqr_69.png": "Google Print Ads - T.G.I.A.F. - January 31, 2008",
    "jsqr_issue-54-2.png": "http://wv.overair.ca/ifest/teina",
    "nocode_1_01.webp": None,
}
ALL_PHOTOS = Path(os.environ.get("ONSITE_QR_PHOTOS", "../shared/data/qr"))
"""The whole collection lies outside the repository: most of it has no clear licence."""
AGREED = 29
"""How many of the whole collection zxing-cpp alone reads."""
BESIDE = {"boof-bright_spots_image001.jpg": {"Version1QR", "ABC123456789" * 15}}
"""Codes that stand in the same photograph, beside the one that is listed."""


def drawn(data: bytes | str, *, inverted: bool = False):
    made = qrcode.QRCode(border=4, box_size=6)
    made.add_data(qrcode.util.QRData(data) if isinstance(data, bytes) else data, optimize=0)
    made.make()
    picture = np.array(made.make_image().get_image().convert("L"))
    return 255 - picture if inverted else picture


def bare(text: str) -> str:
    """Without white space and all that decoders read differently."""
    return "".join(char for char in text if "!" <= char <= "~")


def texts(picture) -> list[str]:
    return [code.text for code in read(picture)]


@pytest.mark.parametrize(("file", "written"), WRITTEN.items())
def test_a_photograph_is_read_as_it_is_written(file, written):
    picture = cv2.imread(str(PHOTOS / file))

    assert texts(picture) == ([written] if written else [])


def test_of_all_photographs_none_is_read_wrong_and_no_fewer_than_agreed():
    truth = ALL_PHOTOS / "truth.json"
    if not truth.exists():
        pytest.skip(f"NOT TESTED: the photographs are not in {ALL_PHOTOS}; set ONSITE_QR_PHOTOS")
    right, wrong = 0, {}
    for entry in json.loads(truth.read_text(encoding="utf-8")):
        found = {bare(text) for text in texts(cv2.imread(str(ALL_PHOTOS / entry["file"])))}
        expected = {bare(entry["text"])} if entry["text"] else set()
        right += bool(expected & found)
        others = found - expected - BESIDE.get(entry["file"], set())
        if others:
            wrong[entry["file"]] = others

    assert wrong == {}
    assert right >= AGREED


def test_a_code_tells_where_it_is():
    canvas = np.full((600, 800), 255, np.uint8)
    code = drawn("HS-1")
    canvas[200 : 200 + code.shape[0], 300 : 300 + code.shape[1]] = code

    (found,) = read(canvas)

    xs, ys = [x for x, _y in found.corners], [y for _x, y in found.corners]
    near = (min(xs) - 324, max(xs) - 450, min(ys) - 224, max(ys) - 350)
    assert found.text == "HS-1"
    assert max(map(abs, near)) <= 4


def test_several_codes_in_one_picture_are_all_read():
    pair = np.hstack([drawn("HS-ONE"), drawn("HS-TWO")])

    assert sorted(texts(pair)) == ["HS-ONE", "HS-TWO"]


def test_a_light_code_on_a_dark_screen_is_read():
    assert texts(drawn("HS-DARK", inverted=True)) == ["HS-DARK"]


def test_a_coloured_picture_is_read():
    grey = drawn("HS-COLOUR")

    assert texts(np.dstack([grey, grey, grey])) == ["HS-COLOUR"]


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((480, 640), np.uint8),
        np.full((1, 1), 255, np.uint8),
        np.random.default_rng(1).integers(0, 255, (300, 300)).astype(np.uint8),
    ],
    ids=["black", "one pixel", "noise"],
)
def test_a_picture_without_a_code_gives_none(picture):
    assert read(picture) == ()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("HS-7K3QD", "ascii"),
        ("Müller", "utf-8"),
        ("Müller", "latin-1"),
        ("José", "latin-1"),
        ("王小明", "utf-8"),
        ("王小明 12", "gb2312"),
        ("陳大文", "gb18030"),
        ("山田", "shift_jis"),
    ],
)
def test_the_bytes_of_a_code_become_the_text_that_was_meant(text, encoding):
    assert texts(drawn(text.encode(encoding))) == [text]


def test_a_byte_order_mark_is_not_part_of_the_text():
    assert texts(drawn("\ufeffHS-1".encode())) == ["HS-1"]


@pytest.mark.parametrize(
    ("raw", "guess", "declared", "text"),
    [
        (b"\xe1\xe2", "αβ", True, "αβ"),
        (b"\x81", "\x81", False, ""),
        (b"\xff\xfe", "\ufffd", False, ""),
    ],
    ids=["a declared set is believed", "control characters are no text", "neither are gaps"],
)
def test_what_cannot_be_right_is_no_text(raw, guess, declared, text):
    assert decoded(raw, guess, declared=declared) == text


def test_zxing_is_always_there():
    assert engines()["zxing-cpp"]


def test_without_zbar_the_codes_are_read_all_the_same():
    program = """
        import sys
        sys.modules["pyzbar"] = None
        import numpy, qrcode
        from onsite.scanner.decoding import engines, read
        made = qrcode.make("HS-1").get_image().convert("L")
        print(engines()["zbar"], [code.text for code in read(numpy.array(made))])
        print(read(numpy.zeros((90, 90), numpy.uint8)))
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True
    )

    assert ran.stdout.splitlines() == ["False ['HS-1']", "()"]
