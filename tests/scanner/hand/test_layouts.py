import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onsite.scanner.hand.layouts import (
    LAYOUTS,
    PAIRS,
    RIGHT,
    Pair,
    meant,
    name_of,
    pair_of,
    shift_locked,
    typed,
)

LINK = "https://x.example/t?code=WS-4K7QX&y=Zz_1"

ARRIVES = [
    ("de", "WS-4K7QX", "WSß4K7QX"),
    ("de", "zebra/yak_7:b", "yebra-zak?7Öb"),
    ("de", "a=7", "a´7"),
    ("de", "pk=g-2U61", "pkǵß2U61"),
    ("fr", "WS-4K7QX", "ZS)'KèAX"),
    ("fr", "0123456789", "à&é\"'(-è_ç"),
    ("fr", "am.", "q,:"),
    ("fr", "[q", "â"),
    ("fr-mac", "WS-4K7QX", "ZS)'KèAX"),
    ("be", "a=1", "q-&"),
    ("ch", "WS-4/K", "WS'4-K"),
    ("ch-fr", "a;b", "aéb"),
    ("es", "WS-4/K", "WS'4-K"),
    ("es", "'a", "á"),
    ("it", "123-356-0940", "123'356'0940"),
    ("it", "a;b=c", "aòbìc"),
    ("uk", 'a"b@c#d~e', 'a@b"c£d¬e'),
    ("dk", "WS-4", "WS+4"),
    ("no", "a;b'c", "aøbæc"),
    ("se", "a;b'c", "aöbäc"),
    ("tr", "iI.", "ıIç"),
    ("ru", "abc", "фис"),
]


@pytest.mark.parametrize(("layout", "sent", "arrives"), ARRIVES)
def test_a_scanner_set_to_us_on_the_keyboards_of_the_world(layout, sent, arrives):
    pair = Pair("us", layout)
    assert typed(sent, pair) == arrives
    assert meant(arrives, pair) == sent


def test_a_german_scanner_on_a_us_computer():
    pair = Pair("de", "us")
    assert typed("WS-4K7QZ", pair) == "WS/4K7QY"
    assert meant("WS/4K7QY", pair) == "WS-4K7QZ"


def test_an_accent_that_was_put_on_no_letter_stands_before_it():
    assert meant("pk´g", Pair("us", "de")) == "pk=g"


def test_what_the_layout_cannot_write_was_not_sent_under_it():
    assert meant("ß", Pair("us", "fr")) is None
    assert typed("ö", Pair("us", "de")) is None
    assert typed("'", Pair("br", "us")) == "`"


def test_caps_lock_as_a_shift_lock_turns_every_key_round():
    assert shift_locked("WS_$k&qx", "us") == "ws-4K7QX"


@example(Pair("us", "de"), "={")
@given(st.sampled_from(PAIRS), st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_what_was_garbled_can_be_had_back(pair, text):
    arrived = typed(text, pair)
    if arrived is None:
        return
    back = meant(arrived, pair)
    # Two keys that write the same cannot be told apart; there is one such layout.
    assert back == text or typed(back, pair) == arrived


@given(st.sampled_from([RIGHT, *PAIRS]), st.text())
def test_no_text_breaks_it(pair, text):
    sent = meant(text, pair)
    assert sent is None or all(each in LAYOUTS[pair.scanner].keys for each in sent)


@pytest.mark.parametrize("code", LAYOUTS)
def test_every_layout_has_all_its_keys(code):
    layout = LAYOUTS[code]
    assert len(layout.plain) == len(layout.shifted) == len(LAYOUTS["us"].plain)
    assert set(layout.dead) <= set(layout.keys)
    assert name_of(code)


@pytest.mark.parametrize(
    ("setting", "pair"),
    [
        ("de", Pair("us", "de")),
        ("DE ", Pair("us", "de")),
        ("us", RIGHT),
        ("de>us", Pair("de", "us")),
        ("", None),
        ("xx", None),
        ("de>xx", None),
    ],
)
def test_the_settings_name_a_pair(setting, pair):
    assert pair_of(setting) == pair


@pytest.mark.parametrize("pair", [RIGHT, *PAIRS], ids=str)
def test_a_pair_is_named_as_the_settings_have_it(pair):
    assert pair_of(str(pair)) == pair
