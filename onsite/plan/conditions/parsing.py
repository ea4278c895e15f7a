"""One line of text to a condition.

line        any ("or" any)*            any  one ("and" one)*
one         "(" line ")" | ["not"] flag | comparison
comparison  amount sign number | "time" sign clock | "now" sign moment
            | "day" sign day | name ("=" | "!=" | "in" | "not in") value ("," value)*
moment      (clock | day [clock] | anchor) [("+" | "-") number ("min" | "h")]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.plan.conditions import values
from onsite.plan.conditions.tokens import ConditionError, Words
from onsite.plan.conditions.tree import (
    Amount,
    Choice,
    DayOrder,
    Flag,
    Is,
    Number,
    Place,
    Span,
    Spot,
    Subject,
    When,
    all_of,
    any_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.plan.conditions.tree import Condition, Leaf

DEEPEST = 10
_FLAGS = {
    ("vip",): (Flag.VIP, False),
    ("speaker",): (Flag.SPEAKER, False),
    ("paid",): (Flag.PAID, False),
    ("unpaid",): (Flag.PAID, True),
    ("inside",): (Flag.INSIDE, False),
    ("outside",): (Flag.INSIDE, True),
    ("present", "today"): (Flag.PRESENT_TODAY, False),
}


def parse(text: str, place: Place = ()) -> Condition:
    """The condition that a line of text says.

    Args:
        text: as `entries today < 1`.
        place: of the text, for the spots of its comparisons.

    Raises:
        ConditionError: it says none.
    """
    words = Words(text)
    if words.over():
        raise ConditionError("empty")
    condition = _Parser(words, place).line(0)
    if not words.over():
        raise ConditionError("rest", words.next.offset, word=words.next.text)
    return condition


class _Parser:
    def __init__(self, words: Words, place: Place) -> None:
        self._words = words
        self._place = place

    def line(self, depth: int) -> Condition:
        parts = [self._together(depth)]
        while self._words.skip("or"):
            parts.append(self._together(depth))
        return any_of(tuple(parts))

    def _together(self, depth: int) -> Condition:
        parts = [self._one(depth)]
        while self._words.skip("and"):
            parts.append(self._one(depth))
        return all_of(tuple(parts))

    def _one(self, depth: int) -> Condition:
        offset = self._words.next.offset
        if not self._words.skip("("):
            return self._leaf(Spot(self._place, offset))
        if depth == DEEPEST:
            raise ConditionError("deep", offset)
        inner = self.line(depth + 1)
        self._words.expect(")")
        return inner

    def _leaf(self, spot: Spot) -> Leaf:
        words = self._words
        negated = words.skip("not")
        for phrase, (flag, opposite) in _FLAGS.items():
            if words.skip(*phrase):
                return Is(flag, negated is not opposite, spot)
        first = words.next
        read = _COMPARISONS.get(first.word)
        if negated:
            raise words.unexpected("flag")
        if read is None:
            raise words.unexpected("comparison")
        words.take()
        return read(words, spot)


def _entries(words: Words, spot: Spot) -> Leaf:
    return _counted(words, Amount.ENTRIES, spot)


def _days_present(words: Words, spot: Spot) -> Leaf:
    words.expect("present")
    return _counted(words, Amount.DAYS, spot)


def _counted(words: Words, amount: Amount, spot: Spot) -> Leaf:
    span = _span(words, amount)
    return Number(amount, values.sign(words), values.number(words), span, spot)


def _span(words: Words, amount: Amount) -> Span:
    single = amount is Amount.ENTRIES
    if single and words.skip("today"):
        return Span("today")
    if single and words.skip("on"):
        return Span("on", day=values.day(words))
    if words.skip("since"):
        return Span("since", moment=values.moment(words))
    return Span("before", moment=values.moment(words)) if words.skip("before") else Span()


def _minutes(words: Words, spot: Spot) -> Leaf:
    words.expect("since")
    for word, amount in (("last", Amount.LAST), ("first", Amount.FIRST)):
        if words.skip(word):
            words.expect("entry")
            return Number(amount, values.sign(words), values.number(words), spot=spot)
    raise words.unexpected("“last entry”")


def _age(words: Words, spot: Spot) -> Leaf:
    return Number(Amount.AGE, values.sign(words), values.number(words), spot=spot)


def _time(words: Words, spot: Spot) -> Leaf:
    sign = values.order(words)
    if words.next.kind != "clock":
        raise words.unexpected("clock")
    return When(sign, values.moment(words), spot)


def _now(words: Words, spot: Spot) -> Leaf:
    return When(values.order(words), values.moment(words), spot)


def _day_leaf(words: Words, spot: Spot) -> Leaf:
    if words.next.text in ("<", "<=", ">", ">=", "≤", "≥"):
        return DayOrder(values.order(words), values.day(words), spot)
    return _choice(words, Subject.DAY, spot)


def _choice(words: Words, subject: Subject, spot: Spot) -> Leaf:
    negated = _is_negated(words)
    read = _VALUES.get(subject, values.name)
    names = [read(words)]
    while words.skip(","):
        names.append(read(words))
    return Choice(subject, tuple(dict.fromkeys(names)), negated, spot)


def _is_negated(words: Words) -> bool:
    if words.skip("not", "in") or words.skip("is", "not") or words.skip("!=") or words.skip("≠"):
        return True
    if words.skip("in") or words.skip("is") or words.skip("=") or words.skip("=="):
        return False
    raise words.unexpected("order_of_names" if words.next.kind == "sign" else "choice")


def _choice_of(subject: Subject) -> Callable[[Words, Spot], Leaf]:
    return lambda words, spot: _choice(words, subject, spot)


_VALUES: dict[Subject, Callable[[Words], str]] = {
    Subject.WEEKDAY: values.weekday,
    Subject.DAY: values.iso_day,
}
_COMPARISONS: dict[str, Callable[[Words, Spot], Leaf]] = {
    "entries": _entries,
    "days": _days_present,
    "minutes": _minutes,
    "age": _age,
    "time": _time,
    "now": _now,
    "day": _day_leaf,
    "weekday": _choice_of(Subject.WEEKDAY),
    "category": _choice_of(Subject.CATEGORY),
    "ticket": _choice_of(Subject.TICKET),
    "variant": _choice_of(Subject.VARIANT),
    "gate": _choice_of(Subject.GATE),
}
BEGINNINGS = (*_COMPARISONS, *(phrase[0] for phrase in _FLAGS), "not")
"""The words with which a comparison can begin."""
