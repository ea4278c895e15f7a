"""Weak PINs, the growing wait, what roles may see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.plan.roles import Role
from onsite.staff.rules import (
    FIRST_WAIT_S,
    FREE_TRIES,
    LONGEST_WAIT_S,
    Limits,
    Weak,
    is_too_short,
    left_ms,
    narrowest,
    wait_s,
    weakness,
    widest,
)


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("", Weak.NO_DIGITS),
        ("12a4", Weak.NO_DIGITS),
        ("١٢٣٧", Weak.NO_DIGITS),
        ("471", Weak.SHORT),
        ("4711471147114", Weak.LONG),
        ("0000", Weak.REPEATED),
        ("1212", Weak.REPEATED),
        ("471471", Weak.REPEATED),
        ("1234", Weak.COUNTED),
        ("8901", Weak.COUNTED),
        ("98765432", Weak.COUNTED),
        ("2468", Weak.COUNTED),
        ("1984", Weak.YEAR),
        ("2026", Weak.YEAR),
        ("4711", None),
        ("1899", None),
        ("90210418", None),
    ],
)
def test_a_pin_that_is_guessed_first_is_not_taken(pin, why):
    assert weakness(pin) == why


@given(st.text("0123456789", min_size=1, max_size=3), st.integers(2, 6))
def test_repeating_digits_makes_no_pin(part, times):
    assert weakness(part * times) is not None


@given(st.integers(0, 9), st.integers(0, 9), st.integers(4, 12))
def test_counting_makes_no_pin(first, step, many):
    assert weakness("".join(str((first + n * step) % 10) for n in range(many))) is not None


def test_the_wait_after_wrong_pins():
    assert [wait_s(tries) for tries in range(12)] == [
        *(0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900)
    ]


@given(st.integers(0, 10_000))
def test_the_wait_grows_and_has_an_end(tries):
    assert wait_s(tries) <= wait_s(tries + 1) <= LONGEST_WAIT_S
    assert (wait_s(tries) == 0) == (tries <= FREE_TRIES)
    assert wait_s(tries) in (0, LONGEST_WAIT_S) or wait_s(tries) % FIRST_WAIT_S == 0


@given(st.integers(0, 40), st.integers(0, 10**13), st.integers(-(10**10), 10**10))
def test_a_clock_that_is_moved_makes_it_no_longer(tries, last, moved):
    left = left_ms(tries, last, last + moved)
    assert 0 <= left <= wait_s(tries) * 1000
    assert left == 0 or moved < wait_s(tries) * 1000


def test_several_roles_allow_what_any_does_and_nobody_what_all_do():
    roles = [
        Role(name="a", search_min=3, sees_contact=False),
        Role(name="b", search_min=1),
    ]
    assert widest(roles) == Limits(1, sees_contact=True)
    assert narrowest(roles) == Limits(3, sees_contact=False)
    assert widest([]) == narrowest([]) == Limits()


@pytest.mark.parametrize(
    ("text", "short"),
    [("jo", True), ("j o ", True), ("joe", False), ("王", True), ("王伟", False), ("", True)],
)
def test_a_search_needs_letters_and_wide_ones_count_twice(text, short):
    assert is_too_short(text, Limits(3)) is short
    assert is_too_short(text, Limits()) is False
