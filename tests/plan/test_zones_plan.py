"""What a plan says of zones: what is usual, what is refused and how it is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.bundled import bundled
from onsite.plan.examples import example_for, section_of
from onsite.plan.reading import PlanError, read
from onsite.plan.zones import usual
from onsite.plan.zones.parts import CrowdPart, UsePart

EVENT = """\
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]
[checkpoints.main]
name = "Main door"
zone = "hall"
[zones.hall]
name = "Great hall"
area_m2 = 1000
"""
END = len(EVENT.splitlines())


def wrong(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(PlanError) as caught:
        read(EVENT + text)
    assert all(problem.example for problem in caught.value.problems)
    return [(problem.line, problem.key, problem.wrong) for problem in caught.value.problems]


def test_a_plan_that_says_nothing_has_what_is_usual():
    plan = read(EVENT)
    hall, crowd = plan.zones["hall"], plan.crowd
    assert (hall.counted_by, hall.exits, hall.aisles, hall.levels) == ("hand", {}, {}, ())
    assert (crowd.flow_level, crowd.flow_stairs, crowd.evacuation_min) == (82, 66, 8)
    assert (crowd.people_per_manager, crowd.aisles_percent) == (250, 10)
    assert (crowd.levels, crowd.hysteresis_percent) == ((80, 90, 100), 5)


def test_uses_of_one_s_own_stand_before_the_usual_ones():
    text = '[crowd.uses.standing]\nname = "Closer"\nm2_per_person = 0.4\nsource = "Fire officer"'
    crowd = read(EVENT + text).crowd
    known = usual.uses(crowd)
    assert known["standing"] == UsePart(name="Closer", m2_per_person=0.4, source="Fire officer")
    assert known["chairs"].source == "IBC 2021, table 1004.5: 7 ft² net"


@pytest.mark.parametrize("use", usual.USES)
def test_a_usual_use_is_the_square_feet_that_its_source_names(use):
    feet = {
        "standing": 5,
        "chairs": 7,
        "tables": 15,
        "classroom": 20,
        "exhibition": 30,
        "crowded": 7,
        "loose": 15,
        "walking": 15,
    }
    part = usual.USES[use]
    if use == "terrace":
        assert part.m2_per_person * 47 == pytest.approx(10, abs=0.01)
    elif use == "outdoor":
        assert f"{part.m2_per_person:g} m²" in part.source
    else:
        assert part.m2_per_person == pytest.approx(feet[use] * usual.M2_PER_FT2, abs=0.007)
        assert f"{feet[use]} ft²" in part.source


def test_a_source_is_named_only_while_the_figures_are_its_own():
    assert usual.source(CrowdPart(), "exits") == usual.EXITS_SOURCE
    assert usual.source(CrowdPart(flow_stairs=50), "exits") == ""
    assert usual.source(CrowdPart(flow_stairs=50, exits_source="Officer"), "exits") == "Officer"
    assert usual.source(CrowdPart(flow_stairs=50), "managers") == usual.MANAGERS_SOURCE


MISTAKES = [
    (
        'within = "hal"',
        (END + 1, "zones.hall.within", "“hal” does not stand under [zones]. Did you mean “hall”?"),
    ),
    (
        'within = "hall"',
        (
            END + 1,
            "zones.hall.within",
            "a zone would be a part of itself (hall → hall): leave one of these out.",
        ),
    ),
    (
        '[zones.front]\nname = "Front"\nwithin = "hall"\narea_m2 = 1001',
        (
            END + 4,
            "zones.front.area_m2",
            (
                "the parts of “hall” are larger together than its 1000 m²: make one of them "
                "smaller, or that zone larger."
            ),
        ),
    ),
    (
        '[zones.hall.exits.a]\nname = "A"',
        (END + 1, "zones.hall.exits.a.width_m", "this is needed and is not there."),
    ),
    (
        '[zones.hall.exits.a]\nname = "A"\nwidth = 2\nwidth_m = 2',
        (
            END + 3,
            "zones.hall.exits.a.width",
            "there is no such key here. Did you mean “width_m”?",
        ),
    ),
    (
        (
            '[zones.hall.exits.a]\nname = "A"\nwidth_m = 2\n'
            '[zones.hall.aisles.a]\nname = "A"\narea_m2 = 9'
        ),
        (
            END + 4,
            "zones.hall.aisles.a",
            (
                "an exit of this zone has this id already: give the aisle another one, as both "
                "are blocked by it."
            ),
        ),
    ),
    (
        'unusable_m2 = 300\n[zones.hall.aisles.a]\nname = "A"\narea_m2 = 700',
        (
            END,
            "zones.hall.area_m2",
            ("nothing of 1000 m² is left for people: 300 m² are unusable, and aisles take 700 m²."),
        ),
    ),
    (
        "unusable_m2 = 900",
        (
            END,
            "zones.hall.area_m2",
            ("nothing of 1000 m² is left for people: 900 m² are unusable, and aisles take 100 m²."),
        ),
    ),
    (
        'aisles_percent = 5\n[zones.hall.aisles.a]\nname = "A"\narea_m2 = 99',
        (
            END + 1,
            "zones.hall.aisles_percent",
            (
                "emergency aisles would take 99 m², less than 10 percent of the floor: set 10 or "
                "more. Only a zone within another one may have less."
            ),
        ),
    ),
    (
        "[crowd]\naisles_percent = 9",
        (END + 2, "crowd.aisles_percent", "9 is less than 10."),
    ),
    (
        "[crowd]\nwindow_min = 2",
        (END + 2, "crowd.window_min", "2 is less than 3."),
    ),
    (
        '[zones.hall.aisles.a]\nname = "A"\narea_m2 = 7\nserves_m2 = 1200',
        (
            END + 4,
            "zones.hall.aisles.a.serves_m2",
            "1200 m² is more than the zone's 1000 m².",
        ),
    ),
    (
        'seats = 90\n[zones.hall.aisles.a]\nname = "A"\narea_m2 = 7\nserves_seats = 91',
        (
            END + 5,
            "zones.hall.aisles.a.serves_seats",
            "91 is more than the 90 seats of the zone.",
        ),
    ),
    (
        'use = "standin"',
        (
            END + 1,
            "zones.hall.use",
            "“standin” does not stand under [crowd.uses]. Did you mean “standing”?",
        ),
    ),
    (
        'use = "terrace"',
        (
            END + 1,
            "zones.hall.use",
            (
                "a floor that is full by “terrace” holds 4.70 people on a square metre, and from "
                "4 on it is dangerous: choose another use, or set danger_per_m2 of this zone."
            ),
        ),
    ),
    (
        '[zones.yard]\nname = "Yard"\ncounted_by = "badges"',
        (
            END + 3,
            "zones.yard.counted_by",
            (
                "no checkpoint leads there, so nobody would be counted: write zone = “yard” at "
                "one of them, or count by hand."
            ),
        ),
    ),
    (
        "levels = [90, 80, 100]",
        (
            END + 1,
            "zones.hall.levels",
            "levels go up: write each of them once, the lowest first.",
        ),
    ),
    (
        "[crowd]\nlevels = [80, 90]",
        (
            END + 2,
            "crowd.levels",
            "100 is not among them: without it nobody would be told to stop the entry.",
        ),
    ),
    (
        "[crowd]\nhysteresis_percent = 10",
        (
            END + 2,
            "crowd.hysteresis_percent",
            (
                "a level is left only 10 percent below it, and two of them, or the lowest and 0, "
                "are only 10 apart: set hysteresis_percent below that, or the levels further "
                "apart."
            ),
        ),
    ),
    (
        "levels = [90, 95, 100]",
        (
            END + 1,
            "zones.hall.levels",
            (
                "a level is left only 5 percent below it, and two of them, or the lowest and 0, "
                "are only 5 apart: set hysteresis_percent below that, or the levels further apart."
            ),
        ),
    ),
    (
        "[crowd]\nservice_walking = [0.3, 0.4, 0.4, 1, 2]",
        (
            END + 2,
            "crowd.service_walking",
            "these go up: of each level of service, A to E, the most people on a square metre.",
        ),
    ),
    (
        '[crowd]\nmanager_roles = ["leed"]',
        (
            END + 2,
            "crowd.manager_roles[1]",
            "“leed” does not stand under [roles]. Did you mean “lead”?",
        ),
    ),
    (
        "[crowd]\ncoordinators_min = 7",
        (
            END + 2,
            "crowd.coordinators_min",
            "at least 7 and at most 6 coordinators can never be: change one of them.",
        ),
    ),
    (
        "[crowd]\ncoordinators_max = 3",
        (
            END + 2,
            "crowd.coordinators_max",
            "at least 4 and at most 3 coordinators can never be: change one of them.",
        ),
    ),
    (
        "[crowd]\nlevels = [98, 100]",
        (
            END + 2,
            "crowd.levels",
            (
                "a level is left only 5 percent below it, and two of them, or the lowest and 0, "
                "are only 2 apart: set hysteresis_percent below that, or the levels further apart."
            ),
        ),
    ),
    (
        "[crowd.uses.bar]\nm2_per_person = 1",
        (END + 1, "crowd.uses.bar.name", "this is needed and is not there."),
    ),
]


@pytest.mark.parametrize(("text", "found"), MISTAKES)
def test_a_mistake_is_told_with_its_line_and_what_to_do(text, found):
    assert wrong(text) == [found]


def test_a_circle_of_several_zones_is_told_at_each_of_them():
    text = 'within = "a"\n[zones.a]\nname = "A"\nwithin = "b"\n[zones.b]\nname = "B"\nwithin = "a"'
    told = [(line, key) for line, key, _ in wrong(text)]
    assert told == [(END + 4, "zones.a.within"), (END + 7, "zones.b.within")]


@pytest.mark.parametrize(
    "text",
    [
        'aisles_percent = 0\n[zones.hall.aisles.a]\nname = "A"\narea_m2 = 100',
        '[zones.front]\nname = "Front"\nwithin = "hall"\narea_m2 = 90\naisles_percent = 0',
    ],
)
def test_aisles_that_are_listed_and_those_around_a_part_count(text):
    assert read(EVENT + text).zones["hall"].area_m2 == 1000


def test_a_zone_may_be_as_dense_as_it_says_itself():
    assert read(EVENT + 'use = "terrace"\ndanger_per_m2 = 5').zones["hall"].danger_per_m2 == 5


@pytest.mark.parametrize(
    ("place", "section", "example"),
    [
        (("zones", "hall", "area_m2"), "zones", "area_m2 = 640"),
        (("zones", "hall", "exits", "north", "width_m"), "zone_exits", "width_m = 2.4"),
        (
            ("zones", "hall", "exits", "north", "wide"),
            "zone_exits",
            'exits = { north = { name = "North doors", width_m = 2.4 } }',
        ),
        (
            ("zones", "hall", "exits", "north"),
            "zones",
            'exits = { north = { name = "North doors", width_m = 2.4 } }',
        ),
        (("zones", "hall", "camera", "door"), "zone_camera", 'door = "in"'),
        (("crowd", "uses", "bar", "m2_per_person"), "crowd_uses", "m2_per_person = 2"),
        (
            ("crowd", "uses", "bar", "size"),
            "crowd_uses",
            'uses = { lounge = { name = "Lounge", m2_per_person = 2 } }',
        ),
        (("crowd", "levels"), "crowd", "levels = [80, 90, 100]"),
    ],
)
def test_the_example_of_a_place_is_of_the_keys_that_stand_there(place, section, example):
    assert (section_of(place), example_for(place)) == (section, example)


@pytest.mark.parametrize("file", ["assets/plan/event.toml", "db/demo/event.toml"])
def test_the_plans_that_come_with_the_app_show_zones_with_exits_and_parts(file):
    plan = read(bundled(file).read_text("utf-8"))
    assert any(part.exits and part.aisles and part.use for part in plan.zones.values())
    assert any(part.within for part in plan.zones.values())


def test_what_the_readme_shows_of_zones_is_a_plan():
    readme = Path(__file__).parents[2].joinpath("README.md").read_text("utf-8")
    chapter = readme[readme.index("\n## Zones\n") :].partition("\n## ")[2].partition("\n## ")[0]
    blocks = re.findall(r"```toml\n(.*?)```", chapter, re.DOTALL)
    whole = EVENT.partition("[checkpoints")[0] + "\n".join(blocks)
    foyer = "" if "[zones.foyer]" in whole else '[zones.foyer]\nname = "Foyer"\n'
    plan = read(f"{whole}\n{foyer}")
    assert {"hall", "front"} <= plan.zones.keys()


SCRAPS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
    | st.sampled_from(["hall", "a", "standing", "badges", "lead"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            [
                *("hall", "a", "within", "area_m2", "unusable_m2", "aisles", "exits", "use"),
                *("levels", "uses", "manager_roles", "m2_per_person", "serves_m2", "counted_by"),
                *("hysteresis_percent", "coordinators_min", "aisles_percent", "danger_per_m2"),
            ]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(zones=SCRAPS, crowd=SCRAPS)
def test_data_of_any_shape_is_looked_at_without_a_fault(zones, crowd):
    from onsite.plan.agreement import disagreements

    data = {"zones": zones, "crowd": crowd}
    for found in disagreements(data):
        value = data
        for part in found.place:
            value = value[part]
