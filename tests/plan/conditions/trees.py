"""Conditions of every kind, made at random."""

from __future__ import annotations

from datetime import date, datetime, time

from hypothesis import strategies as st

from onsite.plan.conditions.tree import (
    WEEKDAYS,
    Amount,
    Anchor,
    Choice,
    DayOrder,
    Flag,
    Is,
    Moment,
    Number,
    Span,
    Subject,
    When,
    all_of,
    any_of,
)

DAYS = (date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26))
CATEGORIES = ("regular", "vip", "press")
TICKETS = ("Early bird", "O'Brien pass", "press")
GATES = ("a", "b", "north-2")

signs = st.sampled_from(("<", "<=", "=", "!=", ">=", ">"))
orders = st.sampled_from(("<", "<=", ">=", ">"))
days = st.sampled_from(DAYS)
clocks = st.builds(time, st.integers(0, 23), st.sampled_from((0, 17, 30)))
stamps = st.builds(datetime.combine, days, clocks)
moments = st.builds(
    Moment,
    st.one_of(clocks, stamps, days, st.sampled_from(Anchor)),
    st.sampled_from((0, 0, -30, 10, 125)),
)
spans = st.one_of(
    st.just(Span()),
    st.builds(Span, st.sampled_from(("since", "before")), moment=moments),
)
entry_spans = st.one_of(spans, st.just(Span("today")), st.builds(Span, st.just("on"), day=days))
numbers = st.one_of(
    st.builds(Number, st.just(Amount.ENTRIES), signs, st.integers(0, 4), entry_spans),
    st.builds(Number, st.just(Amount.DAYS), signs, st.integers(0, 3), spans),
    st.builds(Number, st.sampled_from((Amount.LAST, Amount.FIRST)), signs, st.integers(0, 400)),
    st.builds(Number, st.just(Amount.AGE), signs, st.integers(0, 90)),
)


def _some(subject: Subject, names) -> st.SearchStrategy[Choice]:
    values = st.lists(names, min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(Choice, st.just(subject), values, st.booleans())


variants_of_the_shop = st.sampled_from(("Student", "Senior 60+", "学生"))


def choices(variants=variants_of_the_shop):
    return st.one_of(
        _some(Subject.CATEGORY, st.sampled_from(CATEGORIES)),
        _some(Subject.TICKET, st.sampled_from(TICKETS)),
        _some(Subject.VARIANT, variants),
        _some(Subject.GATE, st.sampled_from(GATES)),
        _some(Subject.WEEKDAY, st.sampled_from(WEEKDAYS)),
        _some(Subject.DAY, days.map(date.isoformat)),
    )


timed = st.one_of(
    st.builds(
        Number, st.sampled_from((Amount.LAST, Amount.FIRST)), st.just(">="), st.integers(0, 400)
    ),
    st.builds(
        Number, st.just(Amount.ENTRIES), st.just("<"), st.integers(1, 2), st.just(Span("today"))
    ),
    st.builds(When, orders, moments),
    st.builds(DayOrder, orders, days),
)
leaves = st.one_of(
    numbers,
    st.builds(When, orders, moments),
    st.builds(DayOrder, orders, days),
    choices(),
    st.builds(Is, st.sampled_from(Flag), st.booleans()),
)


def trees(of=leaves, most: int = 12):
    """Trees with that many comparisons at most."""
    some = lambda parts: st.lists(parts, min_size=2, max_size=4).map(tuple)  # noqa: E731
    return st.recursive(
        of,
        lambda parts: st.one_of(some(parts).map(all_of), some(parts).map(any_of)),
        max_leaves=most,
    )
