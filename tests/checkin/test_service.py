"""The acts of a desk, on a real store."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onsite.checkin import roll as reads
from onsite.checkin import service
from onsite.checkin.facts import Direction, Outcome, Reason
from onsite.checkin.history import history
from onsite.checkin.views import Answer, Counters, Guest
from onsite.errors import BadInputError, NotPossibleError
from onsite.journal.fold import folded_tables, table_of
from onsite.journal.folding import refold_everything
from onsite.plan.service import current, publish
from onsite.plan.tables import PlanRow
from onsite.roster.facts import Payment


@pytest.fixture
def scan(site, plan):
    numbers = iter(range(1000))

    def make(code="", *, at="door", key=None, leaving=False, attendee="") -> Answer:
        attempt = service.Attempt(
            key=key or f"k{next(numbers)}",
            checkpoint=at,
            operator="Maria",
            direction=Direction.EXIT if leaving else Direction.ENTRY,
            code=code,
            attendee=attendee,
        )
        return site.write_now(service.scan, plan, attempt)

    return make


def folded(site):
    """Every folded row, to compare."""
    return {
        table.name: sorted(
            map(repr, site.store.read_now(lambda rows, t=table: rows.execute(t.select()).all()))
        )
        for table in folded_tables()
    }


def test_an_admission_says_who_came_in(scan, roll, clock):
    ada = roll.add(
        "Ada Łukasik", "CODE-1", company="Analytical", order="O1", vip=True, diet="vegan"
    )

    answer = scan("CODE-1")

    assert answer == Answer(
        key="k0",
        at=clock.now(),
        checkpoint="door",
        direction=Direction.ENTRY,
        code="CODE-1",
        verdict=answer.verdict,
        guest=Guest(
            attendee=ada,
            name="Ada Łukasik",
            company="Analytical",
            category="Regular",
            colour="#5f87af",
            order="O1",
            vip=True,
            diet="vegan",
            codes=("CODE-1",),
            state="inside",
            since=clock.now(),
        ),
    )
    assert answer.verdict.outcome is Outcome.ADMIT


def test_the_second_scan_says_when_where_and_by_whom(scan, roll, clock):
    roll.add("Ada", "CODE-1")
    scan("CODE-1")
    clock.advance(minutes=18)

    verdict = scan("CODE-1").verdict

    assert (verdict.outcome, verdict.reason) == (Outcome.REFUSE, Reason.ALREADY_IN)
    assert verdict.details["at"] == "2026-11-24T08:30:00+00:00"
    assert verdict.details["by"] == "Maria"


def test_the_same_key_answers_the_same_whatever_has_changed(site, scan, roll, clock):
    ada = roll.add("Ada", "CODE-1")
    first = scan("CODE-1", key="retry")
    roll.withdraw(ada)
    clock.advance(hours=30)

    again = scan("CODE-1", key="retry")

    assert (again.verdict, again.at, again.repeated) == (first.verdict, first.at, True)
    assert len(site.read_now(reads.last_scans)) == 1


def test_every_attempt_is_an_entry_refused_ones_too(site, scan, roll):
    roll.add("Ada", "CODE-1", payment=Payment.UNPAID)
    for code in ("CODE-1", "NOBODY", "CODE-1"):
        scan(code)

    logged = site.read_now(reads.last_scans)

    assert [(line.code, line.name, line.verdict.reason) for line in logged] == [
        ("CODE-1", "Ada", Reason.UNPAID),
        ("NOBODY", "", Reason.UNKNOWN),
        ("CODE-1", "Ada", Reason.UNPAID),
    ]


def test_the_noise_of_readers_makes_no_difference(scan, roll):
    roll.add("Ada", "CODE-1")

    assert scan("]Q1 CODE-1\r\n").code == "CODE-1"


def test_a_code_inside_a_link_is_found(scan, roll):
    roll.add("Ada", "g-abc123")

    answer = scan("https://luma.example/check-in/evt-1?pk=g-abc123")

    assert (answer.code, answer.guest.name) == ("g-abc123", "Ada")


def test_an_ambiguous_code_asks_and_the_choice_admits(scan, roll):
    roll.add("Bob", "SHARED")
    cid = roll.add("Cid", "SHARED")

    asked = scan("SHARED")
    chosen = scan(attendee=cid)

    assert asked.verdict.outcome is Outcome.ASK
    assert [guest.name for guest in asked.candidates] == ["Bob", "Cid"]
    assert (chosen.guest.name, chosen.verdict.reason) == ("Cid", Reason.ADMITTED)


def test_a_replaced_code_is_revoked_and_the_new_one_works(scan, roll):
    roll.add("Ada", "OLD")
    roll.add("Ada", "NEW")

    assert scan("OLD").verdict.reason is Reason.REVOKED
    assert scan("NEW").verdict.reason is Reason.ADMITTED


def test_an_exit_is_recorded_and_the_way_back_is_open(site, plan, scan, roll, clock):
    ada = roll.add("Ada", "CODE-1")
    scan("CODE-1")
    out = scan("CODE-1", leaving=True)
    (guest,) = site.read_now(reads.guests_by_id, plan, [ada], "door", clock.now())

    assert (out.verdict.reason, guest.state) == (Reason.LEFT, "left")
    assert scan("CODE-1").verdict.reason is Reason.ADMITTED


def test_undo_takes_an_admission_back(site, plan, scan, roll, clock):
    ada = roll.add("Ada", "CODE-1")
    scan("CODE-1", key="wrong-person")

    undone = site.write_now(service.undo, plan, "wrong-person", "the wrong person", "Maria")

    assert undone.guest.state == "expected"
    assert site.read_now(reads.counters, plan, "door", clock.now()) == Counters(expected=1)
    assert [(line.kind, line.undone) for line in site.read_now(history, ada)] == [
        ("attendee.listed", False),
        ("scan.made", True),
        ("scan.undone", False),
    ]
    assert scan("CODE-1").verdict.reason is Reason.ADMITTED


def test_undoing_an_exit_brings_back_who_was_inside(site, plan, scan, roll, clock):
    ada = roll.add("Ada", "CODE-1")
    scan("CODE-1")
    scan("CODE-1", key="out", leaving=True)

    site.write_now(service.undo, plan, "out", "they only went to the cloakroom", "Maria")

    (guest,) = site.read_now(reads.guests_by_id, plan, [ada], "door", clock.now())
    assert guest.state == "inside"


@pytest.mark.parametrize(
    ("key", "why", "error"),
    [
        ("admitted", " ", BadInputError),
        ("no such key", "a reason", NotPossibleError),
        ("refused", "a reason", NotPossibleError),
        ("undone", "a reason", NotPossibleError),
    ],
)
def test_an_undo_that_makes_no_sense_says_so_and_changes_nothing(
    site, plan, scan, roll, key, why, error
):
    roll.add("Ada", "CODE-1")
    roll.add("Bob", "CODE-2")
    scan("CODE-1", key="admitted")
    scan("CODE-1", key="refused")
    scan("CODE-2", key="undone")
    site.write_now(service.undo, plan, "undone", "because", "Maria")
    before = folded(site)

    with pytest.raises(error):
        site.write_now(service.undo, plan, key, why, "Maria")

    assert folded(site) == before


def test_the_last_admission_of_this_station_at_a_checkpoint(site, scan, roll):
    roll.add("Ada", "CODE-1")
    roll.add("Vip", "CODE-2", category="VIP")
    scan("CODE-1", key="door-1")
    scan("CODE-2", key="workshop-1", at="workshop")
    scan("NOBODY", key="refused")

    station = site.journal.station
    assert site.read_now(service.last_admission, station, "door") == "door-1"
    assert site.read_now(service.last_admission, station, "workshop") == "workshop-1"
    assert site.read_now(service.last_admission, "another", "door") is None


def test_an_unknown_checkpoint_names_those_there_are(scan, roll):
    with pytest.raises(BadInputError) as caught:
        scan("CODE-1", at="back-door")

    assert str(caught.value) == (
        "The plan has no checkpoint “back-door”. Choose one of: door, workshop."
    )


def test_an_empty_code_is_not_an_attempt(site, scan, roll):
    with pytest.raises(BadInputError):
        scan(" \r\n")

    assert site.read_now(reads.last_scans) == []


def test_counters(site, plan, scan, roll, clock):
    for number in range(6):
        roll.add(f"Guest {number}", f"CODE-{number}")
    roll.add("Tomorrow", "CODE-T", category="Wednesday only")
    roll.add("Blocked", "CODE-B", blocked=True)
    for number in range(5):
        scan(f"CODE-{number}")
    scan("CODE-0", leaving=True)

    assert site.read_now(reads.counters, plan, "door", clock.now()) == Counters(6, 5, 4, 1.0)
    clock.advance(minutes=6)
    assert site.read_now(reads.counters, plan, "door", clock.now()) == Counters(6, 5, 4, 0.0)


def test_a_party_with_its_state(site, plan, scan, roll, clock):
    ada = roll.add("Ada", "CODE-1", order="O1")
    roll.add("Bob", "CODE-2", order="O1")
    roll.add("Cid", "CODE-3", order="O1", blocked=True)
    roll.add("Dee", "CODE-4", order="O2")
    roll.add("Eve", "CODE-5")
    scan("CODE-2")

    party = site.read_now(reads.party, plan, ada, "door", clock.now())

    assert [(guest.name, guest.state) for guest in party] == [("Bob", "inside"), ("Cid", "blocked")]


def test_folding_everything_again_gives_the_same_rows(site, plan, scan, roll):
    ada = roll.add("Ada", "CODE-1")
    scan("CODE-1", key="one")
    scan("CODE-1", leaving=True)
    scan("CODE-1")
    scan("NOBODY")
    site.write_now(service.undo, plan, "one", "a mistake", "Maria")
    roll.withdraw(ada)
    before = folded(site)

    site.store.write_now(refold_everything)

    assert folded(site) == before
    assert before["scan"]


def test_a_ticket_that_is_good_from_the_far_future_is_not_good_yet(scan, roll):
    roll.add("Ada", "CODE-1", valid_from=datetime(2030, 1, 1, tzinfo=UTC))

    assert scan("CODE-1").verdict.details == {"from": "2030-01-01T00:00:00+00:00"}


def test_a_plan_published_anew_holds_from_the_next_scan(site, roll):
    roll.add("Ada", "CODE-1")
    text = site.read_now(texts)[-1].replace("2026-11-2", "2026-12-2")
    site.write_now(publish, text, "Maria")
    attempt = service.Attempt("k", "door", "Maria", code="CODE-1")

    answer = site.write_now(service.scan, site.read_now(current), attempt)

    assert answer.verdict.reason is Reason.WRONG_DAY


def texts(rows):
    return [row["text"] for row in rows.execute(table_of(PlanRow).select()).mappings()]
