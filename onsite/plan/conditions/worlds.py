"""What can be at a checkpoint: of each subject of a condition, the values that matter."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import inf
from typing import TYPE_CHECKING, Any

from onsite.plan.conditions.calendar import OF_TICKET
from onsite.plan.conditions.tree import (
    HOLDS,
    WEEKDAYS,
    Amount,
    Choice,
    DayOrder,
    Flag,
    Is,
    Number,
    Subject,
    When,
    leaves,
)
from onsite.plan.hours import openings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.plan.conditions.tree import Condition, Leaf
    from onsite.plan.model import Plan

Key = tuple[Any, ...]
NOW: Key = ("now",)
_OF_TICKET: Key = ("ticket's own time",)
_OLDEST = 150
_SINCE = (Amount.LAST, Amount.FIRST)
_AT_FIRST = (Flag.INSIDE, Flag.PRESENT_TODAY)
"""What nobody is who comes for the first time."""
STEP = timedelta(milliseconds=1)
"""The finest difference between two instants."""


class Worlds:
    """The values of the subjects of one condition.

    Args:
        plan: without flaws in the names that the condition has.
        checkpoint: its id.
        condition: what it asks.
    """

    def __init__(self, plan: Plan, checkpoint: str, condition: Condition) -> None:
        self._plan = plan
        self._checkpoint = checkpoint
        self._leaves = tuple(leaves(condition))
        self._values: dict[Key, list[Any]] = {}
        self._bits: dict[Leaf, int] = {}

    @staticmethod
    def key(leaf: Leaf) -> Key:
        """The subject of a comparison."""
        if isinstance(leaf, Number):
            return leaf.amount, leaf.span
        if isinstance(leaf, Is):
            return (leaf.flag,)
        if isinstance(leaf, When):
            return _OF_TICKET if leaf.moment.base in OF_TICKET else NOW
        if isinstance(leaf, DayOrder) or leaf.subject in (Subject.DAY, Subject.WEEKDAY):
            return NOW
        return (leaf.subject,)

    def bits(self, leaf: Leaf) -> int:
        """Those of the subject's values, by their numbers, for which the comparison holds."""
        if leaf not in self._bits:
            values = self._values_of(self.key(leaf))
            holds = (1 << at for at, value in enumerate(values) if self._holds(leaf, value))
            self._bits[leaf] = sum(holds)
        return self._bits[leaf]

    def at_first(self) -> dict[Key, int]:
        """What is left of the values for somebody who comes for the first time."""
        left: dict[Key, int] = {}
        for leaf in self._leaves:
            key = self.key(leaf)
            if isinstance(leaf, Number) and leaf.amount is not Amount.AGE:
                left[key] = 1 << self._values_of(key).index(inf if leaf.amount in _SINCE else 0)
            elif isinstance(leaf, Is) and leaf.flag in _AT_FIRST:
                left[key] = 1 << self._values_of(key).index(False)
        return left

    def _values_of(self, key: Key) -> list[Any]:
        if key not in self._values:
            self._values[key] = list(self._listed(key))
        return self._values[key]

    def _listed(self, key: Key) -> Iterator[Any]:
        if key == NOW:
            yield from self._instants()
        elif key == _OF_TICKET:
            yield None
        elif isinstance(key[0], Amount):
            yield from self._numbers(key)
        elif isinstance(key[0], Flag):
            yield from self._truths(key[0])
        else:
            yield from dict.fromkeys(self._names(key[0]))

    def _instants(self) -> Iterator[tuple[datetime, date]]:
        times = [leaf for leaf in self._leaves if isinstance(leaf, When) and self.key(leaf) == NOW]
        for each in openings(self._plan, self._checkpoint):
            yield each.opens, each.day
            for leaf in times:
                at = self._plan.calendar.instant(leaf.moment, each.day)
                for instant in (at - STEP, at, at + STEP):
                    if each.opens < instant < each.closes:
                        yield instant, each.day

    def _numbers(self, key: Key) -> Iterator[float]:
        written = [
            leaf.value
            for leaf in self._leaves
            if isinstance(leaf, Number) and self.key(leaf) == key
        ]
        near = {0, *(value + step for value in written for step in (-1, 0, 1))}
        most = _OLDEST if key[0] is Amount.AGE else inf
        yield from sorted(value for value in near if 0 <= value <= most)
        if key[0] in _SINCE:
            yield inf

    def _truths(self, flag: Flag) -> Iterator[bool]:
        yield True
        if flag is not Flag.PAID or self._plan.checkpoints[self._checkpoint].admits_unpaid:
            yield False

    def _names(self, subject: Subject) -> Iterator[str | None]:
        if subject is Subject.GATE:
            yield from (None, *self._plan.checkpoints[self._checkpoint].gates)
            return
        if subject is Subject.VARIANT:
            yield None
            yield from (
                value.casefold() for leaf in self._leaves for value in _written(leaf, subject)
            )
            return
        if self._plan.admits(self._checkpoint, None):
            yield None
        for key, category in self._plan.categories.items():
            if self._plan.admits(self._checkpoint, key):
                more = (category.name, *category.tickets) if subject is Subject.TICKET else ()
                yield from (name.strip().casefold() for name in (key, *more))

    def _holds(self, leaf: Leaf, value: Any) -> bool:
        if isinstance(leaf, Number):
            return HOLDS[leaf.sign](value, leaf.value)
        if isinstance(leaf, Is):
            return bool(value) is not leaf.negated
        if isinstance(leaf, When):
            return value is None or HOLDS[leaf.sign](
                value[0], self._plan.calendar.instant(leaf.moment, value[1])
            )
        if isinstance(leaf, DayOrder):
            return HOLDS[leaf.sign](value[1], leaf.day)
        return self._is_chosen(leaf, value) is not leaf.negated

    def _is_chosen(self, leaf: Choice, value: Any) -> bool:
        if leaf.subject is Subject.DAY:
            return value[1].isoformat() in leaf.values
        if leaf.subject is Subject.WEEKDAY:
            return WEEKDAYS[value[1].weekday()] in leaf.values
        return value in {each.strip().casefold() for each in leaf.values}


def _written(leaf: Leaf, subject: Subject) -> tuple[str, ...]:
    return leaf.values if isinstance(leaf, Choice) and leaf.subject is subject else ()
