"""What one look of a console at all its incidents comes to."""

from __future__ import annotations

import pytest

from onsite.incidents.escalation.looking import About, Console, Known, Look, Ways
from onsite.incidents.escalation.notices import STALE_MS, TAKEN_OVER_MS, THROTTLE_MS, Sent
from onsite.incidents.escalation.watch import Now
from onsite.sync.turn import TURN_MS
from tests.incidents.escalation.keeping import Incident, at, policy, step, told


class Desk:
    """A console and its incidents."""

    def __init__(self, station: str = "one", **incidents: Incident) -> None:
        self.incidents = incidents
        self.console = Console(station)
        self.critical: set[str] = set()

    def look(self, time: str | int, **about) -> Look:
        at_ms = at(time) if isinstance(time, str) else time
        some = next(iter(self.incidents.values()), None)
        about = {
            "now": Now(at_ms, at_ms),
            "rank": 0,
            "on_duty": some.on_duty if some else None,
            "channels": lambda _person: ("sms",),
        } | about
        known = [
            Known(
                name, len(each.entries), lambda each=each: each.entries, Ways(name in self.critical)
            )
            for name, each in self.incidents.items()
        ]
        return self.console.look(known, About(**about))


def sent(look: Look) -> list[tuple]:
    return [
        (notice.person, *(line.incident for line in notice.lines)) for notice in look.notices
    ]  # fmt: skip


@pytest.fixture
def incident() -> Incident:
    return Incident(policy(step("lead"), step("management")))


@pytest.fixture
def desk(incident) -> Desk:
    return Desk(fall=incident)


def test_what_is_due_is_carried_out_then_told_and_then_it_rests(desk, incident):
    found = desk.look("10:00")
    assert [(each.incident, each.due.people) for each in found.fires] == [("fall", ("cat",))]
    assert (sent(found), told(found.next_ms)) == ([], "10:05")
    incident.look("10:00")
    found = desk.look("10:00")
    assert (found.fires, sent(found), told(found.next_ms)) == ((), [("cat", "fall")], "10:05")
    incident.begun("10:00", "cat", incident.entries[-1].id)
    incident.handed("10:00")
    found = desk.look("10:00")
    assert (found.fires, sent(found), told(found.next_ms)) == ((), [], "10:05")
    assert [(each.incident, each.chain) for each in found.seen] == [("fall", incident.chain)]


def test_with_nothing_to_come_it_need_not_look_again(desk, incident):
    assert Desk().look("10:00") == Look((), (), (), None)
    incident.run("10:20")
    found = desk.look("10:20", channels=lambda _person: ())
    assert (found.next_ms, found.seen[0].due.alarm) == (None, True)


def test_the_second_console_waits_for_the_first(desk):
    found = desk.look("10:00", rank=1)
    assert (found.fires, found.next_ms) == ((), at("10:00") + TURN_MS)
    assert desk.look(at("10:00") + TURN_MS - 1, rank=1).fires == ()
    assert len(desk.look(at("10:00") + TURN_MS, rank=1).fires) == 1
    # Left alone, it does not wait.
    assert len(desk.look("10:00", rank=0).fires) == 1


def test_what_another_console_has_in_hand_is_its_own_until_it_does_not_send_it(incident):
    desk = Desk("two", fall=incident)
    incident.look("10:00")
    found = desk.look("10:00", rank=1)
    over_ms = at("10:00") + TAKEN_OVER_MS + TURN_MS
    assert (sent(found), found.next_ms) == ([], over_ms)
    assert sent(desk.look(over_ms - 1, rank=1)) == []
    assert sent(desk.look(over_ms, rank=1)) == [("cat", "fall")]


def test_what_this_process_sends_at_the_moment_is_not_sent_twice(desk, incident):
    incident.look("10:00")
    assert sent(desk.look("10:00", sending={("fall", "cat", "sms")})) == []
    assert sent(desk.look("10:00", sending={("fall", "cat", "mail")})) == [("cat", "fall")]


def test_incidents_come_in_one_and_what_is_critical_by_itself(incident):
    incidents = {name: Incident(policy(step("lead"))) for name in ("a", "b", "c")}
    desk = Desk(**incidents)
    desk.critical = {"b"}
    for each in incidents.values():
        each.look("10:00")
    assert sent(desk.look("10:00")) == [("cat", "b"), ("cat", "a", "c")]
    last = {("cat", "sms", False): Sent(at("10:00"), 99)}
    found = desk.look("10:00:30", last=last)
    assert (sent(found), found.next_ms) == ([("cat", "b")], at("10:00") + THROTTLE_MS)


@pytest.mark.parametrize("critical", [True, False])
def test_after_long_without_a_network_only_what_is_critical_is_still_sent(desk, incident, critical):
    incident.look("10:00")
    incident.begun("10:00", "cat", incident.entries[-1].id)
    incident.failed("10:01")
    desk.critical = {"fall"} if critical else set()
    assert sent(desk.look("10:01")) == [("cat", "fall")]
    late = desk.look(at("10:00") + STALE_MS + 1)
    assert sent(late) == ([("cat", "fall")] if critical else [])
    # The board shows it all the same.
    assert late.seen[0].chain.missing == ("cat",)


def test_what_is_closed_is_forgotten(desk, incident):
    desk.look("10:00")
    kept, desk.incidents = desk.incidents, {}
    desk.look("10:01")
    desk.incidents = kept
    incident.entries.pop()
    assert desk.look("10:02").seen[0].chain.policy is None
