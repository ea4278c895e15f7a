"""What boxes are called: no two alike, whoever prints ahead, and whether they have met or not."""

from __future__ import annotations

import hashlib

import pytest

from onsite.badges.bulk.boxes import named, series_here, take_out
from onsite.badges.bulk.facts import BadgeBoxed
from onsite.badges.bulk.series import Series, filed, placed, series_of
from onsite.errors import NotPossibleError

STATIONS = [hashlib.sha256(bytes([number])).hexdigest() for number in range(12)]


def test_stations_that_know_nothing_of_each_other_have_other_letters() -> None:
    letters = [series_of(each, (), ()).letters for each in STATIONS]
    assert len(set(letters)) == len(STATIONS)
    assert all(len(each) == 2 and not set(each) & set("AEIOUY") for each in letters)


def test_letters_that_another_is_known_to_have_are_left_to_it() -> None:
    free = series_of(STATIONS[0], (), ())
    assert series_of(STATIONS[0], (), [free.name(0)]).letters != free.letters


def test_the_next_box_has_the_next_number_of_its_own_station() -> None:
    series = series_of(STATIONS[0], ["KT2", "KT10"], ["KT40", "MN99"])
    assert (series, series.name(0), series.name(1)) == (Series("KT", 11), "KT11", "KT12")


@pytest.mark.parametrize(
    ("box", "place", "file"),
    [
        pytest.param("KT3", ("KT", 3), "KT03", id="letters and a number"),
        pytest.param("12", ("", 12), "12", id="a number alone"),
        pytest.param("Ⅲ", ("Ⅲ", 0), "Ⅲ", id="none"),
    ],
)
def test_boxes_lie_in_their_order(box, place, file) -> None:
    assert (placed(box), filed(box)) == (place, file)


def test_a_box_is_meant_by_its_number_where_that_is_enough(site) -> None:
    def boxed(who, box):
        fact = BadgeBoxed(attendee=who, generation=1, box=box, batch=box, printed="", at_ms=1)
        site.write_now(lambda journal, rows: journal.append(rows, fact, operator="Maria"))

    boxed("a", "KT1")
    boxed("b", "KT2")
    assert site.read_now(series_here, site.journal.station).name(0) == "KT3"
    assert [site.read_now(named, each) for each in ("kt2", "2", " 1 ")] == ["KT2", "KT2", "KT1"]
    boxed("c", "MN2")
    with pytest.raises(NotPossibleError, match="Several boxes have the number 2"):
        site.write_now(take_out, "2", "Maria")
    assert site.write_now(take_out, "MN2", "Maria") == 1
