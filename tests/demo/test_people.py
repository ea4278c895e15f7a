from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date

from onsite.demo.days import Days
from onsite.demo.people import MANY, crowd, guests
from onsite.plan.reading import read
from onsite.roster.facts import Payment, Status

DAYS = Days(date(2026, 11, 24), date(2026, 11, 25), "Europe/Berlin")
CROWD = crowd(DAYS)
RECORDS = [person.record for person in CROWD.people]


def scripts() -> set[str]:
    letters = {char for record in RECORDS for char in record.name if char.isalpha()}
    return {unicodedata.name(char).split()[0] for char in letters}


def test_they_are_the_same_every_time():
    assert crowd(DAYS) == CROWD
    assert guests() == CROWD.guests


def test_eight_hundred_people_of_many_countries_and_scripts():
    assert len({person.attendee for person in CROWD.people}) == MANY == 800
    assert len({record.country for record in RECORDS if record.country}) >= 20
    assert scripts() >= {
        *("LATIN", "CJK", "HANGUL", "HIRAGANA", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "THAI"),
    }


def test_there_is_somebody_for_every_answer():
    categories = Counter(record.category for record in RECORDS)

    assert min(categories.values()) > 20
    assert set(categories) == {
        *("Attendee", "Student", "Speaker", "VIP", "Press", "Staff", "Day 1 only", "Day 2 only"),
    }
    assert sum(record.payment is Payment.UNPAID for record in RECORDS) > 20
    assert sum(record.status is Status.CANCELLED for record in RECORDS) > 20
    assert sum(record.status is Status.PENDING for record in RECORDS) > 10
    assert sum(record.blocked for record in RECORDS) > 3
    assert sum(record.valid_from is not None for record in RECORDS) > 10
    assert sum(person.withdrawn for person in CROWD.people) > 5
    assert sum(person.inside for person in CROWD.people) > 200
    assert max(Counter(record.order for record in RECORDS).values()) >= 4


def test_every_category_is_one_of_the_plans():
    plan = read(DAYS.plan())

    assert {plan.category_of(record.category) for record in RECORDS} == set(plan.categories)


def test_two_codes_stand_for_two_people_each_and_all_others_for_one():
    shared = Counter(code for record in RECORDS for code in record.codes)

    assert Counter(shared.values()) == {1: MANY - 4, 2: 2}


def test_nobody_can_be_written_to():
    assert all(record.email.endswith("@example.org") for record in RECORDS)
    assert all(record.email.isascii() for record in RECORDS)
    assert not any(record.phone for record in RECORDS)


def test_names_in_other_scripts_come_with_latin_letters():
    (wang,) = [record for record in RECORDS if record.name == "王小明" and record.vip]

    assert wang.extra == (("Name in Latin letters", "Wang Xiaoming"),)
    assert all(person.latin.isprintable() and person.latin for person in CROWD.people)


def test_the_guests_of_the_video_are_on_the_list_but_for_the_stranger():
    listed = {code for record in RECORDS for code in record.codes}

    strangers = [guest.name for guest in CROWD.guests if guest.code not in listed]

    assert strangers == ["Robin Achterberg"]
    assert len(CROWD.guests) == 14
    assert Counter(guest.answer for guest in CROWD.guests) == {
        "admitted": 7,
        "unpaid": 1,
        "already_in": 1,
        "wrong_day": 1,
        "cancelled": 1,
        "unknown": 1,
        "ambiguous": 1,
        "not_approved": 1,
    }
