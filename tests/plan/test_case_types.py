"""`[case_types]`: types of one's own, changes to the usual ones, and what is wrong with them."""

from __future__ import annotations

import pytest

from onsite.plan.reading import PlanError, read

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]
[checkpoints.door]
name = "Main door"
"""


def test_a_type_of_ones_own_and_a_usual_one_changed():
    plan = read(
        PLAN
        + '[case_types.lost-child]\nname = "Lost child"\nsteps = ["Call the lead"]\n'
        + "[case_types.unpaid]\ntarget_min = 4\n"
        + 'actions = { problem-desk = ["accept-payment"] }\n'
    )

    assert plan.case_types["lost-child"].steps == ("Call the lead",)
    assert plan.case_types["unpaid"].target_min == 4
    assert plan.case_types["unpaid"].actions == {"problem-desk": ("accept-payment",)}


@pytest.mark.parametrize(
    ("text", "line", "key", "wrong"),
    [
        ("[case_types.mine]", 8, "case_types.mine", "a type of one's own needs a name."),
        (
            '[case_types.unpaid]\nactions = { host = ["admit"] }',
            9,
            "case_types.unpaid.actions.host",
            "“host” is not a role.",
        ),
        (
            '[case_types.unpaid]\nactions = { lead = ["fly"] }',
            9,
            "case_types.unpaid.actions.lead[1]",
            "“fly” is none of:",
        ),
        (
            "[case_types.unpaid]\ntarget_min = 0",
            9,
            "case_types.unpaid.target_min",
            "0 is less than 1.",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_key(text, line, key, wrong):
    with pytest.raises(PlanError) as caught:
        read(PLAN + text + "\n")

    (problem,) = caught.value.problems
    assert (problem.line, problem.key) == (line, key)
    assert problem.wrong.startswith(wrong)
    assert problem.example
