"""Numbers that two stations never give twice, and that a person can type."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.incidents.log import numbers
from onsite.incidents.log.numbers import Number

STATIONS = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(STATIONS, st.lists(STATIONS, max_size=5), st.integers(0, 3))
def test_a_prefix_is_nobody_elses(station, others, many):
    mine = list(islice(numbers.candidates(station), many))
    found = numbers.prefix(station, mine, [*others, station])

    assert found not in mine
    assert found not in {next(numbers.candidates(each)) for each in others if each != station}
    assert found == numbers.prefix(station, mine, [*others, station])
    assert (len(found), set(found) <= set(numbers.LETTERS)) == (numbers.LENGTH, True)


@given(STATIONS, st.integers(1, 10**6), st.booleans())
def test_a_number_is_read_as_it_was_shown(station, count, drill):
    prefix = next(numbers.candidates(station))
    shown = numbers.shown(prefix, count, drill=drill)
    for typed in (shown, shown.lower(), shown.replace("-", " "), f" {shown} "):
        assert numbers.read(typed) == Number(prefix, count, drill)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12", Number("", 12, drill=False)),
        ("x3", Number("", 3, drill=True)),
        ("KRT–007", Number("KRT", 7, drill=False)),
        ("0", None),
        ("KRTA-1", None),
        ("AEI-1", None),
        ("", None),
        ("x", None),
    ],
)
def test_what_is_a_number(typed, read):
    assert numbers.read(typed) == read


def test_twenty_stations_that_never_met_have_prefixes_of_their_own_nearly_always():
    clashes = 0
    for event in range(500):
        firsts = {next(numbers.candidates(f"{event}/{station}")) for station in range(20)}
        clashes += len(firsts) < 20
    assert clashes <= 500 * 0.06
