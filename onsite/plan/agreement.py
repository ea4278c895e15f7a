"""Whether the parts of a plan agree with each other.

It looks at plain data, of a plan that is valid so far or of one with other mistakes in it, so
that all mistakes can be told at once: what has the wrong shape is passed over here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from onsite.plan import case_types, cues, goods, operators, printers, questions, stage, vips
from onsite.plan.conditions import checking, sense
from onsite.plan.incidents import agreement as incidents
from onsite.plan.shapes import table_of
from onsite.plan.zones import agreement as zones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.plan.conditions.flaw import Flaw
    from onsite.plan.model import Plan

Place = tuple[str | int, ...]
"""Where in the plan: keys, and the numbers of elements from 0."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One statement that does not fit another one."""

    place: Place
    code: str
    details: dict[str, str] = field(default_factory=dict)
    offset: int | None = None
    """Within a text: the characters that stand before it."""


CONDITION = "condition."
"""How the codes of flaws in conditions begin, among those of other disagreements."""
_REFERENCES = (
    ("categories.*.checkpoints.#", "checkpoints"),
    ("checkpoints.*.categories.#", "categories"),
    ("checkpoints.*.zone", "zones"),
    ("zones.*.within", "zones"),
    ("crowd.gates.#", "checkpoints"),
    ("desks.*.checkpoint", "checkpoints"),
    ("desks.*.categories.#", "categories"),
    ("desks.*.pool", "printer_pools"),
    ("printer_pools.*.printers.#", "printers"),
    ("stages.*.zone", "zones"),
    ("goods.*.checkpoint", "checkpoints"),
    ("goods.*.categories.#", "categories"),
    ("questions.*.categories.#", "categories"),
    ("questions.*.checkpoints.#", "checkpoints"),
    ("signed_tickets.products.*", "categories"),
    ("badges.pool", "printer_pools"),
)
_KEYS = (
    ("badges.templates", "categories"),
    ("badges.prints_for", "categories"),
    ("badges.prints_at", "checkpoints"),
)
"""Tables whose keys are ids of a section."""
_DAYS = (
    "categories.*.days.#",
    "checkpoints.*.days.#",
    "checkpoints.*.windows.#.days.#",
    "shifts.*.day",
)
USUAL_ROLES = (
    *("volunteer", "problem-desk", "timekeeper", "coordinator"),
    *("spokesperson", "lead"),
)


def disagreements(data: dict[str, Any]) -> list[Disagreement]:
    """All disagreements in a plan's data, which may have any shape."""
    return [
        *_unknown_references(data),
        *_repeated_days(data),
        *_days_outside(data),
        *_windows_outside(data),
        *_never_open(data),
        *_tickets_claimed_twice(data),
        *_shut_out(data),
        *_conditions(data),
        *(Disagreement(*found) for found in operators.disagreements(data, USUAL_ROLES)),
        *(Disagreement(*found) for found in case_types.disagreements(data, USUAL_ROLES)),
        *(Disagreement(*found) for found in questions.disagreements(data)),
        *(Disagreement(*found) for found in vips.disagreements(data)),
        *(Disagreement(*found) for found in goods.disagreements(data)),
        *(Disagreement(*found) for found in printers.disagreements(data)),
        *(Disagreement(*found) for found in stage.disagreements(data)),
        *(Disagreement(*found) for found in cues.disagreements(data)),
        *(Disagreement(*found) for found in incidents.disagreements(data, USUAL_ROLES)),
        *(Disagreement(*found) for found in zones.disagreements(data, USUAL_ROLES)),
    ]


def senseless(plan: Plan) -> list[Disagreement]:
    """The conditions of a plan, without other disagreements, that nobody can ever meet."""
    return [_of_condition((), flaw) for flaw in sense.flaws(plan)]


def _unknown_references(data: dict[str, Any]) -> Iterator[Disagreement]:
    for pattern, section in _REFERENCES:
        known = table_of(data, section)
        for place, value in _find(data, pattern):
            if isinstance(value, str) and value not in known:
                yield Disagreement(place, "unknown_reference", {"section": section})
    for table, section in _KEYS:
        known = table_of(data, section)
        for place, _value in _find(data, f"{table}.*"):
            if place[-1] not in known:
                yield Disagreement(place, "unknown_key", {"section": section})


def _repeated_days(data: dict[str, Any]) -> Iterator[Disagreement]:
    seen: set[date] = set()
    for place, value in _find(data, "event.days.#"):
        day = _day(value)
        if day is not None and day in seen:
            yield Disagreement(place, "repeated_day")
        elif day is not None:
            seen.add(day)


def _days_outside(data: dict[str, Any]) -> Iterator[Disagreement]:
    event = _days(data, "event.days.#")
    for pattern in _DAYS if event else ():
        for place, value in _find(data, pattern):
            if _day(value) not in (None, *event):
                yield Disagreement(place, "day_outside", _listed(event))


def _windows_outside(data: dict[str, Any]) -> Iterator[Disagreement]:
    event = _days(data, "event.days.#")
    for name in table_of(data, "checkpoints"):
        own = _days(data, f"checkpoints.{name}.days.#") if "." not in name else []
        for place, value in _find(data, f"checkpoints.{name}.windows.#.days.#") if own else ():
            day = _day(value)
            if day in event and day not in own:
                yield Disagreement(place, "window_outside", _listed(own))


def _never_open(data: dict[str, Any]) -> Iterator[Disagreement]:
    for place, window in _find(data, "checkpoints.*.windows.#"):
        if isinstance(window, dict) and window.get("opens", "") == window.get("closes"):
            yield Disagreement((*place, "closes"), "never_open")


def _tickets_claimed_twice(data: dict[str, Any]) -> Iterator[Disagreement]:
    owners: dict[str, str] = {}
    for category in table_of(data, "categories"):
        owners.setdefault(category.casefold(), category)
    for pattern in ("categories.*.name", "categories.*.tickets.#"):
        for place, value in _find(data, pattern):
            if not isinstance(value, str):
                continue
            owner = owners.setdefault(value.strip().casefold(), str(place[1]))
            if owner != place[1]:
                yield Disagreement(place, "claimed_twice", {"owner": owner})


def _shut_out(data: dict[str, Any]) -> Iterator[Disagreement]:
    for place, checkpoint in _find(data, "categories.*.checkpoints.#"):
        yield from _refused(data, place, checkpoint, place[1])
    for place, category in _find(data, "desks.*.categories.#"):
        yield from _refused(data, place, data["desks"][place[1]].get("checkpoint"), category)


def _refused(
    data: dict[str, Any], place: Place, checkpoint: Any, category: Any
) -> Iterator[Disagreement]:
    if not isinstance(checkpoint, str) or category not in list(table_of(data, "categories")):
        return
    admitted = [value for _, value in _find(data, f"checkpoints.{checkpoint}.categories.#")]
    if admitted and category not in admitted:
        yield Disagreement(place, "shut_out", {"checkpoint": checkpoint, "category": category})


def _conditions(data: dict[str, Any]) -> Iterator[Disagreement]:
    for key, checkpoint in table_of(data, "checkpoints").items():
        if isinstance(checkpoint, dict) and "allow" in checkpoint:
            names = _names(data, checkpoint)
            for flaw in checking.flaws(checkpoint["allow"], names):
                yield _of_condition(("checkpoints", key), flaw)


def _names(data: dict[str, Any], checkpoint: dict[str, Any]) -> checking.Names:
    categories = tuple(table_of(data, "categories"))
    named = [
        value
        for pattern in ("categories.*.name", "categories.*.tickets.#")
        for _place, value in _find(data, pattern)
        if isinstance(value, str)
    ]
    return checking.Names(
        categories=categories,
        tickets=(*categories, *named),
        gates=tuple(table_of(checkpoint, "gates")),
        days=tuple(day.isoformat() for day in _days(data, "event.days.#")),
        times=tuple(key for key, at in table_of(data, "event").items() if at is not None),
    )


def _of_condition(place: Place, flaw: Flaw) -> Disagreement:
    return Disagreement((*place, *flaw.place), f"{CONDITION}{flaw.code}", flaw.details, flaw.offset)


def _find(data: Any, pattern: str) -> Iterator[tuple[Place, Any]]:
    """Every place that a pattern names, with its value; `*` is any key, `#` any element."""
    head, _dot, rest = pattern.partition(".")
    for key, value in _members(data, head):
        if not rest:
            yield (key,), value
            continue
        for place, found in _find(value, rest):
            yield (key, *place), found


def _members(data: Any, head: str) -> Iterator[tuple[str | int, Any]]:
    if head == "#" and isinstance(data, list | tuple):
        yield from enumerate(data)
    elif head == "*" and isinstance(data, dict):
        yield from data.items()
    elif isinstance(data, dict) and head in data:
        yield head, data[head]


def _days(data: dict[str, Any], pattern: str) -> list[date]:
    return [day for _place, value in _find(data, pattern) if (day := _day(value)) is not None]


def _day(value: Any) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _listed(days: list[date]) -> dict[str, str]:
    return {"days": ", ".join(day.isoformat() for day in sorted(set(days)))}
