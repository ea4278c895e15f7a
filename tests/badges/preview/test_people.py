"""On whom a design is tried."""

from __future__ import annotations

import pytest

from onsite.badges.preview.people import Faults, Named, chosen, everybody, which_of, worst
from onsite.badges.preview.work import placed
from tests.checkin.conftest import Roll, plan

__all__ = ["plan"]

LONG = Named("l", "Maximiliane-Alexandra von Hohenstein", "X")
WIDE = Named("w", "欧阳思远司马相如诸葛孔明上官婉儿", "星河")
SHORT = Named("s", "Bo", "A company with a name that goes on and on and on")
MANY = [Named(f"m{number:02}", f"Middle Name {number:02}") for number in range(40)]
ALL = [*MANY, SHORT, WIDE, LONG]


def test_the_longest_are_the_widest() -> None:
    assert [each.attendee for each in chosen(ALL, "longest")[:3]] == ["l", "w", "m39"]


def test_the_smallest_come_first() -> None:
    assert [each.attendee for each in chosen(ALL, "smallest")[:2]] == ["s", "m00"]


def test_everybody_is_everybody() -> None:
    assert chosen(ALL, "everybody") == ALL


def test_the_worst_are_twenty_by_what_cannot_be_printed_then_by_what_is_cut() -> None:
    faults = {"s": Faults(0, 2), "w": Faults(1, 0), "l": Faults(0, 1), "m00": None}
    found = worst(chosen(ALL, "worst"), lambda who: faults.get(who.attendee, Faults(0, 0)))
    assert [each.attendee for each in found[:3]] == ["w", "s", "l"]
    assert (len(found), "m00" in [each.attendee for each in found]) == (20, False)


@pytest.mark.parametrize(
    ("said", "kind"), [("worst", "worst"), ("smallest", "smallest"), ("", "longest")]
)
def test_an_unknown_kind_is_the_longest(said, kind) -> None:
    assert which_of(said) == kind


def test_who_is_on_the_list_by_name(site, plan) -> None:
    roll = Roll(site)
    zoe, gone = roll.add("Zoe", company="Acme"), roll.add("Adam")
    roll.withdraw(gone)
    anna = roll.add("Anna")
    assert site.read_now(everybody) == [Named(anna, "Anna"), Named(zoe, "Zoe", "Acme")]


def test_a_design_is_a_name_or_a_file(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert placed("a6") == ("a6", None)
    (tmp_path / "badges").mkdir()
    assert placed("mine") == ("mine", tmp_path.resolve() / "badges")
    assert placed(str(tmp_path / "mine.toml")) == ("mine", tmp_path.resolve())
