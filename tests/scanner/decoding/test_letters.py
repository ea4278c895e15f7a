from __future__ import annotations

import cv2
import numpy as np
import pytest
import qrcode
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.scanner.decoding import FastLane, decoded, read


def drawn(data: bytes | str):
    made = qrcode.QRCode(border=4, box_size=6)
    made.add_data(qrcode.util.QRData(data) if isinstance(data, bytes) else data, optimize=0)
    made.make()
    return np.array(made.make_image().get_image().convert("L"))


def texts(picture) -> list[str]:
    return [code.text for code in read(picture)]


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


@pytest.mark.parametrize("text", ["A\tB\r\nC", "\x1dGS1\x1d", "back\\slash~tilde", "<LF>"])
def test_signs_that_do_not_print_are_told_as_they_are(text):
    assert texts(drawn(text)) == [text]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff"), min_size=1, max_size=40))
def test_whatever_is_written_in_unicode_is_read_as_it_is(text):
    assert texts(drawn(text.encode())) == [text]


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


def test_a_coloured_picture_is_read():
    picture = cv2.cvtColor(drawn("HS-COLOUR"), cv2.COLOR_GRAY2BGR)

    readings = [read(picture), FastLane().read(picture).codes]

    assert [[code.text for code in codes] for codes in readings] == [["HS-COLOUR"]] * 2
