"""What a console carries out by itself: steps, and telling people, each on record."""

from __future__ import annotations

import asyncio

import pytest

from onsite.clock import from_ms
from onsite.errors import BadInputError, StoreFullError
from onsite.incidents import reading, running, service
from onsite.incidents.contacts import on_duty
from onsite.incidents.paging import recording
from onsite.incidents.paging.agent import Around, PagingAgent
from onsite.incidents.paging.facts import ArmedBy
from onsite.plan.service import publish
from onsite.sync.clock import moments
from onsite.sync.link.state import LinkState, Phase
from tests.incidents.paging.conftest import PLAN


def test_a_step_is_carried_out_and_its_people_are_told_over_each_of_their_channels(paging):
    fall = paging.reported("fall", types=("medical",), zone="h2")
    assert paging.round() == [("lin", "mail"), ("lin", "sms")]
    assert paging.kinds(fall) == [
        *("reported", "policy", "fired", "page_begun", "page_begun", "page_handed", "page_handed"),
    ]
    said = (
        f"Incident {paging.one(fall).number}: Medical, Serious, Hall 2, fall.\n"
        "Say whether you take it: by radio, or to the coordinator."
    )
    assert {text for _who, _over, text in paging.told} == {said}
    assert paging.round() == []
    paging.clock.advance(minutes=2)
    # The boss has no channel: somebody calls.
    assert paging.round() == [("kim", "sms")]


def test_who_has_it_stops_it_and_progress_keeps_it_so(paging):
    fall = paging.reported("fall", types=("medical",))
    paging.round()
    paging.do(service.acknowledge, fall, "lin", "radio")
    paging.clock.advance(minutes=9)
    paging.entry(fall, "on the way")
    paging.clock.advance(minutes=9)
    assert paging.round() == []
    paging.clock.advance(minutes=3)
    assert paging.round() == [("kim", "sms")]


def test_that_an_acknowledgement_has_lapsed_is_a_line_of_the_log_once(paging):
    fall = paging.reported("fall", types=("medical",))
    paging.round()
    paging.do(service.acknowledge, fall, "lin", "radio")
    paging.clock.advance(minutes=11)
    paging.round()
    assert paging.kinds(fall).count("ack_lapsed") == 1
    paging.clock.advance(minutes=11)
    paging.round()
    lapsed = [line for line in paging.timeline(fall) if line.kind == "incident.ack_lapsed"]
    assert [(line.details["people"], line.operator) for line in lapsed] == [(["lin"], "")]


def test_who_sets_its_state_to_acknowledged_has_it(paging):
    paging.operator = "ana"
    fall = paging.reported("fall", types=("medical",))
    paging.round()
    paging.do(running.set_state, fall, "acknowledged")
    assert paging.one(fall).acked_by == "ana"
    paging.clock.advance(minutes=9)
    assert paging.round() == []


def test_an_operator_who_has_it_is_the_contact_that_a_step_names(paging):
    fall = paging.reported("fall", types=("medical",))
    for _step in range(2):
        paging.round()
        paging.clock.advance(minutes=2)
    paging.do(service.acknowledge, fall, "ana")
    (seen,) = paging.looked().look.seen
    assert (seen.chain.acks, seen.chain.missing) == (("kim",), ("boss",))


def test_what_a_channel_does_not_take_is_tried_again_later_and_then_no_more(paging):
    paging.answers = {"sms": "timeout"}
    paging.reported("fall", types=("medical",))
    assert paging.round() == [("lin", "mail"), ("lin", "sms")]
    assert paging.round() == []
    tries = []
    for second in range(1200):
        paging.clock.advance(seconds=1)
        if second % 5 == 0:
            tries += [(second, who) for who, _over in paging.round() if who == "lin"]
    # After 10 s, 30 s, 1 min, 2 min, then every five minutes, until a quarter of an hour is over.
    assert [second for second, _who in tries] == [10, 40, 100, 220, 520, 820]


def test_a_channel_that_hangs_holds_up_no_other(paging):
    async def both() -> list[str]:
        began: list[str] = []
        hangs = asyncio.Event()

        async def tell(_plan, _person, channel, _message, _page) -> str:
            began.append(channel)
            if channel == "sms":
                await hangs.wait()
            return ""

        paging.tell = tell
        running_agent = asyncio.create_task(paging.new_agent().run())
        for _turn in range(200):
            await asyncio.sleep(0.01)
            if len(paging.kinds(fall)) > 5:
                break
        running_agent.cancel()
        await asyncio.gather(running_agent, return_exceptions=True)
        return began

    fall = paging.reported("fall", types=("medical",))
    assert sorted(asyncio.run(both())) == ["mail", "sms"]
    # Ended in the middle of one: that one may have reached them.
    assert paging.kinds(fall)[-3:] == ["page_begun", "page_begun", "page_handed"]
    assert paging.round() == [("lin", "sms")]
    assert paging.told[-1][2].startswith("Possible repeat. Incident ")


def test_a_drill_says_so_and_of_a_restricted_one_no_more_than_where_is_told(paging):
    paging.reported("fall", types=("medical",), zone="h2", drill=True)
    child = paging.reported("a girl, six", types=("lost-child", "medical"), zone="h2")
    paging.round()
    firsts = [text.splitlines()[0] for _who, _over, text in paging.told]
    texts = {text.partition(". ")[2] if text.startswith("Late") else text for text in firsts}
    drill = next(text for text in texts if text.startswith("EXERCISE. Incident "))
    assert drill.endswith("Medical, Serious, Hall 2, fall. EXERCISE.")
    texts.remove(drill)
    assert texts == {f"Incident {paging.one(child).number}: Hall 2, restricted."}


def test_what_comes_at_once_comes_in_one_notice_and_the_rest_a_minute_later(paging):
    for text in ("fall", "burn", "bite"):
        paging.reported(text, types=("medical",))
    assert paging.round() == [("lin", "mail"), ("lin", "sms")]
    assert [text.count("Incident ") for _who, _over, text in paging.told] == [3, 3]
    paging.reported("cut", types=("medical",))
    assert paging.round() == []
    paging.clock.advance(seconds=60)
    assert paging.round() == [("lin", "mail"), ("lin", "sms")]
    assert "Late" in paging.told[-1][2]


def test_after_the_last_step_the_board_rings_until_somebody_has_it(paging):
    fall = paging.reported("fall", types=("medical",))
    for _minute in range(8):
        paging.round()
        paging.clock.advance(minutes=1)
    paging.rings.clear()
    for _ten in range(7):
        paging.round()
        paging.clock.advance(seconds=10)
    assert paging.rings == ["alarm"] * 4
    paging.do(service.acknowledge, fall, "lin")
    paging.rings.clear()
    paging.round()
    assert paging.rings == []


def test_where_nothing_can_be_recorded_the_board_calls(paging, monkeypatch):
    """A full disk stops every telling; that must not be silence."""
    fall = paging.reported("fall", types=("medical",))

    def full(*_given):
        raise StoreFullError("full")

    with monkeypatch.context() as disk:
        disk.setattr(recording, "fire", full)
        for _look in range(3):
            asyncio.run(paging.agent.round())
        assert (paging.agent.alarms, paging.rings) == ((paging.one(fall).number,), ["alarm"])
        paging.clock.advance(seconds=20)
        asyncio.run(paging.agent.round())
        assert paging.rings == ["alarm", "alarm"]
    assert paging.round() == [("lin", "mail"), ("lin", "sms")]
    paging.round()
    assert paging.agent.alarms == ()


def test_where_nothing_can_even_be_looked_at_it_calls_while_something_is_open(paging, monkeypatch):
    def broken(*_given):
        raise StoreFullError("full")

    with monkeypatch.context() as disk:
        disk.setattr(reading, "open_ones", broken)
        asyncio.run(paging.agent.round())
        assert paging.rings == []
    fall = paging.reported("fall", types=("medical",))
    paging.round()
    paging.rings.clear()
    with monkeypatch.context() as disk:
        disk.setattr(reading, "open_ones", broken)
        paging.entry(fall, "nobody there")
        for _look in range(3):
            asyncio.run(paging.agent.round())
        assert paging.rings == ["alarm"]


def test_a_part_that_adds_people_and_fails_silences_nobody_else(paging, monkeypatch):
    def broken(_rows, _plan, _now):
        raise ValueError("a mistake")

    monkeypatch.setitem(on_duty._ALSO, "broken", broken)
    told = []
    paging.agent = PagingAgent(paging.site, paging.tell, Around(mistaken=told.append))
    paging.reported("fall", types=("medical",))
    assert paging.round() == [("lin", "mail"), ("lin", "sms")]
    assert [type(each) for each in told] == [ValueError]


def test_an_exercise_that_nobody_has_is_named_apart(paging):
    drill = paging.reported("fall", types=("medical",), drill=True)
    for _minute in range(8):
        paging.round()
        paging.clock.advance(minutes=1)
    paging.round()
    assert (paging.agent.alarms, paging.agent.exercises) == ((), (paging.one(drill).number,))


def test_several_in_one_notice_come_with_the_gravest_first(paging):
    for first, severity in (("a", "minor"), ("b", "serious")):
        paging.reported(f"a {severity} one", types=("fire",), severity=severity, id=first * 16)
    paging.round()
    (text,) = {text for who, _over, text in paging.told if who == "kim"}
    assert text.index("serious one") < text.index("minor one")


def test_escalated_by_hand_it_tells_at_once(paging):
    fall = paging.reported("fall", types=("medical",))
    paging.round()
    armed = paging.looked().look.seen[0].chain.armed_by
    saw = ArmedBy(station=armed.station, number=armed.number, policy=armed.version)
    paging.do(service.acknowledge, fall, "lin", "key", saw)
    assert paging.round() == []
    paging.do(running.escalate, fall, 2)
    assert paging.round() == [("kim", "sms")]


def test_a_step_that_its_policy_does_not_have_is_refused(paging):
    fall = paging.reported("fall", types=("medical",))
    with pytest.raises(BadInputError, match="There is no step 3"):
        paging.do(running.escalate, fall, 3)
    assert "escalated" not in paging.kinds(fall)


def test_who_comes_back_lets_the_link_catch_up_before_it_acts(paging, monkeypatch):
    from onsite.incidents.paging import looking
    from onsite.sync.rules import Member

    own = paging.site.journal.station
    members = {own: Member(own, frozenset({"lead"}))}
    monkeypatch.setattr(looking, "members", lambda _rows: members)
    phase = [Phase.CATCHING_UP]
    paging.links = lambda: (phase[0], LinkState())
    paging.agent = paging.new_agent()
    fall = paging.reported("fall", types=("medical",))
    assert paging.round() == []
    phase[0] = Phase.LIVE
    paging.clock.advance(seconds=4)
    assert paging.round() == [("lin", "mail"), ("lin", "sms")]
    paging.clock.advance(minutes=3)
    # Asleep for so long: what others have done meanwhile may be on its way.
    assert paging.round() == []
    assert paging.kinds(fall).count("fired") == 1


def test_after_a_night_all_that_is_overdue_comes_at_once_once_to_each_and_late(paging):
    fall = paging.reported("fall", types=("medical",))
    paging.clock.advance(hours=8)
    assert paging.round() == [("kim", "sms"), ("lin", "mail"), ("lin", "sms")]
    reported = paging.plan.local(from_ms(paging.one(fall).at_ms))
    late = f"Late: reported at {reported:%H:%M}. Incident "
    assert all(text.startswith(late) for *_who, text in paging.told)
    fired = [line for line in paging.timeline(fall) if line.kind == "incident.fired"]
    assert [(line.details["step"], line.details["late"]) for line in fired] == [
        (1, True),
        (2, True),
    ]
    assert paging.round() == []


def test_what_was_due_while_nobody_was_awake_is_late_however_short_that_was(paging):
    paging.report("fall", types=("medical",), severity="critical")
    paging.clock.advance(seconds=3)
    assert paging.round()
    assert all(text.startswith("Late") for *_who, text in paging.told)

    paging.report("burn", types=("medical",), severity="critical")
    paging.clock.advance(seconds=3)
    assert paging.round()
    assert paging.told[-1][2].startswith("Incident ")


def test_what_was_carried_out_before_a_kill_is_still_told(paging):
    paging.reported("fall", types=("medical",))
    looked = paging.looked()
    moment = moments.now(paging.clock)
    paging.site.write_now(recording.fire, moment, looked.look, looked.entries)
    paging.clock.advance(hours=1)
    assert ("lin", "sms") in paging.round()


def test_what_has_changed_since_it_was_looked_at_is_not_carried_out(paging):
    fall = paging.reported("fall", types=("medical",))
    looked = paging.looked()
    paging.do(service.acknowledge, fall, "lin")
    moment = moments.now(paging.clock)
    fired = paging.site.write_now(recording.fire, moment, looked.look, looked.entries)
    assert (fired, "fired" in paging.kinds(fall)) == (0, False)


def test_what_is_critical_is_told_at_once_and_each_by_itself(paging):
    for text in ("fall", "burn"):
        paging.reported(text, types=("medical",), severity="critical")
        assert paging.round() == [("lin", "mail"), ("lin", "sms")]
    assert [text.count("Incident ") for *_who, text in paging.told] == [1] * 4


def test_a_severity_says_which_channels_may_be_used(paging):
    only = '[severities.critical]\n[severities.serious]\nchannels = ["mail"]\n'
    paging.site.write_now(publish, PLAN + only, "Maria")
    paging.reported("fall", types=("medical",))
    assert paging.round() == [("lin", "mail")]


def test_lowered_it_is_told_as_it_was(paging):
    """Lowering silences nothing: no channel, and no notice by itself."""
    text = '[severities.minor]\nchannels = ["mail"]\n[severities.serious]\n[severities.critical]\n'
    paging.site.write_now(publish, PLAN + text, "Maria")
    for what in ("fall", "burn"):
        fall = paging.reported(what, types=("medical",), severity="critical")
        paging.do(running.set_severity, fall, "minor", "it was a doll")
    assert paging.round() == [("lin", "mail"), ("lin", "mail"), ("lin", "sms"), ("lin", "sms")]
    paging.close(fall, "a doll", "Dr. Lin")
    paging.do(running.set_state, fall, "new", "another doll")
    paging.clock.advance(minutes=2)
    assert ("lin", "sms") not in paging.round()
