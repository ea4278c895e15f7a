"""The zones of the demo: counted until a moment ago, filling, and none of them full."""

from __future__ import annotations

import pytest

from onsite.clock import to_ms
from onsite.demo.days import days_from
from onsite.demo.filling import fill
from onsite.demo.people import guests
from onsite.demo.zones import COUNTED, MISSED
from onsite.zones.counting.reading import absorbed, standings
from onsite.zones.surveying import survey
from tests.conftest import START
from tests.demo.test_filling import Filled


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = Filled(tmp_path_factory.mktemp("zones"), START, "Europe/Berlin")
    yield store
    store.site.close()


def totals(store) -> dict[str, int]:
    there = store.site.read_now(standings, store.plan)
    return {zone: each.total for zone, each in there.items()}


def test_the_zones_hold_whom_the_counters_counted_and_the_recount_found(store):
    assert totals(store) == {**COUNTED, "hall": COUNTED["hall"] + MISSED, "gala": 0}
    base = store.site.read_now(standings, store.plan)["hall"].base
    assert (base.people - base.expected, base.operator) == (MISSED, "rui")
    assert store.site.read_now(absorbed, "hall") == ()


def test_nobody_was_counted_in_the_future_and_the_last_one_just_now(store):
    now_ms = to_ms(START)
    there = store.site.read_now(standings, store.plan)
    assert all(now_ms - 5 * 60_000 < there[zone].last_ms < now_ms for zone in COUNTED)


def test_the_workshops_fill_and_no_zone_warns_yet(store):
    seen = store.site.read_now(survey, store.plan, START)
    filling = seen.zone("workshops")
    assert filling.forecast.state == "filling"
    assert [level for level, _ms in filling.forecast.until] == [80, 90, 100]
    assert filling.forecast.until[0][1] < 15 * 60_000
    others = [each for each in seen.zones if each.id != "workshops"]
    assert all((each.percent or 0) < 40 for each in others)
    assert {each.id: each.level for each in seen.zones if each.level} == {}
    assert not any(each.danger or each.stop_entry for each in seen.zones)


def test_zones_and_gates_agree_also_once_everybody_has_come_whom_the_video_shows(store):
    balance = store.site.read_now(survey, store.plan, START).balance
    assert not balance.alarms
    assert abs(balance.difference - len(guests())) <= balance.tolerance


def test_filling_it_twice_counts_nobody_twice(store):
    before = totals(store)
    fill(store.site, store.clock, days_from(START, "Europe/Berlin"))
    assert totals(store) == before
