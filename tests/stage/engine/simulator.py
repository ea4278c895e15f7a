"""A rundown played second by second, as somebody with a stopwatch would: the engine's oracle.

It shares no formula with the engine. Nothing here knows an anchor: a run has so many seconds on
its stopwatch, more by one with every second in which it goes. What is undone is simply left out,
and all is played again from the first second.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onsite.stage.engine.items import Item


@dataclass
class Running:
    """One running of an item; all in seconds."""

    item: Item
    start: int
    length: int
    run: str
    stopwatch: int = 0
    added: int = 0
    still: bool = False
    end: int | None = None


@dataclass(frozen=True)
class Deed:
    """Something that is done at a second."""

    at: int
    name: str
    item: str = ""
    by: int = 0


@dataclass
class Stage:
    """What there is on stage at one second."""

    items: list[Item]
    base: int
    """The instant of second 0."""
    runs: list[Running] = field(default_factory=list)
    armed: str = ""
    added: dict[str, int] = field(default_factory=dict)
    delays: dict[str, int] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)
    followed: int | None = None
    untouched: bool = False
    """Whether the clock has done nothing yet since it is followed."""
    struck: set[tuple[str, int]] = field(default_factory=set)
    """The starts that the clock has struck."""
    now: int = 0

    def planned(self, item: Item) -> int:
        return (item.start_ms - self.base) // 1000

    def due(self, item: Item) -> int:
        return self.planned(item) + self.delays.get(item.id, 0)

    def chain(self) -> list[Running]:
        return [run for run in self.runs if run.item.kind != "session"]

    def on(self) -> Running | None:
        return next((run for run in self.chain() if run.end is None), None)

    def of(self, item: str) -> Running | None:
        return next((run for run in reversed(self.runs) if run.item.id == item), None)

    def is_up(self, run: Running) -> bool:
        """Whether the time of a run is over."""
        if run.item.kind == "fixed-end":
            return self.now >= self.planned(run.item) + run.item.length_ms // 1000 + run.added
        if run.still or (run.item.kind == "count-up" and not run.item.length_ms):
            return False
        return run.stopwatch >= run.length + run.added

    def begin(self, item: Item, run: str = "1") -> None:
        length = item.length_ms // 1000
        if item.kind in ("break", "changeover") and item.shortest_ms is not None:
            late = self.now - self.planned(item)
            while late > 0 and length > item.shortest_ms // 1000:
                late, length = late - 1, length - 1
        added = self.added.pop(item.id, 0)
        self.runs.append(Running(item, self.now, length, run, added=added))
        if item.kind == "milestone":
            self.runs[-1].end = self.now
        self.skipped.discard(item.id)
        self.armed = "" if self.armed == item.id else self.armed

    def finish(self, run: Running) -> None:
        run.end = self.now

    def tick(self) -> None:
        for run in self.runs:
            if run.end is None:
                run.stopwatch += not run.still
        self.now += 1

    def coming(self) -> list[Item]:
        """What is still to be begun, in the order in which it will be."""
        order = [item.id for item in self.items]
        begun = {run.item.id for run in self.runs}
        here = order.index(self.chain()[-1].item.id) + 1 if self.chain() else 0
        armed = next((item for item in self.items if item.id == self.armed), None)
        first = []
        if armed is not None and armed.kind != "session":
            first, here = [armed], order.index(armed.id) + 1
        rest = [
            item
            for item in self.items[here:]
            if item.id not in begun and item.id not in self.skipped and item.kind != "session"
        ]
        return first + rest


def do(stage: Stage, deed: Deed) -> None:  # noqa: C901 - one case for each deed
    """One deed, if there is anything to do."""
    item = next((item for item in stage.items if item.id == deed.item), None)
    run = stage.of(deed.item)
    live = run if run is not None and run.end is None else None
    match deed.name:
        case "go" if item is not None and live is None:
            _go(stage, item, str(deed.by))
        case "stop" if live is not None:
            stage.finish(live)
            _taken_over(stage, live.item)
        case "pause" if live is not None:
            live.still = True
            _taken_over(stage, live.item)
        case "resume" if live is not None:
            live.still = False
        case "add" if live is not None:
            live.added += deed.by
        case "add" if stage.armed == deed.item:
            stage.added[deed.item] = stage.added.get(deed.item, 0) + deed.by
        case "arm" if live is None and deed.item not in stage.skipped:
            stage.armed = deed.item
        case "delay" if run is None or stage.armed == deed.item:
            stage.delays[deed.item] = stage.delays.get(deed.item, 0) + deed.by
        case "skip" if live is None:
            stage.skipped.add(deed.item)
            stage.armed = "" if stage.armed == deed.item else stage.armed
        case "unskip":
            stage.skipped.discard(deed.item)
        case "follow":
            stage.followed, stage.untouched = stage.now, True
            if stage.on() is None:
                _taken_up(stage)


def _go(stage: Stage, item: Item, run: str) -> None:
    on = stage.on()
    if item.kind != "session":
        if on is not None:
            stage.finish(on)
        stage.followed = None
    stage.begin(item, run)


def _taken_over(stage: Stage, item: Item) -> None:
    if item.kind != "session":
        stage.followed = None


def _clocked(stage: Stage) -> list[Item]:
    found = [
        item
        for item in stage.items
        if item.kind != "session" and item.rule != "manual" and item.id not in stage.skipped
    ]
    return sorted(found, key=stage.planned)


def _taken_up(stage: Stage) -> bool:
    """What should run by the plan, and never has, begins now; it is over when it was to be."""
    now = stage.now
    begun = {run.item.id for run in stage.runs}
    should = [
        item
        for item in _clocked(stage)
        if stage.planned(item) <= now < stage.planned(item) + item.length_ms // 1000
        and item.id not in begun
    ]
    if not should:
        return False
    item = should[-1]
    if (on := stage.on()) is not None:
        stage.finish(on)
    stage.begin(item, "")
    if item.kind != "fixed-end":
        stage.runs[-1].length = stage.planned(item) + item.length_ms // 1000 - now
    stage.untouched = False
    return True


def by_clock(stage: Stage) -> None:
    """What begins and ends by itself at this second."""
    if stage.followed is not None:
        on = stage.on()
        starting = [item for item in _clocked(stage) if stage.planned(item) == stage.now]
        if stage.now > stage.followed:
            for item in starting:
                on = stage.on()
                if (item.id, stage.now) in stage.struck or (on and on.item.id == item.id):
                    continue
                stage.struck.add((item.id, stage.now))
                if on is not None and item.kind != "milestone":
                    stage.finish(on)
                stage.begin(item, "")
                stage.untouched = False
        on = stage.on()
        if on is not None and stage.is_up(on) and not (stage.untouched and _taken_up(stage)):
            stage.finish(on)
            stage.untouched = False
        return
    while _begins_by_itself(stage):
        pass


def _begins_by_itself(stage: Stage) -> bool:
    order = [item.id for item in stage.items]
    here = order.index(stage.chain()[-1].item.id) + 1 if stage.chain() else 0
    begun = {run.item.id for run in stage.runs}
    following = [
        item
        for item in stage.items[here:]
        if item.kind != "session" and item.id not in begun and item.id not in stage.skipped
    ]
    if not following or following[0].rule != "auto":
        return False
    item = following[0]
    if stage.armed not in ("", item.id) or not _may_begin(stage, item):
        return False
    on = stage.on()
    if on is not None and not stage.is_up(on):
        return False
    if on is not None and item.kind != "milestone":
        stage.finish(on)
    stage.begin(item, "")
    return True


def _may_begin(stage: Stage, item: Item) -> bool:
    """Whether the planned start has come, or what was before gave time to begin early."""
    if stage.now >= stage.due(item):
        return True
    if not item.early or item.rule == "hard" or not stage.chain():
        return False
    before = stage.on() or stage.chain()[-1]
    over = before.end
    if over is None:
        # It is over by so much as the stopwatch is; or since its fixed end.
        over = stage.now - (before.stopwatch - max(0, before.length + before.added))
        if before.item.kind == "fixed-end":
            over = stage.planned(before.item) + before.item.length_ms // 1000 + before.added
    planned_over = stage.planned(before.item) + before.item.length_ms // 1000
    gap = max(0, stage.planned(item) - planned_over)
    return stage.now >= over + gap


def played(items: list[Item], base: int, deeds: list[Deed], until: int) -> Stage:
    """The stage at a second, with everything done by then."""
    stage = Stage(items, base, skipped={item.id for item in items if item.skipped})
    for second in range(until + 1):
        by_clock(stage)
        for deed in deeds:
            if deed.at == second:
                do(stage, deed)
                by_clock(stage)
        if second < until:
            stage.tick()
    return stage


def foreseen(now: Stage, horizon: int) -> dict[str, tuple[int, int]]:
    """When everything that is to come begins and ends, if everybody does what is expected."""
    stage = deepcopy(now)
    coming = stage.coming()
    found: dict[str, tuple[int, int]] = {}
    for run in stage.chain():
        run.still = False
    while stage.now < horizon:
        moved = True
        while moved:
            moved = False
            on = stage.on()
            if on is not None and (stage.is_up(on) or _endless(on)):
                stage.finish(on)
                found[on.item.id] = (on.start, stage.now)
                moved = True
            if stage.on() is None and coming and _may_begin(stage, coming[0]):
                item = coming.pop(0)
                stage.begin(item)
                if item.kind == "milestone":
                    found[item.id] = (stage.now, stage.now)
                moved = True
        if stage.on() is None and not coming:
            return found
        stage.tick()
    raise AssertionError(f"this does not end: {coming}")


def _endless(run: Running) -> bool:
    return run.item.kind == "count-up" and not run.item.length_ms and run.added <= run.stopwatch
