"""A timekeeper in tests: makes acts in the order in which they are done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from onsite.stage.engine.acts import (
    Act,
    ActId,
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
    Undone,
    Unskipped,
)
from onsite.stage.engine.items import Item, Kind, Rundown, StartRule
from onsite.stage.engine.replay import next_run, state
from onsite.stage.engine.schedule import Schedule, expected
from onsite.stage.engine.show import Fate, FateKind, Run, Show
from onsite.stage.engine.timing import Timer, timer

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = int(datetime(2026, 11, 24, tzinfo=UTC).timestamp()) * SECOND


def at(time: str) -> int:
    """The instant of a time of the day, "9:30", "9:30:05" or "9:30:05.5"; "25:00" is tomorrow."""
    hours, minutes, seconds = (*time.split(":"), "0")[:3]
    return DAY + int(hours) * HOUR + int(minutes) * MINUTE + round(float(seconds) * SECOND)


def told(ms: int | None) -> str | None:
    """The other way round."""
    if ms is None:
        return None
    minutes, rest = divmod(ms - DAY, MINUTE)
    text = f"{minutes // 60}:{minutes % 60:02}"
    return f"{text}:{rest / SECOND:02g}" if rest else text


def talk(name: str, start: str, minutes: float, **more) -> Item:
    kind = more.pop("kind", Kind.TALK)
    rule = StartRule(more.pop("rule", "linked"))
    for length in ("shortest", "qa", "warn", "danger"):
        if length in more:
            more[f"{length}_ms"] = round(more.pop(length) * MINUTE)
    length_ms = round(minutes * MINUTE)
    return Item(name, name, Kind(kind), at(start), length_ms, rule, **more)


def pause(name: str, start: str, minutes: float, **more) -> Item:
    return talk(name, start, minutes, kind="break", **more)


class Keeper:
    """Presses keys at one or more consoles; `show` and `times` tell what has come of it."""

    def __init__(self, *items: Item, must_end: str = "") -> None:
        end_ms = at(must_end) if must_end else None
        self.rundown = Rundown("main/2026-11-24", items, end_ms)
        self.acts: list[Act] = []

    def did(self, kind: type[Act], time: str | int, station: str = "one", **about) -> ActId:
        at_ms = at(time) if isinstance(time, str) else time
        number = len(self.acts) + 1
        about.setdefault("boot", "")
        act = kind(stamp=number, station=station, number=number, at_ms=at_ms, **about)
        self.acts.append(act)
        return act.id

    def go(self, time: str, item: str, station: str = "one", **about) -> ActId:
        show = self.show(time)
        about.setdefault("run", next_run(show, item))
        about.setdefault("before", show.running)
        return self.did(Started, time, station, item=item, **about)

    def stop(self, time: str, item: str, station: str = "one") -> ActId:
        return self.did(Ended, time, station, item=item, run=self.run(item, time).id)

    def pause(self, time: str, item: str, station: str = "one") -> ActId:
        return self.did(Paused, time, station, item=item, run=self.run(item, time).id)

    def resume(self, time: str, item: str, station: str = "one") -> ActId:
        return self.did(Resumed, time, station, item=item, run=self.run(item, time).id)

    def add(self, time: str, item: str, minutes: float, station: str = "one") -> ActId:
        run = self.show(time).run(item)
        by_ms = round(minutes * MINUTE)
        live = run is not None and run.ended_ms is None
        return self.did(Added, time, station, item=item, run=run.id if live else "", by_ms=by_ms)

    def correct(self, time: str, item: str, started: str) -> ActId:
        run = self.run(item, time).id
        return self.did(Corrected, time, item=item, run=run, started_ms=at(started))

    def arm(self, time: str, item: str, station: str = "one") -> ActId:
        return self.did(Armed, time, station, item=item)

    def delay(self, time: str, item: str, minutes: float) -> ActId:
        return self.did(Delayed, time, item=item, by_ms=round(minutes * MINUTE))

    def apply(self, time: str, item: str) -> ActId:
        return self.did(DelayApplied, time, item=item)

    def skip(self, time: str, item: str, station: str = "one") -> ActId:
        return self.did(Skipped, time, station, item=item)

    def unskip(self, time: str, item: str) -> ActId:
        return self.did(Unskipped, time, item=item)

    def follow(self, time: str, on: bool = True, station: str = "one") -> ActId:
        return self.did(Followed, time, station, on=on)

    def undo(self, time: str, act: ActId, station: str = "one") -> ActId:
        return self.did(Undone, time, station, act=act)

    def show(self, time: str | int) -> Show:
        return state(self.rundown, self.acts, at(time) if isinstance(time, str) else time)

    def run(self, item: str, time: str = "99:00") -> Run:
        run = self.show(time).run(item)
        assert run is not None
        return run

    def runs(self, item: str, time: str = "99:00") -> list[tuple[str | None, str | None]]:
        runs = self.show(time).runs.get(item, ())
        return [(told(run.started_ms), told(run.ended_ms)) for run in runs]

    def timer(self, item: str, time: str) -> Timer:
        return timer(self.rundown.by_id[item], self.run(item, time), at(time))

    def fates(self, time: str = "99:00") -> list[str]:
        fates = self.show(time).fates
        return [fates[act.id].kind.value for act in self.acts]

    def fate(self, act: ActId) -> Fate:
        return self.show("99:00").fates[act]

    def schedule(self, time: str) -> Schedule:
        return self.schedule_at(at(time))

    def schedule_at(self, now_ms: int) -> Schedule:
        return expected(self.rundown, self.show(now_ms), now_ms)

    def times(self, time: str) -> dict[str, str]:
        """When everything is expected, "10:00-10:30"."""
        return {
            each.item: f"{told(each.expected_start_ms)}-{told(each.expected_end_ms)}"
            for each in self.schedule(time).times
        }

    def write_down(self, time: str) -> None:
        """Do what is owed to the journal."""
        for owed in self.show(time).owed:
            about = {"item": owed.item, "run": owed.run, "by_clock": True}
            if owed.start:
                self.did(Started, owed.at_ms, before=owed.before, **about)
            else:
                self.did(Ended, owed.at_ms, **about)

    def plan(self, **changes: dict) -> None:
        """Change what is planned of items."""
        items = tuple(
            replace(item, **changes[item.id]) if item.id in changes else item
            for item in self.rundown.items
        )
        self.rundown = replace(self.rundown, items=items)


__all__ = ["Fate", "FateKind", "Keeper", "at", "pause", "talk", "told"]
