"""The stages of a plan: what is said of them and does not fit together."""

import pytest

from onsite.plan.reading import PlanError, read
from onsite.plan.stage import thresholds_ms, walk_ms

BASE = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]
[checkpoints.main]
name = "Main"
[stages.main]
name = "Main stage"
"""

MISTAKES = {
    "[stages.blue]\nname = 'Blue'\nwalk_min = { green = 4 }": (
        "stages.blue.walk_min.green",
        "“green” does not stand under [stages]. Known here: main, blue.",
    ),
    "[stages.blue]\nname = 'Blue'\nwalk_min = { blue = 4 }": (
        "stages.blue.walk_min.blue",
        "this is the stage itself: name another one.",
    ),
    "[stages.blue]\nname = 'Blue'\nrooms = ['main stage']": (
        "stages.blue.rooms[1]",
        "“main stage” is the stage “main” already.",
    ),
    "[stages.blue]\nname = 'Blue'\ndanger_min = 6": (
        "stages.blue",
        "danger_min comes later, so it is not more than warn_min.",
    ),
    "[stage]\nred_min = 20": (
        "stage",
        "red_min comes later, so it is not more than amber_min.",
    ),
    "[stage]\namber_min = 3": (
        "stage",
        "red_min comes later, so it is not more than amber_min.",
    ),
    "[stage]\nearly = ['coffee']": (
        "stage.early[1]",
        "“coffee” is none of: talk, break, changeover, milestone, count-up, fixed-end, session.",
    ),
}


@pytest.mark.parametrize("added", MISTAKES)
def test_what_does_not_fit_is_named(added):
    with pytest.raises(PlanError) as wrong:
        read(BASE + added)

    (found,) = wrong.value.problems
    assert (found.key, found.wrong) == MISTAKES[added]


def test_a_stage_has_its_own_thresholds_or_those_of_all():
    plan = read(BASE + "[stages.blue]\nname = 'Blue'\nwarn_min = 2.5\n[stage]\ndanger_min = 0.5")

    found = {key: thresholds_ms(plan.stage, part) for key, part in plan.stages.items()}
    assert found == {"main": (300_000, 30_000), "blue": (150_000, 30_000)}


def test_the_way_back_takes_as_long_unless_it_says_otherwise():
    plan = read(
        BASE + "[stages.a]\nname = 'A'\nwalk_min = { main = 4 }\n"
        "[stages.b]\nname = 'B'\nwalk_min = { a = 2, main = 9 }\n[stage]\nwalk_min = 7"
    )

    ways = [("a", "main"), ("main", "a"), ("main", "b"), ("a", "b"), ("a", "a")]
    found = [walk_ms(plan.stage, plan.stages, *way) // 60_000 for way in ways]
    assert found == [4, 4, 9, 2, 0]
    assert walk_ms(plan.stage, {}, "x", "y") == 7 * 60_000
