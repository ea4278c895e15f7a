"""The tree of conditions: comparisons as leaves, joined by all and any.

There is no "not" over a group: every comparison has its own opposite, so that what is missing
can always be said of single comparisons.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime, time

Place = tuple[str | int, ...]
"""Where in the plan: keys, and the numbers of elements from 0."""
Sign = Literal["<", "<=", "=", "!=", ">=", ">"]
HOLDS: dict[Sign, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
"""Whether a comparison of two like things holds, by its sign."""
NAME_WITHOUT_QUOTES = re.compile(r"[^\W\d_][\w-]*")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a comparison was written."""

    place: Place = ()
    """Of its text in the checkpoint, as `("allow", 1, "any", 0)`."""
    offset: int = 0
    """Characters of that text before it."""


class Anchor(StrEnum):
    """Instants that the ticket or the event gives."""

    TICKET_START = "ticket start"
    TICKET_END = "ticket end"
    ADMISSION = "admission"
    """Of the day on which it is asked, as the next two."""
    START = "start"
    END = "end"
    FIRST_ADMISSION = "first admission"
    """Of the event's first day."""
    FIRST_START = "first start"
    LAST_END = "last end"
    """Of the event's last day."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, as it is written."""

    base: time | date | datetime | Anchor
    """A time of the day of the event that it is; the beginning of a day; a day and a time in the
    event's zone, naive; or an anchor."""
    shift_min: int = 0


class Amount(StrEnum):
    """What is counted."""

    ENTRIES = "entries"
    DAYS = "days present"
    LAST = "minutes since last entry"
    """Whole minutes; where there was no entry, it is longer ago than any number."""
    FIRST = "minutes since first entry"
    AGE = "age"
    """On the day of the event that it is; where it is not known, no comparison holds."""

    @property
    def counts(self) -> bool:
        """Whether it counts entries, or the days on which there were some."""
        return self in (Amount.ENTRIES, Amount.DAYS)


@dataclass(frozen=True, slots=True)
class Span:
    """Which entries are counted."""

    kind: Literal["all", "today", "on", "since", "before"] = "all"
    day: date | None = None
    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """How many, how long, how old."""

    amount: Amount
    sign: Sign
    value: int
    span: Span = Span()
    spot: Spot = field(default=Spot(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class When:
    """Now, against an instant. Neither `=` nor `!=`."""

    sign: Sign
    moment: Moment
    spot: Spot = field(default=Spot(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DayOrder:
    """The day of the event, against another one. Neither `=` nor `!=`."""

    sign: Sign
    day: date
    spot: Spot = field(default=Spot(), compare=False, repr=False)


class Subject(StrEnum):
    """What has a name rather than a number."""

    CATEGORY = "category"
    """Ids of the plan."""
    TICKET = "ticket"
    """Names of ticket types, as source lists give them."""
    VARIANT = "variant"
    GATE = "gate"
    """Ids of the checkpoint's gates."""
    WEEKDAY = "weekday"
    """Of the day of the event: `WEEKDAYS`."""
    DAY = "day"
    """Days of the event, as ISO dates."""


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these, or none of these."""

    subject: Subject
    values: tuple[str, ...]
    negated: bool = False
    spot: Spot = field(default=Spot(), compare=False, repr=False)


class Flag(StrEnum):
    """What is or is not."""

    VIP = "vip"
    SPEAKER = "speaker"
    PAID = "paid"
    INSIDE = "inside"
    PRESENT_TODAY = "present today"


@dataclass(frozen=True, slots=True)
class Is:
    """A flag, or its opposite."""

    flag: Flag
    negated: bool = False
    spot: Spot = field(default=Spot(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class All:
    """Every one of the parts must hold; there are at least two, and none is another `All`."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of the parts must hold; there are at least two, and none is another `AnyOf`."""

    parts: tuple[Condition, ...]


Leaf: TypeAlias = Number | When | DayOrder | Choice | Is
Condition: TypeAlias = Leaf | All | AnyOf


def all_of(parts: tuple[Condition, ...]) -> Condition:
    """The parts under one `All`; a single part is itself."""
    flat = tuple(
        each for part in parts for each in (part.parts if isinstance(part, All) else (part,))
    )
    return flat[0] if len(flat) == 1 else All(flat)


def any_of(parts: tuple[Condition, ...]) -> Condition:
    """The parts under one `AnyOf`; a single part is itself."""
    flat = tuple(
        each for part in parts for each in (part.parts if isinstance(part, AnyOf) else (part,))
    )
    return flat[0] if len(flat) == 1 else AnyOf(flat)


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every comparison, in the order in which they are written."""
    if isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from leaves(part)
    else:
        yield condition


def moments(leaf: Leaf) -> Iterator[Moment]:
    """The instants that a comparison names."""
    if isinstance(leaf, When):
        yield leaf.moment
    elif isinstance(leaf, Number) and leaf.span.moment is not None:
        yield leaf.span.moment


@dataclass(frozen=True, slots=True)
class Asks:
    """What a condition asks about."""

    history: bool = False
    """The single entries before."""
    gate: bool = False
    anchors: frozenset[Anchor] = frozenset()
    """Against which it compares now."""
    flags: frozenset[Flag] = frozenset()


def asks(condition: Condition | None) -> Asks:
    """What a condition asks about; nothing where there is none."""
    asked = tuple(leaves(condition)) if condition is not None else ()
    flags = frozenset(leaf.flag for leaf in asked if isinstance(leaf, Is))
    counted = any(isinstance(leaf, Number) and leaf.amount is not Amount.AGE for leaf in asked)
    against = (leaf.moment.base for leaf in asked if isinstance(leaf, When))
    return Asks(
        history=counted or Flag.PRESENT_TODAY in flags,
        gate=any(isinstance(leaf, Choice) and leaf.subject is Subject.GATE for leaf in asked),
        anchors=frozenset(base for base in against if isinstance(base, Anchor)),
        flags=flags,
    )
