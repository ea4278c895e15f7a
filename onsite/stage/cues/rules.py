"""When a cue is due, how it stands, which is next, and whose it is to fire. Pure.

All instants are milliseconds UTC since 1970, all lengths milliseconds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.stage.cues.cue import NOTHING, Record, Standing
from onsite.stage.engine.acts import Followed, Started
from onsite.stage.engine.phases import changes
from onsite.stage.engine.replay import next_run
from onsite.stage.engine.show import FateKind
from onsite.stage.engine.timing import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onsite.stage.cues.cue import Cue, State
    from onsite.stage.engine.acts import Act
    from onsite.stage.engine.items import Item, Rundown
    from onsite.stage.engine.phases import Crossing
    from onsite.stage.engine.show import Run, Show

LATE_MS = 5_000
"""A cue that could not be fired so long after it was due is missed: it waits for a key."""
LOST_MS = 45_000
"""So long after its firing nobody will say any more what came of it: longer than any target may
take to answer."""
PRESS_MS = 500
"""Keys pressed within that are one press."""
_PHASES = {"warning": Phase.WARNING, "danger": Phase.DANGER, "overtime": Phase.OVERTIME}
_OVER = ("done", "failed", "unknown", "missed", "passed")
FIRED: frozenset[State] = frozenset({"firing", "done", "failed", "unknown"})
"""What was fired, or done by hand. It is done again only by a key that says so: a light that goes
on twice is seen by everybody."""
_RANK: Mapping[State, int] = {
    **dict.fromkeys(("due", "standby"), 0),
    "waiting": 1,
    "coming": 2,
    "missed": 3,
}
"""What a key fires first; what is not here it does not fire."""


def due(cue: Cue, item: Item, run: Run, crossings: Sequence[Crossing]) -> int | None:
    """When a cue is due in a run, be that past or to come.

    What is to come moves with the time that is added, and with pauses: a timer that stands still
    comes to nothing.

    Args:
        cue: the cue.
        item: its item.
        run: the running.
        crossings: `phases.changes` of both.

    Returns:
        None where a key decides it, where that cannot be told as long as the timer stands still,
        and where the item was over before.
    """
    if cue.anchor == "manual":
        return None
    if cue.anchor == "start":
        return run.started_ms + cue.offset_ms
    if cue.anchor == "end":
        return _by_end(cue.offset_ms, item, run)
    found = [each.at_ms for each in crossings if each.phase is _PHASES[cue.anchor]]
    return found[-1] + cue.offset_ms if found else None


def _by_end(offset_ms: int, item: Item, run: Run) -> int | None:
    if offset_ms < 0:
        return _left(item, run, -offset_ms)
    up_ms = _left(item, run, 0)
    if up_ms is None:
        up_ms = run.ended_ms
    return up_ms + offset_ms if up_ms is not None else None


def _left(item: Item, run: Run, left_ms: int) -> int | None:
    """When so little is left, or less, for the last time; None where it never comes to that."""
    asked = replace(item, warn_ms=left_ms, danger_ms=0)
    found = changes(asked, run)
    if found[-1].phase is Phase.NORMAL:
        return None
    first = len(found) - 1
    while first and found[first - 1].phase is not Phase.NORMAL:
        first -= 1
    return found[first].at_ms


def state(cue: Cue, run: Run | None, record: Record, due_ms: int | None, now_ms: int) -> State:
    """How a cue stands at a moment.

    Args:
        cue: the cue.
        run: of its item; None where that has not begun.
        record: what happened to it in that run.
        due_ms: see `due`.
        now_ms: the moment.
    """
    last = record.last
    if record.done_ms is not None and (last is None or record.done_ms >= last.at_ms):
        return "done"
    if last is not None:
        return _fired(last.result, now_ms - last.at_ms)
    if due_ms is None:
        return _undated(cue, run, record)
    if now_ms < due_ms:
        called = record.stood_by_ms is not None or now_ms >= due_ms - cue.standby_ms
        return "standby" if called else "coming"
    return "due" if now_ms <= due_ms + LATE_MS else "missed"


def _fired(result: str, since_ms: int) -> State:
    if result:
        return "done" if result == "done" else "failed"
    return "firing" if since_ms < LOST_MS else "unknown"


def _undated(cue: Cue, run: Run | None, record: Record) -> State:
    if record.stood_by_ms is not None:
        return "standby"
    if cue.anchor == "manual":
        return "waiting"
    return "passed" if run is not None and run.ended_ms is not None else "coming"


def standings(
    cues: Iterable[Cue],
    rundown: Rundown,
    show: Show,
    records: Mapping[tuple[str, str], Record],
    now_ms: int,
) -> list[Standing]:
    """How every cue stands, in the order of the rundown, and within an item of when it is due.

    Args:
        cues: those of items that are not there any more are left out.
        rundown: what is planned.
        show: what has come of it.
        records: by cue and run.
        now_ms: the moment.
    """
    found = []
    for cue in cues:
        item = rundown.by_id.get(cue.item)
        if item is None:
            continue
        run = show.run(item.id)
        name = run.id if run is not None else _run_to_come(show, item.id)
        record = records.get((cue.id, name), NOTHING)
        due_ms = due(cue, item, run, changes(item, run)) if run is not None else None
        told = state(cue, run, record, due_ms, now_ms)
        found.append(Standing(cue, name, told, due_ms, record))
    return sorted(found, key=lambda each: (rundown.place[each.cue.item], *_when(each.cue)))


def _run_to_come(show: Show, item: str) -> str:
    """The run of an item that stands by; of any other none: what is fired then is a rehearsal."""
    return next_run(show, item) if show.armed == item else ""


def _when(cue: Cue) -> tuple[int, int]:
    """Where a cue stands among those of its item, before any of them is due."""
    before_end = cue.anchor == "end" and cue.offset_ms < 0
    order = ("start", "manual", "warning", "danger", "end", "overtime")
    return (order.index(cue.anchor) - (2 if before_end else 0), cue.offset_ms)


def next_to_fire(cues: Sequence[Standing]) -> Standing | None:
    """What a key fires: what stands by, else what waits for it, else what comes first.

    What was missed comes only after all that; what was fired is not fired again.
    """
    able = [each for each in cues if each.state in _RANK]
    called = [each for each in able if each.record.stood_by_ms is not None]
    fresh = [each for each in called if each.state not in _OVER]
    return min(fresh or able, key=_urgency, default=None)


def _urgency(each: Standing) -> tuple[int, float]:
    due_ms = float("inf") if each.due_ms is None else each.due_ms
    return (_RANK[each.state], due_ms)


def fires_alone(cues: Iterable[Standing]) -> list[Standing]:
    """Those that are to be fired now without a key."""
    return [each for each in cues if each.state == "due"]


def next_due_ms(cues: Iterable[Standing]) -> int | None:
    """When the next of them is due without a key, as far as it can be told; None for none."""
    coming = [each.due_ms for each in cues if each.state in ("coming", "standby") and each.due_ms]
    return min(coming, default=None)


def keeper(acts: Sequence[Act], show: Show, run: Run | None, taken: tuple[int, str] | None) -> str:
    """The station that fires the cues of a run: where it was started, or who took them over.

    What the clock began, every console writes down: it belongs to where somebody did something
    before.

    Args:
        acts: of the rundown, in order.
        show: what has come of them.
        run: the running; None for one that is to come.
        taken: the stamp and the station of the last taking over.

    Returns:
        Its id; empty where nobody has done anything yet.
    """
    begun = [act for act in acts if _counts(act, show)]
    if run is not None and run.started_by is None:
        return ""  # the clock has begun it, and no console has written that down yet
    if run is not None:
        ids = [act.id for act in begun]
        begun = begun[: ids.index(run.started_by) + 1] if run.started_by in ids else []
    hand = [act for act in begun if not getattr(act, "by_clock", False)]
    act = (hand or begun)[-1] if begun else None
    if taken is not None and (act is None or taken[0] > act.stamp):
        return taken[1]
    return act.station if act is not None else ""


def _counts(act: Act, show: Show) -> bool:
    """Whether it began something, or lets the clock begin things; and took effect."""
    fate = show.fates.get(act.id)
    took = fate is not None and fate.kind is FateKind.TOOK
    return took and isinstance(act, Followed | Started)
