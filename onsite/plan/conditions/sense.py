"""Conditions that nobody can ever meet.

Each comparison allows some of the values that its subject can have: a set of bits. Comparisons
that must hold together leave what all of them allow. Where nothing is left, nobody comes in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from onsite.plan.conditions import printing
from onsite.plan.conditions.flaw import Flaw
from onsite.plan.conditions.tree import All, AnyOf, Choice, Flag, Is, Subject, leaves
from onsite.plan.conditions.worlds import NOW, Worlds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.plan.conditions.tree import Condition, Leaf
    from onsite.plan.conditions.worlds import Key
    from onsite.plan.model import Plan

Left: TypeAlias = "dict[Key, int]"
"""By subject: which of its values are left."""
_SHOWN = 80
_PATIENCE = 20_000
"""Steps after which a tree is taken to be all right."""


def flaws(plan: Plan) -> Iterator[Flaw]:
    """The comparisons of a plan, without other flaws, by which nobody can come in."""
    for key, checkpoint in plan.checkpoints.items():
        if checkpoint.condition is not None:
            found = _Search(Worlds(plan, key, checkpoint.condition)).flaws(checkpoint.condition)
            for part, code in found:
                spot = next(leaves(part)).spot
                place = ("checkpoints", key, *spot.place)
                yield Flaw(place, code, {"text": _short(part)}, spot.offset)


class _Search:
    def __init__(self, worlds: Worlds) -> None:
        self._worlds = worlds
        self._steps = 0

    def flaws(self, condition: Condition) -> list[tuple[Condition, str]]:
        """Each comparison that can never be; else the first part that excludes those before it."""
        never: list[tuple[Condition, str]]
        never = [(leaf, _code(leaf)) for leaf in leaves(condition) if not self._worlds.bits(leaf)]
        if never:
            return never
        never = [(part, "exclude") for part in self._excluded(condition)]
        if never:
            return never
        first = self._first_excluded(condition, self._worlds.at_first())
        return [(first, "first")] if first is not None else []

    def _excluded(self, condition: Condition) -> Iterator[Condition]:
        if isinstance(condition, All):
            part = self._first_excluded(condition, {})
            if part is not None:
                yield part
        elif isinstance(condition, AnyOf):
            for part in condition.parts:
                yield from self._excluded(part)

    def _first_excluded(self, condition: Condition, left: Left) -> Condition | None:
        parts = condition.parts if isinstance(condition, All) else (condition,)
        for many in range(1, len(parts) + 1):
            if not self._possible(parts[:many], left):
                return parts[many - 1]
        return None

    def _possible(self, parts: tuple[Condition, ...], left: Left) -> bool:
        self._steps += 1
        if not parts or self._steps > _PATIENCE:
            return True
        first, rest = parts[0], parts[1:]
        if isinstance(first, All):
            return self._possible((*first.parts, *rest), left)
        if isinstance(first, AnyOf):
            return any(self._possible((part, *rest), left) for part in first.parts)
        key, bits = self._worlds.key(first), self._worlds.bits(first)
        remaining = left.get(key, bits) & bits
        return bool(remaining) and self._possible(rest, {**left, key: remaining})


def _short(part: Condition) -> str:
    text = printing.text(part)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _code(leaf: Leaf) -> str:
    if isinstance(leaf, Choice) and leaf.subject in (Subject.CATEGORY, Subject.TICKET):
        return "never_category"
    if isinstance(leaf, Is) and leaf.flag is Flag.PAID:
        return "never_paid"
    return "never_now" if Worlds.key(leaf) == NOW else "never"
