"""A desk whose clock was off: its times are shown with a mark, on every station."""

from __future__ import annotations

import pytest

from onsite.checkin import clock_words, history_words
from onsite.checkin.conflicts import words as conflict_words
from onsite.checkin.history import history
from onsite.checkin.roll import conflicts
from onsite.clock import to_ms
from onsite.plan.service import current
from onsite.sync.clock import marks as clocks
from onsite.sync.clock.hub_clock import Offset
from onsite.wiring import open_site
from tests.checkin.apart import admit, meet
from tests.conftest import START, ManualClock

HOUR_MS = 3_600_000


@pytest.mark.parametrize(
    ("off_ms", "said"),
    [
        (None, ""),
        (HOUR_MS, "its clock was 1 h ahead"),
        (-HOUR_MS, "its clock was 1 h behind"),
        (25 * HOUR_MS + 120_000, "its clock was 25 h 2 min ahead"),
        (HOUR_MS - 20_000, "its clock was 1 h ahead"),
        (-90_000, "its clock was 2 min behind"),
        (59_700, "its clock was 1 min ahead"),
        (2_400, "its clock was 2 s ahead"),
        (-400 * 24 * HOUR_MS, "its clock was wrong by years"),
    ],
)
def test_how_far_a_clock_was_off(off_ms, said):
    assert clock_words.off(off_ms) == said


@pytest.mark.parametrize(
    ("off_ms", "said"),
    [
        (None, "09:32"),
        (25 * HOUR_MS + 120_000, "09:32 (clock +25 h)"),
        (-90_000, "09:32 (clock −2 min)"),
        (8_000 * 365 * 24 * HOUR_MS, "09:32"),
    ],
)
def test_a_time_in_a_list_has_a_short_mark(off_ms, said):
    assert clock_words.marked("09:32", off_ms) == said


@pytest.fixture
def met(site, roll, tmp_path):
    """Mia was let in here, and at a desk whose clock was found to be two minutes ahead."""
    mia = roll.add("Mia Klein", "MIA001")
    there = open_site(tmp_path / "there", operator="Tom", clock=ManualClock(START))
    meet(site, there)
    there.clock.advance(minutes=2)
    admit(site, "here", "MIA001")
    admit(there, "there", "MIA001")
    found = Offset(-120_000, 1, to_ms(there.clock.now()) * 1_000_000, 0)
    there.write_now(clocks.note_clock, found, 0)
    meet(site, there)
    yield site, mia, {there.journal.station: "Desk 2", site.journal.station: "Desk 1"}
    there.close()


def test_the_history_says_whose_clock_was_off(met):
    site, mia, names = met
    plan = site.read_now(current)
    lines = [
        history_words.history_line(number, line, plan, START, names).cells
        for number, line in enumerate(site.read_now(history, mia))
        if line.kind == "scan.made"
    ]
    assert lines == [
        ("09:30", "Main door: Come in", "Maria · Desk 1"),
        ("09:32 (clock +2 min)", "! Main door: admitted twice", "Tom · Desk 2"),
    ]


def test_a_conflict_says_whose_clock_was_off(met):
    site, _mia, names = met
    (twice,) = site.read_now(conflicts)
    assert conflict_words.both_admissions(twice, site.read_now(current), START, names) == (
        "! Main door: admitted twice, 09:30 by Maria at Desk 1 "
        "and 09:32 by Tom at Desk 2 (its clock was 2 min ahead)"
    )
