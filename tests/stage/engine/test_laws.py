"""Laws of the replay: any delivery gives the same show, what is undone is as never done."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.stage.engine.acts import (
    Act,
    Added,
    Corrected,
    DelayApplied,
    Ended,
    Paused,
    Resumed,
    Started,
    Undone,
)
from onsite.stage.engine.replay import state
from onsite.stage.engine.show import FateKind, Show
from tests.stage.engine.keeping import DAY, MINUTE, Keeper, talk

ITEMS = (
    talk("a", "0:00", 10),
    talk("b", "0:10", 10),
    talk("c", "0:20", 0, kind="milestone"),
    talk("s", "0:00", 30, kind="session"),
)


@st.composite
def histories(draw) -> Keeper:  # noqa: C901 - one case for each act
    """Anything that consoles may do, sensible or not, some of it within a moment."""
    keeper, now = Keeper(*ITEMS), DAY
    for _act in range(draw(st.integers(1, 14))):
        now += draw(st.sampled_from((100, 400, 1_000, MINUTE)))
        station = draw(st.sampled_from(("one", "two")))
        item = draw(st.sampled_from(ITEMS)).id
        run = draw(st.sampled_from(("1", "2")))
        match draw(st.integers(0, 10)):
            case 0 | 1:
                seen = draw(st.sampled_from((keeper.show(now).running, "a", "")))
                keeper.go(now, item, station, before=seen)
            case 2 if keeper.acts:
                keeper.undo(now, draw(st.sampled_from(keeper.acts)).id, station)
            case 3 if (undo := keeper.show(now).undo) is not None:
                keeper.undo(now, undo, station)
            case 4 if (redo := keeper.show(now).redo) is not None:
                keeper.undo(now, redo, station)
            case 5:
                kind = draw(st.sampled_from((Ended, Paused, Resumed)))
                keeper.did(kind, now, station, item=item, run=run)
            case 6:
                keeper.did(Added, now, station, item=item, by_ms=MINUTE)
            case 7:
                started = now - draw(st.integers(0, 5)) * MINUTE
                keeper.did(Corrected, now, station, item=item, run=run, started_ms=started)
            case 8:
                draw(st.sampled_from((keeper.arm, keeper.skip)))(now, item, station)
            case 9:
                keeper.delay(now, item, 5)
            case _:
                keeper.did(DelayApplied, now, station, item=item)
    return keeper


def standing(show: Show) -> list:
    """What has come of it, without what became of each act."""
    left_out = ("fates", "undo", "redo", "begun")
    return [getattr(show, field.name) for field in fields(show) if field.name not in left_out]


def alone(keeper: Keeper, acts: list[Act], now_ms: int) -> list[Act]:
    """The acts, each by somebody who sees what the ones before it come to."""
    found: list[Act] = []
    for act in acts:
        if isinstance(act, Started):
            act = replace(act, before=state(keeper.rundown, found, now_ms).running)  # noqa: PLW2901
        found.append(act)
    return found


@settings(max_examples=80)
@given(histories(), st.randoms(use_true_random=False))
def test_any_delivery_gives_the_same_show(keeper, random):
    now_ms = DAY + 20 * MINUTE
    shuffled = list(keeper.acts)
    random.shuffle(shuffled)
    assert state(keeper.rundown, shuffled, now_ms) == state(keeper.rundown, keeper.acts, now_ms)


@settings(max_examples=150)
@given(histories())
def test_what_did_not_take_or_was_undone_is_as_never_done(keeper):
    now_ms = DAY + 20 * MINUTE
    show = state(keeper.rundown, keeper.acts, now_ms)
    took = [
        act
        for act in keeper.acts
        if show.fates[act.id].kind is FateKind.TOOK and not isinstance(act, Undone)
    ]
    without = state(keeper.rundown, alone(keeper, took, now_ms), now_ms)
    assert standing(without) == standing(show)
    assert {fate.kind for fate in without.fates.values()} <= {FateKind.TOOK}


@settings(max_examples=80)
@given(histories())
def test_undoing_the_last_act_and_its_undoing_are_nothing(keeper):
    now_ms = DAY + 20 * MINUTE
    before = keeper.show(now_ms)
    if before.undo is None:
        return
    undone = keeper.undo(now_ms, before.undo, "three")
    again = keeper.undo(now_ms + MINUTE, undone, "three")
    assert standing(keeper.show(now_ms)) == standing(before)
    keeper.undo(now_ms + 2 * MINUTE, again, "three")
    assert keeper.show(now_ms).fates[before.undo].kind is FateKind.UNDONE


@settings(max_examples=80)
@given(histories())
def test_one_item_at_most_runs_in_the_chain(keeper):
    show = keeper.show(DAY + 20 * MINUTE)
    live = [run.item for runs in show.runs.values() for run in runs if run.ended_ms is None]
    chained = [item for item in live if keeper.rundown.by_id[item].chained]
    assert chained == [item for item in [show.running] if item]
    assert sorted(show.sessions) == sorted({*live} - {*chained})
    for runs in show.runs.values():
        assert len({run.id for run in runs}) == len(runs)
        assert all(run.ended_ms is None or run.ended_ms >= run.started_ms for run in runs)


PLANNED = (
    talk("a", "0:00", 3),
    talk("b", "0:03", 2, rule="auto"),
    talk("c", "0:04", 4),
    talk("d", "0:09", 5, skipped=True),
    talk("e", "0:10", 0, kind="milestone"),
    talk("f", "0:12", 6, kind="fixed-end"),
)


def until(show: Show, at_ms: int) -> dict:
    """What had begun and was over before a moment."""
    return {
        (item, run.id): (run.started_ms, run.ended_ms if (run.ended_ms or at_ms) < at_ms else None)
        for item, runs in show.runs.items()
        for run in runs
        if run.started_ms < at_ms
    }


@settings(max_examples=120)
@given(st.data())
def test_no_act_changes_what_was_before_it(data):
    """Only a correction does, which says so, and taking back what was done."""
    keeper, now = Keeper(*PLANNED), DAY
    for _act in range(data.draw(st.integers(1, 12))):
        now += data.draw(st.sampled_from((1_000, MINUTE // 2, MINUTE, 3 * MINUTE)))
        keeper.write_down(now)
        show = keeper.show(now)
        before = until(show, now)
        item = data.draw(st.sampled_from(PLANNED)).id
        match data.draw(st.integers(0, 9)):
            case 0 | 1 | 2:
                keeper.follow(now, not show.follow)
            case 3 | 4:
                keeper.go(now, item)
            case 5 if show.running:
                data.draw(st.sampled_from((keeper.stop, keeper.pause, keeper.resume)))(
                    now, show.running
                )
            case 6 if show.running:
                keeper.add(now, show.running, data.draw(st.integers(-4, 4)))
            case 7:
                keeper.delay(now, item, data.draw(st.integers(-6, 6)))
            case 8:
                (keeper.unskip if item in show.skipped else keeper.skip)(now, item)
            case _:
                keeper.arm(now, item)
        for later_ms in (now, now + MINUTE, now + 20 * MINUTE):
            assert until(keeper.show(later_ms), now) == before
