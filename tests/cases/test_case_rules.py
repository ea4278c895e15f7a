"""What holds of cases, from values alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.cases import rules, wording
from onsite.cases.strokes import APART_S, Strokes
from onsite.cases.types import USUAL_TYPES
from onsite.checkin.facts import Reason
from onsite.plan.case_types import USUAL
from tests.conftest import START


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("unknown", "not-on-list"),
        ("unpaid", "unpaid"),
        ("confirm_unpaid", "unpaid"),
        ("questions", "minor"),
        ("handed_over", "already-in"),
        ("inside", "lost-badge"),
        ("expected", "wrong-data"),
        ("already_in", "already-in"),
        ("wrong_day", "wrong-day"),
        ("category", "wrong-category"),
        ("blocked", "blocked"),
        ("revoked", "lost-badge"),
        ("", "language"),
    ],
)
def test_the_likeliest_type_comes_first(reason, kind):
    assert rules.proposed(reason, USUAL)[0] == kind


@given(st.sampled_from([*(each.value for each in Reason), "inside", "expected", ""]))
def test_there_is_a_key_for_each_that_is_proposed_and_something_else_is_last(reason):
    keys = rules.proposed(reason, (*USUAL, "own-1", "own-2"))

    assert len(keys) <= 9
    assert len(set(keys)) == len(keys)
    assert set(keys) <= {*USUAL, "own-1", "own-2"}
    assert keys[-1] == "other"


def test_the_usual_types_are_those_that_the_plan_knows_and_have_words():
    assert tuple(USUAL_TYPES) == USUAL
    for kind in USUAL_TYPES.values():
        assert kind.key in wording._TYPES
        assert set(kind.steps) <= wording._STEPS.keys()
        assert set(kind.resolutions) <= wording._ENDS.keys()


@given(st.integers(-600, 600), st.integers(1, 60))
def test_a_case_is_late_once_its_target_is_reached(seconds, target):
    now = START + timedelta(seconds=seconds)
    assert rules.is_late(START, target, now) == (seconds >= target * 60)
    assert rules.open_for(START, now) == timedelta(seconds=max(seconds, 0))


@pytest.mark.parametrize(
    ("roles", "may"),
    [(None, True), ((), False), (("volunteer",), False), (("lead",), True), (("security",), True)],
)
def test_a_case_for_security_shows_its_details_to_few(roles, may):
    known = frozenset(roles) if roles is not None else None
    assert rules.sees_details(security=True, roles=known) == may
    assert rules.sees_details(security=False, roles=known)


@pytest.mark.parametrize(
    ("stops", "roles", "may"),
    [
        (True, None, True),
        (True, ("volunteer",), False),
        (True, ("problem-desk",), True),
        (False, ("volunteer",), True),
    ],
)
def test_a_case_that_keeps_a_guest_out_is_closed_by_who_may_overrule(stops, roles, may):
    known = frozenset(roles) if roles is not None else None
    assert rules.may_resolve(stops=stops, roles=known, leading=("problem-desk", "lead")) == may


@pytest.mark.parametrize(("seconds", "said"), [(0, "00:00"), (247, "04:07"), (3847, "1:04:07")])
def test_a_clock_reads_as_people_say_it(seconds, said):
    assert wording.clock(timedelta(seconds=seconds)) == said


def pressed(keys: list[tuple[str, float]]) -> list[int]:
    """What comes of keys with their times: each waits its time before the next is heard."""
    heard: list[int] = []
    waiting: list = []
    strokes = Strokes(lambda seconds, back: waiting.append((seconds, back)), heard.append)
    last = 0.0
    for key, at in keys:
        if at - last >= APART_S:
            for _seconds, back in waiting:
                back()
            waiting.clear()
        strokes.press(key, at, at)
        last = at
    for _seconds, back in waiting:
        back()
    return heard


def test_a_code_that_a_scanner_sends_is_told_by_its_enter():
    strokes = Strokes(lambda _seconds, _back: None, lambda _number: None)
    for place, character in enumerate("CODE-1"):
        strokes.press(character, 1 + place * 0.008, 1 + place * 0.008)
    assert strokes.scanned(1.056) == "CODE-1"
    assert strokes.scanned(1.057) == ""
    strokes.press("1", 5.0, 5.0)
    assert strokes.scanned(5.4) == ""


def test_a_number_that_a_person_presses_counts_and_a_scanners_does_not():
    assert pressed([("1", 1.0), ("3", 1.4)]) == [1, 3]
    assert pressed([("1", 1.0), ("2", 1.008), ("3", 1.016)]) == []
    assert pressed([("A", 1.0), ("7", 1.008)]) == []
