"""What cells mean."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onsite.roster.formats.values import instant, is_speaker, is_vip, no, yes
from onsite.roster.names import joined, turned, whole
from tests.roster.lists import BERLIN


@pytest.mark.parametrize(
    "text", ["Yes", "yes", "1", "x", "Ja", "Oui", "Sí", "是", "はい", "✓", "TRUE"]
)
def test_yes(text):
    assert yes(text)


@pytest.mark.parametrize("text", ["", "No", "Nein", "Non", "否", "いいえ", "0", "perhaps"])
def test_no(text):
    assert not yes(text)
    assert no(text) is (text != "perhaps")


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("2026-11-24 23:22", 22, 22),
        ("2026-11-24T23:22:00", 22, 22),
        ("2026-11-24T23:22:00+09:00", 14, 22),
        ("2026-11-24 23:22:00Z", 23, 22),
        ("24.11.2026 23:22", 22, 22),
        ("24/11/2026 23:22", 22, 22),
        ("11/24/2026 23:22", 22, 22),
        ("2026/11/24 23:22", 22, 22),
        ("2026年11月24日 23:22", 22, 22),
    ],
)
def test_an_instant_is_of_the_events_zone_unless_it_says_its_own(text, hour, minute):
    assert instant(text, BERLIN) == datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


def test_a_day_begins_with_its_first_second_and_ends_with_its_last():
    assert instant("2026-11-24", BERLIN) == datetime(2026, 11, 23, 23, tzinfo=UTC)
    assert instant("24.11.2026", BERLIN, ends=True) == datetime(
        2026, 11, 24, 22, 59, 59, tzinfo=UTC
    )


@pytest.mark.parametrize("text", ["soon", "2026-13-40", "32.11.2026 10:00", "10:00", "2026"])
def test_what_is_no_instant_is_none(text):
    assert instant(text, BERLIN) is None


def test_vips_and_speakers_are_known_by_their_ticket():
    assert [
        text for text in ("VIP", "VIP pass", "贵宾票", "Ehrengast", "Vipassana") if is_vip(text)
    ] == [
        "VIP",
        "VIP pass",
        "贵宾票",
        "Ehrengast",
    ]
    assert [
        text for text in ("Speaker", "Referentin", "讲者", "Loudspeaker") if is_speaker(text)
    ] == [
        "Speaker",
        "Referentin",
        "讲者",
    ]


@pytest.mark.parametrize(
    ("given", "family", "name"),
    [
        ("José", "Álvarez", "José Álvarez"),
        ("小明", "王", "王小明"),
        ("민준", "김", "김민준"),
        ("太郎", "髙橋", "髙橋太郎"),
        ("はなこ", "やまだ", "やまだ はなこ"),
        ("Xiaoming", "王", "Xiaoming 王"),
        ("Ana", "", "Ana"),
        ("", "王", "王"),
    ],
)
def test_a_name_is_joined_the_way_it_is_said(given, family, name):
    assert joined(given, family) == name


def test_a_whole_name_is_left_as_its_owner_wrote_it():
    assert whole("小明 王", "小明", "王") == "王小明"
    assert whole("王小明", "小明", "王") == "王小明"
    assert whole("井上 美咲", "", "") == "井上 美咲"
    assert whole("Dr. José Álvarez", "José", "Álvarez") == "Dr. José Álvarez"


def test_a_name_is_turned_around():
    assert turned("Álvarez, José") == ("José Álvarez", "José", "Álvarez")
    assert turned("王, 小明") == ("王小明", "小明", "王")
    assert turned("Ana") == ("Ana", "", "")
    assert turned("") == ("", "", "")
