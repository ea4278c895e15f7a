"""A recount as it is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.errors import BadInputError
from onsite.zones.counter.rows import draft_of, parts, people, row, rows_of

names = st.text("abc 123é", max_size=20).map(lambda text: " ".join(text.split()))
rows = st.lists(st.tuples(names, st.integers(0, 1_000_000)), max_size=20).map(tuple)


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("23", ("", 23)),
        (" 0 ", ("", 0)),
        ("row 14 23", ("row 14", 23)),
        ("14 23", ("14", 23)),
        ("x" * 90 + " 5", ("x" * 80, 5)),
    ],
)
def test_a_line_is_a_row(typed, made):
    assert row(typed) == made


@pytest.mark.parametrize(
    "typed", ["", "row", "-3", "2.5", "row 14 x", "1000001", "٣", "4006381333931"]
)
def test_what_is_no_row(typed):
    with pytest.raises(BadInputError, match="ends in no number of people"):
        row(typed)


@given(rows)
def test_what_was_typed_is_there_again(typed):
    assert rows_of(draft_of(typed)) == typed


@given(rows)
def test_the_parts_add_up(typed):
    found = parts(typed)
    assert sum(many for _name, many in found) == (people(typed) if found else 0)
    assert all(name for name, _many in found)
    assert bool(found) == (len(typed) > 1 or bool(typed and typed[0][0]))
