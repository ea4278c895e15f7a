"""Who may come in, by table and by law."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.checkin.facts import Direction, Outcome, Reason
from onsite.checkin.question import Presence, Question, Ticket
from onsite.checkin.rules import CHECKS, decide
from onsite.plan.hours import Opening, openings
from onsite.plan.model import Category, Checkpoint, Event, Plan, Window
from onsite.roster.facts import Payment, Status

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)  # 09:30 in Berlin

PLAN = Plan(
    event=Event(name="Summit", zone="Europe/Berlin", days=(TUESDAY, WEDNESDAY)),
    categories={
        "regular": Category(name="Regular", tickets=("Conference pass",)),
        "wednesday": Category(name="Wednesday only", days=(WEDNESDAY,)),
        "gala": Category(name="Gala guest", checkpoints=("gala",)),
    },
    checkpoints={
        "door": Checkpoint(name="Main door", allow=("variant != Child",)),
        "gala": Checkpoint(
            name="Gala",
            categories=("gala",),
            windows=(Window(opens=time(20), closes=time(1)),),
            days=(TUESDAY,),
        ),
        "way-out": Checkpoint(name="Way out", direction="exit"),
        "open": Checkpoint(name="Open door", entries="multiple", admits_unpaid=True),
        "once": Checkpoint(name="Once", re_entry=False),
    },
)
GOOD = Ticket("a1", "Regular")
QUESTION = Question(PLAN, "door", Direction.ENTRY, NOW, (GOOD,))
NOWHERE = Presence()
INSIDE = Presence(
    inside=True,
    entries=1,
    last_in=NOW - timedelta(minutes=18),
    last_in_by="Maria",
    last_in_station="s1",
)
LEFT = replace(INSIDE, inside=False, last_out=NOW)


def asked(*, at: str = "door", now: datetime = NOW, presence: Presence = NOWHERE, **ticket):
    return replace(
        QUESTION, checkpoint=at, now=now, tickets=(replace(GOOD, **ticket),), presence=presence
    )


CASES = [
    ("a good ticket", asked(), "admitted", {}),
    ("nobody has the code", replace(QUESTION, tickets=()), "unknown", {}),
    ("an older code", asked(live=False), "revoked", {}),
    (
        "two people with one code",
        replace(QUESTION, tickets=(GOOD, replace(GOOD, attendee="a2"))),
        "ambiguous",
        {"many": "2"},
    ),
    (
        "a code that moved to somebody else",
        replace(QUESTION, tickets=(replace(GOOD, live=False), replace(GOOD, attendee="a2"))),
        "admitted",
        {},
    ),
    ("cancelled", asked(status=Status.CANCELLED), "cancelled", {}),
    ("gone from the list", asked(withdrawn=True), "withdrawn", {}),
    ("blocked", asked(blocked=True), "blocked", {}),
    ("not approved", asked(status=Status.PENDING), "not_approved", {}),
    (
        "before its time",
        asked(valid_from=NOW + timedelta(minutes=1)),
        "too_early",
        {"from": "2026-11-24T08:31:00+00:00"},
    ),
    ("at its first instant", asked(valid_from=NOW), "admitted", {}),
    (
        "at its last instant",
        asked(valid_until=NOW),
        "too_late",
        {"until": "2026-11-24T08:30:00+00:00"},
    ),
    ("just before its end", asked(valid_until=NOW + timedelta(milliseconds=1)), "admitted", {}),
    ("known by its name in the list", asked(category="conference PASS"), "admitted", {}),
    (
        "another category's checkpoint",
        asked(at="gala"),
        "category",
        {"category": "Regular", "admitted": "Gala guest"},
    ),
    (
        "a category that enters elsewhere",
        asked(category="gala"),
        "category",
        {"category": "gala", "admitted": ""},
    ),
    ("a ticket type that the plan lacks", asked(category="Mystery"), "admitted", {}),
    ("tomorrow's ticket", asked(category="wednesday"), "wrong_day", {"days": "2026-11-25"}),
    (
        "the day before the event",
        asked(now=NOW - timedelta(days=1)),
        "wrong_day",
        {"days": "2026-11-24,2026-11-25"},
    ),
    (
        "half past three in the morning is still the day before",
        asked(now=datetime(2026, 11, 26, 2, 30, tzinfo=UTC), category="wednesday"),
        "admitted",
        {},
    ),
    ("not paid", asked(payment=Payment.UNPAID), "unpaid", {}),
    (
        "not paid, where the operator may let them in",
        asked(at="open", payment=Payment.UNPAID),
        "confirm_unpaid",
        {},
    ),
    (
        "the gala in the morning",
        asked(at="gala", category="gala"),
        "closed",
        {"opens": "2026-11-24T19:00:00+00:00"},
    ),
    (
        "the gala after midnight",
        asked(at="gala", category="gala", now=datetime(2026, 11, 24, 23, 59, tzinfo=UTC)),
        "admitted",
        {},
    ),
    (
        "the gala when it is over",
        asked(at="gala", category="gala", now=datetime(2026, 11, 25, 0, 0, tzinfo=UTC)),
        "closed",
        {},
    ),
    ("in through the way out", asked(at="way-out"), "closed", {"only": "exit"}),
    (
        "a second time",
        asked(presence=INSIDE),
        "already_in",
        {"at": "2026-11-24T08:12:00+00:00", "checkpoint": "door", "by": "Maria", "station": "s1"},
    ),
    ("back after leaving", asked(presence=LEFT), "admitted", {}),
    (
        "back after leaving where one enters once",
        asked(at="once", presence=LEFT),
        "already_in",
        {"at": "2026-11-24T08:12:00+00:00", "checkpoint": "once", "by": "Maria", "station": "s1"},
    ),
    ("again where one enters at will", asked(at="open", presence=INSIDE), "admitted", {}),
    (
        "against the checkpoint's own condition",
        asked(variant="child"),
        "rules",
        {"rule": "allow[1]", "needs": "variant != Child", "place": "door"},
    ),
]


@pytest.mark.parametrize(
    ("question", "reason", "details"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_entry(question, reason, details):
    verdict = decide(question)

    asks = dict.fromkeys(("ambiguous", "confirm_unpaid"), Outcome.ASK)
    expected = {"admitted": Outcome.ADMIT, **asks}.get(reason, Outcome.REFUSE)
    assert (verdict.outcome, verdict.reason, verdict.details) == (expected, Reason(reason), details)


def test_the_path_names_every_check_up_to_the_one_that_decided():
    verdict = decide(asked(blocked=True, payment=Payment.UNPAID))

    assert verdict.path == ("unknown", "revoked", "ambiguous", "cancelled", "blocked")
    assert verdict.overrule == ("problem-desk", "lead")


FAULTS = {
    Reason.CANCELLED: {"status": Status.CANCELLED},
    Reason.BLOCKED: {"blocked": True},
    Reason.TOO_EARLY: {"valid_from": NOW + timedelta(hours=1)},
    Reason.WRONG_DAY: {"category": "wednesday"},
    Reason.UNPAID: {"payment": Payment.UNPAID},
    Reason.RULES: {"variant": "Child"},
    Reason.ALREADY_IN: {"presence": INSIDE},
}


@pytest.mark.parametrize("first", FAULTS)
@pytest.mark.parametrize("second", FAULTS)
def test_of_two_faults_the_earlier_check_speaks(first, second):
    order = [reason for reason, _check in CHECKS]

    verdict = decide(asked(**(FAULTS[first] | FAULTS[second])))

    assert verdict.reason is min(first, second, key=order.index)


@pytest.mark.parametrize(
    ("question", "warning"),
    [
        (asked(), None),
        (asked(presence=INSIDE), None),
        (asked(payment=Payment.UNPAID), Reason.UNPAID),
        (asked(withdrawn=True), Reason.WITHDRAWN),
        (replace(QUESTION, tickets=()), Reason.UNKNOWN),
        (asked(at="gala", category="gala"), None),
        (asked(variant="Child"), None),
    ],
)
def test_an_exit_is_always_recorded_and_warns(question, warning):
    verdict = decide(replace(question, direction=Direction.EXIT))

    assert (verdict.outcome, verdict.reason, verdict.warning) == (
        Outcome.ADMIT,
        Reason.LEFT,
        warning,
    )


instants = st.integers(-96, 144).map(lambda hours: NOW + timedelta(hours=hours))
tickets = st.builds(
    Ticket,
    attendee=st.sampled_from(["a", "b"]),
    category=st.sampled_from(["Regular", "wednesday", "gala", "Mystery", ""]),
    status=st.sampled_from(Status),
    payment=st.sampled_from(Payment),
    withdrawn=st.booleans(),
    blocked=st.booleans(),
    live=st.booleans(),
    valid_from=st.none() | instants,
    valid_until=st.none() | instants,
    variant=st.sampled_from(["", "Child"]),
)
questions = st.builds(
    Question,
    st.just(PLAN),
    st.sampled_from(list(PLAN.checkpoints)),
    st.sampled_from(Direction),
    instants,
    st.lists(tickets, max_size=3).map(tuple),
    st.sampled_from([Presence(), INSIDE, LEFT]),
)


@given(questions)
def test_every_question_has_an_answer_and_every_refusal_of_a_person_somebody_who_may_overrule(
    question,
):
    verdict = decide(question)

    assert verdict == decide(question)
    assert verdict.path[-1] == verdict.reason or verdict.reason in (
        Reason.WITHDRAWN,
        Reason.TOO_LATE,
        Reason.MISCONFIGURED,
    )
    nobodys = (Reason.UNKNOWN, Reason.AMBIGUOUS, Reason.CONFIRM_UNPAID)
    refused = verdict.outcome is not Outcome.ADMIT and verdict.reason not in nobodys
    assert bool(verdict.overrule) == refused


@given(questions)
def test_nobody_unknown_or_cancelled_is_ever_admitted(question):
    verdict = decide(replace(question, direction=Direction.ENTRY))

    if verdict.outcome is Outcome.ADMIT:
        (ticket,) = [each for each in question.tickets if each.live]
        assert ticket.status is Status.VALID
        assert not ticket.blocked
        assert not ticket.withdrawn


def test_openings_are_in_utc_and_in_order_with_the_day_they_belong_to():
    assert openings(PLAN, "gala") == (
        Opening(
            datetime(2026, 11, 24, 19, tzinfo=UTC), datetime(2026, 11, 25, 0, tzinfo=UTC), TUESDAY
        ),
    )
    assert openings(PLAN, "door") == (
        Opening(
            datetime(2026, 11, 24, 3, tzinfo=UTC), datetime(2026, 11, 25, 3, tzinfo=UTC), TUESDAY
        ),
        Opening(
            datetime(2026, 11, 25, 3, tzinfo=UTC), datetime(2026, 11, 26, 3, tzinfo=UTC), WEDNESDAY
        ),
    )


def test_a_party_that_outlasts_the_day_still_belongs_to_its_evening():
    party = Checkpoint(name="Party", windows=(Window(opens=time(22), closes=time(5)),))
    plan = PLAN.model_copy(update={"checkpoints": {"party": party}})
    question = replace(QUESTION, plan=plan, checkpoint="party")

    def at(hour: int) -> Reason:
        local = datetime(2026, 11, 26, hour, 30, tzinfo=plan.zone)
        return decide(replace(question, now=local.astimezone(UTC))).reason

    assert [at(hour) for hour in (3, 4, 5)] == [Reason.ADMITTED, Reason.ADMITTED, Reason.WRONG_DAY]


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        # The whole day, as people write it.
        (time(0), time(23, 59), ((TUESDAY, 0, 0), (TUESDAY, 23, 59))),
        (time(3, 30), time(22), ((TUESDAY, 3, 30), (TUESDAY, 22, 0))),
        (time(22), time(3), ((TUESDAY, 22, 0), (WEDNESDAY, 3, 0))),
        # After midnight it is still the evening before.
        (time(1), time(3), ((WEDNESDAY, 1, 0), (WEDNESDAY, 3, 0))),
        (time(1), time(4), ((WEDNESDAY, 1, 0), (WEDNESDAY, 4, 0))),
    ],
)
def test_only_a_window_that_ends_with_the_night_belongs_to_the_evening_before(
    opens, closes, expected
):
    rule = Checkpoint(name="Door", days=(TUESDAY,), windows=(Window(opens=opens, closes=closes),))
    plan = Plan(event=PLAN.event, checkpoints={"door": rule})

    (opening,) = openings(plan, "door")
    begins, ends = opening.opens, opening.closes

    spans = [(at.date(), at.hour, at.minute) for at in map(plan.local, (begins, ends))]
    assert tuple(spans) == expected
