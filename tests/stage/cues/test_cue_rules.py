"""When cues are due, against a stage that is watched second by second; and whose they are."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onsite.stage.cues.cue import Cue, Record, Shot, Standing
from onsite.stage.cues.instants import due
from onsite.stage.cues.rules import LATE_MS, LOST_MS, keeper, next_to_fire, state
from onsite.stage.engine.acts import ActId, Followed, Started
from onsite.stage.engine.items import Item, Kind
from onsite.stage.engine.phases import changes
from onsite.stage.engine.show import Change, Fate, FateKind, Pause, Run, Show

S = 1_000
BEGAN = 1_000_000_000
ITEM = Item("talk", length_ms=600 * S, warn_ms=120 * S, danger_ms=30 * S)
RUN = Run("talk", "1", BEGAN, 600 * S)


def at(anchor: str, seconds: int = 0, run: Run = RUN, item: Item = ITEM) -> int | None:
    """When it is due, in seconds after the start."""
    cue = Cue("c", "talk", anchor=anchor, offset_ms=seconds * S)
    found = due(cue, item, run, changes(item, run))
    return None if found is None else (found - BEGAN) / S


def after(seconds: float) -> int:
    return BEGAN + round(seconds * S)


@pytest.mark.parametrize(
    ("anchor", "seconds", "expected"),
    [
        ("manual", 0, None),
        ("start", 0, 0),
        ("start", 90, 90),
        ("end", -60, 540),
        ("end", 0, 600),
        ("end", 30, 630),
        ("end", -900, 0),
        ("warning", 0, 480),
        ("danger", 5, 575),
        ("overtime", 10, 610),
    ],
)
def test_due_in_a_run_that_goes_as_planned(anchor, seconds, expected) -> None:
    assert at(anchor, seconds) == expected


def test_the_expected_end_moves_with_added_time_and_pauses() -> None:
    run = RUN._replace(
        pauses=(Pause(after(100), after(160)),), added=(Change(after(200), 300 * S),)
    )
    assert [at("end", -60, run), at("end", 0, run), at("warning", 0, run)] == [900, 960, 840]


def test_a_timer_that_stands_still_comes_to_nothing_but_what_was_due_stays_due() -> None:
    run = RUN._replace(pauses=(Pause(after(550)),))
    assert [at("end", -60, run), at("end", -40, run), at("end", 0, run)] == [540, None, None]
    assert at("warning", 0, run) == 480


def test_time_that_is_taken_away_makes_due_at_that_moment() -> None:
    run = RUN._replace(added=(Change(after(300), -280 * S),))
    assert [at("end", -60, run), at("warning", 0, run)] == [300, None]


def test_what_is_over_earlier_has_its_end_then_and_nothing_before_it() -> None:
    run = RUN._replace(ended_ms=after(400))
    assert [at("end", 0, run), at("end", 10, run), at("end", -60, run)] == [400, 410, None]
    late = RUN._replace(ended_ms=after(700))
    assert at("end", 0, late) == 600


def test_a_fixed_end_is_not_moved_by_a_pause() -> None:
    item = dataclasses.replace(ITEM, kind=Kind.FIXED_END)
    run = RUN._replace(until_ms=after(600), pauses=(Pause(after(100)),))
    assert at("end", -60, run, item) == 540


def test_what_has_no_length_has_only_the_end_that_comes() -> None:
    item = Item("talk", kind=Kind.COUNT_UP)
    run = Run("talk", "1", BEGAN, 0)
    assert [at("end", 0, run, item), at("warning", 0, run, item)] == [None, None]
    assert at("end", 5, run._replace(ended_ms=after(80)), item) == 85


def watched(run: Run, left: int, until: int) -> int | None:
    """The second at which so little was left for the last time, seen by who looks every second."""
    remaining, found, was_above = run.length_ms // S, None, True
    for second in range(until):
        now = after(second)
        remaining += sum(change.by_ms // S for change in run.added if change.at_ms == now)
        if run.ended_ms is not None and now > run.ended_ms:
            break
        if remaining > left:
            found, was_above = None, True
        elif was_above:
            found, was_above = second, False
        still = any(
            pause.from_ms <= now and (pause.until_ms is None or now < pause.until_ms)
            for pause in run.pauses
        )
        remaining -= not still
    return found


@st.composite
def runs(draw) -> Run:
    marks = sorted(draw(st.lists(st.integers(1, 90), max_size=4, unique=True)))
    pauses = [Pause(after(a), after(b)) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    if len(marks) % 2:
        pauses.append(Pause(after(marks[-1])))
    added = [
        Change(after(second), by * S)
        for second, by in sorted(
            draw(st.dictionaries(st.integers(1, 90), st.integers(-40, 40), max_size=3)).items()
        )
    ]
    ended = draw(st.none() | st.integers(marks[-1] if marks else 0, 120))
    length = draw(st.integers(1, 90)) * S
    if ended is not None:
        pauses = [
            p if p.until_ms is not None else p._replace(until_ms=after(ended)) for p in pauses
        ]
        added = [change for change in added if change.at_ms <= after(ended)]
    return Run(
        "talk", "1", BEGAN, length,
        ended_ms=None if ended is None else after(ended), pauses=tuple(pauses), added=tuple(added),
    )  # fmt: skip


@settings(max_examples=150)
@given(runs(), st.integers(0, 60))
@example(RUN._replace(length_ms=60 * S, added=(Change(after(50), -30 * S),)), 0)
def test_the_end_comes_when_a_watcher_sees_it(run, left) -> None:
    seen = watched(run, left, 500)
    if left:
        assert at("end", -left, run) == seen
    elif seen is not None:
        assert at("end", 0, run) == seen
    else:
        ended = run.ended_ms
        assert at("end", 0, run) == (None if ended is None else (ended - BEGAN) / S)


CUE = Cue("c", "talk", anchor="start", offset_ms=60 * S, standby_ms=15 * S)
SHOT = Shot("x", after(60), "desk", "Ana")


@pytest.mark.parametrize(
    ("second", "record", "expected"),
    [
        (44.999, Record(), "coming"),
        (45, Record(), "standby"),
        (20, Record(stood_by_ms=after(20)), "standby"),
        (60, Record(), "due"),
        (60 + LATE_MS / S, Record(), "due"),
        (60.001 + LATE_MS / S, Record(), "missed"),
        (61, Record((SHOT,)), "firing"),
        (60 + LOST_MS / S, Record((SHOT,)), "unknown"),
        (61, Record((dataclasses.replace(SHOT, result="done"),)), "done"),
        (90, Record((dataclasses.replace(SHOT, result="failed"),)), "failed"),
        (90, Record((dataclasses.replace(SHOT, result="failed"),), done_ms=after(80)), "done"),
        (30, Record(done_ms=after(10)), "done"),
    ],
)
def test_how_a_cue_stands(second, record, expected) -> None:
    assert state(CUE, RUN, record, after(60), after(second)) == expected


def test_one_that_has_no_time() -> None:
    manual, warning = Cue("m", "talk"), Cue("w", "talk", anchor="warning")
    over = RUN._replace(ended_ms=after(10))
    assert state(manual, RUN, Record(), None, after(0)) == "waiting"
    assert state(manual, None, Record(stood_by_ms=1), None, after(0)) == "standby"
    assert state(warning, RUN, Record(), None, after(0)) == "coming"
    assert state(warning, over, Record(), None, after(20)) == "passed"


def standing(name: str, told: str, due_s: float | None = None, **record) -> Standing:
    return Standing(
        Cue(name, "talk"), "1", told, after(due_s) if due_s is not None else None, Record(**record)
    )


def test_what_a_key_fires_next() -> None:
    def named(*cues: Standing) -> str | None:
        found = next_to_fire(cues)
        return found.cue.id if found is not None else None

    done, failed = standing("done", "done", 1), standing("failed", "failed", 2)
    missed, coming = standing("missed", "missed", 3), standing("coming", "coming", 90)
    sooner = standing("sooner", "coming", 80)
    manual, near = standing("manual", "waiting"), standing("near", "standby", 10)
    called = standing("called", "standby", None, stood_by_ms=5)
    assert named(done, standing("now", "firing", 1)) is None
    assert named(done, failed, standing("lost", "unknown", 1)) is None
    assert named(failed, missed) == "missed"
    assert named(missed, coming, sooner) == "sooner"
    assert named(missed, coming, manual) == "manual"
    assert named(manual, near, coming) == "near"
    assert named(near, called, manual) == "called"


def show_of(*acts, lost=()) -> Show:
    fates = {act.id: Fate(FateKind.ALREADY if act.id in lost else FateKind.TOOK) for act in acts}
    return Show(fates=fates)


def test_whose_the_cues_are() -> None:
    def started(number: int, station: str, *, by_clock: bool = False) -> Started:
        return Started(
            stamp=number, station=station, number=number, at_ms=0, item="talk", run=str(number),
            by_clock=by_clock,
        )  # fmt: skip

    first, second = started(1, "desk"), started(2, "stage")
    clocked = started(3, "other", by_clock=True)
    acts = (first, second, clocked)
    show = show_of(*acts)
    by = {act: RUN._replace(started_by=act.id) for act in acts}
    assert keeper((), Show(), None, None) == ""
    assert keeper((), Show(), None, (1, "desk")) == "desk"
    assert keeper(acts, show, by[first], None) == "desk"
    assert keeper(acts, show, by[second], None) == "stage"
    assert keeper(acts, show, by[clocked], None) == "stage"
    assert keeper(acts, show, None, None) == "stage"
    assert keeper(acts, show, by[first], (2, "taker")) == "taker"
    assert keeper(acts, show, by[second], (1, "taker")) == "stage"
    assert keeper(acts, show, RUN, None) == ""
    overtaken = show_of(*acts, lost=(second.id,))
    assert keeper(acts, overtaken, by[clocked], None) == "desk"
    follows = Followed(stamp=2, station="blue", number=2, at_ms=0, on=True)
    with_follow = (first, follows, clocked)
    assert keeper(with_follow, show_of(*with_follow), by[clocked], None) == "blue"
    only = show_of(clocked)
    assert keeper((clocked,), only, by[clocked], None) == "other"
    assert ActId("other", 3) == clocked.id
