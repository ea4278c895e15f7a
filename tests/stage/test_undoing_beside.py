"""What was done to cues, speakers and displays: undone by the same key, listed in the same log."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onsite.stage import beside, history, reading
from onsite.stage.cues import service as cue_service
from onsite.stage.cues.facts import CueFields
from onsite.stage.cues.reading import cues
from onsite.stage.display import service as display
from onsite.stage.log_words import happened
from onsite.stage.readiness import service as speakers
from onsite.stage.readiness.reading import readiness
from tests.stage.cues.conftest import CueKeeper
from tests.stage.keeping import DAY, MINUTE_MS


@pytest.fixture
def keeper(site, clock) -> CueKeeper:
    found = CueKeeper(site, clock)
    found.program()
    found.at(0)
    return found


class Doing:
    """Does each thing once; what holds afterwards is told by `state`."""

    def __init__(self, keeper: CueKeeper) -> None:
        self.keeper = keeper
        self.cue = keeper.cue("LX 1", item="opening", value="One")
        keeper.do("go")
        keeper.clock.advance(seconds=1)

    def write(self, act, *given, **said):
        site, plan = self.keeper.site, self.keeper.plan
        self.keeper.clock.advance(seconds=1)
        return site.write_now(act, plan, *given, "Thandi", **said)

    def on_cue(self, act, *given):
        site, plan, press = self.keeper.site, self.keeper.plan, self.keeper.press()
        self.keeper.clock.advance(seconds=1)
        return site.write_now(act, plan, press, "Thandi", *given)

    def fetched(self, *, holds=True):
        check = speakers.Check("talk", "ada", "fetched", holds=holds)
        self.on_cue(speakers.check, check)

    def add(self):
        self.on_cue(cue_service.add, "talk", CueFields(name="LX 2", department="light", value="Go"))

    def change(self):
        self.on_cue(cue_service.change, self.cue, CueFields(value="Two", standby_ms=MINUTE_MS))

    def remove(self):
        self.on_cue(cue_service.remove, self.cue)

    def stand_by(self):
        self.on_cue(cue_service.stand_by, self.cue)

    def done(self):
        self.on_cue(cue_service.done, self.cue)

    def take(self):
        self.on_cue(cue_service.take)

    def message(self):
        self.write(display.show_message, display.Saying("main", "Please stop"))

    def clear(self):
        self.write(display.clear_message, "main")

    def black(self):
        self.write(display.set_blackout, "main", on=True)

    @property
    def state(self):
        site, plan, kept = self.keeper.site, self.keeper.plan, self.keeper.kept
        known = site.read_now(cues, "main", DAY)
        ready = site.read_now(readiness, plan, kept)["talk"][0].marks
        marks = {state: (mark.at_ms, mark.station) for state, mark in ready.items()}
        told = site.read_now(display.told, "main")
        shown = (told.message.text if told.message else "", told.blackout)
        records = {key: each for key, each in known.records.items() if each.shots or each.done_ms
                   or each.stood_by_ms}  # fmt: skip
        return replace(known, records=records), marks, shown


DEEDS = ("add", "change", "stand_by", "done", "take", "fetched", "remove")


def test_each_is_undone_by_the_same_key_and_the_last_first(keeper) -> None:
    doing = Doing(keeper)
    states = []
    for name in DEEDS:
        states.append(doing.state)
        getattr(doing, name)()
        assert doing.state != states[-1], name
    for name, before in [*zip(DEEDS, states, strict=True)][::-1]:
        assert keeper.did("undo").startswith("took"), name
        assert doing.state == before, name
    assert doing.state == states[0]
    assert keeper.kept.show(keeper.now_ms).running == "opening"
    assert keeper.did("undo") == "took opening"
    assert not keeper.kept.show(keeper.now_ms).running


def test_what_was_taken_back_by_hand_is_as_it_was(keeper) -> None:
    doing = Doing(keeper)
    doing.fetched()
    before = doing.state
    doing.fetched(holds=False)
    assert keeper.did("undo") == "took talk"
    assert doing.state == before


def test_what_a_speaker_sees_is_not_touched_by_a_key_that_is_meant_for_the_timer(keeper) -> None:
    doing = Doing(keeper)
    doing.message()
    doing.black()
    shown = doing.state[2]
    assert keeper.did("undo") == "took opening"
    assert not keeper.kept.show(keeper.now_ms).running
    assert doing.state[2] == shown


@pytest.mark.parametrize("deed", ["message", "black", "clear"])
def test_what_is_shown_is_undone_where_it_is_named(keeper, deed) -> None:
    doing = Doing(keeper)
    if deed == "clear":
        doing.message()
    before = doing.state
    getattr(doing, deed)()
    number = keeper.site.read_now(beside.done, keeper.plan, keeper.kept)[-1].id
    assert keeper.did("undo", number).startswith("took")
    assert doing.state[2] == before[2]


def test_what_somebody_has_changed_since_stays(keeper) -> None:
    doing = Doing(keeper)
    doing.change()
    changed = keeper.site.read_now(beside.done, keeper.plan, keeper.kept)[-1]
    doing.on_cue(cue_service.change, doing.cue, CueFields(value="Three"))
    assert keeper.did("undo", changed.id) == "took opening"
    cue = keeper.standing("LX 1").cue
    assert (cue.value, cue.standby_ms) == ("Three", 15_000)
    assert keeper.did("undo", changed.id) == "nothing opening undone"


def test_all_of_it_stands_in_the_log(keeper) -> None:
    doing = Doing(keeper)
    doing.change()
    keeper.did("undo")
    doing.fetched()
    doing.fetched(holds=False)
    doing.message()
    doing.black()
    keeper.site.write_now(cue_service.claim, keeper.plan, keeper.press(), "Thandi", doing.cue)
    kept = keeper.kept
    others = keeper.site.read_now(beside.done, keeper.plan, kept)
    edits = keeper.site.read_now(reading.edits, "main", DAY)
    lines = history.history(kept, edits, keeper.now_ms, others)[4:]
    assert [happened(line) for line in lines] == [
        "Cue added “LX 1”",
        "GO “Opening”",
        "Cue changed “LX 1” (undone)",
        "Cue changed “LX 1”",
        "How far a speaker is Ada: fetched.",
        "How far a speaker is Ada: “fetched” is taken back.",
        "Message shown to the speaker “Please stop”",
        "Display made black, or shown again on",
        "Cue fired “LX 1”",
    ]
    assert {line.operator for line in lines} == {"Thandi"}


def test_messages_of_another_day_are_not_in_it(keeper) -> None:
    doing = Doing(keeper)
    doing.message()
    keeper.clock.advance(hours=24)
    doing.black()
    told = keeper.site.read_now(beside.done, keeper.plan, keeper.kept)
    assert [each.fact.kind for each in told][-1] == "stage.message_shown"


def test_what_was_undone_is_done_again_and_undone_again(keeper) -> None:
    doing = Doing(keeper)
    for name in ("fetched", "change", "remove"):
        before = doing.state
        getattr(doing, name)()
        after = doing.state
        keeper.did("undo")
        assert doing.state == before, name
        outcome = keeper.do("redo")
        keeper.clock.advance(seconds=1)
        assert (outcome.what, outcome.on) == ("took", True), name
        assert doing.state[0] == after[0], name
        assert doing.state[1:][1] == after[1:][1], name
        keeper.did("undo")
        assert doing.state[0] == before[0], name
    assert keeper.did("redo").startswith("took")
    assert keeper.did("redo") == "nothing nothing-to-undo"
