"""What each act does, and whether it does anything where it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.stage.engine.acts import (
    Act,
    Added,
    Armed,
    Corrected,
    DelayApplied,
    Delayed,
    Ended,
    Followed,
    Paused,
    Resumed,
    Skipped,
    Started,
    Unskipped,
)
from onsite.stage.engine.echo import at_once
from onsite.stage.engine.items import Kind
from onsite.stage.engine.show import Change, Delay, Fate, FateKind, Pause, Run
from onsite.stage.engine.standing import begin, end, last_anchor

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.stage.engine.acts import ActId
    from onsite.stage.engine.items import Rundown
    from onsite.stage.engine.standing import Standing

TOOK = Fate(FateKind.TOOK)
NOTHING = Fate(FateKind.NOTHING)


def done(rundown: Rundown, on: Standing, act: Act) -> Fate:
    """Do an act, if there is anything to do."""
    return _DEEDS[type(act)](rundown, on, act)


def _already(first: ActId | None) -> Fate:
    return Fate(FateKind.ALREADY, first)


def _started(rundown: Rundown, on: Standing, act: Started) -> Fate:
    runs = on.runs(act.item)
    if runs and runs[-1].ended_ms is None:
        return _already(runs[-1].started_by)
    if been := next((run for run in runs if run.id == act.run), None):
        return _already(been.started_by)
    item = rundown.by_id.get(act.item)
    running = on.running
    if item is None or item.chained:
        if running and (not _saw(on, act, running) or _together(on.runs(running)[-1], act)):
            return _already(on.runs(running)[-1].started_by)
        # A milestone that the clock reaches lets go on what runs.
        if running and not (act.by_clock and item is not None and item.kind is Kind.MILESTONE):
            end(on, running, act.at_ms, act.id)
            on.put(("ended by", act.id), running)
        _take_over(rundown, on, act)
    begin(on, item, _run(on, act))
    if act.by_clock:
        point = (act.at_ms, rundown.after(act.item) - 1)
        on.put("clock", max(on.get("clock") or point, point))
    return TOOK


def _saw(on: Standing, act: Started, running: str) -> bool:
    """Whether a presser saw that item run, or would have, but for what was undone."""
    undone = on.get(("revived", on.runs(running)[-1].started_by))
    if undone is not None and act.order > undone:
        return True
    before = act.before
    seen = {""}
    while before != running and before not in seen:
        seen.add(before)
        before = on.get(("instead", before)) or ""
    return before == running


def _together(run: Run, act: Started) -> bool:
    """Whether somebody else, or the clock, began a run just when that hand was pressing.

    By then their screen may have shown it, but nobody reads so fast.
    """
    pressed_ms = run.started_ms if run.pressed_ms is None else run.pressed_ms
    if act.by_clock or not at_once(pressed_ms, act.at_ms):
        return False
    return run.by_clock or run.started_by is None or run.started_by.station != act.station


def _run(on: Standing, act: Started) -> Run:
    return Run(
        item=act.item,
        id=act.run,
        started_ms=act.at_ms,
        length_ms=0,
        by_clock=act.by_clock,
        rolled=act.by_clock and bool(on.get("follow")),
        started_by=act.id,
    )


def _take_over(rundown: Rundown, on: Standing, act: Started | Ended | Paused) -> None:
    """Whoever starts, stops or pauses by hand lets the rundown follow the clock no more."""
    if isinstance(act, (Started, Ended)) and act.by_clock:
        return
    item = rundown.by_id.get(act.item)
    if on.get("follow") and (item is None or item.chained):
        on.put("follow", False)


def _found(on: Standing, item: str, run: str) -> Run | None:
    """The run of that id; the latest where none is named."""
    runs = on.runs(item)
    if not run:
        return runs[-1] if runs else None
    return next((each for each in runs if each.id == run), None)


def _ended(rundown: Rundown, on: Standing, act: Ended) -> Fate:
    run = _found(on, act.item, act.run)
    if run is None:
        return NOTHING
    if run.ended_ms is not None:
        return _already(run.ended_by)
    end(on, act.item, act.at_ms, act.id)
    if act.by_clock:
        point = (act.at_ms, rundown.after(act.item) - 1)
        on.put("clock", max(on.get("clock") or point, point))
    _take_over(rundown, on, act)
    return TOOK


def _paused(rundown: Rundown, on: Standing, act: Paused) -> Fate:
    run = _found(on, act.item, act.run)
    if run is None or run.ended_ms is not None:
        return NOTHING
    if run.paused:
        return _already(on.get(("paused by", act.item)))
    if run.pauses and _is_elsewhere(on.get(("resumed by", act.item)), act, run.pauses[-1].until_ms):
        return _already(on.get(("resumed by", act.item)))
    pause = Pause(max(act.at_ms, last_anchor(run)))
    on.put_run(run._replace(pauses=(*run.pauses, pause)))
    on.put(("paused by", act.item), act.id)
    _take_over(rundown, on, act)
    return TOOK


def _resumed(_rundown: Rundown, on: Standing, act: Resumed) -> Fate:
    run = _found(on, act.item, act.run)
    if run is None or run.ended_ms is not None or not run.pauses:
        return NOTHING
    if not run.paused:
        return _already(on.get(("resumed by", act.item)))
    from_ms = run.pauses[-1].from_ms
    if _is_elsewhere(on.get(("paused by", act.item)), act, from_ms):
        return _already(on.get(("paused by", act.item)))
    pause = Pause(from_ms, max(act.at_ms, from_ms))
    on.put_run(run._replace(pauses=(*run.pauses[:-1], pause)))
    on.put(("resumed by", act.item), act.id)
    return TOOK


def _is_elsewhere(first: ActId | None, act: Act, at_ms: int | None) -> bool:
    """Whether another station pressed the same key just then, so that this one meant that, too."""
    if first is None or at_ms is None or first.station == act.station:
        return False
    return at_once(at_ms, act.at_ms)


def _added(_rundown: Rundown, on: Standing, act: Added) -> Fate:
    if not act.by_ms:
        return NOTHING
    run = on.live(act.item)
    if run is not None and act.run in ("", run.id):
        change = Change(max(act.at_ms, run.started_ms), act.by_ms)
        on.put_run(run._replace(added=(*run.added, change)))
        return TOOK
    if run is None and not act.run and on.get("armed") == act.item:
        on.put(("added", act.item), on.get(("added", act.item), 0) + act.by_ms)
        return TOOK
    return NOTHING


def _corrected(_rundown: Rundown, on: Standing, act: Corrected) -> Fate:
    run = _found(on, act.item, act.run)
    if run is None or run.started_ms == act.started_ms:
        return NOTHING
    # What is reached and over at once has but one instant.
    instant = run.ended_ms == run.started_ms and run.ended_by == run.started_by
    over_ms = act.at_ms if run.ended_ms is None or instant else run.ended_ms
    latest_ms = run.pauses[0].from_ms if run.pauses else over_ms
    if act.started_ms > min(act.at_ms, latest_ms, over_ms):
        return NOTHING
    ended_ms = act.started_ms if instant else run.ended_ms
    pressed_ms = run.started_ms if run.pressed_ms is None else run.pressed_ms
    on.put_run(run._replace(started_ms=act.started_ms, ended_ms=ended_ms, pressed_ms=pressed_ms))
    if run.started_by is not None and (before := on.get(("ended by", run.started_by))):
        _end_moved(on, before, run.started_by, act.started_ms)
    return TOOK


def _end_moved(on: Standing, item: str, by: ActId, at_ms: int) -> None:
    """What the start of a run ended was over when that run really began."""
    for run in on.runs(item):
        if run.ended_by == by:
            on.put_run(run._replace(ended_ms=max(at_ms, last_anchor(run))))


def _armed(rundown: Rundown, on: Standing, act: Armed) -> Fate:
    if on.get("armed", "") == act.item:
        return _already(on.get("armed by")) if act.item else NOTHING
    if act.item:
        item = rundown.by_id.get(act.item)
        if item is None or on.live(act.item) or on.get(("skip", act.item), item.skipped):
            return NOTHING
    on.put("armed", act.item)
    on.put("armed by", act.id)
    return TOOK


def _delayed(rundown: Rundown, on: Standing, act: Delayed) -> Fate:
    begun = on.runs(act.item) and on.get("armed") != act.item
    if not act.by_ms or act.item not in rundown.by_id or begun:
        return NOTHING
    on.put("delays", (*on.get("delays", ()), Delay(act.item, act.by_ms, act.id)))
    return TOOK


def _delay_applied(_rundown: Rundown, on: Standing, act: DelayApplied) -> Fate:
    delays = on.get("delays", ())
    left = tuple(
        delay
        for delay in delays
        if delay.item != act.item or (act.closes is not None and delay.act not in act.closes)
    )
    if len(left) == len(delays):
        first = on.get(("applied by", act.item))
        return _already(first) if first else NOTHING
    on.put("delays", left)
    on.put(("applied by", act.item), act.id)
    return TOOK


def _skip(rundown: Rundown, on: Standing, act: Skipped | Unskipped) -> Fate:
    item = rundown.by_id.get(act.item)
    out = isinstance(act, Skipped)
    if item is None or (out and on.live(act.item)):
        return NOTHING
    if bool(on.get(("skip", act.item), item.skipped)) == out:
        return _already(on.get(("skipped by", act.item)))
    on.put(("skip", act.item), out)
    on.put(("skipped by", act.item), act.id)
    if out and on.get("armed") == act.item:
        on.put("armed", "")
    return TOOK


def _followed(_rundown: Rundown, on: Standing, act: Followed) -> Fate:
    if bool(on.get("follow")) == act.on:
        return _already(on.get("followed by"))
    on.put("follow", act.on)
    on.put("followed by", act.id)
    if act.on:
        on.put("followed", act.at_ms)
        on.put("clock", None)
    return TOOK


_DEEDS: dict[type[Act], Callable[[Rundown, Standing, Any], Fate]] = {
    Started: _started,
    Ended: _ended,
    Paused: _paused,
    Resumed: _resumed,
    Added: _added,
    Corrected: _corrected,
    Armed: _armed,
    Delayed: _delayed,
    DelayApplied: _delay_applied,
    Skipped: _skip,
    Unskipped: _skip,
    Followed: _followed,
}
