"""Whom a list on paper names, in which order, and on which desk's sheet."""

from __future__ import annotations

import pytest

from onsite.checkin.paper import wording
from onsite.checkin.paper.pages import lines_on, pages, pages_of
from onsite.checkin.paper.sheets import DAY, PAY, STOP, VIP, make_list
from onsite.plan.service import current, publish
from onsite.roster.facts import Record
from onsite.roster.filing.order import OTHER, filed, initial, sort_key
from tests.checkin.apart import admit
from tests.checkin.conftest import PLAN

DESKS = """
[desks.one]
name = "Desk 1"
checkpoint = "door"
letters = "A-M"

[desks.two]
name = "Desk 2"
checkpoint = "door"
letters = "N-Z"

[desks.stars]
name = "Stars"
checkpoint = "door"
vip = true
"""


@pytest.fixture
def plan(site):
    site.write_now(publish, PLAN + DESKS, "Maria")
    return site.read_now(current)


def made(site, plan, **options):
    options = {"by_desk": True, **options}
    return site.read_now(make_list, plan, "door", site.clock.now(), **options)


def on(found):
    return {sheet.title: [line.name for line in sheet.lines] for sheet in found.sheets}


@pytest.mark.parametrize(
    ("name", "family", "key"),
    [
        ("Jane Doe", "", "doe jane"),
        ("Ana van der Berg", "van der Berg", "van der berg ana"),
        ("王小明", "", "wangxiaoming"),
        ("欧阳小明", "", "ouyangxiaoming"),
        ("Юрий Гагарин", "", "gagarin yurii"),
        ("김민수", "", "gimminsu"),
        ("Åsa Öberg", "", "oberg asa"),
        ("Prince", "", "prince"),
        ("", "", ""),
    ],
)
def test_everybody_is_sorted_by_the_family_name_in_latin_letters(name, family, key):
    given = name.split(" ")[0] if family else ""
    assert sort_key(Record(name=name, family=family, given=given)) == key


def test_a_name_without_letters_has_a_place_of_its_own():
    assert [initial(""), initial("7eleven"), initial("doe")] == [OTHER, OTHER, "D"]


@pytest.mark.parametrize(
    ("key", "under", "letters", "so"),
    [
        ("doe jane", ("D",), "A-F", "doe jane"),
        ("van der berg ana", ("V", "B"), "A-F", "berg ana van der"),
        ("van der berg ana", ("V", "B"), "", "van der berg ana"),
        ("gimminsu", ("ㄱ", "K"), "", "kimminsu"),
        ("", ("D",), "", "d"),
        ("123", (), "A-F", "123"),
    ],
)
def test_people_stand_under_the_letter_that_is_the_desks(key, under, letters, so):
    assert filed(key, under, letters) == so


def test_each_stands_on_the_sheet_of_one_desk(site, plan, roll):
    roll.add("Jane Doe", "J1")
    roll.add("王小明", "W1")
    roll.add("Vera Very", "V1", vip=True)
    roll.add("123", "N1")
    found = made(site, plan)
    assert on(found) == {
        "Desk 1": ["Jane Doe"],
        "Desk 2": ["王小明"],
        "Stars": ["Vera Very"],
        "": ["123"],
    }
    assert [line.number for line in found.lines] == [1, 2, 3, 4]
    assert on(made(site, plan, only="two")) == {"Desk 2": ["王小明"]}
    assert on(made(site, plan, by_desk=False)) == {"": ["123", "Jane Doe", "Vera Very", "王小明"]}


def test_what_the_volunteer_must_know_is_marked_and_who_is_gone_is_left_out(site, plan, roll):
    roll.add("Ada Blocked", "A1", blocked=True, vip=True)
    roll.add("Bea Unpaid", "B1", payment="unpaid")
    roll.add("Cy Wednesday", "C1", category="Wednesday only")
    roll.add("Dan Cancelled", "D1", status="cancelled")
    roll.withdraw(roll.add("Eve Gone", "E1"))
    marks = {line.name: line.marks for line in made(site, plan).lines}
    assert marks == {
        "Ada Blocked": (STOP, VIP),
        "Bea Unpaid": (PAY,),
        "Cy Wednesday": (DAY,),
    }


def test_who_is_in_already_is_ticked(site, plan, roll):
    roll.add("Jane Doe", "J1")
    roll.add("Max Muster", "M1")
    admit(site, "first", "J1")
    entered = {line.name: line.entered for line in made(site, plan).lines}
    assert entered == {"Jane Doe": site.clock.now(), "Max Muster": None}


def test_a_desk_begins_on_a_page_of_its_own(site, plan, roll):
    for number in range(lines_on("letter") + 1):
        roll.add(f"Ann{number} Abel", f"A{number}")
    roll.add("Zoe Zett", "Z1")
    found = made(site, plan)
    laid = [(page.number, page.sheet.title, len(page.lines)) for page in pages(found, "letter")]
    assert laid == [(1, "Desk 1", lines_on("letter")), (2, "Desk 1", 1), (3, "Desk 2", 1)]
    assert pages_of(found, "letter") == 3
    assert [page.letters for page in pages(found, "letter")][-1] == ("Z", "Z")


@pytest.mark.parametrize("admits", [False, True])
def test_a_mark_beside_a_name_looks_as_in_the_legend(site, admits):
    text = PLAN.replace('"Main door"', f'"Main door"\nadmits_unpaid = {str(admits).lower()}')
    site.write_now(publish, text, "Maria")
    plan = site.read_now(current)
    shown = {word: dark for word, _meaning, dark in wording.legend(plan, "door")}
    assert shown["NOT PAID"] is wording.grave(PAY, plan, "door") is not admits
    assert shown["STOP"] is wording.grave(STOP, plan, "door") is True
    assert shown["VIP"] is wording.grave(VIP, plan, "door") is False
