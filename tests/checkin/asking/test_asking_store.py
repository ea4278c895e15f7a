"""Questions, confirmations, add-ons and overruling on a real store."""

from __future__ import annotations

import pytest

from onsite.cases.service import NewCase, open_case
from onsite.checkin import service
from onsite.checkin.asking.answered import given
from onsite.checkin.asking.overruling import Overruling
from onsite.checkin.entrants import entrants
from onsite.checkin.facts import UNPAID, Direction, Outcome, Reason
from onsite.checkin.history import history
from onsite.checkin.roll import counters, guests_by_id, last_scans
from onsite.errors import BadInputError, NotPossibleError
from onsite.plan.service import current, publish
from onsite.roster.acts.doing import Doer
from onsite.roster.acts.merging import merge
from onsite.roster.facts import Payment, Status
from tests.checkin.conftest import Roll

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]

[categories.regular]
name = "Regular"

[categories.crew]
name = "Crew"

[checkpoints.door]
name = "Main door"
admits_unpaid = true

[checkpoints.room]
name = "Workshop room"
addons = ["Workshop A"]
categories = ["crew"]

[checkpoints.kiosk]
name = "Kiosk"
kiosk = true

[questions.shirt]
text = "Shirt?"
choices = ["S", "M"]
required = true
categories = ["regular"]
checkpoints = ["door", "kiosk"]

[questions.note]
text = "Note?"
categories = ["regular"]
checkpoints = ["door"]
"""


@pytest.fixture
def plan(site):
    site.write_now(publish, PLAN, "Maria")
    return site.read_now(current)


@pytest.fixture
def roll(site, plan) -> Roll:
    return Roll(site)


@pytest.fixture
def desk(site, plan):
    class Desk:
        def scan(self, key: str, code: str = "", at: str = "door", **more):
            more.setdefault("direction", Direction.ENTRY)
            attempt = service.Attempt(key, at, "Maria", code=code, **more)
            return site.write_now(service.scan, plan, attempt)

        def overrule(self, key: str, by: str = "lena", why: str = "Her badge was forgotten"):
            return site.write_now(service.overrule, plan, Overruling(key, by, why), "Maria")

    return Desk()


def test_whoever_is_asked_comes_in_with_the_answers_and_is_asked_once(site, roll, desk):
    ada = roll.add("Ada", "ADA", payment=Payment.UNPAID)

    asked = desk.scan("k1", "ADA")
    assert (asked.verdict.outcome, asked.verdict.asks.questions) == (
        Outcome.ASK,
        ("shirt", "note"),
    )
    answers = (("shirt", "m"), ("note", ""))
    said = {"answers": answers, "confirmed": (UNPAID,), "refers_to": "k1"}
    admitted = desk.scan("k2", attendee=ada, **said)
    again = desk.scan("k2", attendee=ada, **said)

    assert (admitted.verdict.outcome, admitted.code) == (Outcome.ADMIT, "ADA")
    assert admitted.verdict.details == {"confirmed": UNPAID}
    assert again.verdict == admitted.verdict
    assert again.repeated
    assert site.read_now(given, [ada]) == {ada: (("note", ""), ("shirt", "M"))}
    desk.scan("k3", "ADA", direction=Direction.EXIT)
    assert desk.scan("k4", "ADA").verdict.asks.confirm == (UNPAID,)
    assert desk.scan("k4", "ADA").verdict.asks.questions == ()


def test_the_history_has_what_was_asked_answered_and_confirmed(site, roll, desk):
    ada = roll.add("Ada", "ADA", payment=Payment.UNPAID)
    desk.scan("k1", "ADA")
    answers = (("shirt", "M"), ("note", "x"))
    desk.scan("k2", attendee=ada, answers=answers, confirmed=(UNPAID,), refers_to="k1")

    lines = [line for line in site.read_now(history, ada) if line.verdict is not None]
    assert [line.verdict.outcome for line in lines] == [Outcome.ASK, Outcome.ADMIT]
    assert lines[1].answers == answers
    assert [each.verdict.outcome.value for each in site.read_now(last_scans)] == ["admit", "ask"]


def test_an_exit_asks_nothing(roll, desk):
    roll.add("Ada", "ADA", payment=Payment.UNPAID)

    left = desk.scan("k1", "ADA", direction=Direction.EXIT)

    assert left.verdict.outcome is Outcome.ADMIT
    assert not left.verdict.asks


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((("shirt", "XXL"),), "“XXL” does not answer “Shirt?”. Choose one of: S, M."),
        ((("shirt", ""),), "Nobody comes in here without an answer."),
        ((("hat", "S"),), "The plan has no question “hat”. Choose one of: shirt, note."),
    ],
)
def test_what_is_no_answer_is_not_recorded(site, roll, desk, answers, said):
    roll.add("Ada", "ADA")

    with pytest.raises(BadInputError) as wrong:
        desk.scan("k1", "ADA", answers=answers)

    assert said in str(wrong.value)
    assert site.read_now(last_scans) == []


def test_a_kiosk_lets_in_who_answered_at_a_desk(roll, desk):
    ada = roll.add("Ada", "ADA")
    assert desk.scan("k1", "ADA", at="kiosk").verdict.outcome is Outcome.REFUSE

    desk.scan("k2", attendee=ada, answers=(("shirt", "S"), ("note", "")))

    assert desk.scan("k3", "ADA", at="kiosk").verdict.outcome is Outcome.ADMIT


def test_a_refusal_is_put_aside_once_and_counts_as_an_entry(site, plan, roll, desk, clock):
    ada = roll.add("Ada", "ADA", category="Crew")
    desk.scan("in", "ADA")
    refused = desk.scan("no", "ADA")
    clock.advance(minutes=1)

    let_in = desk.overrule("no")
    retried = desk.overrule("no", why="Another reason")

    assert refused.verdict.reason is Reason.ALREADY_IN
    assert (let_in.verdict.outcome, let_in.verdict.reason) == (Outcome.ADMIT, Reason.OVERRULED)
    assert let_in.verdict.details == {
        "was": "already_in",
        "by": "lena",
        "why": "Her badge was forgotten",
    }
    assert (retried.key, retried.verdict, retried.repeated) == (let_in.key, let_in.verdict, True)
    scans = site.read_now(last_scans)
    assert [(each.key, each.conflict) for each in scans] == [
        (let_in.key, False),
        ("no", False),
        ("in", False),
    ]
    figures = site.read_now(counters, plan, "door", clock.now())
    assert (figures.admitted, figures.inside, figures.conflicts) == (1, 1, 0)
    (guest,) = site.read_now(guests_by_id, plan, [ada], "door", clock.now())
    assert guest.state == "inside"


def test_what_was_put_aside_and_taken_back_is_not_put_aside_again(site, plan, roll, desk):
    roll.add("Ada", "ADA", category="Crew", status=Status.CANCELLED)
    desk.scan("no", "ADA")
    let_in = desk.overrule("no")
    site.write_now(service.undo, plan, let_in.key, "by_mistake", "Maria")

    with pytest.raises(NotPossibleError, match="that was taken back"):
        desk.overrule("no")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("NOBODY", "it is not known who it is"),
        ("BOTH", "it is not known who it is"),
        ("GOOD", "was not refused"),
        ("UNPAID", "the desk itself can confirm"),
    ],
)
def test_what_nobody_may_put_aside_is_named(roll, desk, code, said):
    roll.add("Ada", "BOTH", category="Crew")
    roll.add("Bob", "BOTH", category="Crew")
    roll.add("Cem", "GOOD", category="Crew")
    roll.add("Dan", "UNPAID", category="Crew", payment=Payment.UNPAID)
    desk.scan("k", code)

    with pytest.raises(NotPossibleError) as refused:
        desk.overrule("k")

    assert said in str(refused.value)


def test_overruling_needs_a_reason_and_a_scan(roll, desk):
    with pytest.raises(BadInputError, match="needs a reason"):
        desk.overrule("k", why=" ")
    with pytest.raises(NotPossibleError, match="no scan with this key"):
        desk.overrule("k")


def test_a_ticket_lets_in_with_the_add_on_that_is_booked_with_it(site, roll, desk):
    main = roll.add("Ada", "ADA", order="A1", source="pretix")
    # As the import knows them: A1-1 is Ada, A1-3 Bob.
    room = roll.add("Ada ", "ADA-ROOM", order="A1", category="Workshop A", addon_to="Ada")
    roll.add("Bob", "BOB", order="A1")

    first = desk.scan("k1", "ADA", at="room")
    second = desk.scan("k2", "ADA-ROOM", at="room")

    assert main != room
    assert (first.verdict.outcome, first.guest.attendee) == (Outcome.ADMIT, room)
    assert second.verdict.reason is Reason.ALREADY_IN
    refused = desk.scan("k3", "BOB", at="room")
    assert (refused.verdict.reason, refused.guest.name) == (Reason.CATEGORY, "Bob")


def test_without_a_link_an_add_on_is_of_the_one_of_that_name_or_of_the_booking(roll, desk):
    roll.add("Ada", "ADA", order="A1")
    roll.add("Bob", "BOB", order="A1")
    rooms = [
        roll.add("ada", "ROOM-1", order="A1", category="workshop a"),
        roll.add("", "ROOM-2", order="A1", category="Workshop A"),
    ]

    assert desk.scan("k1", "ADA", at="room").guest.attendee == rooms[0]
    both = desk.scan("k2", "BOB", at="room")
    assert (both.verdict.outcome, both.verdict.reason) == (Outcome.ASK, Reason.AMBIGUOUS)
    assert {each.attendee for each in both.candidates} == set(rooms)
    chosen = desk.scan("k3", attendee=rooms[1], at="room")
    assert chosen.verdict.outcome is Outcome.ADMIT
    desk.scan("k4", "ROOM-1", at="room", direction=Direction.EXIT)
    assert desk.scan("k5", "BOB", at="room", direction=Direction.EXIT).guest.attendee == rooms[1]


def test_of_several_add_ons_the_cancelled_do_not_count(roll, desk):
    roll.add("Ada", "ADA", order="A1")
    roll.add("x", "R1", order="A1", category="Workshop A", status=Status.CANCELLED)
    good = roll.add("y", "R2", order="A1", category="Workshop A")
    roll.add("Bob", "BOB", order="B1")
    roll.add("z", "R3", order="B1", category="Workshop A", status=Status.CANCELLED)

    assert desk.scan("k1", "ADA", at="room").guest.attendee == good
    assert desk.scan("k2", "BOB", at="room").verdict.reason is Reason.CANCELLED


def test_who_lists_answer_as_single_scans_do_and_name_who_is_asked(site, plan, roll, desk, clock):
    people = {
        "regular": {},
        "unpaid": {"payment": Payment.UNPAID},
        "crew": {"category": "Crew"},
        "crew unpaid": {"category": "Crew", "payment": Payment.UNPAID},
        "cancelled": {"status": Status.CANCELLED},
        "main": {"order": "A1"},
        "room": {"order": "A1", "category": "Workshop A"},
        "two": {"order": "B1"},
        "b1": {"order": "B1", "category": "Workshop A"},
        "b2": {"order": "B1", "category": "Workshop A"},
    }
    for name, fields in people.items():
        roll.add(name, name, **fields)
    answered = roll.add("answered", "answered")
    desk.scan("k", attendee=answered, answers=(("shirt", "S"), ("note", "")))
    desk.scan("out", attendee=answered, direction=Direction.EXIT)

    for place in plan.checkpoints:
        listed = {}
        for admitted in (True, False):
            for each in site.read_now(entrants, plan, place, clock.now(), admitted=admitted):
                assert (each.verdict.outcome is not Outcome.REFUSE) is admitted
                listed[each.name] = each.verdict
        assert listed.keys() == {*people, "answered"}
        for name, verdict in listed.items():
            key = f"{place}-{name}"
            assert desk.scan(key, name, at=place).verdict == verdict
            if verdict.outcome is Outcome.ADMIT:
                site.write_now(service.undo, plan, key, "by_mistake", "Maria")


def test_an_open_case_that_stops_check_in_keeps_out_until_it_is_resolved(
    site, plan, roll, desk, clock
):
    ada = roll.add("Ada", "ADA", category="Crew")
    roll.add("Bob", "BOB", category="Crew")
    case = site.write_now(open_case, plan, NewCase("blocked", attendee=ada), "Maria")

    refused = desk.scan("k1", "ADA")
    assert (refused.verdict.reason, refused.verdict.details) == (Reason.CASE, {"case": case})
    assert refused.verdict.overrule
    out = site.read_now(entrants, plan, "door", clock.now(), admitted=False)
    assert [(each.name, each.verdict) for each in out] == [("Ada", refused.verdict)]
    assert desk.overrule("k1").verdict.outcome is Outcome.ADMIT


def test_what_merged_records_have_answered_and_are_stopped_by_counts(site, plan, roll, desk, clock):
    ada, twin = roll.add("Ada", "ADA"), roll.add("A. Byron", "TWIN")
    roll.add("Bob", "BOB")
    desk.scan("k1", attendee=twin, answers=(("shirt", "S"), ("note", "")))
    desk.scan("k2", attendee=twin, direction=Direction.EXIT)
    site.write_now(merge, ada, twin, Doer("Maria"))

    assert desk.scan("k3", "ADA").verdict.outcome is Outcome.ADMIT
    case = site.write_now(open_case, plan, NewCase("blocked", attendee=twin), "Maria")
    refused = desk.scan("k4", "TWIN").verdict
    assert (refused.reason, refused.details) == (Reason.CASE, {"case": case})
    out = site.read_now(entrants, plan, "door", clock.now(), admitted=False)
    assert [(each.name, each.verdict) for each in out] == [("Ada", refused)]
