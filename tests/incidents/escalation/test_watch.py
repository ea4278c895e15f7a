"""Waits by the clock that nobody can set."""

from __future__ import annotations

import pytest

from onsite.incidents.escalation.due import due
from onsite.incidents.escalation.watch import Chains, Now, Watch
from tests.incidents.escalation.keeping import MINUTE, Incident, at, policy, step, told

HOUR = 60 * MINUTE


class Desk:
    """A console whose wall clock may be set; `at` is the true time."""

    def __init__(self, incident: Incident) -> None:
        self.incident = incident
        self.watch = Watch()
        self.offset_ms = 0

    def now(self, time: str) -> Now:
        return Now(at(time) + self.offset_ms, at(time) - at("08:00"))

    def watched(self, time: str):
        return self.watch.right("i", self.incident.chain, self.now(time))

    def next(self, time: str) -> str | None:
        """When something is due, told by the true time."""
        chain, now = self.watched(time).chain, self.now(time)
        found = due(chain, now.at_ms, self.incident.on_duty)
        if found.steps:
            return told(found.due_ms - self.offset_ms)
        return None if found.next_ms is None else told(found.next_ms - self.offset_ms)


@pytest.fixture
def incident() -> Incident:
    """Another station has fired the first step at ten."""
    incident = Incident(policy(step("medical"), step("lead"), step("management"), expires=15))
    incident.look("10:00", station="two")
    return incident


@pytest.fixture
def desk(incident) -> Desk:
    desk = Desk(incident)
    assert desk.next("10:01") == "10:05"
    return desk


@pytest.mark.parametrize("by_ms", [HOUR, -HOUR, 1000, -24 * HOUR])
def test_a_clock_that_is_set_neither_delays_a_step_nor_brings_it_forward(desk, by_ms):
    desk.offset_ms = by_ms
    assert desk.next("10:04:59") == "10:05"
    assert desk.next("10:06") == "10:05"


@pytest.mark.parametrize("by_ms", [HOUR, -HOUR])
def test_nor_an_acknowledgement(desk, by_ms):
    desk.incident.ack("10:02", station="two")
    assert desk.next("10:02") == "10:17"
    desk.offset_ms = by_ms
    assert desk.next("10:16:59") == "10:17"
    assert desk.next("10:17") == "10:20"
    assert desk.next("10:30") == "10:20"


def test_what_is_of_the_future_counts_from_when_it_was_seen(incident):
    desk = Desk(incident)
    desk.offset_ms = -HOUR
    assert desk.next("10:01") == "10:06"
    assert desk.next("10:05:59") == "10:06"


def test_what_it_has_not_seen_before_it_takes_by_the_wall_clock(incident):
    desk = Desk(incident)
    assert desk.next("10:30") == "10:05"


def test_since_when_it_stands_so(desk):
    assert told(desk.watched("10:04").seen_ms) == "10:01"
    desk.incident.fired("10:05", 1, "cat", station="two")
    assert told(desk.watched("10:05:30").seen_ms) == "10:05:30"
    assert desk.next("10:06") == "10:10"


def test_where_nothing_is_wrong_the_chain_is_as_it_was(desk):
    assert desk.watched("10:04").chain == desk.incident.chain


def test_what_it_has_forgotten_it_sees_anew(desk):
    desk.offset_ms = -HOUR
    desk.watch.keep_only(["i"])
    assert desk.next("10:04") == "10:05"
    desk.watch.keep_only([])
    assert desk.next("10:04") == "10:09"


def test_a_chain_is_replayed_once_until_something_is_said(incident):
    chains, read = Chains(), []

    def entries():
        read.append(len(incident.entries))
        return incident.entries

    first = chains.of("i", 2, entries)
    assert first == incident.chain
    assert chains.of("i", 2, entries) is first
    incident.ack("10:02")
    assert chains.of("i", 3, entries) == incident.chain
    assert chains.of("j", 3, entries) == incident.chain
    assert read == [2, 3, 3]
    chains.keep_only(["j"])
    chains.of("j", 3, entries)
    chains.of("i", 3, entries)
    assert read == [2, 3, 3, 3]
