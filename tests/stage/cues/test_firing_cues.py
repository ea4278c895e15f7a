"""Cues fired for real: over the web, by OSC, on the display; failing, hanging, after a restart."""

from __future__ import annotations

import asyncio
import time

import pytest

from onsite.errors import BadInputError, NotPossibleError
from onsite.stage.cues import service
from onsite.stage.cues.facts import CueFields
from onsite.stage.cues.firing import fire
from onsite.stage.display.service import told
from onsite.wiring import open_site
from tests.stage.cues.conftest import CueKeeper

MINUTE = 60_000


async def test_a_web_call_with_its_secret_and_its_value(reaching, targets) -> None:
    reaching.cue("VT 1", "media", 'a/b "c"', item="opening", anchor="start")
    reaching.do("go")
    assert await reaching.agent().round() == 1
    path = "/clips/a%2Fb%20%22c%22?now=1"
    assert targets.calls == [("POST", path, "s3cret", '{"say": "a/b \\"c\\""}')]
    shot = reaching.standing("VT 1").record.last
    assert (shot.result, shot.why, shot.by_clock, shot.operator) == ("done", "", True, "Thandi")
    assert shot.due_ms == reaching.kept.show(reaching.now_ms).run("opening").started_ms


async def test_osc_by_its_address_and_by_its_arguments(reaching, targets) -> None:
    reaching.cue("LX 12", "qlab", "12.5", item="opening", anchor="start")
    reaching.cue("LX 13", "desk", "3 0.5 full", item="opening", anchor="start")
    reaching.do("go")
    assert await reaching.agent().round() == 2
    heard = [targets.heard(), targets.heard()]
    assert sorted(heard) == [("/cue/12.5/start", []), ("/exec", [3, 0.5, "full"])]


@pytest.mark.parametrize(
    ("target", "outcome"),
    [
        ("broken", ("failed", "http_status", "503")),
        ("elsewhere", ("failed", "http_status", "302")),
        ("hanging", ("failed", "timeout", "0.2")),
        ("song", ("failed", "no_file", "nowhere/song.wav")),
    ],
)
async def test_what_fails_is_recorded_with_why_and_not_tried_again(
    reaching, targets, target, outcome
) -> None:
    reaching.cue("A", target, item="opening", anchor="start")
    reaching.do("go")
    agent = reaching.agent()
    assert await agent.round() == 1
    assert reaching.outcome("A") == outcome
    reaching.clock.advance(seconds=1)
    assert await agent.round() == 0
    assert "/clips/never" not in [path for _method, path, *_rest in targets.calls]


async def test_nobody_at_the_address_and_no_secret(reaching) -> None:
    reaching.cue("A", "gone", item="opening", anchor="start")
    reaching.do("go")
    await reaching.agent().round()
    assert reaching.outcome("A")[:2] == ("failed", "unreachable")
    cue = reaching.cue("B", "media", item="opening")
    without = service_reach(reaching)
    await fire(without, reaching.press(), cue)
    assert reaching.outcome("B") == ("failed", "no_secret", "MEDIA_TOKEN")


def entries(keeper) -> list:
    """What this laptop has recorded."""
    return keeper.site.read_now(
        lambda rows: rows.exec_driver_sql("SELECT * FROM journal_entry").all()
    )


def service_reach(keeper):
    from onsite.stage.cues.reaching import Reach

    keeper.clock.advance(seconds=1)
    return Reach(keeper.site, keeper.ring, {})


async def test_one_that_hangs_holds_up_no_other_and_no_timer(reaching, targets) -> None:
    reaching.cue("A", "hanging", item="opening", anchor="start")
    reaching.cue("B", "media", "b", item="opening", anchor="start", offset_ms=1_000)
    reaching.do("go")
    agent = reaching.agent()
    await agent._look()
    assert reaching.state("A") == "firing"
    reaching.clock.advance(seconds=1)
    began = time.monotonic()
    await agent._look()
    while not targets.calls:
        assert time.monotonic() - began < 2
        await asyncio.sleep(0.01)
    assert reaching.do("add", MINUTE).what == "took"
    await agent.round()
    await asyncio.gather(*agent._firing)
    assert [reaching.outcome(name)[1] for name in "AB"] == ["timeout", ""]


async def test_a_failed_one_is_fired_again_by_a_key_only(reaching, targets) -> None:
    cue = reaching.cue("A", "media", "x", item="opening", anchor="start")
    reaching.do("go")
    without = service_reach(reaching)
    agent = reaching.agent()
    agent._reach = without
    await agent.round()
    assert reaching.state("A") == "failed"
    reaching.clock.advance(seconds=1)
    assert await reaching.agent().round() == 0
    found = await fire(reaching.reach, reaching.press(), cue)
    assert found[1] == ("", "")
    record = reaching.standing("A").record
    assert [(shot.result, shot.by_clock) for shot in record.shots] == [
        ("failed", True),
        ("done", False),
    ]


async def test_a_message_and_a_sound_and_a_line_for_the_caller(keeper, monkeypatch) -> None:
    monkeypatch.setattr("onsite.stage.cues.playing.PLAYERS", ())
    keeper.cue("MSG", "display", "Please wrap up", item="opening", anchor="start")
    keeper.cue("SND", "sound", "ask", item="opening", anchor="start")
    keeper.cue("CALL", "caller", "Host to stage left", item="opening", anchor="start")
    keeper.do("go")
    assert await keeper.agent().round() == 3
    assert keeper.site.read_now(told, "main").message.text == "Please wrap up"
    assert keeper.rings == 1
    assert [keeper.state(name) for name in ("MSG", "SND", "CALL")] == ["done"] * 3


async def test_after_a_restart_nothing_is_fired_twice_and_what_is_late_waits(
    reaching, targets, clock
) -> None:
    reaching.cue("A", "media", "a", item="opening", anchor="start")
    reaching.cue("B", "media", "b", item="opening", anchor="start", offset_ms=10_000)
    reaching.cue("C", "media", "c", item="opening", anchor="start", offset_ms=60_000)
    reaching.do("go")
    agent = reaching.agent()
    await agent.round()
    # It is taken, and the laptop goes down before anything has left it.
    clock.advance(seconds=10)
    claimed = reaching.site.write_now(
        service.claim_due, reaching.plan, reaching.press(), "Maria", reaching.standing("B").cue.id
    )
    assert claimed.due_ms == reaching.now_ms
    reaching.site.close()
    clock.advance(seconds=70)
    again = CueKeeper(open_site(reaching.site.data, clock=clock), clock)
    assert await again.agent().round() == 0
    assert [again.state(name) for name in "ABC"] == ["done", "unknown", "missed"]
    assert [path for _method, path, *_rest in targets.calls] == ["/clips/a?now=1"]
    await fire(again.reach, again.press(), again.standing("C").cue.id)
    assert again.state("C") == "done"
    again.site.close()


async def test_a_second_running_fires_again(reaching, targets) -> None:
    reaching.cue("A", "media", "a", item="opening", anchor="start")
    for _time in range(2):
        reaching.do("go", "opening")
        await reaching.agent().round()
        reaching.clock.advance(seconds=5)
        reaching.do("stop")
        reaching.clock.advance(seconds=5)
    assert len(targets.calls) == 2


async def test_a_rehearsal_before_the_item_counts_for_none_of_its_runnings(
    reaching, targets
) -> None:
    cue = reaching.cue("A", "media", "a", item="opening", anchor="start")
    await fire(reaching.reach, reaching.press(), cue)
    assert reaching.state("A") == "done"
    reaching.clock.advance(seconds=10)
    reaching.do("go")
    assert await reaching.agent().round() == 1
    assert len(targets.calls) == 2


async def test_fired_by_hand_while_the_item_stands_by_is_fired(reaching, targets) -> None:
    cue = reaching.cue("A", "media", "a", item="opening", anchor="start")
    reaching.do("arm", "opening")
    await fire(reaching.reach, reaching.press(), cue)
    reaching.clock.advance(seconds=10)
    reaching.do("go")
    assert await reaching.agent().round() == 0


async def test_two_programs_of_one_laptop_fire_once(reaching, targets) -> None:
    reaching.cue("A", "media", "a", item="opening", anchor="start")
    reaching.do("go")
    one, other = reaching.agent(), reaching.agent()
    await asyncio.gather(one.round(), other.round())
    assert len(targets.calls) == 1


async def test_the_runner_sleeps_until_one_is_due_and_wakes_when_something_is_written(
    reaching, targets, clock
) -> None:
    waits = []
    going = asyncio.Event()

    async def wait(woken: asyncio.Event, seconds: float) -> None:
        waits.append(round(seconds, 3))
        going.set()
        await woken.wait()

    agent = reaching.agent(wait=wait)
    running = asyncio.create_task(agent.run())
    await asyncio.wait_for(going.wait(), 5)
    assert waits == [30.0]
    reaching.cue("A", "media", "a", item="opening", anchor="start", offset_ms=1_500)
    reaching.do("go")
    while waits[-1] != 1.501:  # noqa: ASYNC110 - the other side is not ours to set an event
        await asyncio.sleep(0.01)
    clock.advance(seconds=1.5)
    agent.wake()
    while not targets.calls:  # noqa: ASYNC110 - as above
        await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert agent._woken.set not in reaching.site.written


async def test_pressed_twice_is_fired_once_and_while_it_is_fired_not_again(keeper) -> None:
    one, two = keeper.cue("A", item="opening"), keeper.cue("B", item="opening")
    keeper.do("go")
    assert keeper.on("claim", one) is not None
    keeper.clock.advance(milliseconds=300)
    assert keeper.on("claim", two) is None
    keeper.clock.advance(milliseconds=300)
    with pytest.raises(NotPossibleError, match="It is being fired"):
        keeper.on("claim", one)
    assert keeper.on("claim", two).cue.name == "B"


def test_done_by_hand_is_not_fired(keeper) -> None:
    cue = keeper.cue("A", item="opening", anchor="start", offset_ms=5_000)
    keeper.do("go")
    assert keeper.on("stand_by", cue).state == "standby"
    keeper.on("done", cue)
    keeper.clock.advance(seconds=5)
    standing = keeper.standing("A")
    assert (standing.state, standing.record.done_operator) == ("done", "Thandi")
    assert (
        keeper.site.write_now(service.claim_due, keeper.plan, keeper.press(), "Maria", cue) is None
    )


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"department": "pyro"}, "The stage has no department “pyro”."),
        ({"target": "moon"}, "The plan has no target “moon” for cues."),
        ({"target": "sound", "value": "x.mp3"}, "“x.mp3” is not a sound."),
        ({"value": ""}, "The cue says nothing."),
        ({"name": " "}, "The cue needs a name."),
        ({"target": "display", "value": "x" * 201}, "The message has 201 characters."),
        ({"anchor": "start", "offset_ms": -1}, "Before an item has begun, nobody knows when"),
    ],
)
def test_what_makes_no_sense_is_refused(keeper, said, wrong) -> None:
    good = {"name": "A", "department": "audio", "target": "caller", "value": "Go"}
    fields = CueFields(**{**good, **said})
    with pytest.raises(BadInputError, match=wrong):
        keeper.site.write_now(service.add, keeper.plan, keeper.press(), "Ana", "talk", fields)


def test_edits_of_different_fields_both_count_and_a_removed_one_is_gone(keeper) -> None:
    cue = keeper.cue("A", anchor="end", offset_ms=-60_000)

    def change(**said):
        return keeper.site.write_now(
            service.change, keeper.plan, keeper.press(), "Ana", cue, CueFields(**said)
        )

    change(name="LX 12")
    found = change(department="light")
    assert (found.name, found.department, found.offset_ms) == ("LX 12", "light", -60_000)
    number = len(entries(keeper))
    change(department="light")
    assert len(entries(keeper)) == number
    keeper.on("remove", cue)
    with pytest.raises(BadInputError, match="There is no such cue"):
        keeper.on("done", cue)
