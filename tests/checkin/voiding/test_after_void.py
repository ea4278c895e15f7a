"""A ticket that was cancelled before a desk that had not heard of it let somebody in."""

from __future__ import annotations

from itertools import permutations

import pytest

from onsite.checkin import history_words
from onsite.checkin.desk import words as desk_words
from onsite.checkin.facts import Direction, Outcome, Reason, ScanMade, Verdict
from onsite.checkin.history import history
from onsite.checkin.roll import counters, last_scans
from onsite.checkin.voiding import words as void_words
from onsite.checkin.voiding.admissions import after_void, implied_cases
from onsite.plan.service import current
from onsite.roster.facts import AttendeeListed, AttendeeWithdrawn, Record, Status
from onsite.roster.signed.facts import AttendeeFromCode, Bar, CodeBarred
from onsite.roster.signed.layout import attendee_of
from onsite.wiring import open_site
from tests.checkin.apart import admit, meet, take_back
from tests.conftest import START, ManualClock
from tests.journal.conftest import START_MS, schema, stations
from tests.roster.signed.samples import CODES

__all__ = ["schema", "stations"]

ADA = attendee_of(CODES[0])
GOOD = Record(name="Ada", codes=(CODES[0],))


def listed(**fields):
    record = GOOD.model_copy(update=fields)
    return AttendeeListed(attendee=ADA, source="test", source_key="1", record=record)


def scanned(key="a", way="entry", reason=Reason.ADMITTED, outcome="admit", code=CODES[0]):
    return ScanMade(
        key=key,
        at_ms=START_MS,
        checkpoint="door",
        direction=Direction(way),
        code=code,
        attendee=ADA,
        verdict=Verdict(outcome=Outcome(outcome), reason=reason),
    )


CANCELLED = listed(status=Status.CANCELLED)
WITHDRAWN = AttendeeWithdrawn(attendee=ADA)
REVOKED, BLOCKED, FREE = (CodeBarred(code=CODES[0], bar=bar) for bar in Bar)
MET = AttendeeFromCode(attendee=ADA, code=CODES[0], record=Record(name="", codes=(CODES[0],)))

TABLE = [
    ([listed(), scanned()], ""),
    ([listed(), CANCELLED, scanned()], "cancelled"),
    ([listed(), scanned(), CANCELLED], ""),
    ([listed(), CANCELLED, listed(), scanned()], ""),
    ([listed(), WITHDRAWN, scanned()], "withdrawn"),
    ([listed(), WITHDRAWN, listed(), scanned()], ""),
    ([REVOKED, MET, scanned()], "revoked"),
    ([REVOKED, FREE, MET, scanned()], "revoked"),
    ([BLOCKED, MET, scanned()], "blocked"),
    ([BLOCKED, FREE, MET, scanned()], ""),
    ([MET, scanned(), REVOKED], ""),
    ([listed(), REVOKED, scanned(code="")], ""),
    ([listed(), CANCELLED, scanned(way="exit", reason=Reason.LEFT)], ""),
    ([listed(), CANCELLED, scanned(reason=Reason.CANCELLED, outcome="refuse")], ""),
    ([listed(), CANCELLED, scanned(reason=Reason.OVERRULED)], ""),
]


@pytest.mark.parametrize(("facts", "why"), TABLE)
def test_in_whatever_order_it_is_heard(stations, facts, why):
    *writers, reader = stations(len(facts) + 1)
    entries = []
    for minute, (writer, fact) in enumerate(zip(writers, facts, strict=True)):
        writer.clock.ms += minute
        entries += writer.append(fact)

    for order in list(permutations(entries))[:24]:
        reader.wipe()
        for entry in order:
            reader.receive(entry)
        assert reader.driver.execute("SELECT void FROM scan").fetchall() == [(why,)]


@pytest.fixture
def mia(roll):
    return roll.add("Mia Klein", "MIA001")


@pytest.fixture
def there(site, mia, tmp_path):
    opened = open_site(tmp_path / "there", operator="Tom", clock=ManualClock(START))
    meet(site, opened)
    yield opened
    opened.close()


@pytest.fixture
def late(site, there, roll, mia):
    """Cancelled here at 09:30; let in there at 09:35 by a desk that had not heard of it."""
    roll.add("Mia Klein", "MIA001", status=Status.CANCELLED)
    there.clock.advance(minutes=5)
    admit(there, "there", "MIA001")
    site.clock.advance(minutes=10)
    meet(site, there)


def test_the_admission_counts_and_is_flagged_at_both_desks(site, there, mia, late):
    for desk in (site, there):
        plan = desk.read_now(current)
        figures = desk.read_now(counters, plan, "door", site.clock.now())
        assert (figures.admitted, figures.inside, figures.conflicts) == (1, 1, 0)
        (logged,) = desk.read_now(last_scans, "door")
        assert logged.void == "cancelled"
        (found,) = desk.read_now(after_void)
        assert (found.attendee, found.name, found.why) == (mia, "Mia Klein", "cancelled")
        assert found.admission.operator == "Tom"
        (case,) = desk.read_now(lambda rows, plan=plan: list(implied_cases(rows, plan)))
        assert (case.id, case.attendee, case.scans) == ("void-ticket:there", mia, ("there",))


def test_the_desk_says_so_in_the_list_the_details_and_the_history(site, there, mia, late):
    plan, now = site.read_now(current), site.clock.now()
    (logged,) = site.read_now(last_scans, "door")
    assert desk_words.scan_line(logged, plan).cells[1:] == ("!", "Mia Klein", "in, but cancelled")
    (found,) = site.read_now(after_void, attendee=mia)
    names = {there.journal.station: "Desk 2"}
    assert void_words.admission(found, plan, now, names) == (
        "! Main door: let in 09:35 by Tom at Desk 2; the ticket was cancelled before"
    )
    line = site.read_now(history, mia)[-1]
    assert (line.void, line.kind) == ("cancelled", "scan.made")
    shown = history_words.history_line(1, line, plan, now, names)
    assert shown.cells[1] == "! Main door: in, but cancelled"


def test_one_that_is_taken_back_is_none(site, there, mia, late):
    there.clock.advance(minutes=20)
    take_back(there, "there")
    meet(site, there)
    assert site.read_now(after_void) == []
    assert site.read_now(history, mia)[-2].void == ""


def test_a_desk_that_knows_refuses(site, late):
    assert admit(site, "here", "MIA001").verdict.reason is Reason.CANCELLED


def test_it_can_be_asked_for_one_checkpoint(site, late):
    assert len(site.read_now(lambda rows: after_void(rows, checkpoint="door"))) == 1
    assert site.read_now(lambda rows: after_void(rows, checkpoint="workshop")) == []
