"""The page of one zone and the gates, from values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onsite.clock import to_ms
from onsite.zones.board import gates, one
from onsite.zones.board.reading import OneZone
from onsite.zones.camera.views import Hint
from onsite.zones.capacity.views import Blocked, Capacity, Limit
from onsite.zones.counting.views import Absorbed, Base, Drift, Standing
from onsite.zones.evacuation.views import Evacuation
from onsite.zones.levels.views import Recorded
from onsite.zones.presence.views import BadgePresence, Balance
from tests.conftest import START
from tests.zones.board.conftest import MINUTE_MS, look_at, zone

NOW = to_ms(START)
BASE = Base("hall", "r1", "recount", NOW - 30 * MINUTE_MS, 50, 62, "ana", "st-1", NOW)
DAY = Base("hall", "d1", "day", NOW, 0, -4, "bo", "st-1", NOW, (), "2026-11-23", "drift")
UNKNOWN = Drift("hall", 0, 0, 0, None, None, 0)


def all_of(*bases: Base, absorbed=(), camera=None) -> OneZone:
    return OneZone("hall", bases, tuple(absorbed), UNKNOWN, camera)


def lines(view, known: OneZone) -> dict[str, tuple[str, ...]]:
    """The cells of each line, by its key."""
    found = one.lines(look_at(view), view, known, NOW, {"st-1": "Desk 1"})
    return {line.key: line.cells for line in found}


def test_a_zone_of_which_the_plan_says_nothing_teaches_what_to_write():
    said = lines(zone("terrace", 0, None), all_of())
    assert said["section:Holds"][2].startswith("Nothing limits it. In the plan: [zones.terrace]")
    assert "[zones.terrace.exits.ID]" in said["section:Exits and aisles"][2]
    assert "section:Levels" not in said
    assert said["section:Recounts"][2].startswith("None.")


def test_the_limits_stand_there_the_decisive_one_first():
    limits = (
        Limit("fixed", 90, {}, "Permit 12/26"),
        Limit("seats", 120, {"seats": "120", "blocked_seats": "0"}),
    )
    said = lines(zone("hall", 10, 90, capacity=Capacity("hall", limits)), all_of())
    assert said["limit:fixed"] == ("▸ Fixed limit", "90", "Permit 12/26")
    assert said["limit:seats"][:2] == ("  Seats", "120")


def test_a_blocked_way_says_since_when_by_whom_and_why():
    shut = Blocked("hall", "north", "exit", NOW - MINUTE_MS, "ana", "chairs")
    said = lines(zone(capacity=Capacity("hall", (), (shut,))), all_of())
    assert said["way:north"][0] == "  ✗ blocked"
    assert "BLOCKED since 09:29" in said["way:north"][2]
    assert "chairs" in said["way:north"][2]
    assert "Ana Lima" in said["way:north"][2]
    assert said["way:south"][0] == "  ✓ free"


def test_levels_say_what_is_passed_and_what_was_told():
    told = Recorded("hall", 1, 80, 81, 100, "people", "", NOW - MINUTE_MS)
    said = lines(zone("hall", 85, level=80, recorded=told), all_of())
    assert said["level:80"] == ("  80 %", "80", "passed")
    assert said["level:90"] == ("  90 %", "90", "")
    assert said["recorded"][2] == "80 % was told at 09:29, with 81 of 100"


def test_recounts_and_closes_of_days_say_what_they_set_right():
    said = lines(zone(), all_of(DAY, BASE))
    assert said["base:r1"] == ("  11-24 09:00", "50", "expected 62, −12 · Ana Lima")
    assert said["base:d1"] == (
        *("  11-24 09:30", "0"),
        "close of 2026-11-23: −4 left over (errors of counting) · bo",
    )


def test_what_came_too_late_is_listed_and_said_not_to_be_added():
    late = Absorbed("hall", "b9", BASE.cut_ms - MINUTE_MS, -3, "st-1", "ana")
    view = zone(by_hand=Standing("hall", 50, 0, 0, BASE, None))
    said = lines(view, all_of(BASE, absorbed=[late]))
    assert said["section:late"] == (
        *("Came too late", "−3"),
        "in the recount of 09:00 already, so not added",
    )
    assert said["late:b9"] == ("  08:59", "−3", "Ana Lima · Desk 1")


def test_the_hint_of_a_camera_stands_beside_the_count_with_its_gap():
    hint = Hint("hall", "in", 48, 50, NOW - MINUTE_MS, NOW, None, "")
    said = lines(zone(), all_of(camera=hint))["camera"]
    assert said[:2] == ("  Camera", "48")
    assert "gap −2" in said[2]
    lost = lines(zone(), all_of(camera=replace(hint, lost_ms=NOW, trouble="gone")))["camera"]
    assert "CAMERA LOST" in lost[2]


def test_badges_stand_beside_the_hand_count():
    said = lines(zone("hall", 40, by_badges=BadgePresence("hall", 37, NOW)), all_of())
    assert said["badges"] == ("  Checkpoints", "37", "by hand 40: gap +3")


def test_an_evacuation_says_since_when_and_who_is_left():
    going = Evacuation("hall", "k", NOW - 90_000, 100, 30, "ana", "smoke", drill=True)
    view = zone("hall", 70, evacuation=going)
    said = one.leaving(look_at(view), view, NOW)
    assert said.startswith("EXERCISE of an evacuation: 70 left of 100")
    assert said.endswith("since 09:28, 1 min, by Ana Lima  ·  smoke")
    assert one.leaving(look_at(zone()), zone(), NOW) == ""


def test_all_of_a_recount_can_be_read():
    counted = replace(BASE, rows=(("Row 1", 20), ("Row 2", 30)), note="")
    view, known = zone(), all_of(counted)
    found = look_at(view)
    line = next(each for each in one.lines(found, view, known, NOW, {}) if each.key == "base:r1")
    read = [each.cells[0] for each in one.details(found, view, known, line)]
    assert read[-2:] == ["Row 1: 20", "Row 2: 30"]


@pytest.mark.parametrize(
    ("balance", "said"),
    [
        (None, "There is nothing to compare"),
        (Balance(100, 98, 20, incomplete=False), "✓ They agree."),
        (Balance(100, 50, 20, incomplete=False), "✗ They DIFFER by more than they may."),
        (Balance(100, 98, 20, incomplete=True), "! INCOMPLETE"),
    ],
)
def test_the_gates_say_whether_they_agree(balance, said):
    assert any(line.startswith(said) for line in gates.head(look_at(zone(), balance=balance)))


def test_each_zone_stands_against_its_badges():
    views = (
        zone("hall", 40, by_badges=BadgePresence("hall", 45, NOW), last_ms=NOW),
        zone("front", 10, within="hall", last_ms=NOW),
        zone(
            *("terrace", 0),
            counted=False,
            last_ms=None,
            by_hand=Standing("terrace", 0, 0, 0, None, None),
        ),
    )
    assert [line.cells for line in gates.lines(look_at(*views), NOW)] == [
        ("Hall", "40", "45", "−5", "hand", "0 s"),
        ("  Front", "10", "–", "–", "hand (in another zone)", "0 s"),
        ("Terrace", "–", "–", "–", "not counted", "–"),
    ]
