"""Whose code a hand scanner has sent: mended where that is sure, and nobody's else."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert

from onsite.checkin.desk.hand_codes import HandCodes, Made
from onsite.checkin.desk.hand_lookup import is_part, owners
from onsite.journal.fold import table_of
from onsite.roster.tables import CredentialRow
from onsite.scanner.hand.advice import About, Advice
from onsite.scanner.hand.heard import Heard
from onsite.scanner.hand.layouts import PAIRS, Pair, typed
from onsite.scanner.payload import candidates
from onsite.scanner.settings import HandSettings

TABLE = table_of(CredentialRow)
GERMAN, FRENCH = Pair("us", "de"), Pair("us", "fr")
PEOPLE = ("WS-4K7QX", "WS-9MT2R", "ROWY1", "ROWZ1", "1234567890", "AB12", "AB1234", "g-2U61")
LOST, CONVERTED = Made(advice=Advice(About.LOST)), Advice(About.CONVERTED)


@contextmanager
def roster(*codes):
    """A store with nothing but these codes, each of a person of that name."""
    engine = create_engine("sqlite://")
    TABLE.create(engine)
    with engine.begin() as rows:
        people = [
            {"code": code, "attendee": f"who has {code}", "subject": "", "state": "live"}
            for code in codes
        ]
        if people:
            rows.execute(insert(TABLE), people)
        yield rows
    engine.dispose()


@pytest.fixture
def rows():
    with roster(*PEOPLE) as opened:
        yield opened


@pytest.fixture
def hand():
    return HandCodes()


def told(made):
    """What matters of what came of a scan."""
    about = made.advice.about if made.advice is not None else None
    return (made.code or made.name or made.whom, about)


AGAIN = ((), None)


@pytest.mark.parametrize(
    ("arrived", "code", "about"),
    [
        ("WS-4K7QX", "WS-4K7QX", None),
        ("]Q1WS-4K7QX", "WS-4K7QX", None),
        ("WSß4K7QX", "WS-4K7QX", About.LAYOUT),
        ("ZS)'KèAX", "WS-4K7QX", About.LAYOUT),
        ("WS'4K7QX", "WS-4K7QX", About.LAYOUT),
        ("WS/4K7QX", "WS-4K7QX", About.LAYOUT),
        ("&é\"'(-è_çà", "1234567890", About.LAYOUT),
        ("+Q!WSß4K7QX", None, None),
        ("+Q1WSß4K7QX", "WS-4K7QX", About.LAYOUT),
        ("httpsÖ--x.io-t_pk´gß2U61", "g-2U61", About.LAYOUT),
        ("httpsÖ--x.io-t_pkǵß2U61", "g-2U61", About.LAYOUT),
        ("ＷＳ－４Ｋ７ＱＸ", "WS-4K7QX", About.WIDE),
        ("ws-4k7qx", "WS-4K7QX", About.CAPS),
        ("wsß4k7qx", "WS-4K7QX", About.LAYOUT),
        ("WS-4K7QXWS-4K7QX", "WS-4K7QX", About.TWICE),
        ("NOBODY99", "NOBODY99", None),
    ],
)
def test_what_was_garbled_is_mended(rows, hand, arrived, code, about):
    made = hand.make(rows, Heard(arrived))
    if code is not None:
        assert told(made) == (code, about)
    else:
        assert made.reading is None


@pytest.mark.parametrize(
    "arrived",
    [
        "WS-4K7Q",
        "S-4K7QX",
        "WS-4QX",
        "W-47QX",
        "4K7Q",
        "WS-4KX7QX",
        "34567890",
        "https://x.io/t?pk=g-2U6",
    ],
)
def test_a_part_of_a_code_is_nobody_s_and_scanned_again(rows, hand, arrived):
    assert hand.make(rows, Heard(arrived)) == LOST


def test_the_same_part_again_is_a_code_that_nobody_has(rows, hand):
    hand.make(rows, Heard("WS-4K7Q"))
    assert told(hand.make(rows, Heard("WS-4K7Q"))) == ("WS-4K7Q", None)


def test_two_damaged_scans_prove_nothing_for_each_other(rows, hand):
    hand.make(rows, Heard("WS-4K7Q"))
    assert hand.make(rows, Heard("WS-9MT2")) == LOST


def test_a_part_that_another_layout_makes_somebody_s_code_is_doubted():
    with roster("ROWZ12", "ROWY1") as rows:
        assert told(HandCodes().make(rows, Heard("ROWZ1"))) == AGAIN
        assert HandCodes().make(rows, Heard("ROWY1")).code == "ROWY1"


def test_a_code_that_is_part_of_another_is_that_person_s(rows, hand):
    assert told(hand.make(rows, Heard("AB12"))) == ("AB12", None)


def test_after_a_stall_it_may_be_the_rest_of_the_other(rows, hand):
    assert told(hand.make(rows, Heard("AB12", steady=False))) == AGAIN
    assert told(hand.make(rows, Heard("AB12", steady=False))) == ("AB12", None)


def test_a_stall_is_no_matter_where_the_code_is_part_of_no_other(rows, hand):
    assert told(hand.make(rows, Heard("WS-4K7QX", steady=False))) == ("WS-4K7QX", None)


def test_what_may_be_two_people_is_asked(rows, hand):
    made = hand.make(rows, Heard("ROWY1"))
    assert (made.code, made.whom) == ("", ("who has ROWY1", "who has ROWZ1"))


@pytest.mark.parametrize(
    ("scanned", "meant"),
    [(("WS-4K7QX", "WS-9MT2R", "g-2U61"), "ROWY1"), (("WSß4K7QX", "WSß9MT2R", "gß2U61"), "ROWZ1")],
)
def test_what_the_scans_before_have_shown_decides(rows, hand, scanned, meant):
    for text in scanned:
        hand.make(rows, Heard(text))
    assert hand.make(rows, Heard("ROWY1")).code == meant


@pytest.mark.parametrize(("layout", "meant"), [("us", "ROWY1"), ("de", "ROWZ1")])
def test_what_the_settings_say_decides(rows, layout, meant):
    assert HandCodes(HandSettings(layout=layout)).make(rows, Heard("ROWY1")).code == meant


def test_who_has_told_of_the_keyboard_needs_no_advice(rows):
    assert told(HandCodes(HandSettings(layout="de")).make(rows, Heard("WSß4K7QX"))) == (
        "WS-4K7QX",
        None,
    )
    assert told(HandCodes(HandSettings(layout="de")).make(rows, Heard("ZS)'KèAX"))) == (
        "WS-4K7QX",
        About.LAYOUT,
    )


def test_bytes_of_a_port_are_never_two_people(rows, hand):
    assert hand.make(rows, Heard("ROWY1", keyed=False)).code == "ROWY1"


def test_bytes_in_another_encoding_are_found():
    with roster("票-0001") as rows:
        made = HandCodes().make(rows, Heard("Æ±-0001", keyed=False, others=("票-0001",)))
        assert made.code == "票-0001"


def test_a_typed_key_that_ran_into_the_scan_is_left_out(rows, hand):
    assert told(hand.make(rows, Heard("WS-4K7QX", joined="i", before="sm"))) == ("WS-4K7QX", None)


def test_a_key_of_the_scan_that_looked_typed_is_taken_in(rows, hand):
    made = hand.make(rows, Heard("S-4K7QX", joined="W", before="smi"))
    assert (made.code, made.stray) == ("WS-4K7QX", "W")


def test_the_part_that_was_torn_off_is_put_before_it(rows, hand):
    made = hand.make(rows, Heard("K7QX", joined="erWS-4", before="p"))
    assert (made.code, made.stray) == ("WS-4K7QX", "WS-4")


def test_two_codes_that_it_may_end_are_asked():
    with roster("12345", "2345") as rows:
        assert len(HandCodes().make(rows, Heard("345", joined="12")).whom) == 2


def test_a_key_that_makes_it_another_person_s_code_is_doubted():
    with roster("X1234", "1234") as rows:
        assert told(HandCodes().make(rows, Heard("1234", joined="X", before="sm"))) == AGAIN


def test_the_rest_of_a_scan_that_broke_in_two_is_scanned_again(rows, hand):
    made = hand.make(rows, Heard("K7QX", before="smi WS-4"))
    assert (told(made), made.stray) == (AGAIN, "WS-4")
    made = hand.make(rows, Heard("AB12", before="smi"))
    assert made.code == "AB12"


def test_a_typed_key_in_the_middle_is_scanned_again(rows, hand):
    assert hand.make(rows, Heard("WS-4iK7QX", before="sm")) == LOST
    assert hand.make(rows, Heard("WS-4K7QXi", before="sm")) == LOST


@pytest.mark.parametrize(
    ("arrived", "joined", "typed_then"),
    [("WS-4iK7QX", "", "i"), ("WSt-4hK7 QX", "", "th "), ("S-4K7iQX", "mW", "mi")],
)
def test_small_letters_that_were_typed_while_it_came_are_sorted_out(
    rows, hand, arrived, joined, typed_then
):
    made = hand.make(rows, Heard(arrived, joined=joined, before="s", typing=True))
    assert (made.code, made.typed, made.stray) == ("WS-4K7QX", typed_then, joined)


@pytest.mark.parametrize("arrived", ["WS-4IK7QX", "WS-4I1K7QX", "g-2iU61", "WS-4abcdeK7QX"])
def test_what_cannot_be_sorted_out_lets_nobody_in(rows, hand, arrived):
    made = hand.make(rows, Heard(arrived, before="s", typing=True))
    assert made.reading is None


def test_nothing_is_sorted_out_while_nobody_types(rows, hand):
    assert hand.make(rows, Heard("WS-4iK7QX")) == LOST


@pytest.mark.parametrize("text", ["smith", "O'Neill", "王小明明"])
def test_a_name_that_came_quickly_was_typed(rows, hand, text):
    assert hand.make(rows, Heard(text)) == Made(name=text)
    assert hand.make(rows, Heard(text, keyed=False)).name == ""


def test_what_somebody_else_may_have_ended_is_a_scan_only_if_it_is_a_code(rows, hand):
    assert hand.make(rows, Heard("WS-4K7QX", late=True)).code == "WS-4K7QX"
    assert hand.make(rows, Heard("jane@x.io", late=True)) == Made(name="jane@x.io")


def test_what_began_hesitantly_may_have_begun_with_a_typed_key(rows, hand):
    assert hand.make(rows, Heard("iWS-4K7QX", steady=False)) == LOST


def test_what_an_input_method_made_of_a_code_says_what_to_do(rows, hand):
    assert hand.make(rows, Heard("我们4k7")) == Made(advice=CONVERTED)


@pytest.mark.parametrize(
    ("arrived", "advice"),
    [
        ("~WS-4K7QX", Advice(About.PREFIX, sign="~")),
        ("Q1:WS-4K7QX", Advice(About.PREFIX, sign="Q1:")),
        ("WS-4K7QX#", Advice(About.SUFFIX, sign="#")),
    ],
)
def test_what_a_scanner_adds_is_told_and_not_guessed_away(rows, hand, arrived, advice):
    made = hand.make(rows, Heard(arrived))
    assert (made.code, made.advice, made.reading) == (arrived, advice, None)


FRAME = HandSettings(prefix="~", suffix="#")


def test_a_frame_proves_that_nothing_was_lost(rows):
    hand = HandCodes(FRAME)
    assert told(hand.make(rows, Heard("~AB1234#"))) == ("AB1234", None)
    assert hand.make(rows, Heard("~AB12")) == LOST
    assert hand.make(rows, Heard("AB12")) == LOST


def test_another_scanner_without_the_frame_is_believed_the_second_time(rows):
    hand = HandCodes(FRAME)
    hand.make(rows, Heard("AB12"))
    assert hand.make(rows, Heard("AB12")).code == "AB12"


def test_the_hint_of_wildcards_is_none(rows):
    assert not is_part(rows, "%")
    assert not is_part(rows, "W_S")
    assert not is_part(rows, "")


# The laws, on any roster: a scanner may garble, stall, stutter and lose what it likes.

CODE = st.one_of(
    st.from_regex(r"[A-Z0-9]{4,6}", fullmatch=True),
    st.from_regex(r"[YZyz1-]{4,5}", fullmatch=True),
    st.from_regex(r"[a-z]{2}-[0-9]{3,5}", fullmatch=True),
)
ROSTER = st.lists(CODE, min_size=1, max_size=12, unique=True)


def let_in(made, rows):
    """Whom the desk would let in without asking."""
    return next(iter(owners(rows, candidates(made.code)).values()), frozenset())


@given(ROSTER, st.data())
def test_no_known_code_becomes_another_whatever_the_layouts(codes, data):
    code = data.draw(st.sampled_from(codes))
    arrived = typed(code, data.draw(st.sampled_from(PAIRS))) or code
    locked = "".join(each.swapcase() if each != "ß" else each for each in arrived)
    arrived = data.draw(st.sampled_from([arrived, locked, arrived * 2]))
    hand = HandCodes()
    with roster(*codes) as rows:
        for _time in range(2):
            made = hand.make(rows, Heard(arrived))
            assert let_in(made, rows) in (frozenset(), {f"who has {code}"})
        assert f"who has {code}" in (made.whom or let_in(made, rows))


@given(ROSTER, st.sampled_from(PAIRS), st.data())
def test_nor_does_it_once_the_scanner_is_known(codes, pair, data):
    hand = HandCodes()
    with roster(*codes) as rows:
        for code in data.draw(st.lists(st.sampled_from(codes), max_size=12)):
            made = hand.make(rows, Heard(typed(code, pair) or code))
            assert let_in(made, rows) in (frozenset(), {f"who has {code}"})


@given(ROSTER, st.data())
def test_what_lost_characters_is_never_the_person_who_has_the_whole(codes, data):
    code = data.draw(st.sampled_from(codes))
    kept = data.draw(st.lists(st.booleans(), min_size=len(code), max_size=len(code)))
    left = "".join(each for each, stays in zip(code, kept, strict=True) if stays)
    with roster(*codes) as rows:
        made = HandCodes().make(rows, Heard(left, steady=data.draw(st.booleans())))
        if left not in codes:
            assert not let_in(made, rows)


@given(st.one_of(st.text(min_size=1, max_size=40), CODE), st.booleans(), st.text(max_size=9))
def test_no_text_breaks_it_and_the_second_time_it_is_answered(text, keyed, before):
    hand = HandCodes()
    with roster("AB12", "AB123", "YYYY1", "ZZZZ1") as rows:
        heard = Heard(text, keyed=keyed, before=before, joined=before[:2], typing=bool(before))
        hand.make(rows, heard)
        made = hand.make(rows, heard)
        assert made.code or made.whom or made.name or made.advice


@given(ROSTER, st.data())
def test_what_was_mended_is_not_mended_again(codes, data):
    code = data.draw(st.sampled_from(codes))
    with roster(*codes) as rows:
        made = HandCodes().make(rows, Heard(typed(code, GERMAN) or code))
        if made.reading is not None:
            again = HandCodes().make(rows, Heard(made.code))
            assert made.code == again.code or set(let_in(made, rows)) <= set(again.whom)
