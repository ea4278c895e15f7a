"""`[badges]` of the plan: which design, when it is printed, what is wrong with it."""

from __future__ import annotations

import pytest

from onsite.plan.badges import BadgesPart
from onsite.plan.reading import PlanError, read

BASE = """
[event]
name = "Summit"
zone = "UTC"
days = [2026-11-24]
[categories.vip]
name = "VIP"
[categories.crew]
name = "Crew"
[checkpoints.main]
name = "Main"
[checkpoints.side]
name = "Side"
"""


def test_without_the_section_a_badge_is_printed_when_somebody_asks():
    part = read(BASE).badges

    assert part == BadgesPart()
    assert part.prints_in("main", "vip") == "on_request"
    assert part.template_for("vip") == part.template_for(None) == "a6"


@pytest.mark.parametrize(
    ("checkpoint", "category", "prints"),
    [
        ("main", "vip", "on_request"),
        ("main", None, "on_admission"),
        ("main", "crew", "never"),
        ("side", "vip", "never"),
        ("side", None, "never"),
        ("other", "vip", "on_request"),
        ("other", None, "on_request"),
    ],
)
def test_a_category_says_more_than_a_checkpoint_and_never_is_never(checkpoint, category, prints):
    part = BadgesPart(
        prints_at={"main": "on_admission", "side": "never"},
        prints_for={"vip": "on_request", "crew": "never"},
    )

    assert part.prints_in(checkpoint, category) == prints


def test_a_category_may_have_a_design_of_its_own():
    part = BadgesPart(template="plain", templates={"vip": "gold"})

    assert (part.template_for("vip"), part.template_for("crew")) == ("gold", "plain")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('prints = "always"', "“always” is none of: on_admission, on_request, never."),
        ('pool = "door"', "“door” does not stand under [printer_pools]."),
        ('templates = { press = "a6" }', "“press” does not stand under [categories]."),
        ('prints_at = { sdie = "never" }', "“sdie” does not stand under [checkpoints]."),
        ('prints_for = { main = "never" }', "“main” does not stand under [categories]."),
        ('template = "../a6"', "“../a6” is not an id"),
        ("limits = { sent = -1 }", "-1 is less than 0."),
        ("limits = { printed = 5 }", "there is no such key here."),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_an_example(line, said):
    with pytest.raises(PlanError) as refused:
        read(f"{BASE}[badges]\n{line}\n")

    (problem,) = refused.value.problems
    assert (problem.line, said in problem.wrong) == (BASE.count("\n") + 2, True), problem.wrong
    assert problem.example.split(" = ")[0] in line
