"""What two consoles have done about the same incidents while they were apart."""

from __future__ import annotations

from onsite.incidents.board.chains import Looking
from onsite.incidents.board.survey import survey
from onsite.sync.clock import moments
from onsite.wiring import open_site
from tests.conftest import ManualClock
from tests.incidents.conftest import Log, meet


def test_a_duplicate_of_what_was_closed_meanwhile_stands_on_both_boards_and_is_told(
    paging, tmp_path
):
    site = open_site(tmp_path / "other", operator="Bo", clock=ManualClock(paging.clock.now()))
    other = Log(site, site.clock, "Bo")
    fire = paging.reported("smoke", types=("medical",), severity="critical")
    paging.round()
    knife = paging.reported("man with knife", types=("medical",))
    meet(paging.site, site)

    paging.merge(knife, fire)
    paging.round()
    other.clock.advance(minutes=1)
    other.close(fire, "put out", "Bo", forced=True, reason="no time")
    meet(paging.site, site)

    number = paging.one(knife).number
    for log in (paging, other):
        here = Looking(log.site.journal.station).place(moments.now(log.clock))
        there = log.site.read_now(survey, "Ana", log.clock.now(), here, {})
        assert [each for each in there.incidents.values() if each.is_open] == [log.one(knife)]
    paging.clock.advance(minutes=1)
    before = len(paging.told)
    assert paging.round()
    assert all(number in text for *_who, text in paging.told[before:])
    site.close()
