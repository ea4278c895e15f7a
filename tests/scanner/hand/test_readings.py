from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onsite.scanner.hand.layouts import PAIRS, RIGHT, Pair, typed
from onsite.scanner.hand.readings import Way, bare, readings
from onsite.scanner.hand.shape import is_converted, is_name
from onsite.scanner.hand.widths import narrowed
from onsite.scanner.settings import HandSettings

NONE = HandSettings()
FRAMED = HandSettings(prefix="~", suffix="#")
CODE = "WS-4K7QX"


def ways(arrived, sent, settings=NONE, **options):
    found = readings(arrived, settings, **options)
    return next((each.ways for each in found if each.text == sent), ())


@pytest.mark.parametrize(
    ("arrived", "way"),
    [
        (CODE, Way()),
        ("WSß4K7QX", Way(Pair("us", "de"))),
        ("ZS)'KèAX", Way(Pair("us", "fr"))),
        ("ws-4k7qx", Way(caps=True)),
        ("wsß4k7qx", Way(Pair("us", "de"), caps=True)),
        ("zs)'kÈax", Way(Pair("us", "fr"), caps=True)),
        ("zs°4k7ax", Way(Pair("us", "fr"), caps=True)),
        ("ＷＳ－４Ｋ７ＱＸ", Way(wide=True)),
        ("ｗｓ－４ｋ７ｑｘ", Way(wide=True, caps=True)),
        (CODE * 2, Way(twice=True)),
        ("WSß4K7QX" * 2, Way(Pair("us", "de"), twice=True)),
    ],
)
def test_what_may_have_been_sent(arrived, way):
    assert way in ways(arrived, CODE)


def test_the_text_itself_is_the_likeliest():
    first = readings(CODE, NONE)[0]
    assert (first.text, first.ways[0]) == (CODE, Way())
    assert first.ways[0].right


def test_bytes_know_no_layouts():
    assert [each.text for each in readings("WSß4K7QX" * 2, NONE, keyed=False)] == [
        "WSß4K7QX" * 2,
        "WSß4K7QX",
    ]


@pytest.mark.parametrize("arrived", [f"~{CODE}#", f"]Q1~{CODE}#", f"~]Q1{CODE}#"])
def test_the_frame_is_taken_off(arrived):
    assert bare(arrived, FRAMED) in (CODE, f"]Q1{CODE}")
    assert ways(arrived, bare(arrived, FRAMED), FRAMED)[0] == Way()


def test_the_frame_may_be_garbled_as_all_else():
    arrived = typed(f"~{CODE}#", Pair("us", "de"))
    assert Way(Pair("us", "de")) in ways(arrived, CODE, FRAMED)


@pytest.mark.parametrize("arrived", [CODE, f"~{CODE}", f"{CODE}#", f"{CODE[2:]}#", "~", ""])
def test_without_its_frame_a_text_has_lost_characters(arrived):
    assert readings(arrived, FRAMED) == ()


def test_a_frame_sent_twice():
    assert ways(f"~{CODE}#" * 2, CODE, FRAMED)[0] == Way(twice=True)


TEXTS = st.one_of(
    st.text(),
    st.text("０１２ＡＢａｂ。，、—…￥"),
    st.text(st.characters(min_codepoint=32, max_codepoint=126)),
)


@given(TEXTS, st.sampled_from([NONE, FRAMED, HandSettings(prefix="ß")]), st.booleans())
def test_no_text_breaks_it(text, settings, keyed):
    found = readings(text, settings, keyed=keyed)
    assert all(each.text and each.ways for each in found)
    assert len({each.text for each in found}) == len(found)


@pytest.mark.parametrize("code", ["ID=IVAN", "00=i", "9=i99"])
def test_a_letter_with_an_accent_was_one_key_or_two(code):
    """Czech has a key for í, and a dead key that makes one of the i after it."""
    czech = Pair("us", "cz")
    assert "\u0301" in normalize("NFD", typed(code, czech))
    assert Way(czech) in ways(typed(code, czech), code)


def test_a_code_that_is_written_in_such_letters_has_few_readings():
    assert len(readings("íéýáž" * 8, NONE)) < 200


@example("00=i", Pair("us", "cz"))
@given(st.from_regex(r"[A-Za-z0-9/:?=&._-]{4,40}", fullmatch=True), st.sampled_from(PAIRS))
def test_whatever_garbled_a_code_the_code_is_among_the_readings(code, pair):
    arrived = typed(code, pair)
    # Of an accent and its letter that became one letter, only one is told from a key of its own.
    if arrived is not None and len(code) - len(arrived) <= 1:
        assert any(each.text == code and pair in each.pairs for each in readings(arrived, NONE))
    swapped = code.swapcase()
    assert any(each.text == code for each in readings(swapped, NONE))
    assert any(each.text == code for each in readings(code + code, NONE))
    wide = "".join(chr(ord(each) + 0xFEE0) for each in code)
    assert any(each.text == code for each in readings(wide, NONE))
    assert RIGHT in readings(code, NONE)[0].pairs


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("ＷＳ－４Ｋ７ＱＸ", ["WS-4K7QX"]),
        ("https：//x。example", ["https://x.example"]),
        ("https：、、x。y", ["https://x.y", "https:\\\\x.y"]),
        ("a——b", ["a_b"]),
        ("a……b￥", ["a^b$"]),
        ("WS-4K7QX", []),
        ("", []),
    ],
)
def test_full_width_letters_and_chinese_signs(written, sent):
    assert list(narrowed(written)) == sent


@pytest.mark.parametrize(
    "name", ["smith", "O’Neill", "Öhlschläger", "王小明", "Jean-Luc P.", "ABC"]
)
def test_names(name):
    assert is_name(name)


@pytest.mark.parametrize("code", ["WS-4K7QX", "1234", "a_b", "", "-", "x@y"])
def test_what_is_no_name(code):
    assert not is_name(code)


@pytest.mark.parametrize("text", ["我们4K7", "ㄅㄆ12", "AB\ufffd12", "カナ1"])
def test_what_an_input_method_made_of_a_code(text):
    assert is_converted(text)
    assert not is_converted("WSß4K7QX")
