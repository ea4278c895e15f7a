"""What became of the times of a rundown: the parts of every slip, and who took it up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.stage.exporting.slip import Why, slip
from tests.stage.engine.keeping import MINUTE, Keeper, at, pause, talk, told


def day() -> Keeper:
    """Two linked talks, a gap, a talk, an elastic break, a talk."""
    return Keeper(
        talk("a", "10:00", 30),
        talk("b", "10:30", 30),
        talk("c", "11:05", 25),
        pause("tea", "11:30", 30, shortest=20),
        talk("d", "12:00", 30),
    )


def report(keeper, time):
    return slip(keeper.rundown, keeper.show(time), at(time))


def reasons(found, item):
    (line,) = [each for each in found.lines if each.item == item]
    return {
        (each.why.value, each.item) if each.item else each.why.value: each.ms / MINUTE
        for each in line.reasons
    }


def took(found):
    return {
        line.item: {each.how: each.ms / MINUTE for each in line.took}
        for line in found.lines
        if line.took
    }


def test_nothing_has_run():
    found = report(day(), "9:00")
    assert [(line.parts, line.reasons, line.took) for line in found.lines] == [((), (), ())] * 5
    assert (found.took_ms, found.sources()) == (0, ())


def test_why_everything_was_late_and_who_took_it_up():
    keeper = day()
    keeper.go("10:04", "a")
    keeper.pause("10:10", "a")
    keeper.resume("10:13", "a")
    keeper.add("10:20", "a", 5)
    keeper.go("10:44", "b")
    keeper.go("11:14", "c")
    keeper.go("11:39", "tea")
    keeper.go("12:00", "d")
    keeper.stop("12:28", "d")
    found = report(keeper, "12:30")
    assert reasons(found, "a") == {"waited": 4, "paused": 3, "added": 5, "over": 2}
    assert reasons(found, "b") == {("before", "a"): 14}
    assert reasons(found, "c") == {("before", "b"): 9}
    assert reasons(found, "tea") == {("before", "c"): 9, "shorter": -9}
    assert reasons(found, "d") == {"over": -2}
    assert took(found) == {"c": {"gap": 5}, "tea": {"shorter": 9}}
    assert [(line.item, each.why, each.ms // MINUTE) for line, each in found.sources()] == [
        ("a", Why.ADDED, 5),
        ("a", Why.WAITED, 4),
        ("a", Why.PAUSED, 3),
        ("a", Why.OVER, 2),
    ]
    assert found.took_ms == 14 * MINUTE
    (first, *_rest) = found.lines
    assert first.main is not None
    assert first.main.why is Why.ADDED
    assert (first.paused_ms, first.added_ms) == (3 * MINUTE, 5 * MINUTE)


def test_every_run_of_an_item_is_there():
    keeper = day()
    keeper.go("10:00", "a")
    keeper.stop("10:20", "a")
    keeper.go("10:35", "a")
    keeper.correct("10:40", "a", "10:34")
    keeper.stop("10:50", "a")
    found = report(keeper, "11:00")
    runs = [
        (each.number, told(each.started_ms), told(each.ended_ms), told(each.pressed_ms))
        for each in found.lines[0].parts
    ]
    assert runs == [(1, "10:00", "10:20", None), (2, "10:34", "10:50", "10:35")]
    assert reasons(found, "a") == {"over": -10, "again": 30}


def test_what_was_left_out_gave_its_time():
    keeper = day()
    keeper.go("10:00", "a")
    keeper.skip("10:10", "b")
    keeper.go("10:50", "c")
    found = report(keeper, "10:55")
    assert took(found) == {"b": {"left-out": 15}, "c": {"gap": 5}}
    assert reasons(found, "a") == {"over": 20}
    assert reasons(found, "c") == {"early": -15}


def test_a_delay_is_told_apart_from_waiting():
    keeper = day()
    keeper.delay("9:50", "a", 10)
    keeper.go("10:12", "a")
    found = report(keeper, "10:20")
    assert reasons(found, "a") == {"delay": 10, "waited": 2}


def test_what_runs_is_told_as_it_is_expected():
    keeper = day()
    keeper.go("10:00", "a")
    keeper.pause("10:10", "a")
    found = report(keeper, "10:14")
    assert reasons(found, "a") == {"paused": 4}
    assert found.lines[0].parts[0].ended_ms is None


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(("go", "stop", "pause", "resume", "add", "skip")),
        st.sampled_from(("a", "b", "c", "tea", "d")),
        st.integers(1, 1_500),
        st.integers(-10, 10),
    ),
    max_size=14,
)


@settings(max_examples=80)
@given(DEEDS)
def test_the_parts_add_up_to_the_slip(deeds):
    keeper, now = day(), 0
    for deed, item, later, minutes in deeds:
        now += later
        time = f"{9 + now // 3600}:{now // 60 % 60:02}:{now % 60:02}"
        running = keeper.show(time).running
        if deed in ("go", "skip"):
            getattr(keeper, deed)(time, item)
        elif running and deed == "add":
            keeper.add(time, running, minutes)
        elif running:
            getattr(keeper, deed)(time, running)
    end = now + 60
    found = report(keeper, f"{9 + end // 3600}:{end // 60 % 60:02}:{end % 60:02}")
    for line in found.lines:
        if line.parts:
            assert sum(each.ms for each in line.reasons) == line.times.over_end_ms
        assert all(each.ms > 0 for each in line.took)


@pytest.mark.parametrize("times", ["10:30", "12:30"])
def test_two_reports_of_the_same_moment_are_the_same(times):
    keeper = day()
    keeper.go("10:00", "a")
    assert report(keeper, times) == report(keeper, times)
