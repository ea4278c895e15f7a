"""What counting does to a zone."""

from __future__ import annotations

import pytest

from onsite.errors import BadInputError, NotPossibleError
from onsite.zones.acting import By
from onsite.zones.counting import reading, service
from onsite.zones.counting.facts import TapsCounted
from tests.zones.conftest import hear, heard, meet


def taps_of(counter) -> list[TapsCounted]:
    from onsite.journal.folding import fact_of

    facts = [fact_of(each) for each in heard(counter.site)]
    return [fact for fact in facts if isinstance(fact, TapsCounted)]


def test_people_come_and_go_one_by_one_and_many_at_once(counter):
    assert counter.count("h1", 1).total == 1
    assert counter.count("h1", 1, 1, 12).total == 15
    standing = counter.count("h1", -1)
    assert (standing.total, standing.came, standing.left) == (14, 15, 1)
    assert [(each.counter, each.came, each.left) for each in standing.counters] == [("c1", 15, 1)]
    assert counter.total("h2") == 0


def test_more_go_than_came_and_that_is_shown(counter):
    assert counter.count("h1", -3).total == -3
    assert counter.count("h1", 1).total == -2


def test_several_counters_of_one_zone(counter, far):
    counter.count("h1", 5)
    counter.clock.advance(seconds=2)
    counter.another("Ana").count("h1", -1)
    far.clock.advance(seconds=9)
    far.count("h1", 7)
    meet(counter.site, far.site)
    standing = counter.standing("h1")
    assert standing.total == 11
    assert [(each.counter, each.operator) for each in standing.counters] == [
        ("far1", "Bo"),
        ("c2", "Ana"),
        ("c1", "Maria"),
    ]
    assert standing.counters[0].station == far.station
    assert standing == far.standing("h1")


def test_the_same_press_again_is_the_same_act(counter):
    by = counter.by()
    for _again in range(3):
        assert counter.count("h1", 1, 1, by=by).total == 2
    by = counter.by()
    for _again in range(3):
        assert [each.total for each in counter.move("h1", "h2", 2, by=by)] == [0, 2]
    by = counter.by()
    counter.recount("h1", 7, by=by)
    again = counter.recount("h1", 7, by=by)
    assert (again.standing.total, again.expected, again.error) == (7, 0, 7)
    counter.count("h1", 1, 1)
    by = counter.by()
    assert len(counter.undo_last(by=by)) == 1
    assert counter.undo_last(by=by) == ()
    assert counter.total("h1") == 8


def test_the_same_press_after_a_recount_is_still_the_same_act(counter, far):
    """It would now be another time, in another minute."""
    by, at_ms = counter.by(), counter.now_ms
    counter.do(service.count, "c1", "h1", [(at_ms, 1)], by=by)
    far.clock.advance(minutes=3)
    far.recount("h1", 10)
    meet(counter.site, far.site)
    counter.do(service.count, "c1", "h1", [(at_ms, 1)], by=by)
    assert counter.total("h1") == 10


def test_a_fact_that_is_there_twice_counts_once(counter):
    fact = TapsCounted(counter="c1", key="k", zone="h1", at_ms=counter.now_ms, taps=((0, 3),))
    for _again in range(2):
        counter.site.write_now(lambda journal, rows: journal.append(rows, fact, operator="Maria"))
    assert counter.total("h1") == 3


def test_taps_are_recorded_by_the_minute(counter):
    now_ms = counter.now_ms // 60_000 * 60_000
    taps = [(now_ms - 1, 1), (now_ms, 2), (now_ms + 59_999, -4), (now_ms + 60_000, 8)]
    counter.do(service.count, "c1", "h1", taps)
    assert [(fact.at_ms, fact.taps) for fact in taps_of(counter)] == [
        (now_ms - 1, ((0, 1),)),
        (now_ms, ((0, 2), (59_999, -4))),
        (now_ms + 60_000, ((0, 8),)),
    ]
    assert counter.total("h1") == 7
    read = counter.site.read_now(reading.minutes, "h1", now_ms - 60_000, now_ms + 60_000)
    assert [(each.came, each.left) for each in read] == [(1, 0), (2, 4), (8, 0)]


def test_more_taps_than_one_fact_holds(counter):
    assert counter.count("h1", *[1] * 2500).total == 2500
    assert sorted(len(fact.taps) for fact in taps_of(counter)) == [500, 1000, 1000]
    assert len(counter.undo_last(1200)) == 1200
    assert counter.total("h1") == 1300


@pytest.mark.parametrize(
    ("taps", "said"),
    [
        ([], "Nobody came or went. Give how many, as 12."),
        ([(0, 0)], "Nobody came or went. Give how many, as 12."),
        (
            [(0, 1_000_001)],
            "1000001 are more than can be counted at once. Give 1000000 at the most.",
        ),
        ([(-1, 1)], "That is no time of a count."),
    ],
)
def test_what_cannot_be_counted(counter, taps, said):
    with pytest.raises(BadInputError) as refused:
        counter.do(service.count, "c1", "h1", taps)
    assert str(refused.value) == said
    assert counter.total("h1") == 0


def test_a_zone_goes_by_its_id_or_its_name(counter):
    assert counter.count("hall 2", 1).zone == "h2"
    with pytest.raises(BadInputError) as unknown:
        counter.count("Hal 3", 1)
    assert unknown.value.happened == "The plan has no zone “Hal 3”."
    assert unknown.value.advice == "Nearest: h1, h2."


def test_both_legs_or_neither(counter):
    counter.count("h1", 9)
    assert [each.total for each in counter.move("h1", "h2", 4)] == [5, 4]
    assert counter.undo_last()[0].to_zone == "h2"
    assert (counter.total("h1"), counter.total("h2")) == (9, 0)


@pytest.mark.parametrize(
    ("zone", "to_zone", "people", "said"),
    [
        ("h1", "h1", 1, "That is the same zone."),
        (
            "h1",
            "front",
            1,
            "Front of stage is a part of Hall 1: who is in the one is in the other.",
        ),
        (
            "front",
            "h1",
            1,
            "Front of stage is a part of Hall 1: who is in the one is in the other.",
        ),
        ("h1", "h2", 0, "Nobody came or went."),
        ("h1", "h2", -1, "Give how many people went, as 12."),
    ],
)
def test_where_nobody_can_go(counter, zone, to_zone, people, said):
    with pytest.raises(BadInputError) as refused:
        counter.move(zone, to_zone, people)
    assert refused.value.happened == said
    assert heard(counter.site)[-1].kind == "plan.published"


def test_only_one_s_own_last_taps_are_taken_back(counter):
    counter.count("h1", 1)
    counter.another("Ana").count("h1", 5)
    counter.clock.advance(minutes=2)
    counter.count("h1", 2, 3)
    first, second, third = counter.undo_last(9)
    assert [tap.people for tap in (first, second, third)] == [3, 2, 1]
    assert counter.total("h1") == 5
    assert counter.undo_last() == ()
    (theirs,) = counter.site.read_now(reading.own_taps, counter.station, "Ana", "c2", 9)
    with pytest.raises(NotPossibleError, match="Somebody else has counted that"):
        counter.do(service.undo, theirs)


def test_nobody_takes_back_what_another_station_counted(counter, far):
    far.count("h1", 4)
    meet(counter.site, far.site)
    (theirs,) = far.site.read_now(reading.own_taps, far.station, "Bo", "far1", 9)
    with pytest.raises(NotPossibleError):
        counter.do(service.undo, theirs, by=By("Bo", counter.now_ms))
    assert counter.total("h1") == 4


def test_what_a_base_has_taken_in_can_be_taken_back_and_moves_nothing(counter):
    counter.count("h1", 6)
    counter.clock.advance(seconds=1)
    counter.recount("h1", 10)
    counter.count("h1", 1)
    last, earlier = counter.undo_last(2)
    assert [(tap.people, tap.in_base) for tap in (last, earlier)] == [(1, False), (6, True)]
    assert counter.total("h1") == 10


def test_any_of_one_s_counters_at_the_station(counter):
    """As a command does, which is a counter of its own each time."""
    counter.another(name="shell1").count("h1", 1)
    counter.clock.advance(seconds=1)
    counter.another(name="shell2").count("h1", 2)
    gone = counter.do(service.undo_last, "", 2)
    assert [(tap.counter, tap.people) for tap in gone] == [("shell2", 2), ("shell1", 1)]
    assert counter.total("h1") == 0


def test_a_zone_that_is_in_no_plan_any_more_is_still_counted(counter):
    counter.count("h2", 3)
    plan = counter.plan.model_copy(update={"zones": {}})
    assert counter.site.read_now(reading.standings, plan) == {}
    assert counter.total("h2") == 3


def test_a_batch_beyond_its_minute_is_refused():
    with pytest.raises(ValueError, match="beyond the minute"):
        TapsCounted(counter="c", key="k", zone="h1", at_ms=59_999, taps=((1, 1),))


def test_entries_that_come_twice_and_backwards(counter, far):
    for people in (1, 2, 3, -4):
        far.count("h1", people)
        far.clock.advance(seconds=1)
    far.undo_last()
    entries = heard(far.site)
    for told in (entries[-2:], entries[::-1], entries):
        hear(counter.site, told)
    assert counter.standing("h1") == far.standing("h1")
    assert counter.total("h1") == 6


def test_the_last_tap_is_the_one_that_was_recorded_last_whatever_the_clock_said(counter):
    counter.clock.advance(seconds=40)
    counter.count("h1", 5)
    counter.clock.advance(seconds=-20)
    counter.count("h1", -1)
    (undone,) = counter.undo_last()
    assert (undone.people, counter.total("h1")) == (-1, 5)
