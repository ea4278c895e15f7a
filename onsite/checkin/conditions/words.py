"""What is missing to a checkpoint's condition, in the guest's terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from onsite.checkin.conditions import numbers as condition_numbers
from onsite.checkin.conditions.moments import moment
from onsite.language import N_, _
from onsite.plan.conditions.parsing import parse
from onsite.plan.conditions.tree import (
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from onsite.plan.conditions.tree import Leaf
    from onsite.plan.model import Plan

_FLAGS = {
    (Flag.VIP, False): N_("Only for VIPs."),
    (Flag.VIP, True): N_("Not for VIPs."),
    (Flag.SPEAKER, False): N_("Only for speakers."),
    (Flag.SPEAKER, True): N_("Not for speakers."),
    (Flag.PAID, False): N_("Only once the ticket is paid: send to the problem desk."),
    (Flag.PAID, True): N_("Only with tickets that are not paid."),
    (Flag.INSIDE, False): N_("Only for guests who are inside."),
    (Flag.INSIDE, True): N_("Only after the way out was scanned."),
    (Flag.PRESENT_TODAY, False): N_("Only for guests who have come in today already."),
    (Flag.PRESENT_TODAY, True): N_("Only for guests who have not come in today."),
}
_ORDERS = {
    "<": N_("Only before {day}."),
    "<=": N_("Only up to {day}."),
    ">=": N_("Only from {day} on."),
    ">": N_("Only after {day}."),
}
_MOST = 3
"""So many sentences can be told at a door."""


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called."""

    plan: Plan
    day: Callable[[date], str]
    """How a day is shown."""

    def gate(self, checkpoint: str, key: str) -> str:
        """A gate of a checkpoint, which this plan may not have."""
        rule = self.plan.checkpoints.get(checkpoint)
        return rule.gates.get(key, key) if rule is not None else key

    def of(self, subject: Subject, value: str) -> str:
        """What a comparison names."""
        if subject is Subject.DAY:
            return self.day(date.fromisoformat(value))
        if subject is Subject.WEEKDAY:
            return _(value)
        if subject is Subject.CATEGORY and value in self.plan.categories:
            value = self.plan.categories[value].name
        return _("“{value}”").format(value=value)


def sentence(words: Mapping[str, str], names: Names) -> str:
    """What would be enough, in one to three short sentences.

    Args:
        words: `Verdict.details`, with their instants as they are shown.
        names: what things are called.

    Raises:
        ValueError: another station's answer has a condition that cannot be read here.
    """
    missing = tuple(leaves(parse(words["needs"]))) if words.get("needs") else ()
    told = [*dict.fromkeys(_limits(missing, words, names)), *_enough(missing, words)]
    first, *rest = told[:_MOST] or [_("The rules of this checkpoint do not let this guest in.")]
    for each in rest:
        first = _("{first} {second}").format(first=first, second=each)
    return first


def _limits(missing: tuple[Leaf, ...], words: Mapping[str, str], names: Names) -> Iterator[str]:
    """What the comparisons ask for; what waiting mends is said by the time until then."""
    for leaf in missing:
        if isinstance(leaf, Choice) and leaf.subject is Subject.GATE:
            yield _gates(leaf, words, names)
        elif "from" not in words or not _is_of_time(leaf):
            yield _limit(leaf, names)
    if words.get("age") == "unknown":
        yield _("The list does not say how old this guest is.")


def _enough(missing: tuple[Leaf, ...], words: Mapping[str, str]) -> Iterator[str]:
    before = any(isinstance(leaf, Number) and leaf.amount is not Amount.AGE for leaf in missing)
    if "wait" in words and before:
        yield _("May come in again in {wait} min, from {from}.").format(**words)
    elif "wait" in words:
        yield _("May come in from {from}, in {wait} min.").format(**words)
    elif "from" in words and before:
        yield _("May come in again from {from}.").format(**words)
    elif "from" in words:
        yield _("May come in from {from}.").format(**words)
    elif "last" in words and before:
        yield _("The last entry was at {last}.").format(**words)


def _gates(leaf: Choice, words: Mapping[str, str], names: Names) -> str:
    enough = words.get("gates", "")
    said = _("Not at {gates}.") if leaf.negated and not enough else _("Only at {gates}.")
    place = words.get("place", "")
    shown = (names.gate(place, key) for key in (enough.split(",") if enough else leaf.values))
    return said.format(gates=_(" or ").join(shown))


def _is_of_time(leaf: Leaf) -> bool:
    if isinstance(leaf, Choice):
        return leaf.subject in (Subject.DAY, Subject.WEEKDAY)
    return isinstance(leaf, When | DayOrder)


def _limit(leaf: Leaf, names: Names) -> str:
    """What a comparison asks for."""
    if isinstance(leaf, Number):
        return condition_numbers.limit(leaf, names.day)
    if isinstance(leaf, When):
        said = _("Only until {moment}.") if leaf.sign.startswith("<") else _("Only from {moment}.")
        return said.format(moment=moment(leaf.moment, names.day))
    if isinstance(leaf, DayOrder):
        return _(_ORDERS[leaf.sign]).format(day=names.day(leaf.day))
    return _(_FLAGS[leaf.flag, leaf.negated]) if isinstance(leaf, Is) else _choice(leaf, names)


def _choice(leaf: Choice, names: Names) -> str:
    shown = _(", ").join(names.of(leaf.subject, value) for value in leaf.values)
    if _is_of_time(leaf):
        said = _("Not on {days}.") if leaf.negated else _("Only on {days}.")
        return said.format(days=shown)
    said = _("Not with a ticket {names}.") if leaf.negated else _("Only with a ticket {names}.")
    return said.format(names=shown)
