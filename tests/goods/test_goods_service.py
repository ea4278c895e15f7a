"""What scans hand out, on a real store."""

from __future__ import annotations

import pytest

from onsite.checkin import service as desk
from onsite.checkin.asking.overruling import Overruling
from onsite.checkin.entrants import entrants
from onsite.checkin.history import history
from onsite.checkin.history_words import history_line
from onsite.errors import BadInputError, NotPossibleError
from onsite.goods import service
from onsite.goods.holding import held_by
from onsite.goods.stock import stock
from onsite.goods.wording import card
from onsite.journal.folding import refold_everything
from onsite.roster.acts.doing import Doer
from onsite.roster.acts.merging import merge


@pytest.fixture
def left(site, plan):
    return lambda goods: site.read_now(stock, plan, goods).left


@pytest.fixture
def held(site):
    return lambda attendee: [
        (each.goods, each.size) for each in site.read_now(held_by, attendee) if not each.returned
    ]


def test_one_article_without_sizes_is_given_with_the_scan(roll, scan, left, held):
    ada = roll.add("Ada", "ADA-1")

    answer = scan("ADA-1")

    assert card(answer.goods) == ("Hand over: Pack",)
    assert held(ada) == [("pack", "")]
    assert left("pack") == 2
    assert scan("ADA-1", key="k0").repeated
    assert (card(answer.goods), left("pack")) == (("Hand over: Pack",), 2)


def test_a_size_stands_open_until_it_is_chosen_and_can_be_changed(
    site, plan, roll, scan, left, held
):
    ada = roll.add("Ada", "ADA-1", category="Crew")
    answer = scan("ADA-1")
    choices = [(each.goods, each.size, each.left) for each in answer.goods.options]

    assert choices == [("shirt", "S", 2), ("shirt", "M", 5), ("shirt", "L", 0)]
    assert held(ada) == [("pack", ""), ("shirt", "")]
    assert left("shirt") == 6
    for size in ("M", "S", "S"):
        chosen = service.Chosen(answer.key, ada, "shirt", size)
        site.write_now(service.choose, plan, chosen, "Maria")
    assert held(ada) == [("pack", ""), ("shirt", "S")]
    assert dict(site.read_now(stock, plan, "shirt").sizes) == {"S": 1, "M": 5, "L": 0}


def test_nothing_more_is_given_than_the_limit_says_and_why_not(roll, scan, left, clock):
    roll.add("Ada", "ADA-1")
    scan("ADA-1")
    clock.advance(minutes=5)

    answer = scan("ADA-1")

    assert answer.verdict.reason.value == "handed_over"
    assert answer.verdict.details["goods"] == "Pack"
    assert answer.verdict.overrule == ("problem-desk", "lead")
    assert (answer.goods, left("pack")) == (None, 2)


def test_the_limit_counts_by_day_where_the_plan_says_so(roll, scan, clock):
    roll.add("Ada", "ADA-1")
    told = [scan("ADA-1", "lunch").verdict.outcome.value for _number in range(3)]
    clock.advance(hours=24)

    assert [*told, scan("ADA-1", "lunch").verdict.outcome.value] == [
        "admit",
        "admit",
        "refuse",
        "admit",
    ]


def test_a_refusal_is_overruled_and_what_is_not_clear_is_asked(site, plan, roll, scan, left):
    roll.add("Ada", "ADA-1")
    crew = roll.add("Cem", "CEM-1", category="Crew")
    for code in ("ADA-1", "CEM-1"):
        scan(code)

    def overruled(code):
        asked = Overruling(scan(code).key, "lena", "Lost on the train")
        return site.write_now(desk.overrule, plan, asked, "Maria")

    assert card(overruled("ADA-1").goods)[0] == "Hand over: Pack"
    assert left("pack") == 0
    second = overruled("CEM-1")
    assert card(second.goods)[:2] == ("None left: Pack", "Hand over which? T-shirt")
    assert [each.name for each in second.goods.options] == ["Pack", *["T-shirt"] * 3]
    chosen = service.Chosen(second.key, crew, "shirt", "M")
    site.write_now(service.choose, plan, chosen, "Maria")
    assert dict(site.read_now(stock, plan, "shirt").sizes)["M"] == 4


def test_what_is_not_there_is_not_given_and_beyond_it_is_shown_as_less_than_none(
    site, plan, roll, scan, left, held
):
    people = [roll.add(f"Guest {number}", f"G-{number}") for number in range(4)]
    for number in range(3):
        scan(f"G-{number}")

    answer = scan("G-3")

    assert answer.verdict.outcome.value == "admit"
    assert card(answer.goods) == ("None left: Pack", "1 Pack (0)")
    assert held(people[3]) == []
    site.write_now(service.choose, plan, service.Chosen(answer.key, people[3], "pack"), "Maria")
    assert (held(people[3]), left("pack")) == ([("pack", "")], -1)


def test_an_exit_takes_back_and_an_undo_takes_either_back(site, plan, roll, scan, left, held):
    ada = roll.add("Ada", "ADA-1")
    first = scan("ADA-1", "headsets")
    assert left("headset") == 1
    out = scan("ADA-1", "headsets", leaving=True)
    assert card(out.goods) == ("Taken back: Headset",)
    assert (left("headset"), held(ada)) == (2, [])

    site.write_now(desk.undo, plan, out.key, "stayed", "Maria")
    assert (left("headset"), held(ada)) == (1, [("headset", "")])
    scan("ADA-1", "headsets", leaving=True)
    again = scan("ADA-1", "headsets")
    site.write_now(desk.undo, plan, again.key, "by_mistake", "Maria")
    assert (left("headset"), held(ada)) == (2, [])
    assert first.verdict.outcome.value == "admit"


def test_records_that_were_merged_count_together(site, plan, roll, scan, held):
    ada, twin = roll.add("Ada", "ADA-1"), roll.add("Ada L.", "ADA-2")
    scan("ADA-2")
    site.write_now(merge, ada, twin, Doer("Maria"))

    assert scan("ADA-1").verdict.reason.value == "handed_over"
    assert held(ada) == [("pack", "")]


def test_lists_and_single_scans_agree(site, plan, roll, scan, clock):
    for number, category in enumerate(["Regular", "Crew", "Press", "Regular"]):
        roll.add(f"Guest {number}", f"G-{number}", category=category)
    scan("G-0")
    may = site.read_now(entrants, plan, "gifts", clock.now(), admitted=True)
    told = {each.name: each.verdict.outcome.value for each in may}

    assert told == {"Guest 1": "admit", "Guest 3": "admit"}
    for number in range(4):
        admitted = scan(f"G-{number}").verdict.outcome.value == "admit"
        assert admitted is (f"Guest {number}" in told)


def test_a_count_stands_over_what_was_before_and_changes_add_up(site, plan, roll, scan, left):
    roll.add("Ada", "ADA-1")
    scan("ADA-1")
    site.write_now(service.add_stock, plan, service.change("pack", "", 7, "delivery", ""), "M")
    assert left("pack") == 9
    site.write_now(service.add_stock, plan, service.change("pack", "", 2, "loss", "wet"), "M")
    assert left("pack") == 7
    site.write_now(service.set_stock, plan, service.count_of("pack", "", 5, ""), "M")
    assert left("pack") == 5
    assert scan("ADA-1").verdict.outcome.value == "refuse"
    site.store.write_now(refold_everything)
    assert left("pack") == 5


def test_a_size_that_stood_open_is_said_later_by_hand(site, plan, roll, scan, held):
    ada = roll.add("Ada", "ADA-1", category="Crew")
    scan("ADA-1")
    asked = service.Handing("x", ada, "shirt", "M")
    told = site.write_now(service.give, plan, asked, "M")

    assert held(ada) == [("pack", ""), ("shirt", "M")]
    assert (told.open, dict(told.sizes)["M"]) == (0, 4)


def test_the_history_tells_what_was_handed_over(site, plan, roll, scan, clock):
    ada = roll.add("Ada", "ADA-1")
    scan("ADA-1", "headsets")
    out = scan("ADA-1", "headsets", leaving=True)
    site.write_now(desk.undo, plan, out.key, "stayed", "Maria")
    lines = [
        history_line(number, each, plan, clock.now(), {}).cells[1]
        for number, each in enumerate(site.read_now(history, ada))
    ]

    assert lines == [
        "On the list – test",
        "Headsets: Come in",
        "Handed over: Headset",
        "Headsets: Exit recorded (taken back)",
        "Returned: Headset",
        "Taken back – Did not leave after all",
        "Handed over: Headset",
    ]


def test_by_hand_the_same_limits_hold(site, plan, roll, left):
    ada = roll.add("Ada", "ADA-1")

    def give(key, **more):
        asked = service.Handing(key, ada, "pack", **more)
        return site.write_now(service.give, plan, asked, "M").left

    assert give("x") == 2
    assert give("x") == 2
    with pytest.raises(NotPossibleError, match="more than 1 of “Pack”"):
        give("y")
    with pytest.raises(BadInputError, match="needs a reason"):
        give("y", again=True)
    assert give("y", again=True, note="torn") == 1
    assert len(site.write_now(service.take_back, plan, ada, "pack", "M")) == 2
    assert left("pack") == 3
    with pytest.raises(NotPossibleError, match="hold nothing"):
        site.write_now(service.take_back, plan, ada, "pack", "M")


@pytest.mark.parametrize(
    ("goods", "size", "said"),
    [("nope", "", "nothing called"), ("shirt", "XS", "none of them"), ("pack", "S", "no sizes")],
)
def test_what_the_plan_does_not_have_is_said(site, plan, goods, size, said):
    with pytest.raises(BadInputError, match=said):
        site.write_now(service.set_stock, plan, service.count_of(goods, size, 1, ""), "M")
