"""Two desks that both let the same ticket in while they were apart, each on its own store."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import insert

from onsite.checkin import commands, history_words
from onsite.checkin.conflicts import words as conflict_words
from onsite.checkin.desk.news import ConflictNews
from onsite.checkin.facts import Direction, Outcome, Reason, ScanMade, Verdict
from onsite.checkin.history import history
from onsite.checkin.roll import conflicts, counters, guests_by_id, last_scans
from onsite.checkin.service import Attempt, scan
from onsite.checkin.views import Admission, Conflict, Counters
from onsite.checkin.wording import station_name
from onsite.journal.facts import LATEST_MS
from onsite.journal.fold import folded_tables, table_of
from onsite.plan.service import current
from onsite.sync.tables import MemberRow
from onsite.wiring import open_site
from tests.checkin.apart import admit, meet, take_back
from tests.conftest import START, ManualClock

TWO_MINUTES = timedelta(minutes=2)


@pytest.fixture
def mia(roll):
    return roll.add("Mia Klein", "MIA001")


@pytest.fixture
def there(site, mia, tmp_path):
    """Another desk, which knows the plan and the list; its clock is its own."""
    opened = open_site(tmp_path / "there", operator="Tom", clock=ManualClock(START))
    meet(site, opened)
    yield opened
    opened.close()


@pytest.fixture
def twice(site, there, clock, mia):
    """Mia was let in there at 09:30 and here at 09:32, and the desks have met."""
    admit(there, "there", "MIA001")
    clock.advance(minutes=2)
    admit(site, "here", "MIA001")
    meet(site, there)
    return Conflict(
        key="here",
        attendee=mia,
        name="Mia Klein",
        checkpoint="door",
        first=Admission(START, "Tom", there.journal.station),
        second=Admission(START + TWO_MINUTES, "Maria", site.journal.station),
    )


def folded(site):
    return {
        table.name: site.store.read_now(
            lambda rows, t=table: sorted(map(repr, rows.execute(t.select())))
        )
        for table in folded_tables()
    }


def test_the_person_counts_once_and_both_scans_stay_at_both_desks(site, there, twice):
    for desk in (site, there):
        plan, now = desk.read_now(current), START + TWO_MINUTES
        logged = desk.read_now(last_scans, "door")
        assert [(each.key, each.conflict) for each in logged] == [("here", True), ("there", False)]
        assert desk.read_now(counters, plan, "door", now) == Counters(1, 1, 1, 0.2, 1)
        assert desk.read_now(conflicts) == [twice]
    assert folded(site) == folded(there)


def test_the_next_scan_is_refused_with_the_first_admission(site, twice, clock):
    verdict = admit(site, "again", "MIA001").verdict

    assert (verdict.reason, verdict.details["by"]) == (Reason.ALREADY_IN, "Tom")
    assert verdict.details["at"] == START.isoformat()


@pytest.mark.parametrize("taken_back", ["here", "there"])
def test_an_undo_of_either_ends_the_conflict_everywhere(site, there, mia, twice, taken_back):
    there.clock.advance(minutes=3)
    take_back(there, taken_back)
    meet(site, there)

    for desk in (site, there):
        plan, now = desk.read_now(current), START + TWO_MINUTES
        (guest,) = desk.read_now(guests_by_id, plan, [mia], "door", now)
        since = START + TWO_MINUTES if taken_back == "there" else START
        assert (guest.state, guest.since) == ("inside", since)
        assert desk.read_now(conflicts) == []
        assert desk.read_now(counters, plan, "door", now) == Counters(1, 1, 1, 0.2)
    assert folded(site) == folded(there)


def test_a_clock_that_was_an_hour_ahead_keeps_nobody_in(site, there, mia, clock):
    there.clock.advance(hours=1)
    admit(there, "in", "MIA001")
    meet(site, there)
    clock.advance(minutes=5)
    plan = site.read_now(current)

    site.write_now(scan, plan, Attempt("out", "door", "Maria", Direction.EXIT, "MIA001"))
    meet(site, there)

    for desk in (site, there):
        (guest,) = desk.read_now(guests_by_id, plan, [mia], "door", clock.now())
        assert guest.state == "left"
    assert admit(site, "back", "MIA001").verdict.reason is Reason.ADMITTED


def test_a_scan_at_the_end_of_time_lets_the_next_one_be_recorded(site, there, mia):
    at_the_end = ScanMade(
        key="in",
        at_ms=LATEST_MS,
        checkpoint="door",
        direction=Direction.ENTRY,
        code="MIA001",
        attendee=mia,
        verdict=Verdict(outcome=Outcome.ADMIT, reason=Reason.ADMITTED),
    )
    write = there.journal.append
    there.store.write_now(lambda rows: write(rows, at_the_end, operator="Tom"))
    meet(site, there)

    for key in ("again", "and again"):
        assert admit(site, key, "MIA001").verdict.reason is Reason.ALREADY_IN


def test_conflicts_are_told_newest_first_of_one_checkpoint_or_person(site, there, roll, clock):
    ada = roll.add("Ada", "ADA001")
    meet(site, there)
    for code in ("MIA001", "ADA001"):
        admit(there, f"there-{code}", code)
        clock.advance(minutes=1)
        admit(site, f"here-{code}", code)
    meet(site, there)

    told = [each.key for each in site.read_now(conflicts)]
    assert told == ["here-ADA001", "here-MIA001"]
    assert [each.key for each in site.read_now(conflicts, 1)] == told[:1]
    assert [each.key for each in site.read_now(conflicts, attendee=ada)] == told[:1]
    assert site.read_now(conflicts, checkpoint="workshop") == []


def test_of_three_desks_each_later_scan_is_set_against_the_first(site, there, mia, tmp_path, clock):
    third = open_site(tmp_path / "third", operator="Eve", clock=ManualClock(START))
    meet(site, third)
    third.clock.advance(minutes=4)
    for desk, key in ((there, "there"), (site, "here"), (third, "third")):
        admit(desk, key, "MIA001")
        clock.advance(minutes=1)
    meet(site, there, third)
    third.close()

    told = [(each.key, each.first.operator) for each in site.read_now(conflicts)]
    logged = {each.key: each.conflict for each in site.read_now(last_scans)}
    (first,) = {key for key, marked in logged.items() if not marked}
    assert logged["third"]
    assert told[0][0] == "third"
    assert {who for _key, who in told} == {{"there": "Tom", "here": "Maria"}[first]}


def test_the_history_names_both_and_marks_the_later_one(site, mia, twice):
    plan = site.read_now(current)
    names = {twice.first.station: "Desk 2", twice.second.station: "Desk 1"}

    lines = [
        history_words.history_line(number, line, plan, START + TWO_MINUTES, names)
        for number, line in enumerate(site.read_now(history, mia))
        if line.kind == "scan.made"
    ]

    assert [(line.cells, line.tone) for line in lines] == [
        (("09:30", "Main door: Come in", "Tom · Desk 2"), "good"),
        (("09:32", "! Main door: admitted twice", "Maria · Desk 1"), "warning"),
    ]


def test_the_details_say_when_by_whom_and_at_which_stations(site, twice):
    plan = site.read_now(current)
    names = {twice.first.station: "Desk 2"}

    said = conflict_words.both_admissions(twice, plan, START + TWO_MINUTES, names)

    here = twice.second.station[:6]
    assert said == (
        f"! Main door: admitted twice, 09:30 by Tom at Desk 2 and 09:32 by Maria at {here}"
    )


def test_the_news_says_where_and_what_to_do(site, twice):
    plan, here = site.read_now(current), site.journal.station
    names = {twice.first.station: "Desk 2"}

    assert conflict_words.news([twice], plan, START, here, names) == [
        "Mia Klein was admitted twice: 09:32 here, 09:30 at Desk 2. Tell the lead."
    ]
    assert conflict_words.news([twice] * 4, plan, START, here, names) == [
        "4 guests were admitted twice. F9 shows the last scans. Tell the lead."
    ]


@pytest.mark.parametrize(
    ("names", "said"),
    [({}, "abcdef"), ({"abcdef01": "Desk 2"}, "Desk 2"), ({"abcdef01": "\x1b[31mD\x07"}, "D")],
)
def test_a_station_is_called_by_its_name_where_it_is_known(names, said):
    assert station_name("abcdef01", names) == said


def told(key, attendee="mia"):
    at = Admission(START, "Tom", "abcdef")
    return Conflict(key, attendee, "Mia", "door", at, at)


def test_news_is_what_was_not_there_at_the_last_look():
    news = ConflictNews()

    assert news.since_last("door", [told("old")]) == []
    assert news.since_last("door", [told("old")]) == []
    assert news.since_last("door", [told("new", "ada"), told("old")]) == [told("new", "ada")]
    assert news.since_last("door", [told("new", "ada"), told("moved")]) == []
    assert news.since_last("door", [told("third"), told("new", "ada"), told("moved")]) == [
        told("third")
    ]
    assert news.since_last("gala", [told("elsewhere")]) == []
    assert news.since_last("gala", []) == []
    assert news.since_last("gala", [told("elsewhere")]) == [told("elsewhere")]


def test_the_shell_says_at_which_desk_somebody_came_in(site, there, twice):
    site.write_now(called, there.journal.station, "Desk 2")
    plan, names = site.read_now(current), site.read_now(commands._names)
    again = Attempt("again", "door", "Maria", Direction.ENTRY, "MIA001")
    answer = site.write_now(scan, plan, again)

    assert "checked in by Tom at Desk 2." in commands._in_words(answer, plan, names)
    why = commands._as_object(answer, plan, names)["why"]
    assert why.endswith("checked in by Tom at Desk 2.")


def called(_journal, rows, station, name):
    """A station is known by that name."""
    row = {"station": station, "name": name, "role": "desk", "roles": "[]"}
    row |= {"subject": station, "link": "", "box": "", "edition": 0, "why": ""}
    rows.execute(insert(table_of(MemberRow)).values(row))


def test_status_counts_conflicts(run, tmp_path, site, twice):
    site.close()

    figures = json.loads(run("status", "--json")[1])["checkpoints"]["door"]
    text = run("status")[1]

    assert (figures["admitted"], figures["inside"], figures["conflicts"]) == (1, 1, 1)
    assert "Main door: 1 scan let in somebody who was in already\n" in text
