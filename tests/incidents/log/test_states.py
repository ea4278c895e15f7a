"""The states of an incident: which can be had, and which word of two counts."""

from __future__ import annotations

import pytest

from onsite.incidents.log import closing, states
from onsite.incidents.log.restricted import sees


@pytest.mark.parametrize("state", states.ORDER)
@pytest.mark.parametrize("to", states.ORDER)
def test_every_way_from_one_state_to_another(state, to):
    without, given = states.refused(state, to, ""), states.refused(state, to, "since")
    if state == to:
        assert (without, given) == ("no-change", "no-change")
    elif state == "closed":
        assert (without, given) == ("reason-needed", "")
    elif to == "new":
        assert (without, given) == ("never-new", "never-new")
    else:
        assert (without, given) == ("reason-needed" if to == "on-hold" else "", "")
    # Who knows how it stands always has the last word.
    assert states.counts(state, to, state) == (state != to)


def test_who_did_not_know_that_it_was_closed_does_not_open_it_unless_it_is_graver():
    assert not states.counts("closed", "on-scene", "new")
    assert states.counts("on-scene", "closed", "new")
    assert states.opened_by_raise("closed", "new", raised=True)
    assert not states.opened_by_raise("closed", "closed", raised=True)
    assert not states.opened_by_raise("closed", "new", raised=False)
    assert not states.opened_by_raise("on-scene", "new", raised=True)


@pytest.mark.parametrize(
    ("types", "outcome", "responsible", "tasks", "missing"),
    [
        (("medical",), "home", "Lin", 0, ()),
        (("other",), "", "", 2, ("type", "outcome", "responsible", "tasks")),
        ((), "home", "Lin", 0, ("type",)),
        (("other", "medical"), "home", "", 0, ("responsible",)),
    ],
)
def test_what_an_inquiry_asks_for(types, outcome, responsible, tasks, missing):
    found = closing.missing(
        types=types, outcome=outcome, responsible=responsible, open_tasks=tasks, unsaid="other"
    )
    assert found == missing


@pytest.mark.parametrize(
    ("restricted", "roles", "seen"),
    [
        (False, (), True),
        (True, (), False),
        (True, ("desk",), False),
        (True, ("desk", "lead"), True),
        (True, None, True),
    ],
)
def test_who_sees_what_is_restricted(restricted, roles, seen):
    assert sees(restricted=restricted, roles=roles, allowed=("lead",)) is seen
