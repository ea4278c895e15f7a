"""Every reason, and every order of two: refused, asked, or put aside by somebody who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest

from onsite.checkin.facts import UNPAID, Asks, Direction, Outcome, Reason
from onsite.checkin.question import Presence, Question, Ticket
from onsite.checkin.rules import CHECKS, against, decide
from onsite.plan.goods import GoodsPart
from onsite.plan.model import Category, Checkpoint, Event, Plan, Window
from onsite.plan.questions import QuestionPart
from onsite.roster.facts import Payment, Status

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
LATER = (Window(opens=time(20), closes=time(23)),)
PLAN = Plan(
    event=Event(name="Summit", zone="Europe/Berlin", days=(TUESDAY, WEDNESDAY)),
    categories={
        "regular": Category(name="Regular"),
        "crew": Category(name="Crew"),
        "wednesday": Category(name="Wednesday", days=(WEDNESDAY,)),
        "gala": Category(name="Gala", checkpoints=("gala",)),
        "galawed": Category(name="Gala Wednesday", days=(WEDNESDAY,), checkpoints=("gala",)),
    },
    checkpoints={
        **{
            f"door-{closed:d}{unpaid:d}{handed:d}": Checkpoint(
                name="Door",
                kind="gift" if handed else "door",
                allow=("variant != Child",),
                windows=LATER if closed else (),
                admits_unpaid=bool(unpaid),
            )
            for closed, unpaid, handed in product((0, 1), repeat=3)
        },
        "gala": Checkpoint(name="Gala"),
        "kiosk": Checkpoint(name="Kiosk", kiosk=True, admits_unpaid=True),
    },
    goods={
        f"pack-{closed:d}{unpaid:d}": GoodsPart(
            name="Pack", checkpoint=f"door-{closed:d}{unpaid:d}1", categories=("crew",)
        )
        for closed, unpaid in product((0, 1), repeat=2)
    },
    questions={
        "shirt": QuestionPart(text="Shirt?", choices=("S", "M"), required=True),
        "note": QuestionPart(text="Note?"),
        "pass": QuestionPart(text="Pass?", every_time=True, required=True, categories=("gala",)),
    },
)
ANSWERED = (("shirt", "M"), ("note", ""))
INSIDE = Presence(inside=True, entries=1, last_in=NOW - timedelta(minutes=18), last_in_by="Maria")

FAULTS: dict[Reason, dict] = {
    Reason.UNKNOWN: {"tickets": 0},
    Reason.REVOKED: {"live": False},
    Reason.AMBIGUOUS: {"tickets": 2},
    Reason.CANCELLED: {"status": Status.CANCELLED},
    Reason.WITHDRAWN: {"withdrawn": True},
    Reason.BLOCKED: {"blocked": True},
    Reason.CASE: {"case": "c1"},
    Reason.NOT_APPROVED: {"status": Status.PENDING},
    Reason.TOO_EARLY: {"valid_from": NOW + timedelta(hours=1)},
    Reason.TOO_LATE: {"valid_until": NOW},
    Reason.CATEGORY: {"shut_out": True},
    Reason.WRONG_DAY: {"wrong_day": True},
    Reason.UNPAID: {"payment": Payment.UNPAID, "unpaid_may": False},
    Reason.CLOSED: {"closed": True},
    Reason.RULES: {"variant": "Child"},
    Reason.HANDED_OVER: {"handed": True},
    Reason.ALREADY_IN: {"presence": INSIDE},
    Reason.CONFIRM_UNPAID: {"payment": Payment.UNPAID},
    Reason.QUESTIONS: {"answered": ()},
}
ORDER = [reason for reason, _check in CHECKS]
SAME_CHECK = {
    Reason.WITHDRAWN: Reason.CANCELLED,
    Reason.TOO_LATE: Reason.TOO_EARLY,
    Reason.MISCONFIGURED: Reason.RULES,
}
"""One check answers with two reasons; of them, the one on the right comes first."""
NOT_TOGETHER = {
    frozenset({Reason.CANCELLED, Reason.NOT_APPROVED}),
    frozenset({Reason.UNPAID, Reason.CONFIRM_UNPAID}),
    frozenset({Reason.UNKNOWN, Reason.REVOKED}),
    frozenset({Reason.HANDED_OVER, Reason.ALREADY_IN}),
    frozenset({Reason.UNKNOWN, Reason.AMBIGUOUS}),
}
"""What one ticket cannot have both of."""
PAIRS = [pair for pair in product(FAULTS, repeat=2) if frozenset(pair) not in NOT_TOGETHER]
CATEGORIES = {
    (False, False): "Regular",
    (False, True): "wednesday",
    (True, False): "gala",
    (True, True): "galawed",
}


def faulty(*reasons: Reason) -> Question:
    """A scan with these faults, and no others."""
    given = {"answered": ANSWERED, "unpaid_may": True}
    for reason in reasons:
        given |= FAULTS[reason]
    many, case = given.pop("tickets", 1), given.pop("case", "")
    flags = (given.pop("closed", False), given.pop("unpaid_may"), given.pop("handed", False))
    place = "door-" + "".join(f"{flag:d}" for flag in flags)
    presence, answered = given.pop("presence", Presence()), given.pop("answered")
    category = CATEGORIES[given.pop("shut_out", False), given.pop("wrong_day", False)]
    ticket = Ticket("a1", category, **given)
    tickets = tuple(replace(ticket, attendee=f"a{number}") for number in range(many))
    return Question(
        PLAN,
        place,
        Direction.ENTRY,
        NOW,
        tickets,
        presence,
        case=case,
        answered=answered,
    )


def order(reason: Reason) -> tuple[int, bool]:
    return ORDER.index(SAME_CHECK.get(reason, reason)), reason in SAME_CHECK


def test_every_check_is_in_the_table():
    assert {SAME_CHECK.get(reason, reason) for reason in FAULTS} == set(ORDER)


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_of_two_faults_the_earlier_check_speaks_and_nobody_is_asked_who_is_refused(first, second):
    question = faulty(first, second)
    verdict = decide(question)
    speaks = min(first, second, key=order)

    assert verdict.reason is speaks
    assert against(question) is speaks
    asks = {Reason.AMBIGUOUS, Reason.CONFIRM_UNPAID, Reason.QUESTIONS}
    assert verdict.outcome is (Outcome.ASK if speaks in asks else Outcome.REFUSE)
    if speaks is Reason.CONFIRM_UNPAID or speaks is Reason.QUESTIONS:
        confirm = (UNPAID,) if Reason.CONFIRM_UNPAID in (first, second) else ()
        put = ("shirt", "note") if Reason.QUESTIONS in (first, second) else ()
        assert verdict.asks == Asks(confirm=confirm, questions=put)
    else:
        assert not verdict.asks


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_an_exit_asks_nothing_and_is_recorded_whatever_is_wrong(first, second):
    verdict = decide(replace(faulty(first, second), direction=Direction.EXIT))

    assert (verdict.outcome, verdict.reason) == (Outcome.ADMIT, Reason.LEFT)
    assert not verdict.asks
    warned = [each for each in (first, second) if order(each)[0] < ORDER.index(Reason.CLOSED)]
    assert verdict.warning is (min(warned, key=order) if warned else None)


@pytest.mark.parametrize("reason", FAULTS)
def test_a_refusal_of_somebody_who_is_known_may_be_put_aside(reason):
    verdict = decide(faulty(reason))

    nobodys = (Reason.UNKNOWN, Reason.AMBIGUOUS, Reason.CONFIRM_UNPAID)
    assert verdict.overrule == (() if reason in nobodys else ("problem-desk", "lead"))


def test_what_was_answered_and_confirmed_lets_in():
    asked = faulty(Reason.CONFIRM_UNPAID, Reason.QUESTIONS)

    confirmed = replace(asked, confirmed=(UNPAID,))
    answered = replace(confirmed, answers=ANSWERED)
    half = replace(confirmed, answers=(("shirt", ""), ("note", "")))

    assert decide(confirmed).reason is Reason.QUESTIONS
    assert decide(half).asks.questions == ("shirt",)
    assert (decide(answered).outcome, decide(answered).details) == (
        Outcome.ADMIT,
        {"confirmed": UNPAID},
    )


def test_a_question_of_every_time_is_answered_only_by_this_very_scan():
    gala = replace(faulty(), checkpoint="gala", tickets=(Ticket("a1", "gala"),))
    before = replace(gala, answered=(*ANSWERED, ("pass", "B1")))

    assert decide(before).asks.questions == ("pass",)
    assert decide(replace(before, answers=(("pass", "B2"),))).outcome is Outcome.ADMIT


def test_a_kiosk_skips_what_may_be_left_open_and_sends_everything_else_to_a_desk():
    at_kiosk = replace(faulty(), checkpoint="kiosk")
    unpaid = replace(at_kiosk.ticket, payment=Payment.UNPAID)

    told = {
        "answered": decide(at_kiosk),
        "optional": decide(replace(at_kiosk, answered=ANSWERED[:1])),
        "required": decide(replace(at_kiosk, answered=())),
        "unpaid": decide(replace(at_kiosk, tickets=(unpaid,))),
    }

    assert {key: (each.outcome.value, each.reason.value) for key, each in told.items()} == {
        "answered": ("admit", "admitted"),
        "optional": ("admit", "admitted"),
        "required": ("refuse", "questions"),
        "unpaid": ("refuse", "confirm_unpaid"),
    }
    assert told["required"].details == {"kiosk": "kiosk"}


@pytest.mark.parametrize(
    ("ticket", "reason"),
    [
        ("Workshop A", Reason.ADMITTED),
        ("workshop a ", Reason.ADMITTED),
        ("Monday seat", Reason.ADMITTED),
        ("Workshop B", Reason.CATEGORY),
        ("Crew", Reason.ADMITTED),
        ("Regular", Reason.CATEGORY),
        ("Unheard of", Reason.CATEGORY),
    ],
)
def test_a_checkpoint_of_add_ons_is_for_those_tickets_besides_its_categories(ticket, reason):
    plan = Plan(
        event=PLAN.event,
        categories={
            "regular": Category(name="Regular"),
            "crew": Category(name="Crew"),
            "shop": Category(name="Workshops", tickets=("Workshop A", "Workshop B")),
            "seat": Category(name="Seat", tickets=("Monday seat",), checkpoints=("other",)),
        },
        checkpoints={
            "room": Checkpoint(name="Room", addons=("Workshop A", "seat"), categories=("crew",)),
            "other": Checkpoint(name="Other"),
        },
    )
    question = Question(plan, "room", Direction.ENTRY, NOW, (Ticket("a1", ticket),))

    assert decide(question).reason is reason
