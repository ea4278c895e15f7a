"""Single comparisons of pretix as conditions."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, cast

from onsite.plan.conditions.pretix.lists import in_list
from onsite.plan.conditions.pretix.meanings import UnsaidError, variable, whole
from onsite.plan.conditions.pretix.times import built_time, when
from onsite.plan.conditions.tree import (
    HOLDS,
    WEEKDAYS,
    Amount,
    Choice,
    Flag,
    Is,
    Number,
    Span,
    Subject,
    all_of,
    any_of,
)

if TYPE_CHECKING:
    from onsite.plan.conditions.pretix.meanings import Meanings
    from onsite.plan.conditions.tree import Condition, Sign

_SIGNS: dict[str, Sign] = {sign: sign for sign in HOLDS} | {"==": "=", "===": "=", "!==": "!="}
_COUNTED = {
    "entries_number": (Amount.ENTRIES, Span()),
    "entries_today": (Amount.ENTRIES, Span("today")),
    "entries_days": (Amount.DAYS, Span()),
}
_SPANS = {
    "entries_since": (Amount.ENTRIES, "since"),
    "entries_before": (Amount.ENTRIES, "before"),
    "entries_days_since": (Amount.DAYS, "since"),
    "entries_days_before": (Amount.DAYS, "before"),
}
_MINUTES = {"minutes_since_last_entry": Amount.LAST, "minutes_since_first_entry": Amount.FIRST}
_NEVER = -1
"""What pretix takes for the minutes since an entry where there was none."""


def comparison(rule: Any, meanings: Meanings) -> Condition:
    """One comparison as a condition.

    Raises:
        UnsaidError: it has no words here.
    """
    if not isinstance(rule, dict) or len(rule) != 1:
        raise UnsaidError("shape")
    ((operator, operands),) = rule.items()
    if not isinstance(operands, list) or not operands:
        raise UnsaidError("shape")
    if operator in ("isAfter", "isBefore"):
        return when(operator, operands, meanings)
    if operator == "inList":
        return in_list(operands, meanings)
    if operator not in _SIGNS or len(operands) != 2:  # noqa: PLR2004 - left and right
        raise UnsaidError("operator", str(operator))
    return _compared(operands[0], _SIGNS[operator], operands[1], meanings)


def _compared(left: Any, sign: Sign, right: Any, meanings: Meanings) -> Condition:
    name = variable(left)
    if name == "entry_status":
        return _status(sign, right)
    if not name and isinstance(left, dict) and len(left) == 1:
        ((function, arguments),) = left.items()
        if function in _SPANS and isinstance(arguments, list) and len(arguments) == 1:
            amount, kind = _SPANS[function]
            moment = built_time(arguments[0], meanings)
            return _number(amount, sign, whole(right), Span(cast("Any", kind), moment=moment))
    if name in _COUNTED:
        amount, span = _COUNTED[name]
        return _number(amount, sign, whole(right), span)
    if name in _MINUTES:
        return _minutes(_MINUTES[name], sign, whole(right))
    if name == "now_isoweekday":
        return _weekday(sign, whole(right))
    raise UnsaidError("variable", name or "?")


def _number(amount: Amount, sign: Sign, value: int, span: Span) -> Condition:
    _sometimes(_answers(sign, value))
    return Number(amount, sign, value, span)


def _minutes(amount: Amount, sign: Sign, value: int) -> Condition:
    """Where there was no entry, pretix takes -1 minutes; here it is longer ago than anything."""
    none_before = Number(Amount.ENTRIES, "=", 0)
    some_before = Number(Amount.ENTRIES, ">", 0)
    holds_before_any = HOLDS[sign](_NEVER, value)
    answers = _answers(sign, value)
    _sometimes(answers | {holds_before_any})
    if len(answers) == 1:
        return none_before if holds_before_any else some_before
    since = Number(amount, sign, value)
    if holds_before_any == HOLDS[sign](inf, value):
        return since
    return any_of((none_before, since)) if holds_before_any else all_of((some_before, since))


def _answers(sign: Sign, value: int) -> set[bool]:
    """What a comparison with numbers from 0 on can come to."""
    return {HOLDS[sign](amount, value) for amount in (0, max(value, 0), max(value + 1, 0), inf)}


def _sometimes(answers: set[bool]) -> None:
    if len(answers) == 1:
        raise UnsaidError("always" if True in answers else "never")


def _weekday(sign: Sign, number: int) -> Condition:
    days = tuple(day for at, day in enumerate(WEEKDAYS, 1) if HOLDS[sign](at, number))
    if not days or len(days) == len(WEEKDAYS):
        raise UnsaidError("always" if days else "never")
    others = tuple(day for day in WEEKDAYS if day not in days)
    if len(others) < len(days):
        return Choice(Subject.WEEKDAY, others, negated=True)
    return Choice(Subject.WEEKDAY, days)


def _status(sign: Sign, value: Any) -> Condition:
    if value not in ("present", "absent") or sign not in ("=", "!="):
        raise UnsaidError("shape")
    return Is(Flag.INSIDE, (value == "present") is not (sign == "="))
