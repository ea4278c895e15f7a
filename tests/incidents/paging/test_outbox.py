"""What of a look is sent now."""

from __future__ import annotations

import pytest

from onsite.incidents.escalation.chain import Page, PageEnd
from onsite.incidents.escalation.entries import EntryId
from onsite.incidents.escalation.notices import Line, Notice, Owed
from onsite.incidents.escalation.values import Turn
from onsite.incidents.paging.outbox import (
    CRITICAL_LANES,
    CRITICAL_RETRY_MS,
    LANES,
    RETRIES_MS,
    Channels,
    Lane,
    lane,
    ready,
)

NOW = 10_000_000
PLACE = (1, Turn(0, 0))


def line(incident: str, *failed_ms: int, since_ms: int = NOW, critical: bool = False) -> Line:
    failed = tuple(
        Page(f"p{ms}", "lin", "sms", "one", PLACE, ms, PageEnd.FAILED) for ms in failed_ms
    )
    owed = Owed(
        person="lin",
        channel="sms",
        turn=PLACE[1],
        fired=EntryId("one", 1),
        station="one",
        since_ms=since_ms,
        hand_ms=since_ms,
        late=False,
        repeat=False,
        failed=failed,
    )
    return Line(incident, owed, critical)


def sent(*lines: Line, busy: int = 0, drills=()) -> list[list[str]]:
    notices = [Notice("lin", "sms", lines)]
    channels = Channels({"sms": 60_000}, {Lane("sms", critical=False): busy})
    found = ready(notices, channels, drills, NOW)
    return [[each.incident for each in notice.lines] for notice in found.now]


@pytest.mark.parametrize("tries", [1, 2, 5, 9])
def test_what_has_failed_waits_longer_each_time(tries):
    wait_ms = RETRIES_MS[min(tries, len(RETRIES_MS)) - 1]
    at_ms = [NOW - wait_ms] * tries
    assert sent(line("fall", *at_ms)) == [["fall"]]
    found = ready(
        [Notice("lin", "sms", (line("fall", *at_ms[1:], NOW - wait_ms + 1),))],
        Channels({}, {}),
        (),
        NOW,
    )
    assert found == ((), NOW + 1)


def test_what_failed_in_the_future_is_tried_at_once():
    assert sent(line("fall", NOW + 5_000)) == [["fall"]]


def test_what_has_expired_is_not_sent_unless_it_is_critical_or_was_never_tried():
    old_ms = NOW - 60_001
    assert sent(line("fall", old_ms, since_ms=old_ms)) == []
    assert sent(line("fall", old_ms, since_ms=old_ms, critical=True)) == [["fall"]]
    assert sent(line("fall", since_ms=old_ms)) == [["fall"]]


def test_no_more_than_a_few_go_over_a_channel_at_a_time():
    assert sent(line("fall"), busy=LANES - 1) == [["fall"]]
    assert sent(line("fall"), busy=LANES) == []


def test_what_is_real_and_what_is_an_exercise_are_two_notices():
    assert sent(line("a"), line("b"), line("c"), drills={"b"}) == [["a", "c"], ["b"]]


def test_what_is_critical_never_waits_for_what_is_not():
    assert sent(line("fire", critical=True), busy=LANES) == [["fire"]]
    fire = Notice("lin", "sms", (line("fire", critical=True),))
    full = Channels({}, {lane(fire): CRITICAL_LANES})
    assert ready([fire], full, (), NOW).now == ()


def test_what_is_critical_is_tried_again_every_minute_at_least():
    at_ms = [NOW - CRITICAL_RETRY_MS] * len(RETRIES_MS)
    assert sent(line("fire", *at_ms, critical=True)) == [["fire"]]
    assert sent(line("fall", *at_ms)) == []


def test_an_exercise_never_takes_the_place_of_what_is_real():
    wanted = [
        Notice(f"p{number}", "sms", (line("drill", critical=True),))
        for number in range(CRITICAL_LANES)
    ]
    real = Notice("lin", "sms", (line("fire", critical=True),))
    found = ready([*wanted, real], Channels({}, {}), ("drill",), NOW).now
    assert found[0] == real
    assert len(found) == CRITICAL_LANES


def test_what_somebody_wants_at_once_does_not_wait_for_its_turn():
    fall, dark = line("fall", NOW - 1), line("dark", NOW - 1)
    hurried = Channels({}, {}, {("fall", "lin", "sms"), ("dark", "lin", "mail")})
    found = ready([Notice("lin", "sms", (fall, dark))], hurried, (), NOW)
    assert [notice.lines for notice in found.now] == [(fall,)]
    assert found.next_ms == NOW - 1 + RETRIES_MS[0]
