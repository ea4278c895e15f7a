"""When phases begin, and that each is told once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.stage.engine.items import Item, Kind
from onsite.stage.engine.phases import Announcer, Crossing, changes
from onsite.stage.engine.show import Change, Pause, Run
from onsite.stage.engine.timing import timer
from tests.stage.engine.keeping import Keeper, at, talk, told


def phases(keeper: Keeper, item: str = "a") -> list[tuple[str, str]]:
    planned = keeper.rundown.by_id[item]
    return [(each.phase.value, told(each.at_ms)) for each in changes(planned, keeper.run(item))]


def begun(**more) -> Keeper:
    keeper = Keeper(talk("a", "10:00", 30, **{"warn": 5, "danger": 1, **more}))
    keeper.go("10:00", "a")
    return keeper


def test_the_phases_of_a_run_and_when_they_begin():
    assert phases(begun()) == [
        ("normal", "10:00"),
        ("warning", "10:25"),
        ("danger", "10:29"),
        ("overtime", "10:30"),
    ]


def test_a_pause_puts_them_off_and_as_long_as_it_lasts_nothing_is_to_come():
    keeper = begun()
    keeper.pause("10:27", "a")
    assert phases(keeper) == [("normal", "10:00"), ("warning", "10:25")]
    keeper.resume("10:37", "a")
    assert phases(keeper)[2:] == [("danger", "10:39"), ("overtime", "10:40")]


def test_added_time_takes_it_back_and_each_phase_comes_again():
    keeper = begun()
    keeper.add("10:31", "a", 10)
    assert phases(keeper) == [
        ("normal", "10:00"),
        ("warning", "10:25"),
        ("danger", "10:29"),
        ("overtime", "10:30"),
        ("normal", "10:31"),
        ("warning", "10:35"),
        ("danger", "10:39"),
        ("overtime", "10:40"),
    ]


def test_removed_time_may_leave_out_a_phase():
    keeper = begun()
    keeper.add("10:10", "a", -19.5)
    assert phases(keeper) == [
        ("normal", "10:00"),
        ("danger", "10:10"),
        ("overtime", "10:10:30"),
    ]


def test_what_is_over_has_only_the_phases_that_it_reached():
    keeper = begun()
    keeper.stop("10:29", "a")
    assert phases(keeper)[-1] == ("danger", "10:29")


def test_a_short_item_begins_in_its_warning():
    keeper = Keeper(talk("a", "10:00", 5, warn=5))
    keeper.go("10:00", "a")
    assert phases(keeper) == [("warning", "10:00"), ("overtime", "10:05")]


def test_a_fixed_end_does_not_wait_for_who_pauses():
    keeper = begun(kind="fixed-end")
    keeper.pause("10:20", "a")
    assert phases(keeper)[1:] == [
        ("warning", "10:25"),
        ("danger", "10:29"),
        ("overtime", "10:30"),
    ]


def test_what_has_no_length_has_one_phase():
    keeper = Keeper(talk("a", "10:00", 0, kind="count-up", warn=5))
    keeper.go("10:00", "a")
    assert phases(keeper) == [("normal", "10:00")]


def due(announcer: Announcer, keeper: Keeper, time: str) -> str | None:
    crossing = announcer.due(changes(keeper.rundown.items[0], keeper.run("a")), at(time))
    return None if crossing is None else crossing.phase.value


def test_each_phase_is_told_once():
    keeper, announcer = begun(), Announcer()
    told_at = {time: due(announcer, keeper, time) for time in ("10:00", "10:24", "10:25", "10:26")}
    assert told_at == {"10:00": None, "10:24": None, "10:25": "warning", "10:26": None}
    keeper.add("10:27", "a", 5)
    assert due(announcer, keeper, "10:27") is None
    assert due(announcer, keeper, "10:30") == "warning"
    assert due(announcer, keeper, "10:31") is None


def test_what_was_told_before_a_restart_is_not_told_again():
    keeper, announcer = begun(), Announcer()
    due(announcer, keeper, "10:25:01")
    assert due(announcer, keeper, "10:25:02") is None
    assert due(announcer, keeper, "10:29:01") == "danger"


def test_of_several_phases_at_once_the_last_is_told():
    keeper, announcer = begun(), Announcer()
    assert due(announcer, keeper, "10:20") is None
    keeper.correct("10:20", "a", "9:51")
    assert due(announcer, keeper, "10:20:01") == "danger"
    assert due(announcer, keeper, "10:20:02") is None


def test_a_phase_is_told_where_the_clock_was_set_back_before_its_run():
    keeper, announcer = begun(), Announcer()
    assert due(announcer, keeper, "10:25") == "warning"
    keeper.stop("10:26", "a")
    keeper.go("9:05", "a")
    assert due(announcer, keeper, "9:30") == "warning"


def test_a_fixed_end_that_began_too_late_is_over_time_until_enough_is_added():
    keeper = Keeper(talk("a", "10:00", 30, kind="fixed-end", warn=5, danger=1))
    keeper.go("10:40", "a")
    keeper.add("10:41", "a", 5)
    assert phases(keeper) == [("overtime", "10:40")]
    keeper.add("10:42", "a", 10)
    assert phases(keeper) == [
        ("overtime", "10:40"),
        ("warning", "10:42"),
        ("danger", "10:44"),
        ("overtime", "10:45"),
    ]


def test_a_second_run_is_told_again():
    keeper, announcer = begun(), Announcer()
    assert due(announcer, keeper, "10:25") == "warning"
    keeper.stop("10:26", "a")
    keeper.go("11:00", "a")
    assert due(announcer, keeper, "11:25") == "warning"


@st.composite
def runs(draw):
    """Any run of any thresholds, in seconds."""
    span = st.integers(0, 60)
    anchors = sorted(draw(st.lists(st.integers(0, 120), max_size=5, unique=True)))
    pauses = [
        Pause(from_ms * 1000, until_ms * 1000)
        for from_ms, until_ms in zip(anchors[::2], anchors[1::2], strict=False)
    ]
    if len(anchors) % 2:
        pauses.append(Pause(anchors[-1] * 1000))
    added = draw(st.lists(st.tuples(st.integers(0, 120), st.integers(-40, 40)), max_size=3))
    ended = draw(st.none() | st.integers(anchors[-1] if anchors else 0, 150))
    item = Item(
        "a", length_ms=draw(span) * 1000, warn_ms=draw(span) * 1000, danger_ms=draw(span) * 1000
    )
    run = Run(
        "a", "1", 0, item.length_ms,
        ended_ms=None if ended is None else ended * 1000,
        pauses=tuple(pauses),
        added=tuple(Change(at_s * 1000, by_s * 1000) for at_s, by_s in sorted(added)),
    )  # fmt: skip
    if draw(st.booleans()):
        until_ms = item.length_ms + run.added_ms
        item, run = Item(**{**vars(item), "kind": Kind.FIXED_END}), run._replace(until_ms=until_ms)
    return item, run


@settings(max_examples=120)
@given(runs())
def test_at_every_second_the_last_phase_that_began_is_that_of_the_timer(drawn):
    item, run = drawn
    found: tuple[Crossing, ...] = changes(item, run)
    assert [each.at_ms for each in found] == sorted({each.at_ms for each in found})
    for second in range(0, 160, 3):
        now_ms = second * 1000
        if run.ended_ms is not None and now_ms > run.ended_ms:
            break
        # What came only later is not known yet.
        added = tuple(each for each in run.added if each.at_ms <= now_ms)
        then = run._replace(added=added, ended_ms=None)
        if run.until_ms is not None:
            then = then._replace(until_ms=item.length_ms + then.added_ms)
        last = [each.phase for each in found if each.at_ms <= now_ms][-1]
        assert last is timer(item, then, now_ms).phase, second
    assert len({(each.phase, each.nth) for each in found}) == len(found)
