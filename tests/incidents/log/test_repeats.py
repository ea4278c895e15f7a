"""A channel that fails again and again: told once, with how often."""

from __future__ import annotations

from datetime import UTC, datetime

from onsite.clock import to_ms
from onsite.incidents.lines import Known, said
from onsite.incidents.repeats import told_once
from onsite.incidents.views import Line

START_MS = to_ms(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))


def page(number: int, end: str, person: str = "lin", why: str = "timeout") -> list[Line]:
    """One telling, in the given minute, and how it ended; empty: nobody knows."""
    details = {"page": f"p{number}", "person": person, "channel": "sms"}
    ends = [(end, {"page": f"p{number}", "why": why})] if end else []
    at_ms = START_MS + number * 60_000
    return [
        Line(
            time=at_ms,
            station="aaaaaa",
            number=2 * number + place,
            incident="one",
            kind=f"incident.page_{kind}",
            operator="",
            at_ms=at_ms,
            happened_ms=at_ms,
            late=False,
            details=about,
        )
        for place, (kind, about) in enumerate([("begun", details), *ends])
    ]


def test_the_same_failure_is_told_once_and_then_as_a_count(log):
    lines = [line for number in range(4) for line in page(number, "failed")]
    first, last = told_once(lines)
    assert [first.name, last.name] == ["aaaaaa-0", "aaaaaa-1"]
    assert said(Known(log.plan), last) == "it does not answer · 4 times · until 10:03:00"


def test_another_person_another_reason_and_what_got_through_are_told_apart(log):
    lines = [
        *page(0, "failed"),
        *page(1, "failed", "ana"),
        *page(2, "failed", why="unreachable"),
        *page(3, "handed"),
        *page(4, "failed", why="unreachable"),
        *page(5, ""),
    ]
    assert told_once(lines) == tuple(lines)
