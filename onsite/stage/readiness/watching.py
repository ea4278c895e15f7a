"""Which items of a rundown lack a speaker whom somebody has to see to. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.stage.readiness.rules import Standing, is_there, standing, worst
from onsite.stage.readiness.slots import PENDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onsite.plan.stage import StageRules
    from onsite.stage.engine.schedule import Schedule, Times
    from onsite.stage.readiness.reading import Readiness, Ready


@dataclass(frozen=True, slots=True)
class Lack:
    """Speakers of an item whom somebody has to see to, all for the same reason."""

    item: str
    standing: Standing
    names: tuple[str, ...]
    there: bool
    """Whether they are in the house, and only not beside the stage."""
    expected_start_ms: int


def of_item(times: Times, some: Sequence[Ready], now_ms: int, rules: StageRules) -> Standing:
    """The worst standing of an item's speakers; nothing presses where it is not to come."""
    if times.status not in PENDING or not some:
        return Standing.WAITING
    starts_ms = times.expected_start_ms
    return worst(standing(each.marks, starts_ms, now_ms, rules) for each in some)


def lacking(schedule: Schedule, ready: Readiness, now_ms: int, rules: StageRules) -> Iterator[Lack]:
    """Every one of them, in the order of the rundown."""
    for times in schedule.times:
        some, starts_ms = ready.get(times.item, ()), times.expected_start_ms
        if times.status not in PENDING or not some:
            continue
        for there in (False, True):
            names = [
                each.name
                for each in some
                if is_there(each.marks) is there
                and standing(each.marks, starts_ms, now_ms, rules) in (Standing.AMBER, Standing.RED)
            ]
            if names:
                found = Standing.RED
                if there or starts_ms - now_ms > rules.red_ms:
                    found = Standing.AMBER
                yield Lack(times.item, found, tuple(names), there, starts_ms)
