"""Which steps a print job takes, and what may be tried again: by example, and by law."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.badges.rules import (
    ENDED,
    THERE,
    UNDER_WAY,
    WAITING,
    Attempt,
    Event,
    Job,
    Limits,
    Refusal,
    State,
    applied,
    in_turn,
    may_be_handed_over,
    may_retry,
    may_send,
    needs_person,
    next_state,
    overdue,
    stock_of,
)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NOW_MS = round(NOW.timestamp() * 1000)
HERE, THERE_TOO = "here", "there"


def made(state: str = "sent", printed: str = "", *, why: str = "", station: str = HERE, **more):
    return Attempt(
        f"{station}-{state}-{printed}",
        station,
        state=State(state),
        printed=printed,
        why=why,
        **more,
    )


NO, MAYBE = made("failed", "no", why="not_sent"), made("failed", "maybe", why="stuck")
BACK, SENT, TAKEN, DONE = made("cancelled"), made("sent"), made("accepted"), made("done")

THE_WAY = [
    (State.ASKED, Event.RENDER, State.RENDERED),
    (State.RENDERED, Event.SEND, State.SENT),
    (State.SENT, Event.ACCEPT, State.ACCEPTED),
    (State.ACCEPTED, Event.FINISH, State.DONE),
    (State.DONE, Event.SEE, State.SEEN),
    (State.SEEN, Event.HAND_OVER, State.HANDED_OVER),
]


def test_the_way_of_a_badge_that_everything_goes_well_with():
    for before, event, after in THE_WAY:
        assert next_state(before, event) is after


@pytest.mark.parametrize(
    ("state", "event", "after"),
    [
        (State.FAILED, Event.FINISH, State.DONE),
        (State.FAILED, Event.SEE, State.SEEN),
        (State.CANCELLED, Event.FINISH, State.DONE),
        (State.SENT, Event.FINISH, State.DONE),
        (State.ACCEPTED, Event.TAKE_BACK, State.CANCELLED),
        (State.HANDED_OVER, Event.LOSE, State.LOST),
        (State.LOST, Event.VOID, State.VOID),
    ],
)
def test_late_news_is_believed(state, event, after):
    assert next_state(state, event) is after


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (State.ASKED, Event.SEE),
        (State.ASKED, Event.LOSE),
        (State.DONE, Event.FAIL),
        (State.DONE, Event.CANCEL),
        (State.SEEN, Event.SEND),
        (State.FAILED, Event.SEND),
        (State.CANCELLED, Event.SEND),
        (State.HANDED_OVER, Event.SEND),
        *((State.VOID, event) for event in Event),
    ],
)
def test_what_is_not_possible_is_refused(state, event):
    assert next_state(state, event) == Refusal(state, event)


def test_no_state_but_waiting_leads_to_the_printer():
    leading = {state for state in State if next_state(state, Event.SEND) is State.SENT}
    assert leading == WAITING


@pytest.mark.parametrize(
    ("attempts", "state", "printed"),
    [
        ((), State.ASKED, "no"),
        ((NO,), State.FAILED, "no"),
        ((BACK,), State.ASKED, "no"),
        ((SENT,), State.SENT, "maybe"),
        ((NO, TAKEN), State.ACCEPTED, "maybe"),
        ((BACK, MAYBE), State.FAILED, "maybe"),
        ((NO, DONE), State.DONE, "yes"),
        ((MAYBE, DONE), State.DONE, "yes"),
    ],
)
def test_a_job_stands_where_its_attempts_have_brought_it(attempts, state, printed):
    job = Job("j", attempts=attempts)
    assert (job.state, job.printed) == (state, printed)


@pytest.mark.parametrize(
    ("attempts", "again"),
    [
        ((), False),
        ((NO,), True),
        ((BACK,), True),
        ((NO, BACK), True),
        ((SENT,), False),
        ((MAYBE,), False),
        ((NO, MAYBE), False),
        ((MAYBE, NO), False),
        ((DONE,), False),
        ((made("failed", "no", why="drawing"),), False),
        ((NO,) * 5, False),
    ],
)
def test_only_what_cannot_print_twice_is_tried_again(attempts, again):
    assert may_retry(Job("j", attempts=attempts)) is again


@pytest.mark.parametrize("mark", ["cancel_ms", "void_ms", "lost_ms", "seen_ms", "handed_ms"])
def test_what_somebody_has_decided_is_not_tried_again(mark):
    assert not may_send(replace(Job("j", attempts=(NO,)), **{mark: 1}))
    assert not may_send(replace(Job("j"), **{mark: 1}))


ATTEMPTS = st.lists(
    st.builds(
        made,
        st.sampled_from(["sent", "accepted", "done", "failed", "cancelled"]),
        st.sampled_from(["no", "maybe"]),
        station=st.sampled_from([HERE, THERE_TOO]),
    ),
    max_size=4,
)
MARKS = st.dictionaries(
    st.sampled_from(["rendered_ms", "cancel_ms", "seen_ms", "handed_ms", "void_ms", "lost_ms"]),
    st.integers(1, 3),
)


@given(ATTEMPTS, MARKS, st.randoms())
def test_where_a_job_stands_does_not_depend_on_the_order_of_the_news(attempts, marks, chance):
    job = Job("j", attempts=tuple(attempts), **marks)
    turned = list(attempts)
    chance.shuffle(turned)
    other = replace(job, attempts=tuple(turned))
    assert (job.state, job.printed, job.conflict) == (other.state, other.printed, other.conflict)


@given(ATTEMPTS, MARKS)
def test_nothing_is_sent_while_a_badge_may_be_there(attempts, marks):
    job = Job("j", attempts=tuple(attempts), **marks)
    if may_send(job):
        assert job.printed == "no"
        assert all(each.harmless for each in job.attempts)


@given(ATTEMPTS, MARKS, st.integers(0, 10**6))
def test_every_job_ends_goes_on_or_is_shown_to_somebody(attempts, marks, seconds):
    job = Job("j", attempts=tuple(attempts), changed_ms=NOW_MS, **marks)
    later = NOW + timedelta(seconds=seconds)
    limits = Limits()
    over = seconds > max(limits.asked, limits.accepted)
    goes_on = may_send(job) or job.state in UNDER_WAY or job.state in THERE or job.state in ENDED
    assert goes_on or needs_person(job, later, limits)
    if over and (may_send(job) or job.state in UNDER_WAY):
        assert needs_person(job, later, limits)


@given(st.lists(st.sampled_from(Event), max_size=8))
def test_no_news_makes_a_printed_attempt_unprinted(events):
    attempt = made("sent")
    printed = False
    for event in events:
        attempt = applied(attempt, event)
        printed = printed or attempt.state is State.DONE
        if printed:
            assert attempt.state in {*THERE, State.VOID, State.LOST}


@given(ATTEMPTS, MARKS)
def test_a_badge_that_was_never_printed_is_handed_over_to_nobody(attempts, marks):
    job = Job("j", attempts=tuple(attempts), **marks)
    if may_be_handed_over(job):
        assert job.printed != "no"


@pytest.mark.parametrize(
    ("attempts", "marks", "may"),
    [
        pytest.param((), {}, False, id="asked for"),
        pytest.param((TAKEN,), {}, True, id="printing"),
        pytest.param((DONE,), {}, True, id="printed"),
        pytest.param((MAYBE,), {}, True, id="nobody knows"),
        pytest.param((NO,), {}, False, id="certainly not printed"),
        pytest.param((NO,), {"seen_ms": 1}, True, id="not printed, they said; it was read"),
        pytest.param((BACK,), {"cancel_ms": 1}, False, id="taken back"),
        pytest.param((DONE,), {"void_ms": 1}, False, id="void"),
        pytest.param((DONE,), {"handed_ms": 1}, False, id="handed over"),
    ],
)
def test_which_badges_can_be_handed_over(attempts, marks, may):
    assert may_be_handed_over(Job("j", attempts=attempts, **marks)) is may


def test_two_stations_that_may_both_have_printed_are_a_conflict():
    here, there = made("done"), made("accepted", station=THERE_TOO)
    assert Job("j", attempts=(here, there)).conflict == "two_stations"
    assert Job("j", attempts=(here, made("cancelled", station=THERE_TOO))).conflict == ""
    late = made("done", sent_ms=5)
    assert Job("j", attempts=(late,), void_ms=4).conflict == "after_void"
    assert Job("j", attempts=(late,), void_ms=6).conflict == ""
    assert Job("j", attempts=(late,), cancel_ms=4).conflict == "after_cancel"


@pytest.mark.parametrize(
    ("job", "seconds", "need"),
    [
        (Job("j"), 120, ""),
        (Job("j"), 121, "overdue"),
        (Job("j", attempts=(NO,)), 121, "overdue"),
        (Job("j", attempts=(TAKEN,)), 61, "overdue"),
        (Job("j", attempts=(replace(TAKEN, held="jam"),)), 1, "held"),
        (Job("j", attempts=(MAYBE,)), 0, "maybe_printed"),
        (Job("j", attempts=(made("failed", "no", why="drawing"),)), 0, "not_printed"),
        (Job("j", attempts=(DONE,)), 10**6, ""),
        (Job("j", attempts=(DONE, made("done", station=THERE_TOO))), 0, "conflict"),
    ],
)
def test_who_has_to_look(job, seconds, need):
    job = replace(job, changed_ms=NOW_MS)
    assert needs_person(job, NOW + timedelta(seconds=seconds), Limits()) == need


def test_a_limit_of_nought_is_for_ever_and_a_badge_that_nobody_reads_may_be_watched():
    done = Job("j", changed_ms=NOW_MS, attempts=(DONE,))
    assert not overdue(done, NOW + timedelta(days=1), Limits())
    assert overdue(done, NOW + timedelta(minutes=11), Limits(done=600))


def test_jobs_are_printed_in_the_order_in_which_they_were_asked_for():
    jobs = [Job("b", asked=2), Job("c", asked=1), Job("a", asked=2)]
    assert [each.job for each in in_turn(jobs)] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("counted", "ages_min", "left", "minutes", "low"),
    [
        (None, [1, 2], None, None, False),
        (100, [], 100, None, False),
        (100, [40, 50], 98, None, False),
        (100, [1] * 30, 70, 70, False),
        (100, [1] * 80, 20, 7, True),
        (60, [1] * 30, 30, 30, False),
        (45, [1] * 30, 15, 15, True),
        (3, [1] * 5, -2, 0, True),
    ],
)
def test_what_is_left_and_how_long_it_lasts(counted, ages_min, left, minutes, low):
    done = [NOW_MS - age * 60_000 for age in ages_min]
    stock = stock_of("left", counted, done, NOW_MS, 10)
    assert (stock.left, stock.minutes, stock.low) == (left, minutes, low)
