"""An act that is undone is as if never done; undone twice, it is done."""

from __future__ import annotations

from dataclasses import fields

import pytest

from onsite.stage.engine.acts import ActId, Undone
from onsite.stage.engine.replay import fate
from onsite.stage.engine.show import Fate, FateKind
from tests.stage.engine.keeping import MINUTE, Keeper, at, talk


@pytest.fixture
def keeper() -> Keeper:
    return Keeper(talk("a", "10:00", 30), talk("b", "10:30", 30), talk("c", "11:00", 30))


DEEDS = {
    "start": lambda keeper: keeper.go("10:20", "b"),
    "stop": lambda keeper: keeper.stop("10:20", "a"),
    "pause": lambda keeper: keeper.pause("10:20", "a"),
    "add": lambda keeper: keeper.add("10:20", "a", 5),
    "correct": lambda keeper: keeper.correct("10:20", "a", "9:58"),
    "arm": lambda keeper: keeper.arm("10:20", "b"),
    "delay": lambda keeper: keeper.delay("10:20", "b", 10),
    "skip": lambda keeper: keeper.skip("10:20", "b"),
    "follow": lambda keeper: keeper.follow("10:20"),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_every_act_can_be_undone_and_done_again(keeper, deed):
    keeper.go("10:00", "a")
    before = keeper.show("10:21")
    act = DEEDS[deed](keeper)
    after = keeper.show("10:21")
    assert (after.undo, after.redo) == (act, None)
    undone = keeper.undo("10:21", act)
    show = keeper.show("10:21")
    assert show.fates[act] == Fate(FateKind.UNDONE, undone)
    assert (show.undo, show.redo) == (before.undo, undone)
    assert _without_acts(show) == _without_acts(before)
    keeper.undo("10:22", undone)
    assert _without_acts(keeper.show("10:21")) == _without_acts(after)
    assert keeper.fates()[1:] == ["took", "undone", "took"]


def _without_acts(show):
    return [
        getattr(show, field.name)
        for field in fields(show)
        if field.name not in ("fates", "undo", "redo", "begun")
    ]


def test_the_resume_of_a_pause_can_be_undone(keeper):
    keeper.go("10:00", "a")
    keeper.pause("10:05", "a")
    resumed = keeper.resume("10:10", "a")
    keeper.undo("10:11", resumed)
    assert keeper.timer("a", "10:15").elapsed_ms == 5 * MINUTE
    assert keeper.run("a").paused


def test_an_applied_delay_is_open_again(keeper):
    keeper.delay("9:00", "b", 10)
    applied = keeper.apply("9:01", "b")
    assert keeper.show("9:02").delays == ()
    keeper.undo("9:02", applied)
    assert keeper.show("9:03").delay_ms("b") == 10 * MINUTE


def test_what_was_done_to_a_run_that_never_began_is_nothing(keeper):
    started = keeper.go("10:00", "a")
    keeper.pause("10:05", "a")
    undone = keeper.undo("10:06", started)
    assert keeper.fates() == ["undone", "nothing-to-do", "took"]
    assert keeper.show("10:07").runs == {}
    keeper.undo("10:08", undone)
    assert keeper.fates() == ["took", "took", "undone", "took"]
    assert keeper.run("a").paused


def test_one_undoing_takes_back_the_start_that_two_consoles_pressed(keeper):
    first = keeper.go("10:00", "a")
    second = keeper.go("10:00:00.1", "a", "two", run="1", before="")
    keeper.undo("10:01", first)
    show = keeper.show("10:02")
    assert (show.runs, show.running) == ({}, "")
    assert show.fates[second] == Fate(FateKind.ALREADY, first)


def test_who_presses_after_an_undoing_begins(keeper):
    first = keeper.go("10:00", "a")
    keeper.undo("10:01", first)
    keeper.go("10:02", "a", "two")
    assert keeper.runs("a") == [("10:02", None)]


def test_the_undoing_of_a_key_pressed_twice_is_about_the_press_that_counted(keeper):
    keeper.go("10:00", "a")
    first = keeper.go("10:30", "b")
    again = keeper.go("10:30:00.2", "c")
    keeper.undo("10:31", again)
    assert keeper.show("10:31").running == "a"
    assert keeper.fate(first).kind is FateKind.UNDONE


def test_two_who_undo_the_same_undo_it_once_and_it_is_done_again_once(keeper):
    started = keeper.go("10:00", "a")
    first = keeper.undo("10:01", started)
    second = keeper.undo("10:01:02", started, "two")
    assert keeper.fate(second) == Fate(FateKind.ALREADY, first)
    keeper.undo("10:03", first)
    assert keeper.show("10:04").running == "a"


def test_a_key_for_undoing_that_bounces_undoes_one_act(keeper):
    keeper.go("10:00", "a")
    keeper.pause("10:10", "a")
    for ms in (0, 200):
        undo = keeper.show("10:11").undo
        assert undo is not None
        keeper.undo(at("10:11") + ms, undo)
    assert keeper.fates() == ["took", "undone", "took", "same-press"]


def test_the_keys_for_undoing_and_doing_again_go_back_and_forth(keeper):
    acts = [keeper.go("10:00", "a"), keeper.pause("10:05", "a"), keeper.resume("10:06", "a")]
    undone = []
    for minute, act in enumerate(reversed(acts)):
        assert keeper.show("11:00").undo == act
        undone.append(keeper.undo(f"10:{10 + minute}", act))
    assert keeper.show("11:00").undo is None
    for minute, act in enumerate(reversed(undone)):
        assert keeper.show("11:00").redo == act
        keeper.undo(f"10:{20 + minute}", act)
    assert keeper.show("11:00").redo is None
    assert keeper.show("11:00").undo == acts[-1]


def test_nothing_is_done_again_after_something_new(keeper):
    keeper.undo("10:01", keeper.go("10:00", "a"))
    keeper.go("10:02", "b")
    assert keeper.show("10:03").redo is None


def test_an_act_that_nobody_knows_or_that_did_nothing_cannot_be_undone(keeper):
    keeper.undo("10:00", ActId("nobody", 7))
    keeper.go("10:01", "a")
    again = keeper.go("10:02", "a", "two", run="1")
    keeper.undo("10:03", again)
    assert keeper.fates() == ["nothing-to-do", "took", "already", "nothing-to-do"]


def test_what_would_become_of_an_undoing(keeper):
    started = keeper.go("10:00", "a")
    pressed = Undone(stamp=9, station="one", number=9, at_ms=at("10:01"), act=started)
    assert fate(keeper.rundown, keeper.acts, pressed) == Fate(FateKind.TOOK)


def test_a_start_between_two_others_is_undone_and_they_stand(keeper):
    keeper.go("10:00", "a")
    mistaken = keeper.go("10:30", "b")
    keeper.go("10:40", "c")
    keeper.undo("10:41", mistaken)
    assert keeper.runs("a") == [("10:00", "10:40")]
    assert keeper.runs("b") == []
    assert keeper.show("10:42").running == "c"


def test_a_run_that_was_undone_and_done_again_does_not_take_anothers_place(keeper):
    first = keeper.go("10:00", "a")
    undone = keeper.undo("10:01", first)
    keeper.go("10:02", "b")
    keeper.go("10:20", "a")
    keeper.stop("10:25", "a")
    keeper.undo("10:26", undone)
    assert keeper.runs("a") == [("10:00", "10:02"), ("10:20", "10:25")]


def test_what_came_second_is_judged_anew_when_what_came_first_is_there_again(keeper):
    started = keeper.go("10:00", "a")
    paused = keeper.pause("10:05", "a")
    second = keeper.pause("10:05", "a", "two")
    undone = keeper.undo("10:06", paused)
    keeper.undo("10:07", undone)
    assert keeper.fate(second) == Fate(FateKind.ALREADY, paused)
    keeper.undo("10:08", started)
    assert keeper.fate(second) == Fate(FateKind.NOTHING)
