"""The join code: how it is written, drawn and read back."""

from __future__ import annotations

import hashlib

import cv2
import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from onsite.errors import BadInputError
from onsite.sync.joining.invitation import (
    JoinCode,
    drawn,
    fingerprint_of,
    full_address,
    half_blocks,
    new_code,
    parsed,
    token_of,
)
from onsite.sync.keys.keyring import ALPHABET
from onsite.sync.keys.secrets import event_token

EVENT = "5f" * 32
CODE = JoinCode(
    bytes.fromhex("00112233445566778899"),
    bytes.fromhex("aabbccddeeff01234567"),
    "desk",
    ("192.168.1.10:4222", "10.0.0.7:4333"),
)
LETTERS = "008J-4CT4-ANK7-F24S-NAXW-SQFE-ZW0J-6HB7-Z"
TEXT = "ONSITE1:DESK:008J4CT4ANK7F24SNAXWSQFEZW0J6HB7Z:192.168.1.10/10.0.0.7:4333"


def test_a_code_is_written_for_a_camera_and_for_fingers():
    assert (CODE.letters, CODE.text) == (LETTERS, TEXT)


def test_a_code_reads_back():
    typed = JoinCode(CODE.fingerprint, CODE.secret)
    assert [parsed(each) for each in (TEXT, LETTERS)] == [CODE, typed]


@pytest.mark.parametrize(
    "text",
    [
        LETTERS.lower(),
        LETTERS.replace("-", " "),
        f"  {LETTERS[:20]}\r\n  {LETTERS[20:]}\n",
        LETTERS.replace("0", "O").replace("1", "l"),
        LETTERS.replace("-", "\u2013"),
        "".join(chr(ord(sign) + 0xFEE0) for sign in LETTERS),
    ],
)
def test_a_code_is_read_as_people_type_it(text):
    assert parsed(text) == JoinCode(CODE.fingerprint, CODE.secret)


def test_a_pasted_qr_text_may_be_broken_and_in_small_letters():
    assert parsed(f"{TEXT[:30]}\n{TEXT[30:]}".lower()) == CODE


def test_an_address_keeps_its_hyphens():
    code = JoinCode(CODE.fingerprint, CODE.secret, "lead", ("hub-1.local:4222",))
    assert parsed(code.text) == code


@given(st.binary(min_size=20, max_size=20), st.integers(0, 32), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_always_found(secret, at, sign):
    letters = JoinCode(secret[:10], secret[10:]).letters.replace("-", "")
    wrong = letters[:at] + sign + letters[at + 1 :]
    if wrong != letters:
        with pytest.raises(BadInputError, match="mistyped"):
            parsed(wrong)


@given(st.binary(min_size=20, max_size=20), st.integers(0, 31), st.integers(1, 30))
def test_two_letters_that_changed_places_are_found(secret, at, apart):
    letters = list(JoinCode(secret[:10], secret[10:]).letters.replace("-", ""))
    other = at + apart
    if other > 32 or letters[at] == letters[other]:
        return
    letters[at], letters[other] = letters[other], letters[at]
    with pytest.raises(BadInputError, match="changed places"):
        parsed("".join(letters))


@pytest.mark.parametrize(
    ("text", "happened"),
    [
        ("", "No join code was given."),
        ("https://tickets.example/7", "This is not a join code."),
        ("ONSITE2:DESK:x", "This join code was made by another version of Onsite."),
        ("ONSITE1:DESK", "This join code is not complete."),
        (LETTERS[:-2], "A join code has 33 letters and digits; this one has 32."),
        (
            LETTERS.replace("ANK7", "ANU7"),
            "No join code has “U” in it; here it stands in group 3.",
        ),
        (
            LETTERS.replace("ANK7", "AN%7"),
            "No join code has “%” in it; here it stands in group 3.",
        ),
        (
            LETTERS.replace("ANK7", "AKN7"),
            "A letter of this join code is mistyped, or two have changed places.",
        ),
        (f"{TEXT}/a b!", "“AB!” is no address of a hub."),
    ],
)
def test_what_is_wrong_with_a_code_is_said(text, happened):
    with pytest.raises(BadInputError) as refused:
        parsed(text)
    assert refused.value.happened == happened
    assert refused.value.advice


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("192.168.1.10", "192.168.1.10:4222"),
        (" 192.168.1.10:4333 ", "192.168.1.10:4333"),
        ("Hub-1.local", "hub-1.local:4222"),
        ("tls://10.0.0.7:4222/", "10.0.0.7:4222"),
        ("fe80::1", "[fe80::1]:4222"),
        ("[fe80::1]:4333", "[fe80::1]:4333"),
    ],
)
def test_an_address_gets_its_port(text, address):
    assert full_address(text) == address


@pytest.mark.parametrize("text", ["", "10.0.0.7:", "10.0.0.7:0", "10.0.0.7:65536", "a b", "x:y"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(BadInputError, match="is no address of a hub"):
        full_address(text)


def test_the_fingerprint_finds_the_event_and_the_secret_makes_the_key():
    code = new_code(EVENT, "desk", [f"10.0.0.{each}:4222" for each in range(5)])
    assert code.fingerprint == hashlib.sha256(bytes.fromhex(EVENT)).digest()[:10]
    assert code.token == event_token(EVENT)
    assert code.addresses == ("10.0.0.0:4222", "10.0.0.1:4222", "10.0.0.2:4222")
    assert code.key == parsed(code.letters).key
    assert code.key.public.startswith("U")
    assert len(token_of(code.key.public)) == 16
    assert new_code(EVENT, "desk", []).secret != code.secret


@pytest.mark.parametrize(
    "addresses",
    [
        (),
        ("192.168.100.100:14222", "192.168.100.101:14222", "192.168.100.102:14222"),
        tuple(f"a-rather-long-name-of-a-hub-{each}.conference.example:4222" for each in "abc"),
    ],
)
def test_a_camera_reads_the_drawing_of_any_code(addresses):
    code = JoinCode(fingerprint_of(EVENT), CODE.secret, "display", addresses)
    lines = half_blocks(code)
    assert len(lines) <= 22
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len(lines[0]) <= 2 * 22
    (read,) = zxingcpp.read_barcodes(picture(lines))
    assert read.text == code.text
    back = parsed(read.text)
    assert (back.fingerprint, back.secret, back.role) == (code.fingerprint, code.secret, "display")
    assert back.addresses == code.addresses[: len(back.addresses)]
    assert bool(back.addresses) == bool(addresses)


def test_the_drawing_has_colours_of_its_own_in_every_line():
    lines = drawn(CODE).splitlines()
    assert [line.startswith("\x1b[38;5;16;48;5;231m") for line in lines] == [True] * len(lines)
    assert [line.endswith("\x1b[0m") for line in lines] == [True] * len(lines)


def picture(lines: list[str]) -> np.ndarray:
    """What a camera would see of the lines: a sign is half as wide as it is high."""
    squares = {" ": (255, 255), "▄": (255, 0), "▀": (0, 255), "█": (0, 0)}
    rows = [[squares[sign][half] for sign in line] for line in lines for half in (0, 1)]
    small = np.array(rows, dtype=np.uint8)
    return cv2.resize(small, None, fx=6, fy=6, interpolation=cv2.INTER_NEAREST)


def test_the_fingerprint_is_of_the_key():
    assert fingerprint_of(EVENT) != fingerprint_of("60" * 32)
