"""A scanner on trial: what its bytes are taken for, and what is said of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite import language
from onsite.scanner.hand.calibration import TEXT, Calibrated, calibrated
from onsite.scanner.hand.layouts import PAIRS, RIGHT, Pair, typed
from onsite.scanner.hand.shown_code import picture
from onsite.scanner.hand.trial import Sort, Trial
from onsite.scanner.hand.trial_words import Whose, advices, as_object, in_words
from onsite.scanner.settings import HandSettings

NONE = HandSettings()
NOBODY = Whose()


def tried(data: bytes, gap: float = 0.002, settings=NONE, **options):
    """What a trial makes of bytes that come one after another."""
    trial, at = Trial(settings, **options), 50.0
    found = []
    for byte in data:
        found += trial.feed(bytes((byte,)), at)
        at += gap
    return found + trial.pause(at + 1.0)


@pytest.mark.parametrize(
    ("data", "gap", "sort", "text", "ended_by"),
    [
        (b"WS-4K7QX\r", 0.002, Sort.SCAN, "WS-4K7QX", "CR"),
        (b"WS-4K7QX\r\n", 0.002, Sort.SCAN, "WS-4K7QX", "CR LF"),
        (b"WS-4K7QX\t", 0.030, Sort.SCAN, "WS-4K7QX", "Tab"),
        ("WSß4K7QX\r".encode(), 0.002, Sort.SCAN, "WSß4K7QX", "CR"),
        (b"]Q1WS-4\x1dK7QX\r", 0.002, Sort.SCAN, "]Q1WS-4K7QX", "CR"),
        (b"WS-4K7QX", 0.002, Sort.UNENDED, "WS-4K7QX", ""),
        (b"WS-4\r", 0.100, Sort.TYPED, "WS-4", ""),
        (b"ab", 0.100, Sort.TYPED, "ab", ""),
        (b"\x1b[15~", 0.000, Sort.KEYS, "", ""),
        (b"\x1bOP", 0.000, Sort.KEYS, "", ""),
    ],
)
def test_what_sent_it(data, gap, sort, text, ended_by):
    (found,) = tried(data, gap)
    assert (found.sort, found.text, found.ended_by) == (sort, text, ended_by)
    assert bytes(each.byte for each in found.strokes) == data
    assert found.strokes[-1].at == pytest.approx(gap * (len(data) - 1))


def test_a_pause_begins_a_new_group():
    trial = Trial(NONE)
    trial.feed(b"WS-4K7QX\r", 1.0)
    assert trial.pause(1.1) == []
    (first,) = trial.feed(b"h", 2.0)
    assert first.text == "WS-4K7QX"
    (last,) = trial.end()
    assert last.text == "h"
    assert trial.end() == []


def test_what_is_sent_twice():
    (found,) = tried(b"WS-4K7QX\rWS-4K7QX\r")
    assert (found.text, found.twice) == ("WS-4K7QX", True)


def test_the_mark_and_the_codes():
    (found,) = tried(b"]Q1https://x.example/t?pk=AB12\r")
    assert found.mark == "]Q1"
    assert found.codes == ("https://x.example/t?pk=AB12", "AB12")


def test_bytes_of_a_port():
    (found,) = tried("票-0001\r\n".encode("gb18030"), keyed=False)
    assert "票-0001" in (found.text, *found.heard.others)
    assert found.ended_by == "CR LF"
    assert "keyboard" not in in_words(1, found, NONE, Whose("known", (RIGHT,)))
    assert [each.sort for each in tried(b"\r\n", keyed=False)] == [Sort.KEYS]


@given(st.binary(max_size=80), st.booleans(), st.sampled_from([0.0, 0.002, 0.05]))
def test_no_bytes_break_it(data, keyed, gap):
    for number, found in enumerate(tried(data, gap, keyed=keyed), 1):
        assert in_words(number, found, NONE, NOBODY)
        assert as_object(found, NONE, NOBODY)["kind"] == found.sort.value


# The test code.


@pytest.mark.parametrize("pair", [RIGHT, *PAIRS], ids=str)
def test_the_test_code_tells_the_layouts(pair):
    arrived = "".join(typed(each, pair) or "" for each in TEXT)
    found = calibrated(arrived)
    assert pair in found.pairs
    assert not found.lost


@pytest.mark.parametrize("pair", [RIGHT, Pair("us", "de"), Pair("us", "fr")], ids=str)
def test_the_test_code_tells_caps_lock(pair):
    assert calibrated(typed(TEXT.swapcase(), pair)) == Calibrated((pair,), caps=True) or (
        pair == RIGHT and calibrated(TEXT.swapcase()).caps
    )


def test_the_test_code_tells_what_stands_around_it():
    found = calibrated(f"~{typed(TEXT, Pair('us', 'de'))}#")
    assert (found.prefix, found.suffix) == ("~", "#")


def test_the_test_code_tells_full_width_letters():
    wide = "".join(chr(ord(each) + 0xFEE0) if each != " " else "\u3000" for each in TEXT)
    assert calibrated(wide) == Calibrated((RIGHT,), wide=True)


@pytest.mark.parametrize("pair", [RIGHT, Pair("us", "de")], ids=str)
def test_the_test_code_tells_what_was_lost(pair):
    arrived = typed(TEXT, pair)
    assert calibrated(arrived[:20] + arrived[23:]).lost == 3


@pytest.mark.parametrize("text", ["WS-4K7QX", "", "ONSITE", TEXT[:10]])
def test_what_is_not_the_test_code(text):
    assert calibrated(text) is None


def test_the_test_code_can_be_read():
    import cv2
    import numpy as np

    from onsite.scanner import decoding

    lines = [line.split("m", 1)[1].removesuffix("\x1b[0m") for line in picture()]
    rows = []
    for line in lines:
        rows.append([0 if each in "█▀" else 255 for each in line])
        rows.append([0 if each in "█▄" else 255 for each in line])
    image = cv2.resize(np.array(rows, np.uint8), None, fx=6, fy=6, interpolation=0)
    assert [each.text for each in decoding.read(image)] == [TEXT]


# What is said of it.


def said(data, settings=NONE, whose=NOBODY, **options):
    (found,) = tried(data, settings=settings, **options)
    return in_words(7, found, settings, whose)


def test_everything_is_shown():
    words = said(b"]Q1WS-4K7QX\r\n", whose=Whose("somebody's code", (RIGHT,)))
    assert words == (
        "7: 13 bytes\n"
        "     0.0  5D ]        2.0  51 Q        4.0  31 1        6.0  57 W\n"
        "     8.0  53 S       10.0  2D -       12.0  34 4       14.0  4B K\n"
        "    16.0  37 7       18.0  51 Q       20.0  58 X       22.0  0D CR\n"
        "    24.0  0A LF\n"
        "\n"
        "  kind      a scan, ended by CR LF\n"
        "  speed     a byte every 2.0 ms, the longest pause 2.0 ms\n"
        "  mark      ]Q1 QR\n"
        "  text      WS-4K7QX\n"
        "  keyboard  scanner and computer agree\n"
        "  list      somebody's code"
    )


def test_what_would_follow_from_each_layout():
    words = said("WSß4K7QX\r".encode())
    assert "keyboard  scanner US, computer German: WS-4K7QX" in words


def test_the_test_code_says_what_to_set():
    words = said(f"{typed(TEXT, Pair('us', 'de'))}\r".encode())
    assert "scanner US, computer German" in words
    assert 'onsite scan --layout "de" --save' in words
    assert "Nothing needs to be set" in said(f"{TEXT}\r".encode())


def test_a_slow_scanner_is_told_how_to_be_heard():
    (found,) = tried(b"WS-4K7QX\r", gap=0.060)
    assert any("--fast-ms 95 --save" in each for each in advices(found, NONE))
    (found,) = tried(b"WS-4K7QX\r", gap=0.060, settings=HandSettings(fast_ms=95))
    assert found.sort is Sort.SCAN


def test_a_scan_without_an_end_says_so():
    assert "suffix CR" in said(b"WS-4K7QX")


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_it_speaks_every_language(code):
    language.use(code)
    for data in (b"WS-4K7QX\rWS-4K7QX\r", TEXT.encode() + b"\r", b"ab", b"\x1b"):
        assert said(data)
