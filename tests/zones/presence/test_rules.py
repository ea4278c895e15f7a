"""How far zones and gates may differ, and when that is an alarm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.plan.zones.parts import CrowdPart
from onsite.zones.presence.rules import balance, changed
from onsite.zones.presence.views import Balance, BalanceRecorded

CROWD = CrowdPart(tolerance_people=20, tolerance_percent=5)


@pytest.mark.parametrize(
    ("in_zones", "by_gates", "tolerance", "alarms"),
    [
        (100, 100, 20, False),
        (80, 100, 20, False),
        (79, 100, 20, True),
        (121, 100, 20, True),
        (-3, 0, 20, False),
        (950, 1000, 50, False),
        (949, 1000, 50, True),
        (1000, 1001, 51, False),  # of a person, a part counts as a whole one
    ],
)
def test_the_more_of_people_and_percent_is_tolerated(in_zones, by_gates, tolerance, alarms):
    found = balance(in_zones, by_gates, CROWD, incomplete=False)

    assert found is not None
    assert (found.tolerance, found.alarms) == (tolerance, alarms)
    assert found.difference == in_zones - by_gates


def test_where_no_gate_counts_there_is_nothing_to_compare_with():
    assert balance(100, None, CROWD, incomplete=False) is None


def _recorded(*, alarm):
    return BalanceRecorded(1, alarm, 0, 0, 20, incomplete=False, at_ms=0)


@pytest.mark.parametrize(
    ("difference", "before", "said"),
    [
        (20, None, None),
        (21, None, True),
        (-21, _recorded(alarm=False), True),
        (21, _recorded(alarm=True), None),
        (11, _recorded(alarm=True), None),
        (10, _recorded(alarm=True), False),
        (-10, _recorded(alarm=True), False),
        (0, _recorded(alarm=False), None),
    ],
)
def test_an_alarm_begins_beyond_what_is_tolerated_and_ends_at_half_of_it(difference, before, said):
    assert changed(Balance(difference, 0, 20, incomplete=False), before) is said


@given(st.lists(st.integers(-60, 60)))
def test_alarms_and_their_ends_take_turns(differences):
    recorded, said = None, []
    for difference in differences:
        now = changed(Balance(difference, 0, 20, incomplete=False), recorded)
        if now is not None:
            said.append(now)
            recorded = _recorded(alarm=now)
    assert said == [bool(turn % 2 == 0) for turn in range(len(said))]
