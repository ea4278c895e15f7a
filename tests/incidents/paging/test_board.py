"""What the board shows of a chain, the call card, and when it sounds."""

from __future__ import annotations

from onsite.incidents import service
from onsite.incidents.contacts.resolving import Way
from onsite.incidents.escalation.chain import Standing
from onsite.incidents.escalation.looking import Look, Seen
from onsite.incidents.paging import message
from onsite.incidents.paging.alarm import AGAIN_MS, Alarm
from onsite.incidents.paging.board import lines, told_of
from onsite.incidents.paging.card import cards
from onsite.plan.service import publish
from tests.incidents.escalation.keeping import Incident, at, policy, step
from tests.incidents.paging.conftest import PLAN


def board(paging, me: str = ""):
    looked = paging.looked()
    return lines(looked.look, looked.duty.of, me)


def test_the_board_says_when_it_tells_whom_next(paging):
    fall = paging.reported("fall", types=("medical",))
    paging.round()
    paging.clock.advance(seconds=30)
    (line,) = board(paging, "kim")
    now_ms = paging.by().moment.at_ms
    assert (line.incident, line.standing, line.coming) == (fall, Standing.RUNNING, "step")
    assert (line.left_ms(now_ms), line.step, line.passing) == (90_000, 2, 1)
    assert (line.steps, line.passes, line.roles) == (2, 1, ("coordinator", "management"))
    assert (line.people, line.reaches_me, line.alarm) == (("kim", "boss"), True, False)
    assert [(each.person, each.step, each.reached) for each in line.told] == [("lin", 1, "handed")]


def test_what_rings_comes_first_then_what_comes_next(paging):
    first = paging.reported("fall", types=("medical",))
    for _minute in range(7):
        paging.round()
        paging.clock.advance(minutes=1)
    second = paging.reported("burn", types=("medical",))
    third = paging.reported("bite", types=("medical",))
    paging.round()
    paging.do(service.acknowledge, second, "lin")
    found = board(paging)
    assert [(each.incident, each.coming, each.alarm) for each in found] == [
        (first, "nothing", True),
        (third, "step", False),
        (second, "expiry", False),
    ]
    assert (found[2].acks, found[2].told[0].reached) == (("lin",), "acknowledged")


def test_how_far_the_telling_has_come_is_by_the_last_try():
    fall = Incident(policy(step("lead")))
    fall.look("10:00")
    fired = fall.entries[-1].id

    def reached() -> tuple:
        (told,) = told_of(fall.chain)
        return told.reached, told.channels

    assert reached() == ("no-page", ())
    fall.begun("10:00", "cat", fired, "p1")
    assert reached() == ("under-way", (("sms", "under-way"),))
    fall.begun("10:01", "cat", fired, "p2", repeat=True)
    fall.failed("10:01", "p2")
    assert reached() == ("failed", (("sms", "failed"),))
    fall.begun("10:02", "cat", fired, "p3", "mail")
    fall.handed("10:02", "p3")
    assert reached() == ("handed", (("sms", "failed"), ("mail", "handed")))
    fall.ack("10:03", "cat")
    assert reached()[0] == "acknowledged"


def test_the_call_card_says_whom_to_call_how_and_what_to_say(paging, monkeypatch):
    fall = paging.reported("fall", types=("medical",), zone="h2", drill=True)
    paging.answers = {"sms": "timeout", "mail": "timeout"}
    paging.round()
    paging.clock.advance(minutes=2)
    paging.answers = {}
    paging.round()
    looked = paging.looked()
    found = cards(looked.plan, looked.incidents[fall], looked.look.seen[0], looked.duty.names)
    # Who has no channel, and whom none has reached, before who was told.
    assert [(each.person, each.reached) for each in found] == [
        ("boss", "no-page"),
        ("lin", "handed"),
        ("kim", "handed"),
    ]
    card = found[1]
    assert card.way == Way("Dr. Lin", "Medic 1", "3", "+49 170 1")
    assert card.sentence == (
        f"EXERCISE. Incident {card.number}: Medical, Serious, Hall 2, fall. EXERCISE."
    )
    of = looked.incidents[fall]
    wide = {"{exercise}. {said} {exercise}.": "{exercise}。{said}{exercise}。"}
    monkeypatch.setattr(message, "_", lambda text: wide.get(text, text))
    assert message.sentence(looked.plan, of).startswith("EXERCISE。Incident ")
    paging.do(service.acknowledge, fall, card.person, "radio", card.saw)
    looked = paging.looked()
    assert cards(looked.plan, looked.incidents[fall], looked.look.seen[0], {}) == ()


def test_where_nobody_was_on_duty_the_card_says_who_can_be_called_all_the_same(paging):
    """The board rings; whoever sits there must not be told that nobody need be called."""
    text = PLAN.replace('people = ["lin"]', "").replace('people = ["boss"]', "")
    text = text.replace('operator = "ana"\n', "").replace('roles = ["coordinator"]', "")
    paging.site.write_now(publish, text, "Maria")
    fall = paging.reported("fall", types=("medical",), units=("boss",))
    paging.round()
    looked = paging.looked()
    assert looked.look.seen[0].due.alarm
    found = cards(looked.plan, looked.incidents[fall], looked.look.seen[0], {})
    assert [each.person for each in found] == ["boss", "lin", "kim"]
    assert {each.reached for each in found} == {"no-page"}


def test_a_step_sounds_once_and_the_alarm_until_somebody_has_it():
    fall, alarm = Incident(policy(step("lead"))), Alarm()

    def ring(time: str) -> list[str]:
        due, now_ms = fall.due(time), at(time)
        look = Look((Seen("fall", fall.chain, due),), (), (), None)
        return list(alarm.rings(look, {"fall": None}, now_ms))

    assert ring("10:00") == []
    fall.look("10:00")
    assert (ring("10:00"), ring("10:01")) == (["step"], [])
    assert (ring("10:05"), ring("10:05:19")) == (["alarm"], [])
    assert at("10:05:20") - at("10:05") == AGAIN_MS
    assert ring("10:05:20") == ["alarm"]
    fall.ack("10:06", "cat")
    assert ring("10:06") == []
