"""What became of pretix's rules, as lines for `event.toml`."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from onsite.language import _
from onsite.plan.conditions import printing
from onsite.plan.conditions.pretix.importing import imported
from onsite.plan.conditions.pretix.meanings import meanings_of
from onsite.plan.conditions.pretix.wording import why
from onsite.plan.conditions.tree import (
    Amount,
    Choice,
    Flag,
    Is,
    Number,
    Subject,
    leaves,
    moments,
)

if TYPE_CHECKING:
    from onsite.plan.conditions.pretix.importing import Imported
    from onsite.plan.conditions.tree import Leaf
    from onsite.plan.model import Plan


def all_imported(lists: list[tuple[str, Any]], plan: Plan) -> dict[str, Imported]:
    """What became of each list's rules, by what the list is called.

    Args:
        lists: name and rules of each; two of one name are told apart by a number.
        plan: in which the names of tickets and gates stand.
    """
    meanings = meanings_of(plan)
    found: dict[str, Imported] = {}
    for number, (name, rules) in enumerate(lists, 1):
        found[f"{name} {number}" if name in found else name] = imported(rules, meanings)
    return found


def toml(found: dict[str, Imported], plan: Plan) -> str:
    """The lines, with comments on what could not be said."""
    blocks = ["\n".join(_lines(name, each)) for name, each in found.items()]
    if any(_is_of_days(each) for each in found.values()) and plan.event.day_ends != time():
        remark = _("pretix counts days from midnight; here a day lasts until {time}.")
        blocks.append(_comment(remark.format(time=printing.clock(plan.event.day_ends))))
    return "\n\n".join(blocks)


def as_object(found: dict[str, Imported]) -> dict[str, Any]:
    """The same for programs."""
    return {
        "lists": [
            {
                "name": name,
                "allow": _form(each),
                "unsaid": [
                    {"path": part.path, "part": part.part, "why": why(part)} for part in each.unsaid
                ],
            }
            for name, each in found.items()
        ]
    }


def _lines(name: str, each: Imported) -> list[str]:
    lines = [_comment(_("Check-in list “{name}”").format(name=name))] if name else []
    lines.append(printing.toml(_form(each)))
    for part in each.unsaid:
        lines.append(_comment(_("Not taken over: {part}").format(part=part.part)))
        where = f"{part.path}: " if part.path else ""
        lines.append(_comment(f"  {where}{why(part)}"))
    return lines


def _form(each: Imported) -> list[Any]:
    return printing.form(each.condition) if each.condition is not None else []


def _comment(text: str) -> str:
    return f"# {' '.join(text.split())}" if not text.startswith(" ") else f"#{text}"


def _is_of_days(each: Imported) -> bool:
    return each.condition is not None and any(map(_is_of_day, leaves(each.condition)))


def _is_of_day(leaf: Leaf) -> bool:
    if any(isinstance(moment.base, time) for moment in moments(leaf)):
        return True
    if isinstance(leaf, Number):
        return leaf.amount is Amount.DAYS or leaf.span.kind == "today"
    if isinstance(leaf, Choice):
        return leaf.subject is Subject.WEEKDAY
    return isinstance(leaf, Is) and leaf.flag is Flag.PRESENT_TODAY
