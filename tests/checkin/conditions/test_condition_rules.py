"""A checkpoint's condition among the other checks of a scan, and what it says in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.checkin import wording
from onsite.checkin.facts import Direction, Outcome, Reason
from onsite.checkin.question import Presence, Question, Ticket
from onsite.checkin.rules import CHECKS, against, decide
from onsite.plan.conditions.printing import form
from onsite.plan.conditions.tree import leaves as comparisons
from onsite.plan.model import Category, Checkpoint, Event, Plan
from onsite.roster.facts import Payment
from tests.checkin.conditions.people import day_of, instants, local
from tests.plan.conditions.trees import DAYS, trees

EVENT = Event(
    name="Summit", zone="Europe/Berlin", days=DAYS, admission="08:00", start="09:00", end="18:00"
)
CATEGORIES = {
    "regular": Category(name="Regular", tickets=("Early bird", "O'Brien pass")),
    "vip": Category(name="VIP"),
    "press": Category(name="Press"),
}
GATES = {"a": "Gate A", "b": "Gate B", "north-2": "North"}


def plan(*allow, **more) -> Plan:
    more = {"gates": GATES, "admits_unpaid": True, "entries": "multiple"} | more
    rule = Checkpoint(name="Main door", allow=allow, **more)
    return Plan(event=EVENT, categories=CATEGORIES, checkpoints={"door": rule})


def scanned(*allow, at="2026-11-24 10:00", came=(), inside=False, gate="", rule=None, **ticket):
    entered = tuple(local(each) for each in came)
    there = Presence(inside=inside, entries=len(entered), entered=entered)
    guest = Ticket("a1", ticket.pop("category", "Early bird"), **ticket)
    the_plan = plan(*allow, **(rule or {}))
    return Question(the_plan, "door", Direction.ENTRY, local(at), (guest,), there, gate)


NINE = ("2026-11-24 09:00",)
ANSWERS = [
    # The lines of the README, met and not met, with the whole of what is said.
    (scanned("entries < 3", came=NINE * 2), ""),
    (
        scanned("entries < 3", came=NINE * 3),
        "At most 3 entries. The last entry was at 09:00.",
    ),
    (scanned("entries today < 2", came=NINE), ""),
    (
        scanned("entries today < 2", came=(*NINE, "2026-11-24 09:30")),
        "At most 2 entries a day. May come in again from Wed 2026-11-25 04:00.",
    ),
    (
        scanned(
            "entries today < 1",
            came=NINE,
            rule={"windows": ({"opens": "08:30", "closes": "20:00"},)},
        ),
        "At most 1 entry a day. May come in again from Wed 2026-11-25 08:30.",
    ),
    (
        scanned("entries today < 1", at="2026-11-26 10:00", came=("2026-11-26 09:00",)),
        "At most 1 entry a day. The last entry was at 09:00.",
    ),
    (
        scanned(
            "days present < 2 or present today",
            at="2026-11-25 10:00",
            came=(*NINE, "2026-11-25 09:00"),
        ),
        "",
    ),
    (
        scanned(
            "days present < 2 or present today",
            at="2026-11-26 10:00",
            came=(*NINE, "2026-11-25 09:00"),
        ),
        "On at most 2 days. The last entry was at Wed 2026-11-25 09:00.",
    ),
    (scanned("minutes since last entry >= 180"), ""),
    (
        scanned("minutes since last entry >= 85", came=NINE),
        "At least 85 min between two entries. May come in again in 25 min, from 10:25.",
    ),
    (
        scanned("minutes since last entry >= 180", came=NINE),
        "At least 180 min between two entries. May come in again from 12:00.",
    ),
    (scanned("outside", came=NINE), ""),
    (scanned("outside", came=NINE, inside=True), "Only after the way out was scanned."),
    (scanned("time >= 22:00", at="2026-11-25 01:00"), ""),
    (scanned("time >= 22:00"), "May come in from 22:00."),
    (scanned("gate = a", gate="a"), ""),
    (scanned("gate = a", gate="b"), "Only at Gate A."),
    (scanned("gate in a, b", gate="north-2"), "Only at Gate A or Gate B."),
    (scanned("gate != a", gate="a"), "Only at Gate B or North."),
    # A tolerance; the nearest of several ways; several things at once.
    (
        scanned("now >= first admission - 10 min", at="2026-11-24 07:20"),
        "May come in from 07:50, in 30 min.",
    ),
    (scanned({"any": ["vip", "time >= 11:00"]}), "May come in from 11:00, in 60 min."),
    (
        scanned("gate = a", "time >= 22:00", gate="b"),
        "Only at Gate A. May come in from 22:00.",
    ),
    (
        scanned("outside", "minutes since last entry >= 90", came=NINE, inside=True),
        (
            "Only after the way out was scanned. At least 90 min between two entries. "
            "May come in again in 30 min, from 10:30."
        ),
    ),
    (scanned("category in vip, press"), "Only with a ticket “VIP”, “Press”."),
    (scanned("category != regular"), "Not with a ticket “Regular”."),
    (scanned("variant = Student"), "Only with a ticket “Student”."),
    (scanned("vip"), "Only for VIPs."),
    (scanned("not speaker", speaker=True), "Not for speakers."),
    (
        scanned("paid", payment=Payment.UNPAID),
        "Only once the ticket is paid: send to the problem desk.",
    ),
    (scanned("age >= 18", born=17), "Only from 18 years of age on."),
    (
        scanned("age >= 18", born=date(2008, 11, 26)),
        "Only from 18 years of age on. May come in from Thu 2026-11-26 04:00.",
    ),
    (
        scanned("age < 13"),
        "Only up to 12 years of age. The list does not say how old this guest is.",
    ),
    (scanned("day = 2026-11-26"), "May come in from Thu 2026-11-26 04:00."),
    (scanned("weekday != Tue"), "May come in from Wed 2026-11-25 04:00."),
    (scanned("day < 2026-11-25", at="2026-11-25 10:00"), "Only before Wed 2026-11-25."),
    (scanned("weekday = Tue", at="2026-11-25 10:00"), "Only on Tue."),
    (scanned("now < first start + 5 min"), "Only until 5 min after the start on the first day."),
    (
        scanned("entries since 2026-11-24 08:00 < 1", came=NINE),
        "At most 1 entry since Tue 2026-11-24 08:00. The last entry was at 09:00.",
    ),
    (scanned("entries > 0 or vip"), "Only for guests who have come in at least 1 time."),
    (
        scanned("entries != 1 and entries != 2", came=NINE),
        "The rule here is: entries != 1. The last entry was at 09:00.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("question", "said"), ANSWERS)
def test_what_a_scan_answers(question, said):
    verdict = decide(question)

    assert wording.sentence(verdict, question.plan, question.now) == said
    expected = (Outcome.REFUSE, Reason.RULES) if said else (Outcome.ADMIT, Reason.ADMITTED)
    assert (verdict.outcome, verdict.reason) == expected
    assert verdict.overrule == (("problem-desk", "lead") if said else ())


def test_the_path_that_decided_is_named_as_it_stands_in_the_plan():
    allow = ("entries < 9", {"any": ["vip", {"all": ["time >= 11:00", "outside"]}]})
    verdict = decide(scanned(*allow, came=NINE))

    assert verdict.path[-2:] == ("closed", "rules")
    assert verdict.details == {
        "rule": "allow[2].any[2].all[1]",
        "needs": "time >= 11:00",
        "place": "door",
        "last": "2026-11-24T08:00:00+00:00",
        "from": "2026-11-24T10:00:00+00:00",
        "wait": "60",
    }


def test_the_condition_may_take_the_place_of_the_tickets_own_window():
    allow = ("now >= ticket start - 30 min", "now < ticket end + 10 min")
    window = {"valid_from": local("2026-11-24 10:00"), "valid_until": local("2026-11-24 12:00")}

    def reason(at: str, *conditions) -> Reason:
        return decide(scanned(*conditions, at=at, **window)).reason

    assert [reason(f"2026-11-24 {at}", *allow) for at in ("09:29", "09:30", "12:09", "12:10")] == [
        *(Reason.RULES, Reason.ADMITTED, Reason.ADMITTED, Reason.RULES),
    ]
    assert reason("2026-11-24 12:09", allow[0]) is Reason.TOO_LATE
    assert reason("2026-11-24 09:30", "now < ticket end + 10 min") is Reason.TOO_EARLY


def test_an_entry_after_midnight_belongs_to_the_evening_of_an_open_party():
    party = {"windows": ({"opens": "20:00", "closes": "06:00"},)}
    once = scanned(
        "entries today < 1", at="2026-11-25 05:30", came=("2026-11-24 21:00",), rule=party
    )

    assert decide(once).details["from"] == local("2026-11-25 20:00").isoformat()
    assert decide(replace(once, now=local("2026-11-25 20:00"))).reason is Reason.ADMITTED


class Broken:
    """A plan whose condition names what the plan does not have, as none can be published."""

    def __init__(self) -> None:
        good = plan("now >= admission")
        event = EVENT.model_copy(update={"admission": None})
        self.plan = Plan.model_construct(**{**dict(good), "event": event})


def test_a_condition_that_fails_at_the_door_refuses_as_a_fault_of_the_plan():
    question = replace(scanned(), plan=Broken().plan)
    verdict = decide(question)

    assert (verdict.outcome, verdict.reason) == (Outcome.REFUSE, Reason.MISCONFIGURED)
    assert verdict.details == {"fault": "NotSetError"}
    assert verdict.overrule == ("problem-desk", "lead")
    assert against(question) is Reason.MISCONFIGURED
    assert wording.sentence(verdict, question.plan, question.now) == (
        "The rules of this checkpoint cannot be applied. Send to the problem desk; tell the lead."
    )


def test_a_condition_that_fails_at_the_door_lets_everybody_out():
    question = replace(scanned(), plan=Broken().plan, direction=Direction.EXIT)
    verdict = decide(question)

    assert (verdict.outcome, verdict.reason, verdict.warning) == (Outcome.ADMIT, Reason.LEFT, None)


def test_the_condition_is_looked_at_after_everything_but_already_in():
    order = [reason for reason, _check in CHECKS]

    at = order.index(Reason.RULES)
    assert order[at - 1] is Reason.CLOSED
    assert Reason.ALREADY_IN in order[at + 1 :]
    assert not {*order[:at]} & {Reason.ALREADY_IN, Reason.CONFIRM_UNPAID, Reason.QUESTIONS}


@st.composite
def scans(draw) -> Question:
    """A scan at a checkpoint with any condition, be it one that makes no sense."""
    condition = draw(trees(most=6))
    rule = Checkpoint(
        name="Door",
        gates=GATES,
        entries=draw(st.sampled_from(("single", "multiple"))),
        admits_unpaid=draw(st.booleans()),
        allow=tuple(form(condition)),
    )
    parts = {**dict(plan()), "checkpoints": {"door": rule}}
    entered = tuple(sorted(draw(st.lists(instants, max_size=3))))
    guest = Ticket(
        "a1",
        draw(st.sampled_from(("Early bird", "VIP", "Unheard of"))),
        payment=draw(st.sampled_from(Payment)),
        valid_from=draw(st.none() | instants),
        vip=draw(st.booleans()),
        variant=draw(st.sampled_from(("", "Student"))),
    )
    there = Presence(inside=draw(st.booleans()), entries=len(entered), entered=entered)
    return Question(
        Plan.model_construct(**parts),
        "door",
        Direction.ENTRY,
        draw(instants),
        (guest,),
        there,
        draw(st.sampled_from((*GATES, ""))),
    )


@settings(max_examples=50)
@given(scans())
def test_every_answer_has_words_and_somebody_who_may_overrule(question):
    verdict = decide(question)

    assert verdict.reason is against(question)
    if verdict.reason is Reason.RULES:
        assert wording.sentence(verdict, question.plan, question.now)
        assert verdict.overrule
        assert len(list(comparisons(question.rule.condition))) >= len(
            verdict.details["needs"].split(" and ")
        )


@settings(max_examples=50)
@given(scans())
def test_who_is_told_a_time_is_not_refused_by_the_condition_then(question):
    verdict = decide(question)
    if verdict.reason is not Reason.RULES or "from" not in verdict.details:
        return
    if verdict.details["needs"].count("side") or "paid" in verdict.details["needs"]:
        return
    gate = verdict.details.get("gates", question.gate).split(",")[0]
    since = question.now.fromisoformat(verdict.details["from"])

    later = decide(replace(question, now=since, gate=gate)).reason
    good = (Reason.ADMITTED, Reason.CONFIRM_UNPAID)
    assert later in (*good, Reason.ALREADY_IN, Reason.UNPAID)
    sooner = since - timedelta(minutes=1)
    if sooner > question.now and day_of(sooner) == day_of(since):
        assert decide(replace(question, now=sooner, gate=gate)).reason not in good
