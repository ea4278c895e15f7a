"""Parts that disagree are found in a model too, and in data of any shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from onsite.plan.agreement import Disagreement, disagreements
from onsite.plan.model import Checkpoint, Desk, Event, Plan

EVENT = Event(name="Summit", zone="UTC", days=("2026-11-24",))


def test_a_model_whose_parts_disagree_cannot_be_made():
    with pytest.raises(ValidationError) as caught:
        Plan(
            event=EVENT,
            checkpoints={"main": Checkpoint(name="Main")},
            desks={"one": Desk(name="One", checkpoint="side")},
        )
    (error,) = caught.value.errors()
    assert error["ctx"]["found"] == [
        Disagreement(
            ("desks", "one", "checkpoint"), "unknown_reference", {"section": "checkpoints"}
        )
    ]


def test_parts_that_agree_have_nothing_to_say():
    plan = Plan(event=EVENT, checkpoints={"main": Checkpoint(name="Main", days=("2026-11-24",))})
    assert disagreements(plan.model_dump()) == []
    assert disagreements(plan.model_dump(mode="json")) == []


WORDS = st.sampled_from(
    ["event", "days", "categories", "checkpoints", "windows", "opens", "desks", "zone", "tickets"]
)
ANYTHING = st.recursive(
    st.one_of(WORDS, st.none(), st.integers(), st.dates(), st.datetimes(), st.text(max_size=2)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=20,
)


@given(st.dictionaries(WORDS, ANYTHING))
def test_data_of_any_shape_is_looked_through(data):
    for found in disagreements(data):
        value = data
        for part in found.place:
            value = value[part]
