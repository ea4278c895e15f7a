from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.scanner.decoding import Code
from onsite.scanner.sightings import (
    ALONE_S,
    FORGOTTEN_AFTER_S,
    HELD_S,
    SECOND_FORGOTTEN_S,
    Look,
    Noticed,
    Sightings,
)

SIDE = 100
MIDDLE = (600, 350)
PLACES = {"a": 550, "b": 750, "c": 300, "d": 1000}
"""Where the left side of each code is; `a` is in the middle, `b` and `c` are beside it."""


def square(left: float, top: float = 300):
    right, bottom = left + SIDE, top + SIDE
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def placed(text: str, left: float | None = None) -> Code:
    return Code(text, square(PLACES.get(text, 550) if left is None else left))


def look(at: float, texts: str = "", *, second: bool = False) -> Look:
    return Look(at, tuple(map(placed, texts)), MIDDLE, second=second)


def story(*looks: Look, sightings: Sightings | None = None) -> list[tuple[float, str]]:
    """What is scanned, in capitals, and what is asked about, and when."""
    sightings = sightings or Sightings()
    said = []
    for each in looks:
        noticed = sightings.seen(each)
        if noticed.taken or noticed.others:
            asked = f"{noticed.beside}?{''.join(noticed.others)}" if noticed.others else ""
            said.append((each.at, noticed.taken.upper() + asked))
    return said


def frames(*steps: tuple[float, str]) -> list[Look]:
    return [look(at, texts) for at, texts in steps]


def steady(begins: float, ends: float, texts: str, rate: float = 15.0) -> list[Look]:
    """The same codes in every frame."""
    many = round((ends - begins) * rate)
    return [look(begins + number / rate, texts) for number in range(many + 1)]


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([(0, "a"), (0.1, "a"), (5, "a")], [(0, "A"), (5, "A")]),
        ([(0, "a"), (1.9, "a"), (3.8, "a")], [(0, "A")]),
        ([(0, "a"), (0.5, ""), (1.9, "a")], [(0, "A")]),
        ([(0, "a"), (2.0, "a")], [(0, "A")]),
        ([(0, "a"), (2.1, "a")], [(0, "A"), (2.1, "A")]),
        ([(0, "aa")], [(0, "A")]),
        ([(0, ""), (1, "")], []),
        ([(0, "a"), (0.2, "b"), (0.4, "c")], [(0, "A"), (0.2, "B"), (0.4, "C")]),
    ],
    ids=[
        "back after a long while",
        "never away for long",
        "lost for a moment",
        "just remembered",
        "just forgotten",
        "twice in one picture",
        "nothing",
        "one after the other, quickly",
    ],
)
def test_one_code_in_view_is_one_scan(steps, said):
    assert story(*frames(*steps)) == said


def test_a_code_that_stays_for_a_minute_is_one_scan():
    assert story(*steady(0, 60, "a")) == [(0, "A")]


@pytest.mark.parametrize("texts", ["cab", "bca", "abc"])
def test_of_several_the_nearest_to_the_middle_is_scanned_and_the_others_are_asked_about(texts):
    assert Sightings().seen(look(0, texts)) == Noticed("a", "a", ("b", "c"))


def test_the_question_is_asked_once():
    assert story(*steady(0, 10, "ab")) == [(0, "Aa?b")]


def test_a_code_beside_one_that_was_just_scanned_is_asked_about():
    assert story(*steady(0, 5, "a"), *steady(5.1, 15, "ab")) == [(0, "A"), (5.1, "a?b")]


def test_a_third_code_is_asked_about_together_with_the_second():
    assert story(*frames((0, "ab"), (0.1, "abc"))) == [(0, "Aa?b"), (0.1, "a?bc")]


def test_beside_a_code_that_lies_there_for_long_the_next_is_scanned():
    assert story(*steady(0, 11, "a"), *steady(11.1, 14, "ab")) == [(0, "A"), (11.1, "B")]


def test_the_other_is_scanned_once_it_has_been_alone_for_a_while():
    said = story(*steady(0, 3, "ab"), *steady(3.0, 9, "b"))

    assert [what for _at, what in said] == ["Aa?b", "B"]
    assert 3 + ALONE_S < said[1][0] < 3 + ALONE_S + 0.1


def test_the_first_being_missed_for_a_moment_does_not_scan_the_other():
    looks = [look(number / 15, "ab" if number % 10 == 0 else "b") for number in range(200)]

    assert story(*looks) == [(0, "Aa?b")]


def test_of_two_others_the_nearer_is_scanned_and_the_last_is_asked_about_again():
    said = story(*steady(0, 1, "abc"), *steady(1, 9, "bc"), *steady(9, 12, "c"))

    assert [what for _at, what in said] == ["Aa?bc", "Bb?c", "C"]


def test_another_that_left_and_comes_back_alone_is_scanned_at_once():
    assert story(*frames((0, "ab"), (0.1, "a"), (3, ""), (4, "b"))) == [(0, "Aa?b"), (4, "B")]


def test_who_was_let_in_by_hand_is_not_scanned_when_the_first_goes():
    sightings = Sightings()
    first = story(*steady(0, 1, "ab"), sightings=sightings)
    sightings.settle("b")

    later = story(*steady(1, 5, "b"), *frames((8, "b")), sightings=sightings)

    assert (first, later) == ([(0, "Aa?b")], [(8, "B")])


def test_settling_what_is_not_in_view_does_nothing():
    sightings = Sightings()
    sightings.settle("a")

    assert story(look(0, "a"), sightings=sightings) == [(0, "A")]


def test_codes_that_are_read_by_turns_are_in_view_together():
    looks = [look(number / 15, "ab"[number % 2]) for number in range(90)]

    assert [what for _at, what in story(*looks)] == ["A", "a?b"]


def test_a_code_right_after_another_is_scanned_a_moment_later_even_if_it_is_gone():
    looks = [look(0, "a"), look(0.1, "b"), *steady(0.2, 1, "")]

    ((first, _a), (second, what)) = story(*looks)

    assert (first, what) == (0, "B")
    assert HELD_S < second < HELD_S + 0.15


def test_at_the_end_nothing_waits_any_more():
    sightings = Sightings()

    assert story(*frames((0, "a"), (0.1, "b")), sightings=sightings) == [(0, "A")]
    assert (sightings.rest(), sightings.rest()) == (("b",), ())


def test_at_the_end_what_was_asked_about_is_not_scanned():
    sightings = Sightings()
    story(look(0, "ab"), sightings=sightings)

    assert sightings.rest() == ()


def at_one_place(*steps: tuple[float, str]) -> list[Look]:
    return [Look(at, tuple(placed(text, 550) for text in texts), MIDDLE) for at, texts in steps]


def test_two_texts_at_one_place_are_one_code():
    assert story(*at_one_place((0, "xy"), (0.1, "y"), (0.2, "x"), (3, ""))) == [(0, "X")]


def test_two_texts_that_come_by_turns_from_one_place_are_one_code():
    turns = [(number / 15, "xy"[number % 2]) for number in range(90)]

    assert story(*at_one_place(*turns)) == [(0, "X")]


def test_a_telephone_that_shows_one_ticket_after_the_other_gives_both():
    first, second = [(n / 15, "x") for n in range(15)], [(1 + n / 15, "y") for n in range(15)]

    said = story(*at_one_place(*first, *second))

    assert [what for _at, what in said] == ["X", "Y"]
    assert said[1][0] < 1 + HELD_S + 0.1


def test_noise_that_readers_add_makes_no_other_code():
    looks = [
        Look(0, (placed("]Q1TICKET\r", 550),), MIDDLE),
        Look(0.1, (placed("TICKET", 800),), MIDDLE, second=True),
    ]

    assert story(*looks) == [(0, "]Q1TICKET\r")]


def test_a_code_without_corners_is_the_farthest_from_the_middle():
    looks = [Look(0, (Code("x", ()), Code("y", ()), placed("a")), MIDDLE)]

    assert story(*looks) == [(0, "Aa?xy")]


def test_who_comes_back_after_another_was_scanned_in_their_place_is_answered_again():
    steps = [*steady(0, 0.5, "a"), *at_one_place((0.8, "x")), *steady(1.4, 2, "a")]

    assert story(*steps) == [(0, "A"), (0.8, "X"), (1.4, "A")]


def test_what_lies_there_all_the_time_is_not_answered_again_when_it_was_missed_for_a_while():
    steps = [*steady(0, 11, "a"), *steady(11.1, 12, "b"), *steady(12, 15, "ab")]

    assert [what for _at, what in story(*steps)] == ["A", "B"]


def test_a_code_that_is_seen_and_not_read_is_still_there():
    unread = [Look(number / 2, (), MIDDLE, unread=square(555)) for number in range(20)]

    assert story(look(0, "a"), *unread[1:], look(10, "a")) == [(0, "A")]


def test_a_code_that_moves_while_it_cannot_be_read_is_followed():
    moved = [
        Look(number / 10, (), MIDDLE, unread=square(550 + 20 * number)) for number in range(30)
    ]
    back = Look(3.0, (placed("a", 1150),), MIDDLE)

    assert story(look(0, "a"), *moved[1:], back) == [(0, "A")]


def test_an_unreadable_code_in_the_place_of_one_that_has_left_is_another():
    unread = [Look(1 + number / 10, (), MIDDLE, unread=square(555)) for number in range(30)]

    assert story(look(0, "a"), *unread, look(4, "a")) == [(0, "A"), (4, "A")]


def test_whether_an_unreadable_code_was_scanned():
    sightings = Sightings()
    sightings.seen(look(0, "ab"))
    said = []
    for at in (0.1, 0.2, 1.0):
        sightings.seen(Look(at, (), MIDDLE, unread=square(560)))
        said.append([sightings.was_scanned(square(left)) for left in (565, 750, 300)])

    # The one in the middle was; the one beside it waits; and after a while nobody knows.
    assert said == [[True, False, False], [True, False, False], [False, False, False]]


def test_what_only_the_second_lane_reads_is_one_scan_though_the_first_never_sees_it():
    looks = [
        look(number / 15, "a" if number % 20 == 0 else "", second=number % 20 == 0)
        for number in range(450)
    ]

    assert story(*looks) == [(0, "A")]


def test_what_only_the_second_lane_reads_may_be_missed_by_it_once():
    looks = [look(0, "a", second=True), look(2.5, "", second=True), look(3, "a", second=True)]

    assert story(*looks) == [(0, "A")]


def test_what_only_the_second_lane_reads_has_left_when_that_lane_misses_it():
    missed = [look(1, "", second=True), look(2.1, "", second=True)]

    assert story(look(0, "a", second=True), *missed, look(3, "a", second=True)) == [
        (0, "A"),
        (3, "A"),
    ]


def test_what_only_the_second_lane_reads_is_forgotten_where_that_lane_does_not_look():
    later = SECOND_FORGOTTEN_S + 0.1

    assert story(look(0, "a", second=True), *steady(0.1, later, ""), look(later, "a")) == [
        (0, "A"),
        (later, "A"),
    ]


def test_what_both_lanes_read_is_one_scan_whichever_is_first():
    assert story(look(0, "a", second=True), look(0.1, "a"), look(0.2, "a", second=True)) == [
        (0, "A")
    ]


def test_a_late_answer_of_the_second_lane_is_taken_as_of_now():
    looks = [look(1, ""), look(1.2, "a"), look(1.0, "b", second=True), look(1.3, "a")]

    assert story(*looks) == [(1.2, "A"), (1.3, "a?b")]


EIGHTHS = st.integers(0, 24).map(lambda many: many / 8)
"""Seconds that add up without being rounded."""
STEPS = st.lists(st.tuples(EIGHTHS, st.sets(st.sampled_from("abcd"))), max_size=40)
GAPS = st.lists(EIGHTHS.filter(lambda gap: gap <= FORGOTTEN_AFTER_S), max_size=40)


@given(GAPS, st.booleans())
def test_a_code_alone_that_is_never_away_for_long_is_scanned_exactly_once(gaps, second):
    times = itertools.accumulate(gaps, initial=0)

    assert story(*(look(at, "a", second=second) for at in times)) == [(0, "A")]


@given(STEPS)
def test_nobody_is_scanned_twice_who_was_not_away_between(steps):
    sightings, at = Sightings(), 0.0
    seen: dict[str, float] = {}
    told: dict[str, float] = {}
    may_be_told = set("abcd")
    for wait, texts in steps:
        at += wait
        for text in texts & told.keys():
            replaced = any(seen[text] < when for other, when in told.items() if other != text)
            if at - seen[text] > FORGOTTEN_AFTER_S or replaced:
                may_be_told.add(text)
        noticed = sightings.seen(look(at, "".join(sorted(texts))))
        seen |= dict.fromkeys(texts, at)
        if noticed.taken:
            assert noticed.taken in may_be_told
            may_be_told.discard(noticed.taken)
            told[noticed.taken] = at
        assert noticed.taken not in noticed.others
        assert not noticed.others or noticed.beside in told


@given(STEPS, st.sampled_from("abcd"))
def test_whoever_is_alone_in_view_for_a_while_has_been_scanned(steps, last):
    at, looks = 0.0, []
    for wait, texts in steps:
        looks.append(look(at := at + wait, "".join(sorted(texts))))
    looks += steady(at + 0.07, at + FORGOTTEN_AFTER_S + ALONE_S, last)

    assert any(last.upper() == what[:1] for _at, what in story(*looks))
