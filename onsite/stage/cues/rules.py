"""How a cue stands, which is next, and whose it is to fire; when it is due, `instants` says. Pure.

All instants are milliseconds UTC since 1970, all lengths milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onsite.stage.cues.cue import NOTHING, Record, Standing
from onsite.stage.cues.instants import due
from onsite.stage.engine.acts import Corrected, Followed, Started, Undone
from onsite.stage.engine.phases import changes
from onsite.stage.engine.replay import next_run
from onsite.stage.engine.show import FateKind, Show

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onsite.stage.cues.cue import Cue, State
    from onsite.stage.engine.acts import Act
    from onsite.stage.engine.items import Item, Rundown
    from onsite.stage.engine.show import Run

LATE_MS = 5_000
"""A cue that could not be fired so long after it was due is missed: it waits for a key."""
CATCH_UP_MS = 120_000
"""Where the timer is set right - the item began earlier, or what stopped it is undone - what would
have been due by then is fired at once: a light that is a minute late is still wanted. What is
later than that waits for a key."""
LOST_MS = 45_000
"""So long after its firing nobody will say any more what came of it: longer than any target may
take to answer."""
PRESS_MS = 500
"""Keys pressed within that are one press."""
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


def state(
    cue: Cue, run: Run | None, record: Record, due_ms: int | None, now_ms: int, late_ms: int = 0
) -> State:
    """How a cue stands at a moment.

    Args:
        cue: the cue.
        run: of its item; None where that has not begun.
        record: what happened to it in that run.
        due_ms: see `instants.due`.
        now_ms: the moment.
        late_ms: so much later than it was due anybody could know that.
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
    return "due" if now_ms <= due_ms + late_ms + LATE_MS else "missed"


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


class Turn(NamedTuple):
    """The timer was set right, so that other things have been than were known before."""

    at_ms: int
    before: Show
    """What was known until then."""


def turning(acts: Iterable[Act], show: Show, now_ms: int) -> Act | None:
    """The act that has just set the timer right; None for none.

    Args:
        acts: of the rundown, in order.
        show: what has come of them.
        now_ms: the moment.
    """
    found = [
        act
        for act in acts
        if isinstance(act, Corrected | Undone)
        and now_ms - act.at_ms <= LATE_MS
        and _took(act, show)
    ]
    return found[-1] if found else None


def _late_ms(cue: Cue, item: Item, run: Run, due_ms: int | None, turn: Turn | None) -> int:
    """How much later than a cue was due that could be known, by setting the timer right."""
    if turn is None or due_ms is None or run.ended_ms is not None:
        return 0
    late_ms = turn.at_ms - due_ms
    if not 0 < late_ms <= CATCH_UP_MS:
        return 0
    for was in turn.before.runs.get(item.id, ()):
        before_ms = due(cue, item, was, changes(item, was)) if was.id == run.id else None
        if before_ms is not None and before_ms <= turn.at_ms:
            return 0
    return late_ms


def standings(
    cues: Iterable[Cue],
    rundown: Rundown,
    show: Show,
    records: Mapping[tuple[str, str], Record],
    now_ms: int,
    turn: Turn | None = None,
) -> list[Standing]:
    """How every cue stands, in the order of the rundown, and within an item of when it is due.

    Args:
        cues: those of items that are not there any more are left out.
        rundown: what is planned.
        show: what has come of it.
        records: by cue and run.
        now_ms: the moment.
        turn: whether the timer was just set right.
    """
    found = []
    for cue in cues:
        item = rundown.by_id.get(cue.item)
        if item is None:
            continue
        run = show.run(item.id)
        name = run.id if run is not None else _run_to_come(show, item.id)
        record = records.get((cue.id, name), NOTHING)
        due_ms, late_ms = None, 0
        if run is not None:
            due_ms = due(cue, item, run, changes(item, run))
            late_ms = _late_ms(cue, item, run, due_ms, turn)
        told = state(cue, run, record, due_ms, now_ms, late_ms)
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
    return isinstance(act, Followed | Started) and _took(act, show)


def _took(act: Act, show: Show) -> bool:
    fate = show.fates.get(act.id)
    return fate is not None and fate.kind is FateKind.TOOK
