"""Who is still to be told, after whatever has come between; and what is bundled."""

from __future__ import annotations

import pytest

from onsite.incidents.escalation.due import LATE_MS, TURN_MS
from onsite.incidents.escalation.notices import (
    STALE_MS,
    TAKEN_OVER_MS,
    THROTTLE_MS,
    Line,
    Notice,
    Owed,
    Sent,
    bundled,
    owed,
    stale,
    turn_ms,
)
from onsite.incidents.escalation.values import Turn
from tests.incidents.escalation.keeping import MINUTE, SECOND, Incident, at, policy, step

CHANNELS = {"ann": ("sms",), "ben": ("sms", "mail"), "cat": ("sms",), "dan": ()}


def owes(incident: Incident, time: str = "10:00") -> list[tuple]:
    chain = incident.chain.at(at(time))
    return [
        (each.person, each.channel, each.turn.step, each.repeat)
        for each in owed(chain, CHANNELS.__getitem__, at(time))
    ]


@pytest.fixture
def incident() -> Incident:
    """The first step was fired."""
    incident = Incident(policy(step("medical"), step("lead"), step("management"), expires=15))
    incident.look("10:00")
    return incident


@pytest.fixture
def fired(incident):
    return incident.entries[-1].id


def test_whom_a_step_names_is_told_over_each_of_their_channels(incident):
    assert owes(incident) == [
        ("ann", "sms", 0, False),
        ("ben", "sms", 0, False),
        ("ben", "mail", 0, False),
    ]


def test_what_was_handed_over_is_not_owed(incident, fired):
    incident.begun("10:00", "ann", fired)
    incident.handed("10:00")
    assert [person for person, *_ in owes(incident)] == ["ben", "ben"]


def test_after_a_kill_before_handing_it_over_or_before_recording_it_a_possible_repeat(
    incident, fired
):
    incident.begun("10:00", "ann", fired)
    assert owes(incident)[0] == ("ann", "sms", 0, True)
    incident.begun("10:03", "ann", fired, page="p2", repeat=True)
    incident.handed("10:03", "p2")
    assert [person for person, *_ in owes(incident)] == ["ben", "ben"]


def test_what_was_not_taken_is_owed_and_is_no_repeat(incident, fired):
    incident.begun("10:00", "ann", fired)
    incident.failed("10:01")
    assert owes(incident)[0] == ("ann", "sms", 0, False)
    each = owed(incident.chain, CHANNELS.__getitem__, at("10:30"))[0]
    assert [(page.id, page.begun_ms) for page in each.failed] == [("p1", at("10:00"))]
    incident.begun("10:02", "ann", fired, page="p2")
    assert owes(incident)[0] == ("ann", "sms", 0, True)


def test_one_notice_for_all_steps_that_name_a_person(incident):
    incident.duty["lead"] = ("ann", "cat")
    incident.look("10:30")
    assert owes(incident) == [
        ("ann", "sms", 1, False),
        ("ben", "sms", 0, False),
        ("ben", "mail", 0, False),
        ("cat", "sms", 1, False),
    ]
    late = {
        each.person: each.late for each in owed(incident.chain, CHANNELS.__getitem__, at("10:30"))
    }
    assert late == {"ann": True, "ben": True, "cat": True}


def test_late_is_what_the_step_was_or_the_notice_is(incident):
    late = [
        owed(incident.chain, CHANNELS.__getitem__, at("10:00") + later_ms)[0].late
        for later_ms in (0, LATE_MS, LATE_MS + 1)
    ]
    assert late == [False, False, True]


def test_who_has_left_since_is_told_and_who_came_is_by_the_next_step(incident):
    incident.duty["medical"] = incident.duty["lead"] = ("cat",)
    assert [person for person, *_ in owes(incident, "10:04")] == ["ann", "ben", "ben"]
    incident.look("10:05")
    assert [person for person, *_ in owes(incident, "10:05")] == ["ann", "ben", "ben", "cat"]


def test_who_was_told_of_one_step_is_told_of_the_next_that_names_them(incident, fired):
    incident.begun("10:00", "ann", fired)
    incident.handed("10:00")
    incident.duty["lead"] = ("ann",)
    incident.look("10:05")
    assert owes(incident, "10:05")[0] == ("ann", "sms", 1, False)


def test_who_was_told_elsewhere_of_the_same_step_is_not_told_again(incident, fired):
    incident.fired("10:00:20", 0, "ann", station="two")
    incident.begun("10:00:20", "ann", fired)
    incident.handed("10:00:20")
    assert [person for person, *_ in owes(incident)] == ["ben", "ben"]


def test_who_has_acknowledged_knows(incident):
    incident.entries.pop()
    needs_all = Incident(policy(step("medical", need="all")))
    needs_all.look("10:00")
    needs_all.ack("10:00", "ann")
    assert [person for person, *_ in owes(needs_all)] == ["ben", "ben"]


@pytest.mark.parametrize("what", ["acknowledged", "on-scene", "closed", "merged"])
def test_nobody_is_told_of_what_somebody_has(incident, what):
    if what == "acknowledged":
        incident.ack("10:00", "zoe")
    elif what == "merged":
        incident.merged("10:00")
    else:
        incident.becomes("10:00", what)
    assert owes(incident) == []


def test_but_they_are_once_that_has_expired(incident):
    incident.ack("10:00", "zoe")
    assert owes(incident, "10:14:59") == []
    assert len(owes(incident, "10:15")) == 3


def test_of_what_it_was_before_it_was_raised_nobody_is_told(incident, fired):
    incident.begun("10:00", "ann", fired)
    incident.raised("10:00", 3, policy(step("lead"), name="grave"))
    incident.handed("10:00")
    incident.begun("10:00", "ben", fired, page="p2")
    assert (owes(incident), incident.chain.pages) == ([], ())
    incident.look("10:00")
    assert owes(incident) == [("cat", "sms", 0, False)]


def test_what_ends_a_page_that_never_began_is_nothing(incident):
    before = incident.chain
    incident.handed("10:00", "unknown")
    incident.failed("10:00", "unknown")
    assert incident.chain == before


# Who sends it.


def an_owed(person="ann", channel="sms", station="one", **more) -> Owed:
    base = {
        "turn": Turn(0, 0), "fired": ("one", 2), "since_ms": at("10:00"), "hand_ms": at("10:00"),
        "late": False, "repeat": False, "failed": (),
    }  # fmt: skip
    return Owed(person=person, channel=channel, station=station, **(base | more))


def test_who_fired_the_step_sends_and_others_only_if_they_do_not(incident):
    each = owed(incident.chain, CHANNELS.__getitem__, at("10:30"))[0]
    assert each.station == "one"
    now_ms, wait_ms = at("10:03"), TAKEN_OVER_MS + TURN_MS
    assert turn_ms(each, "one", 5, now_ms) == at("10:00")
    assert turn_ms(each, "two", 1, now_ms) == at("10:00") + wait_ms
    assert turn_ms(each, "two", 2, now_ms) == at("10:00") + wait_ms + TURN_MS
    # Who has only just come to know of it waits as long; being the first of all is no hurry.
    assert turn_ms(each, "two", 0, now_ms, at("10:02")) == at("10:02") + wait_ms


def test_what_an_hour_ahead_was_fired_does_not_wait_for_an_hour():
    each, seen_ms, now_ms = an_owed(hand_ms=at("11:00")), at("10:00"), at("10:01")
    assert turn_ms(each, "two", 1, now_ms, seen_ms) == seen_ms + TAKEN_OVER_MS + TURN_MS
    assert turn_ms(each, "one", 1, now_ms, seen_ms) == now_ms


def test_who_has_begun_a_page_has_it_in_hand(incident, fired):
    incident.begun("10:02", "ann", fired, station="two")
    each = owed(incident.chain, CHANNELS.__getitem__, at("10:30"))[0]
    assert (each.station, each.hand_ms, each.since_ms) == ("two", at("10:02"), at("10:00"))


PAGE = ("a page that failed",)


@pytest.mark.parametrize(
    ("failed", "critical", "later_ms", "is_stale"),
    [
        (PAGE, False, STALE_MS + 1, True),
        (PAGE, False, STALE_MS, False),
        (PAGE, True, STALE_MS + 1, False),
        ((), False, STALE_MS + 1, False),
    ],
)
def test_stale_is_what_the_network_has_kept_for_long(failed, critical, later_ms, is_stale):
    each = an_owed(failed=failed)
    assert stale(each, at("10:00") + later_ms, critical=critical) is is_stale


# What is bundled.


def line(incident: str, person="ann", *, critical=False, channel="sms", **more) -> Line:
    return Line(incident, an_owed(person, channel, **more), critical)


def test_what_is_owed_to_one_person_comes_in_one():
    a, b, c, d = line("a"), line("b"), line("c", "ben"), line("d", channel="mail")
    found = bundled([a, b, c, d], {}, at("10:00"))
    assert found == (
        (
            Notice("ann", "sms", (a, b)),
            Notice("ben", "sms", (c,)),
            Notice("ann", "mail", (d,)),
        ),
        None,
    )


def test_what_is_critical_comes_by_itself_and_first():
    a, b, c = line("a"), line("b", critical=True), line("c", critical=True)
    assert bundled([a, b, c], {}, at("10:00")).now == (
        Notice("ann", "sms", (b,)),
        Notice("ann", "sms", (c,)),
        Notice("ann", "sms", (a,)),
    )


def test_who_was_told_just_now_is_told_a_little_later():
    last = {("ann", "sms", False): Sent(at("10:00"), 0)}
    lines = [line("a"), line("b", "ben"), line("c", critical=True)]
    found = bundled(lines, last, at("10:00:59"))
    assert [(notice.person, len(notice.lines)) for notice in found.now] == [("ann", 1), ("ben", 1)]
    assert found.now[0].lines[0].critical
    assert found.next_ms == at("10:01") == at("10:00") + THROTTLE_MS
    assert bundled(lines, last, at("10:01")).next_ms is None


def test_what_is_graver_than_what_was_told_last_waits_for_nothing():
    minor, serious = line("a")._replace(rank=1), line("b")._replace(rank=2)
    last = {("ann", "sms", False): Sent(at("10:00"), 1)}
    assert bundled([minor], last, at("10:00:10")) == ((), at("10:01"))
    found = bundled([minor, serious], last, at("10:00:10"))
    assert found == ((Notice("ann", "sms", (serious, minor)),), None)
    assert found.now[0].rank == 2
    assert (
        bundled([serious], {("ann", "sms", False): Sent(at("10:00"), 2)}, at("10:00:10")).now == ()
    )


def test_what_is_real_waits_for_nothing_that_was_told_of_an_exercise():
    real, drill = line("a"), line("b")._replace(drill=True)
    last = {("ann", "sms", True): Sent(at("10:00"), 2)}
    found = bundled([drill, real], last, at("10:00:10"))
    assert found == ((Notice("ann", "sms", (real,)),), at("10:01"))


def test_a_clock_that_was_ahead_keeps_nobody_waiting():
    last = {("ann", "sms", False): Sent(at("11:00"), 0)}
    assert len(bundled([line("a")], last, at("10:00")).now) == 1


def test_a_notice_says_what_any_of_its_lines_does():
    plain = Notice("ann", "sms", (line("a"),))
    assert (plain.late, plain.repeat) == (False, False)
    mixed = Notice("ann", "sms", (line("a", late=True), line("b", repeat=True)))
    assert (mixed.late, mixed.repeat) == (True, True)
    assert THROTTLE_MS < 2 * MINUTE
    assert TURN_MS == 5 * SECOND
