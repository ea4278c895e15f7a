"""What an export says: as much as was counted, and no more."""

from __future__ import annotations

from onsite.zones.counting import service


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
