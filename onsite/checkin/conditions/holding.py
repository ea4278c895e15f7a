"""Whether a condition holds."""

from __future__ import annotations

from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING, Any

from onsite.plan.conditions.tree import (
    HOLDS,
    WEEKDAYS,
    All,
    Amount,
    AnyOf,
    Choice,
    DayOrder,
    Flag,
    Is,
    Number,
    Subject,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.checkin.conditions.known import Known
    from onsite.plan.conditions.tree import Condition, Span

_MINUTE = timedelta(minutes=1)


def holds(condition: Condition, known: Known) -> bool:
    """Whether what is known meets a condition.

    Raises:
        NotSetError: it names a time that the plan does not give.
    """
    return _HOLDS[type(condition)](condition, known)


def _all(condition: All, known: Known) -> bool:
    return all(_HOLDS[type(part)](part, known) for part in condition.parts)


def _any(condition: AnyOf, known: Known) -> bool:
    return any(_HOLDS[type(part)](part, known) for part in condition.parts)


def _number(leaf: Number, known: Known) -> bool:
    amount = _AMOUNTS[leaf.amount](leaf.span, known)
    return amount is not None and HOLDS[leaf.sign](amount, leaf.value)


def _entries(span: Span, known: Known) -> int:
    if span.kind == "all":
        return len(known.entries)
    if span.kind == "today":
        return known.days.count(known.day)
    if span.day is not None:
        return known.days.count(span.day)
    return sum(_within(span, known))


def _days(span: Span, known: Known) -> int:
    if span.kind == "all":
        return len(set(known.days))
    within = _within(span, known)
    return len({day for day, counts in zip(known.days, within, strict=True) if counts})


def _within(span: Span, known: Known) -> list[bool]:
    """For each entry, whether it lies since, or before, the span's moment."""
    limit = known.instant(span.moment) if span.moment is not None else None
    if limit is None:
        return [True] * len(known.entries)
    return [(entry >= limit) is (span.kind == "since") for entry in known.entries]


def _since_last(span: Span, known: Known) -> float:
    del span
    # What bears a later time than now has the time of a clock that was ahead.
    past = [entry for entry in known.entries if entry <= known.now]
    return (known.now - max(past)) // _MINUTE if past else inf


def _since_first(span: Span, known: Known) -> float:
    del span
    past = [entry for entry in known.entries if entry <= known.now]
    return (known.now - min(past)) // _MINUTE if past else inf


def _age(span: Span, known: Known) -> int | None:
    del span
    return known.age


def _when(leaf: When, known: Known) -> bool:
    instant = known.instant(leaf.moment)
    return instant is None or HOLDS[leaf.sign](known.now, instant)


def _day_order(leaf: DayOrder, known: Known) -> bool:
    return HOLDS[leaf.sign](known.day, leaf.day)


def _choice(leaf: Choice, known: Known) -> bool:
    value = _NAMES[leaf.subject](known)
    return (value in _folded(leaf)) is not leaf.negated


def _folded(leaf: Choice) -> tuple[str, ...]:
    if leaf.subject in (Subject.TICKET, Subject.VARIANT):
        return tuple(value.strip().casefold() for value in leaf.values)
    return leaf.values


def _is(leaf: Is, known: Known) -> bool:
    return _FLAGS[leaf.flag](known) is not leaf.negated


_HOLDS: dict[type, Callable[[Any, Known], bool]] = {
    All: _all,
    AnyOf: _any,
    Number: _number,
    When: _when,
    DayOrder: _day_order,
    Choice: _choice,
    Is: _is,
}
_AMOUNTS: dict[Amount, Callable[[Span, Known], float | None]] = {
    Amount.ENTRIES: _entries,
    Amount.DAYS: _days,
    Amount.LAST: _since_last,
    Amount.FIRST: _since_first,
    Amount.AGE: _age,
}
_NAMES: dict[Subject, Callable[[Known], str | None]] = {
    Subject.CATEGORY: lambda known: known.category,
    Subject.TICKET: lambda known: known.ticket,
    Subject.VARIANT: lambda known: known.variant,
    Subject.GATE: lambda known: known.gate,
    Subject.WEEKDAY: lambda known: WEEKDAYS[known.day.weekday()],
    Subject.DAY: lambda known: known.day.isoformat(),
}
_FLAGS: dict[Flag, Callable[[Known], bool]] = {
    Flag.VIP: lambda known: known.vip,
    Flag.SPEAKER: lambda known: known.speaker,
    Flag.PAID: lambda known: known.paid,
    Flag.INSIDE: lambda known: known.inside,
    Flag.PRESENT_TODAY: lambda known: known.day in known.days,
}
