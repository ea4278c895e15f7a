import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite import language
from onsite.scanner.hand.advice import About, Advice, advice_on
from onsite.scanner.hand.layouts import Pair
from onsite.scanner.hand.readings import Way
from onsite.scanner.hand.repair import repaired
from onsite.scanner.payload import clean, marked
from onsite.scanner.settings import HandSettings

NONE = HandSettings()
FRAMED = HandSettings(prefix="~", suffix="#")


@pytest.mark.parametrize(
    ("arrived", "settings", "text", "advice"),
    [
        ("]Q1WS-4K7QX", NONE, "WS-4K7QX", None),
        ("~WS-4K7QX#", FRAMED, "WS-4K7QX", None),
        ("WS-4K7QX#", FRAMED, "", Advice(About.LOST)),
        ("ＷＳ－４Ｋ７ＱＸ", NONE, "WS-4K7QX", Advice(About.WIDE)),
        ("我们4K", NONE, "我们4K", Advice(About.CONVERTED)),
        ("WSß4K7QX", NONE, "WSß4K7QX", None),
        ("", NONE, "", None),
    ],
)
def test_what_is_certain_without_knowing_anybody(arrived, settings, text, advice):
    made = repaired(arrived, settings)
    assert (made.text, made.advice) == (text, advice)


@given(st.one_of(st.text(), st.text("]Q1\\0026ＡＢ～。 ")))
def test_mending_twice_changes_nothing_more(text):
    once = repaired(text, NONE).text
    assert repaired(once, NONE).text == once


@given(st.one_of(st.text(), st.text("]Q1\\00026 \r\n"), st.text("\\0]Cd1é")))
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text)
    assert clean(once) == once


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("]Q1AB", ("]Q1", "AB")),
        ("]C1]Q1AB", ("]C1]Q1", "AB")),
        ("AB", ("", "AB")),
        ("]", ("", "]")),
    ],
)
def test_the_mark_of_the_symbology(text, parts):
    assert marked(text) == parts


GERMAN, SWISS = Pair("us", "de"), Pair("us", "ch")


@pytest.mark.parametrize(
    ("way", "pairs", "part"),
    [
        (Way(GERMAN), (GERMAN,), "Set the scanner's keyboard to German, or the computer's to US"),
        (Way(GERMAN), (GERMAN, SWISS), "to German / Swiss German, or"),
        (Way(GERMAN), tuple(Pair("us", each) for each in ("de", "es", "it", "pt")), "the computer"),
        (
            Way(Pair("de", "us")),
            (Pair("de", "us"),),
            "keyboard to US English, or the computer's to German",
        ),
        (Way(caps=True), (), "Caps Lock"),
        (Way(twice=True), (), "twice"),
        (Way(wide=True, caps=True), (), "full-width"),
    ],
)
def test_advice(way, pairs, part):
    assert part in str(advice_on(way, pairs))


def test_no_advice_where_nothing_was_wrong():
    assert advice_on(Way(), ()) is None


@pytest.mark.parametrize("code", language.LANGUAGES)
@pytest.mark.parametrize("about", About)
def test_every_advice_has_words(about, code):
    language.use(code)
    assert str(Advice(about, (GERMAN,), "~"))
