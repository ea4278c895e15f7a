"""The whole tree of rules as a condition."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from onsite.plan.conditions.pretix.comparisons import comparison
from onsite.plan.conditions.pretix.meanings import UnsaidError
from onsite.plan.conditions.tree import all_of, any_of

if TYPE_CHECKING:
    from onsite.plan.conditions.pretix.meanings import Meanings
    from onsite.plan.conditions.tree import Condition

_SHOWN = 120
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A part of the rules that has no words here."""

    path: str
    """In the JSON, as `and[2].or[1]`, counted from 1; empty for all of it."""
    part: str
    """As JSON, perhaps cut short."""
    why: str
    """A code of `wording`."""
    about: str = ""
    """What the reason needs: a name."""
    stricter: bool = False
    """Whether the rest lets in fewer people without it; else it lets in more."""


@dataclass(slots=True)
class Imported:
    """What became of the rules."""

    condition: Condition | None = None
    """None where they ask for nothing, or nothing of it could be said."""
    unsaid: list[Unsaid] = field(default_factory=list)


def imported(rules: Any, meanings: Meanings) -> Imported:
    """The rules as a condition, and what could not be said.

    Args:
        rules: the JSON object, as pretix keeps it in a check-in list.
        meanings: what the names in it stand for here.
    """
    result = Imported()
    if rules:
        result.condition = _Import(meanings, result.unsaid).node(rules, "", stricter=False)
    return result


class _Import:
    def __init__(self, meanings: Meanings, unsaid: list[Unsaid]) -> None:
        self._meanings = meanings
        self._unsaid = unsaid

    def node(self, rule: Any, path: str, *, stricter: bool) -> Condition | None:
        """One node; None where nothing of it could be said."""
        group = _group(rule)
        if group and path.count(".") < _DEEPEST:
            return self._group(group, rule[group], path, stricter=stricter)
        try:
            return comparison(rule, self._meanings)
        except UnsaidError as error:
            part = json.dumps(rule, ensure_ascii=False)
            shown = part if len(part) <= _SHOWN else f"{part[: _SHOWN - 1]}…"
            self._unsaid.append(Unsaid(path, shown, error.why, error.about, stricter))
            return None

    def _group(
        self, group: str, rules: list[Any], path: str, *, stricter: bool
    ) -> Condition | None:
        start = len(self._unsaid)
        above = f"{path}." if path else ""
        found = [
            self.node(rule, f"{above}{group}[{number}]", stricter=group == "or")
            for number, rule in enumerate(rules, 1)
        ]
        parts = tuple(part for part in found if part is not None)
        if not parts:
            # With nothing left in it, the group itself is what is missing.
            lost = self._unsaid[start:]
            self._unsaid[start:] = [replace(each, stricter=stricter) for each in lost]
            return None
        return any_of(parts) if group == "or" else all_of(parts)


def _group(rule: Any) -> str:
    """`and` or `or` where the node is one of them, with parts."""
    if not isinstance(rule, dict) or len(rule) != 1:
        return ""
    ((key, parts),) = rule.items()
    return key if key in ("and", "or") and isinstance(parts, list) and parts else ""
