from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from onsite.clock import from_ms
from onsite.errors import NotPossibleError
from onsite.journal.fold import table_of
from onsite.journal.journal import entries_of
from onsite.journal.tables import EntryRow
from onsite.plan import service
from onsite.plan.facts import PlanPublished
from onsite.plan.reading import PlanError, read
from onsite.plan.service import Published, Version
from onsite.wiring import open_site
from tests.conftest import ManualClock

FIRST = """\
# ours
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]
[checkpoints.main]
name = "Main"
"""
SECOND = FIRST.replace("Summit", "Meeting")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def publish(site, text):
    return site.write_now(service.publish, text, site.operator)


def test_without_a_plan_there_is_none(site):
    assert site.read_now(service.current) is None
    assert site.read_now(service.versions) == []
    assert site.read_now(service.text_of) is None


def test_the_last_published_plan_is_in_force_and_all_stay(site, clock):
    start = clock.now()
    assert publish(site, FIRST) == Published(1, digest(FIRST), changed=True)
    clock.advance(seconds=5)
    assert publish(site, SECOND) == Published(2, digest(SECOND), changed=True)
    assert site.read_now(service.current) == read(SECOND)
    assert site.read_now(service.text_of) == SECOND
    assert site.read_now(service.text_of, 1) == FIRST
    assert site.read_now(service.text_of, 3) is None
    station = site.journal.station
    assert site.read_now(service.versions) == [
        Version(1, digest(FIRST), start, station, "Maria"),
        Version(2, digest(SECOND), clock.now(), station, "Maria"),
    ]


def test_a_plan_that_would_not_be_in_force_is_not_published(site, tmp_path, clock):
    ahead = ManualClock(clock.now() + timedelta(minutes=3))
    other = open_site(tmp_path / "ahead", operator="Nora", clock=ahead)
    publish(other, FIRST)
    entries = other.read_now(entries_of, other.journal.station)
    other.close()
    site.store.write_now(lambda rows: site.journal.receive(rows, entries))

    with pytest.raises(NotPossibleError, match="a clock is ahead"):
        publish(site, SECOND)

    assert site.read_now(service.current) == read(FIRST)
    assert len(site.read_now(service.versions)) == 1
    clock.advance(minutes=4)
    assert publish(site, SECOND) == Published(2, digest(SECOND), changed=True)


def test_the_same_text_again_does_nothing(site):
    publish(site, FIRST)
    assert publish(site, FIRST) == Published(1, digest(FIRST), changed=False)
    assert len(site.read_now(service.versions)) == 1


def test_an_earlier_plan_can_be_put_in_force_again(site):
    for text in (FIRST, SECOND, FIRST):
        publish(site, text)
    assert site.read_now(service.current) == read(FIRST)
    assert [each.number for each in site.read_now(service.versions)] == [1, 2, 3]


def test_what_is_no_plan_is_not_published(site):
    publish(site, FIRST)
    with pytest.raises(PlanError):
        publish(site, "[event]")
    assert site.read_now(service.current) == read(FIRST)


def test_the_current_plan_is_parsed_once(site):
    publish(site, FIRST)
    assert site.read_now(service.current) is site.read_now(service.current)


def test_a_plan_of_a_newer_onsite_is_named_and_can_be_replaced(site):
    newer = PlanPublished(text=f"{FIRST}[cinemas]\n", sha256=digest(f"{FIRST}[cinemas]\n"))
    site.store.write_now(lambda rows: site.journal.append(rows, newer, operator="Maria"))
    with pytest.raises(NotPossibleError, match="by a newer Onsite"):
        site.read_now(service.current)
    assert publish(site, SECOND) == Published(2, digest(SECOND), changed=True)
    assert site.read_now(service.current) == read(SECOND)


def test_what_is_recorded_is_the_text_as_it_was_written(site):
    publish(site, FIRST)
    entry = table_of(EntryRow)
    found = site.store.read_now(lambda rows: rows.execute(select(entry)).mappings().one())
    assert found["kind"] == "plan.published"
    assert found["subject"] == "plan:"
    assert json.loads(found["payload"]) == {"text": FIRST, "sha256": digest(FIRST)}
    assert from_ms(found["received_ms"]) == site.clock.now()
