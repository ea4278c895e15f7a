"""How many entries, how long ago, how old: comparisons of numbers, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.conditions.moments import moment
from onsite.language import N_, _, ngettext
from onsite.plan.conditions import printing
from onsite.plan.conditions.tree import Amount

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from onsite.plan.conditions.tree import Number, Span

_LEAST = {
    Amount.LAST: N_("At least {n} min between two entries."),
    Amount.FIRST: N_("Only from {n} min after the first entry on."),
    Amount.AGE: N_("Only from {n} years of age on."),
}
_MOST = {
    Amount.LAST: N_("Only within {n} min of the last entry."),
    Amount.FIRST: N_("Only within {n} min of the first entry."),
    Amount.AGE: N_("Only up to {n} years of age."),
}


def limit(leaf: Number, day: Callable[[date], str]) -> str:
    """What a comparison asks for.

    Args:
        leaf: the comparison.
        day: how a day is shown.
    """
    least, most = _bounds(leaf)
    if most is not None and leaf.amount.counts:
        return _at_most(leaf, most + 1, _of(leaf.span, day))
    if least is not None and leaf.amount is Amount.ENTRIES and leaf.span.kind == "all":
        return ngettext(
            "Only for guests who have come in at least {n} time.",
            "Only for guests who have come in at least {n} times.",
            least,
        ).format(n=least)
    for bound, said in ((least, _LEAST), (most, _MOST)):
        if bound is not None and leaf.amount in said:
            return _(said[leaf.amount]).format(n=bound)
    return _("The rule here is: {rule}.").format(rule=printing.text(leaf))


def _bounds(leaf: Number) -> tuple[int | None, int | None]:
    """The least and the most that it may be."""
    bounds = {
        "<": (None, leaf.value - 1),
        "<=": (None, leaf.value),
        "=": (None, leaf.value) if leaf.value == 0 else (None, None),
        ">=": (leaf.value, None),
        ">": (leaf.value + 1, None),
    }
    return bounds.get(leaf.sign, (None, None))


def _at_most(leaf: Number, n: int, of: str) -> str:
    """How many it may be once the guest has come in."""
    if leaf.amount is Amount.DAYS:
        said = ngettext("On at most {n} day{of}.", "On at most {n} days{of}.", n)
    else:
        said = ngettext("At most {n} entry{of}.", "At most {n} entries{of}.", n)
    return said.format(n=n, of=of)


def _of(span: Span, day: Callable[[date], str]) -> str:
    if span.kind == "today":
        return _(" a day")
    if span.day is not None:
        return _(" on {day}").format(day=day(span.day))
    if span.moment is None:
        return ""
    said = _(" since {moment}") if span.kind == "since" else _(" before {moment}")
    return said.format(moment=moment(span.moment, day))
