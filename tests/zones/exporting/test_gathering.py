"""What an export says: as much as was counted, and no more."""

from __future__ import annotations

from onsite.clock import to_ms
from onsite.zones.counting import service
from onsite.zones.presence import sources
from onsite.zones.presence.views import BadgePresence
from tests.zones.exporting.conftest import PLAN, Morning


def steps(told, minutes):
    return [
        (
            f"{each.at_ms // 60_000 % 1440 // 60}:{each.at_ms // 60_000 % 60:02}",
            each.came,
            each.left,
            each.total,
        )
        for each in told.steps(minutes * 60_000)
    ]


def test_a_day_in_steps(counted):
    hall, front, foyer = counted.given().zones

    assert (hall.id, front.id, foyer.id) == ("hall", "front", "foyer")
    assert steps(hall, 15) == [
        ("8:30", 120, 30, 90),
        ("8:45", 0, 0, 90),
        ("9:00", 0, 0, 95),
        ("9:15", 100, 0, 195),
    ]
    assert (hall.came, hall.left) == (220, 30)
    assert steps(front, 60) == [("9:00", 0, 3, -3)]
    assert foyer.known is None
    assert steps(foyer, 15) == []
    assert foyer.highest is None


def test_the_same_however_late_it_is_made(counted):
    first = counted.given("hall").zones[0]
    counted.clock.advance(hours=5)
    again = counted.given("hall").zones[0]

    assert list(first.steps(60_000)) == list(again.steps(60_000))
    assert first.points == again.points
    assert first.highest == again.highest


def test_a_part_of_a_day(counted):
    hall = counted.given("hall", since="10:00", until="10:10").zones[0]

    assert [(each.people, each.expected) for each in hall.bases] == [(95, 90)]
    assert (hall.came, hall.left) == (0, 0)
    assert counted.given("hall", since="9:31", until="9:35").zones[0].known is None


def test_when_most_were_there(counted):
    hall = counted.given("hall").zones[0]

    at_ms, people = hall.highest
    assert people == 195
    assert f"{at_ms // 60_000 % 1440 // 60}:{at_ms // 60_000 % 60:02}" == "9:16"


def test_a_recount_that_is_withdrawn_is_none(counted):
    key = counted.given("hall").zones[0].bases[0].key
    counted.act(service.withdraw_recount, "hall", key, "of the other hall")

    hall = counted.given("hall").zones[0]
    assert hall.bases == ()
    assert steps(hall, 60)[-1] == ("9:00", 100, 0, 190)


class Doors:
    """One that lets somebody in, and will check them out in the evening."""

    def __init__(self, now_ms: int) -> None:
        self.passed = ((now_ms // 60_000 * 60_000, 1, 0), (now_ms + 8 * 3_600_000, 0, 1))

    def in_zones(self, rows, plan, now):
        return {"hall": BadgePresence("hall", 1, self.passed[0][0])}

    def by_gates(self, rows, plan, now):
        return None

    def minutes(self, rows, plan, zone, from_ms, until_ms):
        return tuple(each for each in self.passed if from_ms <= each[0] < until_ms)


def test_whom_a_checkpoint_will_check_out_has_not_left_yet(site, clock, monkeypatch):
    hall = 'name = "Main hall"\n'
    by_badges = PLAN.replace(hall, hall + 'counted_by = "badges"\n')
    door = '[checkpoints.hall]\nname = "Hall door"\nzone = "hall"\n'
    monkeypatch.setattr(sources, "_DESKS", [Doors(to_ms(clock.now()))])

    (told,) = Morning(site, clock, by_badges + door).given("hall").zones

    assert (told.came, told.left) == (1, 0)
