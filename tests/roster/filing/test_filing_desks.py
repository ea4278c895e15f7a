"""Whose desk is whose, in any script: by example, and as it must always be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.plan.model import Desk
from onsite.roster.facts import Record
from onsite.roster.filing.desks import Served, desks_of, elsewhere
from onsite.roster.filing.initials import folded, initials, serves


def desk(**said) -> Desk:
    return Desk(name="Desk", checkpoint="main", **said)


@pytest.mark.parametrize(
    ("record", "letters"),
    [
        (Record(name="Jane Doe"), "D"),
        (Record(name="Jane Doe", given="Jane", family="Doe"), "D"),
        (Record(name="Jane Doe Jr."), "D"),
        (Record(name="Cher"), "C"),
        (Record(name=""), ""),
        (Record(name="Ludwig van Beethoven"), "VB"),
        (Record(name="Maria de la Cruz"), "DC"),
        (Record(name="Conan O'Brien"), "O"),
        (Record(name="Åse Ødegård"), "ØO"),
        (Record(name="Émile Étienne"), "E"),
        (Record(name="王小明"), "王W"),
        (Record(name="单伟"), "单S"),
        (Record(name="歐陽娜娜"), "歐O"),
        (Record(name="田中太郎", country="JP"), "田"),
        (Record(name="がま 太郎"), "かG"),
        (Record(name="カトウ"), "かK"),
        (Record(name="김철수"), "ㄱK"),
        (Record(name="이 민호"), "ㅇLY"),
        (Record(name="Юрий Жуков"), "ЖZ"),
        (Record(name="Ёлкин", family="Ёлкин"), "ЕE"),
        (Record(name="Όμηρος"), "ΟO"),
        (Record(name="مريم العلي"), "عA"),
        (Record(name="Mona Al-Sayed"), "AS"),
        (Record(name="123"), ""),
    ],
)
def test_the_letters_of_a_name(record, letters):
    assert "".join(initials(record)) == letters


@pytest.mark.parametrize(
    ("letters", "name"),
    [
        ("A-F", "Jane Doe"),
        ("A-C, O", "Åse Ødegård"),
        ("W", "王小明"),
        ("か-こ", "ガルシア"),
        ("ア-オ", "おおた"),
        ("가-나", "김철수"),
        ("가-나", "남궁민"),
        ("А-К", "Жуков"),
        ("ا-ع", "العلي"),
    ],
)
def test_a_desk_serves_a_name_of_its_letters(letters, name):
    assert serves(letters, initials(Record(name=name)))


def test_a_vip_goes_to_the_priority_desk_others_by_category_then_by_letter():
    desks = {
        "a-m": desk(letters="A-M"),
        "n-z": desk(letters="N-Z"),
        "press": desk(categories=("press",)),
        "first": desk(vip=True),
        "elsewhere": Desk(name="Other", checkpoint="gala"),
    }

    assert desks_of(desks, "main", Served("press", vip=True, letters=("A",))) == ("first",)
    assert desks_of(desks, "main", Served("press", letters=("A",))) == ("press",)
    assert desks_of(desks, "main", Served("regular", letters=("N",))) == ("n-z",)
    assert desks_of(desks, "main", Served(None, letters=("Ж",))) == ()
    assert elsewhere(desks, "a-m", Served(letters=("N",))) == "n-z"
    assert elsewhere(desks, "n-z", Served(letters=("N",))) == ""
    assert elsewhere(desks, "", Served(letters=("N",))) == ""
    assert elsewhere(desks, "gone", Served(letters=("N",))) == ""
    assert elsewhere(desks, "first", Served(letters=("A",))) == "a-m"


PARTS = st.fixed_dictionaries(
    {
        "letters": st.sampled_from(["", "A-M", "N-Z", "А-Я", "W"]),
        "categories": st.sampled_from([(), ("press",), ("press", "crew")]),
        "vip": st.booleans(),
        "checkpoint": st.sampled_from(["main", "gala"]),
    }
).map(lambda said: Desk(name="Desk", **said))
GUESTS = st.builds(
    Served,
    st.sampled_from([None, "press", "crew", "regular"]),
    st.booleans(),
    st.sampled_from([(), ("A",), ("Z",), ("王", "W"), ("Ж", "Z")]),
)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from("abcd"), PARTS), GUESTS, st.sampled_from("abcde"))
def test_who_is_sent_on_is_sent_where_nobody_sends_them_on(desks, guest, here):
    there = elsewhere(desks, here, guest)

    if there:
        assert there != here
        assert desks[there].checkpoint == desks[here].checkpoint
        assert elsewhere(desks, there, guest) == ""


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from("abcd"), PARTS), GUESTS)
def test_a_vip_is_at_home_at_every_priority_desk(desks, guest):
    theirs = desks_of(desks, "main", guest)
    priority = [key for key, each in desks.items() if each.vip and each.checkpoint == "main"]

    assert not (guest.vip and priority) or list(theirs) == priority


@settings(max_examples=60)
@given(st.characters(categories=["L"]))
def test_a_folded_letter_stays_as_it_is(letter):
    assert folded(folded(letter)) == folded(letter)


@settings(max_examples=60)
@given(st.text(max_size=30), st.text(max_size=10), st.text(max_size=10))
def test_any_name_has_letters_or_none_and_no_name_is_too_odd(name, given_name, family):
    found = initials(Record(name=name, given=given_name, family=family))

    assert all(len(letter) == 1 and letter.isalpha() for letter in found)
