"""Saying how far a speaker is, on a real store: once, again, taken back, by whom."""

from __future__ import annotations

import pytest

from onsite.errors import BadInputError
from onsite.stage import editing
from onsite.stage.engine.schedule import expected
from onsite.stage.fields import Speaker
from onsite.stage.readiness.reading import Known, readiness
from onsite.stage.readiness.rules import Mark
from onsite.stage.readiness.slots import filled, others
from onsite.stage.speakers import link
from tests.stage.keeping import MINUTE_MS, NINE_MS, Keeper
from tests.stage.readiness.backstage import Backstage, list_ada


@pytest.fixture
def keeper(site, clock) -> Keeper:
    found = Keeper(site, clock)
    found.program()
    found.at(0)
    return found


@pytest.fixture
def stage(keeper) -> Backstage:
    return Backstage(keeper)


def test_it_is_said_once_and_taken_back(stage):
    station = stage.site.journal.station
    press = stage.keeper.press()
    first = Mark(NINE_MS, "Thandi", station, presses=(press.key,))

    assert stage.say("fetched", at=press).what == "took"
    stage.keeper.at(1)
    again = stage.say("fetched", by="Maria")
    assert (again.what, again.mark) == ("already", first)
    assert stage.ready["talk"][0].marks == {"fetched": first}
    assert stage.say("fetched", holds=False).what == "took"
    assert stage.say("fetched", holds=False).what == "already"
    assert stage.states == set()


def test_a_press_that_comes_again_is_the_same_one(stage):
    press = stage.keeper.press()

    assert stage.say("mic", at=press).what == "took"
    assert stage.say("mic", holds=False).what == "took"
    assert stage.say("mic", at=press).what == "took"
    assert stage.states == set()


def test_who_is_not_on_the_list_arrives_by_hand_for_all_their_items_of_the_day(stage):
    keeper = stage.keeper
    ada = (Speaker(id="ada", name="Ada"),)
    keeper.edit(lambda press: editing.changed(press, "closing", editing.ItemFields(speakers=ada)))

    stage.say("arrived")
    stage.say("side")

    found = stage.ready
    assert {*found["talk"][0].marks} == {"arrived", "side"}
    assert {*found["closing"][0].marks} == {"arrived"}


def test_who_a_speaker_is_is_remembered_until_somebody_says_it_by_hand(stage):
    keeper, known = stage.keeper, Known()

    def linked(now_ms):
        found = stage.site.read_now(readiness, keeper.plan, keeper.kept, known, now_ms)
        return found["talk"][0].link.attendee

    assert linked(0) == ""
    list_ada(stage.site)
    assert linked(29_999) == ""
    assert linked(30_000) == "a"
    stage.site.write_now(link, "ada", "", "Maria")
    assert linked(30_001) == ""


def test_what_nobody_can_mean_is_refused(stage):
    with pytest.raises(BadInputError, match="no item “lunch”"):
        stage.say("mic", item="lunch")
    with pytest.raises(BadInputError, match="no speaker “eve”"):
        stage.say("mic", speaker="eve")


def test_another_item_fills_the_slot_and_nothing_else_moves(stage):
    keeper = stage.keeper
    now_ms = keeper.now_ms
    schedule = expected(keeper.kept.rundown, keeper.kept.show(now_ms), now_ms)
    assert others(keeper.kept, schedule, "talk") == ("opening", "break", "closing")
    press = keeper.press()

    keeper.do("edit", filled(keeper.kept, press, "talk", "closing"), at=press)

    assert keeper.order == ["opening", "closing", "talk", "break"]
    seen = keeper.times()
    assert seen["closing"] == (10.0, 25.0)
    assert seen["break"][0] == 40.0  # where it was planned: nothing is pulled forward
    assert keeper.kept.fields["talk"].skipped
    assert keeper.do("undo").what == "took"
    assert keeper.order == ["opening", "talk", "break", "closing"]
    assert keeper.times()["talk"] == (10.0, 40.0)


def test_nothing_fills_its_own_slot(stage):
    with pytest.raises(BadInputError, match="its own slot"):
        filled(stage.keeper.kept, stage.keeper.press(), "talk", "talk")
    assert stage.keeper.kept.rundown.by_id["talk"].length_ms == 30 * MINUTE_MS
