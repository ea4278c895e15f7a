"""From a rundown and its acts, what a viewer counts from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onsite.stage.clock.steady import Reading
from onsite.stage.display import anchoring
from onsite.stage.display.anchoring import Scene
from onsite.stage.display.messages import Told
from onsite.stage.display.shown import Anchors, shown
from onsite.stage.display.wording import QUALIFYING, coming, words
from onsite.stage.engine import acts as deeds
from onsite.stage.engine.items import Item, Kind, Rundown, StartRule
from onsite.stage.engine.timing import timer
from onsite.stage.moment import at as moment_at
from onsite.stage.reading import Kept
from tests.stage.display.scenes import BERLIN, MIN, T0

ITEMS = (
    Item("a", "Opening", start_ms=T0, length_ms=10 * MIN, warn_ms=5 * MIN, danger_ms=MIN),
    Item("b", "Coffee", Kind.BREAK, start_ms=T0 + 10 * MIN, length_ms=5 * MIN),
    Item("c", "Closing", start_ms=T0 + 20 * MIN, length_ms=10 * MIN, skipped=True),
    Item("d", "Party", start_ms=T0 + 30 * MIN, length_ms=10 * MIN),
)


def scene(*acts: deeds.Act, items=ITEMS) -> Scene:
    kept = Kept("main", "2026-11-24", Rundown("rundown:main/2026-11-24", items), {}, acts)
    return Scene("Main stage", "Europe/Berlin", kept, Told())


def act(kind, after_ms: int, number: int, **more) -> deeds.Act:
    at_ms = T0 + after_ms
    return kind(stamp=at_ms, station="console", number=number, at_ms=at_ms, **more)


START = act(deeds.Started, 0, 1, item="a", run="1")
PAUSE = act(deeds.Paused, 2 * MIN, 2, item="a", run="1")
RESUME = act(deeds.Resumed, 5 * MIN, 3, item="a", run="1")


def anchors(at: Scene, now_ms: int) -> Anchors:
    return anchoring.anchors(at, moment_at(at.kept, Reading(now_ms, "viewer", "", 0)))


def said(at: Scene, after_ms: int) -> tuple[str, str, str]:
    told = shown(anchors(at, T0 + after_ms), T0 + after_ms, BERLIN)
    return told.tone, told.digits, told.now.title if told.now is not None else ""


@pytest.mark.parametrize(
    ("acts", "after_ms", "wanted"),
    [
        ((), 0, ("idle", "09:30", "")),
        ((act(deeds.Armed, 0, 1, item="a"),), 0, ("armed", "10:00", "Opening")),
        ((START,), 30_000, ("normal", "09:30", "Opening")),
        ((START,), 5 * MIN, ("warning", "05:00", "Opening")),
        ((START,), 11 * MIN, ("overtime", "−01:00", "Opening")),
        ((START, PAUSE), 4 * MIN, ("paused", "08:00", "Opening")),
        ((START, PAUSE, RESUME), 6 * MIN, ("normal", "07:00", "Opening")),
        ((START, PAUSE, RESUME), 8 * MIN, ("warning", "05:00", "Opening")),
        (
            (START, act(deeds.Added, MIN, 2, item="a", run="1", by_ms=5 * MIN)),
            *(2 * MIN, ("normal", "13:00", "Opening")),
        ),
        ((START, act(deeds.Ended, MIN, 2, item="a", run="1")), 2 * MIN, ("idle", "09:32", "")),
    ],
)
def test_what_is_done_is_shown(acts, after_ms, wanted):
    assert said(scene(*acts), after_ms) == wanted


def test_a_viewer_that_hears_nothing_more_shows_the_same_as_one_that_does():
    """A minute later, from old anchors and from new ones; a pause apart, nothing was done."""
    for acts in ((START,), (START, PAUSE), (START, PAUSE, RESUME)):
        old = anchors(scene(*acts), T0 + 6 * MIN)
        for after in range(6 * MIN, 14 * MIN, 777):
            new = anchors(scene(*acts), T0 + after)
            wanted = shown(new, T0 + after, BERLIN)
            told = shown(old, T0 + after, BERLIN)
            assert (told.tone, told.digits, told.progress) == (
                wanted.tone,
                wanted.digits,
                wanted.progress,
            )


def test_a_count_up_says_what_has_passed():
    items = (replace(ITEMS[0], kind=Kind.COUNT_UP, length_ms=0),)
    assert said(scene(START, items=items), 90_000) == ("normal", "01:30", "Opening")
    paused = scene(START, PAUSE, items=items)
    assert said(paused, 5 * MIN) == ("paused", "02:00", "Opening")


@pytest.mark.parametrize(
    ("after_ms", "stands"),
    [
        (4 * MIN + 29_999, "short"),
        (4 * MIN + 30_000, "qualified"),
        (7 * MIN + 30_000, "qualified"),
        (7 * MIN + 30_001, "long"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.TALK, Kind.COUNT_UP])
def test_a_contest_says_whether_it_qualifies(after_ms, stands, kind):
    item = replace(ITEMS[0], kind=kind, qualify=(4 * MIN + 30_000, 7 * MIN + 30_000))
    told = shown(anchors(scene(START, items=(item,)), T0), T0 + after_ms, BERLIN)
    assert told.qualifying == stands
    assert QUALIFYING[stands] in words(told)[0]
    engine = timer(item, scene(START, items=(item,)).kept.show(T0).run("a"), T0 + after_ms)
    assert engine.qualifying == stands


def test_a_fixed_end_comes_nearer_while_it_stands_still():
    items = (replace(ITEMS[0], kind=Kind.FIXED_END),)
    assert said(scene(START, PAUSE, items=items), 4 * MIN) == ("paused", "06:00", "Opening")


def test_what_comes_leaves_out_what_is_skipped_and_is_as_late_as_expected():
    told = anchors(scene(START), T0 + 12 * MIN)
    assert [(each.item, (each.expected_ms - T0) // MIN) for each in told.coming] == [
        ("b", 12),
        ("d", 30),
    ]
    assert (told.behind_ms, told.source) == (2 * MIN, "console")


def test_what_comes_after_midnight_says_how_many_days_later_that_is():
    late = replace(ITEMS[3], start_ms=T0 + 14 * 60 * MIN + 35 * MIN)
    told = anchors(scene(START, items=(*ITEMS[:3], late)), T0)
    assert [(each.planned_days, each.expected_days) for each in told.coming] == [(0, 0), (1, 1)]
    at, _late, what = coming(told.coming[1], BERLIN)
    assert (at, what) == ("00:05 +1", "Party")


def test_what_begins_by_the_clock_runs_without_an_act():
    items = (ITEMS[0], replace(ITEMS[1], rule=StartRule.AUTO))
    assert said(scene(START, items=items), 11 * MIN)[2] == "Coffee"


def test_a_clock_that_was_set_moves_no_timer_of_this_station():
    """An hour forwards: the act was two minutes ago, by the clock that nobody can set."""
    start = replace(START, station="own", boot="now", boot_ms=50_000)
    reading = Reading(T0 + 62 * MIN, "own", "now", 50_000 + 2 * MIN)
    told = anchoring.anchors(scene(start), moment_at(scene(start).kept, reading))
    assert shown(told, reading.at_ms, BERLIN).digits == "08:00"


def test_an_empty_rundown_is_none():
    told = anchors(scene(items=()), T0)
    assert (told.state, told.now, told.coming) == ("none", None, ())
