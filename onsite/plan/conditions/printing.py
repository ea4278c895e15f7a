"""Conditions as they are written in `event.toml`."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from onsite.plan.conditions.tree import (
    NAME_WITHOUT_QUOTES,
    All,
    AnyOf,
    Choice,
    DayOrder,
    Flag,
    Number,
    Subject,
    When,
)

if TYPE_CHECKING:
    from onsite.plan.conditions.tree import Condition, Leaf, Moment, Span

WIDTH = 88
"""Characters from which a list in `event.toml` is written over several lines."""
_QUOTE = "'"
_JOINTS = frozenset({"and", "or"})
_OPPOSITES = {Flag.PAID: "unpaid", Flag.INSIDE: "outside"}


def text(condition: Condition) -> str:
    """The condition as one line that `parsing.parse` reads."""
    if isinstance(condition, AnyOf):
        return " or ".join(text(part) for part in condition.parts)
    if isinstance(condition, All):
        return " and ".join(_inner(part) for part in condition.parts)
    return _leaf(condition)


def form(condition: Condition) -> list[Any]:
    """The condition as the list that `allow` is: texts and tables of `any` and `all`."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    return [_entry(part) for part in parts]


def toml(forms: list[Any]) -> str:
    """The line or lines for `event.toml`, beginning with `allow =`."""
    return f"allow = {_array(forms, 0, len('allow = '))}"


def _inner(part: Condition) -> str:
    return f"({text(part)})" if isinstance(part, AnyOf) else text(part)


def _entry(part: Condition) -> Any:
    line = text(part)
    if len(line) <= WIDTH or not isinstance(part, All | AnyOf):
        return line
    return {"any" if isinstance(part, AnyOf) else "all": [_entry(each) for each in part.parts]}


def _array(forms: list[Any], depth: int, before: int) -> str:
    items = [_item(each, depth + 1) for each in forms]
    flat = f"[{', '.join(items)}]"
    if len(flat) + before <= WIDTH and "\n" not in flat:
        return flat
    indent = "  " * (depth + 1)
    return "[\n" + "".join(f"{indent}{item},\n" for item in items) + "  " * depth + "]"


def _item(each: Any, depth: int) -> str:
    if isinstance(each, str):
        return json.dumps(each, ensure_ascii=False).replace("\x7f", "\\u007f")
    ((key, inner),) = each.items()
    return f"{{ {key} = {_array(inner, depth, len(key) + 8)} }}"


def _leaf(leaf: Leaf) -> str:
    if isinstance(leaf, Number):
        amount = f"{leaf.amount} {_span(leaf.span)}".strip()
        return f"{amount} {leaf.sign} {leaf.value}"
    if isinstance(leaf, When):
        clock = isinstance(leaf.moment.base, time)
        return f"{'time' if clock else 'now'} {leaf.sign} {moment(leaf.moment)}"
    if isinstance(leaf, DayOrder):
        return f"day {leaf.sign} {leaf.day.isoformat()}"
    if isinstance(leaf, Choice):
        return _choice(leaf)
    if leaf.negated:
        return _OPPOSITES.get(leaf.flag, f"not {leaf.flag}")
    return str(leaf.flag)


def _span(span: Span) -> str:
    if span.day is not None:
        return f"{span.kind} {span.day.isoformat()}"
    if span.moment is not None:
        return f"{span.kind} {moment(span.moment)}"
    return "" if span.kind == "all" else span.kind


def moment(written: Moment) -> str:
    """An instant as it is written, as `admission - 30 min`."""
    base = _base(written.base)
    if not written.shift_min:
        return base
    return f"{base} {'+' if written.shift_min > 0 else '-'} {abs(written.shift_min)} min"


def _base(base: time | date | datetime | str) -> str:
    if isinstance(base, time):
        return clock(base)
    if isinstance(base, datetime):
        return f"{base.date().isoformat()} {clock(base.time())}"
    return base.isoformat() if isinstance(base, date) else str(base)


def clock(at: time) -> str:
    """A time of day, with seconds where it has any."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def _choice(leaf: Choice) -> str:
    names = [name(leaf.subject, value) for value in leaf.values]
    if len(names) == 1:
        return f"{leaf.subject} {'!=' if leaf.negated else '='} {names[0]}"
    return f"{leaf.subject} {'not in' if leaf.negated else 'in'} {', '.join(names)}"


def name(subject: Subject, value: str) -> str:
    """A name, in quotes where it needs them."""
    plain = NAME_WITHOUT_QUOTES.fullmatch(value) and value.casefold() not in _JOINTS
    if plain or subject in (Subject.DAY, Subject.WEEKDAY):
        return value
    return f"'{value.replace(_QUOTE, _QUOTE * 2)}'"
