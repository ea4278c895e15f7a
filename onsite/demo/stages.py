"""The stages of the demo: one is in the middle of its programme, one begins soon."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from onsite.bundled import bundled
from onsite.clock import to_ms
from onsite.stage import editing, service
from onsite.stage.fields import ItemFields, Speaker
from onsite.stage.outcomes import press
from onsite.stage.rules import MINUTE_MS, speaker_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.demo.days import Days
    from onsite.demo.filling import DemoClock
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.stage.facts import Edit

_TIMEKEEPER = "Thandi"
_ROUNDED = timedelta(minutes=5)
_LENGTHS = ("length", "shortest", "qa", "warn", "danger")
_OURS = ("at", "began", "added", "speakers", *_LENGTHS)


def plan_stages(
    journal: Journal, rows: Connection, plan: Plan, clock: DemoClock, days: Days, now: datetime
) -> None:
    """Write the rundowns down.

    Args:
        now: when the demo begins, aware; the programmes lie around it.
    """
    for stage, said in _stages():
        items = said["items"]
        pressed = press(clock, stage, days.first.isoformat())
        fields = [_fields(item, to_ms(_begins(days, now))) for item in items]
        keys = [_key(stage, number) for number in range(len(items))]
        edits: list[Edit] = [
            editing.added(pressed, said, after=before, item=key)
            for said, key, before in zip(fields, keys, ["", *keys], strict=False)
        ]
        if "must_end" in said:
            must_end_ms = to_ms(_begins(days, now)) + said["must_end"] * MINUTE_MS
            edits.append(editing.set_must_end(pressed, must_end_ms))
        editing.edit(journal, rows, plan, pressed, "Noor", edits)


def run_stages(
    journal: Journal, rows: Connection, plan: Plan, clock: DemoClock, days: Days, now: datetime
) -> None:
    """Let happen what has happened by now."""
    day = days.first.isoformat()
    for stage, said in _stages():
        for at, key, added in _past(stage, said["items"], _begins(days, now)):
            if days.begins <= at < now:
                clock.hold(at)
                service.go(journal, rows, plan, press(clock, stage, day), _TIMEKEEPER, key)
            if added and days.begins <= at < now:
                clock.hold(at + timedelta(minutes=1))
                pressed = press(clock, stage, day)
                service.add(journal, rows, plan, pressed, _TIMEKEEPER, added)


def _stages() -> list[tuple[str, dict[str, Any]]]:
    text = bundled("db/demo/rundowns.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text).items())


def _begins(days: Days, now: datetime) -> datetime:
    """The whole five minutes at which the demo begins: the middle of the programmes."""
    return now - (now - days.begins) % _ROUNDED


def _key(stage: str, number: int) -> str:
    return f"{stage[:1]}{number + 1:02}"


def _past(
    stage: str, items: list[dict[str, Any]], begins: datetime
) -> Iterator[tuple[datetime, str, int]]:
    """When each item began that has begun, its id, and how much it was given."""
    for number, item in enumerate(items):
        if "began" in item:
            at = begins + timedelta(minutes=item["at"] + item["began"])
            yield at, _key(stage, number), round(item.get("added", 0) * MINUTE_MS)


def _fields(item: dict[str, Any], begins_ms: int) -> ItemFields:
    lengths = {f"{name}_ms": round(item[name] * MINUTE_MS) for name in _LENGTHS if name in item}
    speakers = tuple(Speaker(id=speaker_id(name), name=name) for name in item.get("speakers", ()))
    rest = {name: value for name, value in item.items() if name not in _OURS}
    start_ms = begins_ms + round(item["at"] * MINUTE_MS)
    return ItemFields(start_ms=start_ms, speakers=speakers, **lengths, **rest)
