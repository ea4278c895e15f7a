"""A badge's code by itself: what it holds, and that nobody can make or change one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.badges.codes import ids
from onsite.badges.codes.code import SIGNS, issue, read
from onsite.badges.codes.key import CHARACTERS, Key, Scheme, id_of, key_of, new_key, verifier
from onsite.roster.acts.codes import ALPHABET, LENGTH
from onsite.roster.listing import short_hash
from onsite.roster.signed.layout import attendee_of
from tests.roster.signed.samples import CODES

KEYS = {scheme: key_of(scheme, bytes(range(32))) for scheme in Scheme}
ANN = short_hash("test", "ann")
BADGES = st.tuples(
    st.text(ids.DIGITS, min_size=1, max_size=ids.LONGEST_ID), st.integers(1, ids.GENERATIONS)
)
ALPHANUMERIC = {("2", "Q"): 29, ("5", "M"): 122}
"""Characters that a QR code of that version and correction holds (ISO/IEC 18004, table 7)."""


def others(scheme: Scheme) -> Key:
    """Another event's key that codes name by the same character."""
    return next(
        key
        for seed in range(10_000)
        for key in [key_of(scheme, seed.to_bytes(32, "big"))]
        if key.character == KEYS[scheme].character
    )


@pytest.mark.parametrize(
    ("scheme", "room"), [(Scheme.MAC, ("2", "Q")), (Scheme.ED25519, ("5", "M"))]
)
def test_it_fits_the_qr_code_that_it_is_meant_for(scheme, room):
    text = issue(KEYS[scheme], ANN, 1).text

    assert len(text) == SIGNS[scheme] <= ALPHANUMERIC[room]
    assert set(text) <= set(CHARACTERS)
    assert text[2] == KEYS[scheme].character


def test_a_code_stays_what_it_is():
    """Badges are printed the evening before, by another version of the program."""
    code = issue(KEYS[Scheme.MAC], "aebagbafaydq", 1)
    assert (code.text, code.typed) == ("B1J4E5RYRVI2IY9QWQNFI88BKO66T", "56Z19-JGAAD-40C1N")


@pytest.mark.parametrize("scheme", Scheme)
@settings(max_examples=40)
@given(badge=BADGES)
def test_what_is_written_is_read_again(scheme, badge):
    key = KEYS[scheme]
    code = issue(key, *badge)

    found = read(code.text)
    assert (found.attendee, found.generation, found.character) == (*badge, key.character)
    assert found.is_by(key)
    assert read(code.text.lower()) == found
    assert not found.is_by(others(scheme))


@settings(max_examples=120)
@given(badge=BADGES, place=st.integers(0, SIGNS[Scheme.MAC] - 1), to=st.sampled_from(CHARACTERS))
def test_no_character_can_be_changed(badge, place, to):
    key = KEYS[Scheme.MAC]
    text = issue(key, *badge).text
    forged = text[:place] + to + text[place + 1 :]

    found = read(forged)
    assert forged == text or found is None or not found.is_by(key)


def test_no_character_of_a_signed_code_can_be_changed():
    key = KEYS[Scheme.ED25519]
    text = issue(key, ANN, 2).text
    for place in range(len(text)):
        to = "0" if text[place] != "0" else "1"
        found = read(text[:place] + to + text[place + 1 :])
        assert found is None or not found.is_by(key)


@pytest.mark.parametrize("scheme", Scheme)
def test_a_generation_is_not_another_ones(scheme):
    key = KEYS[scheme]
    first, second = (read(issue(key, ANN, number).text) for number in (1, 2))
    assert first.proof != second.proof
    assert not type(first)(ANN, 2, scheme, first.character, first.proof).is_by(key)


def test_who_has_the_public_key_alone_tells_forgeries_and_makes_no_badge():
    key = KEYS[Scheme.ED25519]
    desk = verifier(key.public)

    assert (desk.id, desk.character) == (key.id, key.character)
    assert read(issue(key, ANN, 1).text).is_by(desk)
    assert not read(issue(others(Scheme.ED25519), ANN, 1).text).is_by(desk)
    with pytest.raises(ValueError, match=desk.id):
        issue(desk, ANN, 1)


def test_without_the_secret_nothing_is_proven():
    key = KEYS[Scheme.MAC]
    named = Key(key.id, Scheme.MAC)
    assert not read(issue(key, ANN, 1).text).is_by(named)


@given(st.text(max_size=130))
def test_any_text_may_be_asked_about(text):
    found = read(text)
    assert found is None or not found.is_by(KEYS[found.scheme])


@given(st.from_regex(r"B[12][0-9A-Z]{27}([0-9A-Z]{87})?", fullmatch=True))
def test_a_text_of_the_form_proves_nothing(text):
    found = read(text)
    assert found is None or not found.is_by(KEYS[found.scheme])


@pytest.mark.parametrize(
    "text",
    [
        *CODES,
        "bj549unjwze7q4eahy9eapv745vypjkv",
        "2127345890123456789012",
        "ti_aBcD1234",
        "9a7f6a1e-4b3c-4d2e-8f1a-0b9c8d7e6f5a",
        ALPHABET[:LENGTH],
        "B1",
        "B1" + "٣" * 27,
        "B1" + "_" * 27,
        "B1 " + "0" * 26,
        "B1" + "0" * 27,
        "B3" + "A" * 27,
    ],
)
def test_what_shops_give_out_is_no_badge(text):
    assert read(text) is None


def test_no_ticket_of_a_shop_is_taken_for_a_badge_nor_a_badge_for_one():
    assert attendee_of(issue(KEYS[Scheme.ED25519], ANN, 1).text) is None


@pytest.mark.parametrize("badge", [("", 1), ("ann-1", 1), ("ANN", 1), ("a" * 13, 1), (ANN, 0)])
def test_what_is_no_badge_has_no_code(badge):
    with pytest.raises(ValueError, match=r".*"):
        issue(KEYS[Scheme.MAC], *badge)


def test_a_new_key_takes_no_others_character():
    taken = set(CHARACTERS) - {"K"}
    assert new_key(Scheme.MAC, taken).character == "K"
    one, two = new_key(Scheme.MAC), new_key(Scheme.MAC)
    assert one.id != two.id
    assert id_of(Scheme.MAC, one.secret) == one.id


@settings(max_examples=80)
@given(st.integers(0, 2**ids.BITS - 1))
def test_every_number_is_at_most_one_badge(number):
    found = ids.attendee_of(number)
    assert found is None or ids.number_of(*found) == number
