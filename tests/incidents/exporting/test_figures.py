"""Figures of incidents: medians, nine in ten, and what they are made of."""

from __future__ import annotations

from dataclasses import replace

from onsite.incidents import running, service
from onsite.incidents.exporting.figures import Case, Spread, by, figures, spread
from onsite.incidents.exporting.gathering import EVER, Span
from onsite.incidents.exporting.measuring import case, cases

CASE = Case(
    types=("fire",),
    severity="minor",
    open=False,
    acked_ms=1,
    resolved_ms=10,
    reopened=0,
    forced=False,
)


def test_lengths_lie_as_a_person_would_count():
    assert spread([]) == Spread(0)
    assert spread([5, None]) == Spread(1, 5, 5)
    assert spread([4, 1, 3, 2]) == Spread(4, 2, 4)
    assert spread(range(1, 11)) == Spread(10, 6, 9)
    assert spread(range(1, 101)) == Spread(100, 50, 90)


def test_one_that_nobody_acknowledged_is_counted_open_or_closed():
    some = (
        CASE,
        replace(CASE, acked_ms=None, open=True, resolved_ms=None, types=("fire", "medical")),
        replace(CASE, acked_ms=None, reopened=2, forced=True),
    )
    told = figures(some)

    assert (told.incidents, told.open, told.reopened, told.forced) == (3, 1, 1, 1)
    assert (told.not_acknowledged, told.not_acknowledged_open) == (2, 1)
    assert (told.acknowledge, told.resolve) == (Spread(1, 1, 1), Spread(2, 10, 10))
    apart = by(some, lambda each: each.types)
    assert {key: each.incidents for key, each in apart.items()} == {"fire": 3, "medical": 1}


def test_cases_come_from_the_log_without_exercises_and_with_their_duplicates(log):
    one = log.reported("fall", types=("medical",))  # at 0 s
    twin = log.reported("somebody fell")  # 30
    log.do(service.acknowledge, twin, "lin")  # 40
    log.merge(twin, one)  # 50
    log.do(service.acknowledge, one, "lin")  # 60
    log.close(one, "went home", "Dr. Lin")  # 70
    log.do(running.set_state, one, "on-hold", "fell again")  # 80
    log.close(one, "went home", "Dr. Lin")  # 90
    log.report("smoke", drill=True)
    hidden = log.reported("lost", types=("lost-child",))  # 120
    log.do(running.set_state, hidden, "on-scene")  # 130

    told = log.site.read_now(cases, log.plan, EVER, opened=False)

    assert [(each.types, each.severity) for each in told] == [
        (("medical",), "serious"),
        ((), ""),
    ]
    assert [(each.acked_ms, each.resolved_ms) for each in told] == [
        (40_000, 90_000),
        (10_000, None),
    ]
    assert [(each.open, each.reopened) for each in told] == [(False, 1), (True, 0)]
    seen = log.site.read_now(cases, log.plan, EVER, opened=True)
    assert seen[1].types == ("lost-child",)
    since = log.one(hidden).at_ms
    assert len(log.site.read_now(cases, log.plan, Span(since), opened=True)) == 1


def test_a_wall_clock_that_was_set_changes_no_length(log):
    one = log.reported("fall")
    log.do(service.acknowledge, one, "lin")
    incident, lines = log.one(one), list(log.timeline(one))

    def placed(line, ms):
        return replace(line, details={**line.details, "boot": "b", "boot_ms": ms})

    lines = [placed(lines[0], 1_000), *lines[1:-1], replace(placed(lines[-1], 8_000), at_ms=5)]
    assert case(incident, lines, opened=True).acked_ms == 7_000
    lines[-1] = replace(lines[-1], station="other")
    assert case(incident, lines, opened=True).acked_ms == 0
