"""Whether the conditions of a checkpoint can be read, and name only what the plan has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.plan.conditions import printing
from onsite.plan.conditions.calendar import DAILY
from onsite.plan.conditions.flaw import Flaw
from onsite.plan.conditions.parsing import BEGINNINGS
from onsite.plan.conditions.reading import look
from onsite.plan.conditions.tree import (
    WEEKDAYS,
    All,
    Anchor,
    AnyOf,
    Choice,
    DayOrder,
    Flag,
    Is,
    Number,
    Subject,
    leaves,
    moments,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onsite.plan.conditions.reading import Fault
    from onsite.plan.conditions.tree import Condition, Leaf

_CLOSE = 60
"""Of 100: from which likeness on a word may have been meant."""
_WORDS: dict[str, tuple[str, ...]] = {
    "comparison": BEGINNINGS,
    "weekday": WEEKDAYS,
    "moment": tuple(anchor.value for anchor in Anchor),
    "flag": tuple(flag.value for flag in Flag),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What conditions can name, as far as the plan says it."""

    categories: tuple[str, ...] = ()
    tickets: tuple[str, ...] = ()
    """Every name by which source lists call a ticket type."""
    gates: tuple[str, ...] = ()
    """Of the checkpoint."""
    days: tuple[str, ...] = ()
    """ISO dates."""
    times: tuple[str, ...] = ()
    """Those of `admission`, `start` and `end` that `[event]` gives."""

    def of(self, subject: Subject) -> tuple[str, ...] | None:
        """What a subject can be compared with; None where that is anything."""
        if subject is Subject.DAY:
            return self.days or None
        known = {Subject.CATEGORY: self.categories, Subject.TICKET: self.tickets}
        return self.gates if subject is Subject.GATE else known.get(subject)


def flaws(allow: Any, names: Names) -> Iterator[Flaw]:
    """Everything that is wrong with an `allow` of any shape; places begin with `allow`."""
    condition, faults = look(allow)
    for fault in faults:
        yield _unreadable(fault)
    if condition is None:
        return
    for leaf in leaves(condition):
        yield from _names_of(leaf, allow, names)
    yield from _doubtful(condition, allow, names)


def guess(word: str, known: Iterable[str]) -> str:
    """Which of the known words was meant perhaps; empty where none is close."""
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        word, list(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_CLOSE
    )
    return found[0] if found else ""


def _unreadable(fault: Fault) -> Flaw:
    details = dict(fault.error.details)
    known = _WORDS.get(details.get("wanted", ""), ())
    if details.get("word"):
        details["guess"] = guess(details["word"], known)
    return Flaw(fault.place, fault.error.code, details, fault.error.offset)


def _names_of(leaf: Leaf, allow: Any, names: Names) -> Iterator[Flaw]:
    for subject, value in _named(leaf):
        known = names.of(subject)
        if known is not None and not _is_known(subject, value, known):
            meant = guess(value, known)
            right = printing.name(subject, meant)
            details = {"guess": meant, "right": right, "known": ", ".join(known)}
            yield _flaw(
                leaf, allow, value, f"no_{subject}" if known else f"none_{subject}", details
            )
    for moment in moments(leaf):
        daily = DAILY.get(moment.base) if isinstance(moment.base, Anchor) else None
        if daily is not None and daily not in names.times:
            yield _flaw(leaf, allow, str(moment.base), "not_set", {"key": daily.value})


def _doubtful(condition: Condition, allow: Any, names: Names) -> Iterator[Flaw]:
    """“category = regular or vip”, where vip is a category too."""
    if not isinstance(condition, All | AnyOf):
        return
    if isinstance(condition, AnyOf):
        for before, part in zip(condition.parts, condition.parts[1:], strict=False):
            listed = isinstance(before, Choice) and before.subject is Subject.CATEGORY
            if listed and isinstance(part, Is) and part.flag in names.categories:
                yield _flaw(part, allow, part.flag, "doubtful", {})
    for part in condition.parts:
        yield from _doubtful(part, allow, names)


def _flaw(leaf: Leaf, allow: Any, word: str, code: str, details: dict[str, str]) -> Flaw:
    text = allow
    for part in leaf.spot.place[1:]:
        text = text[part]
    alone = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    found = alone.search(text, leaf.spot.offset)
    offset = found.start() if found is not None else leaf.spot.offset
    return Flaw(leaf.spot.place, code, {"word": word, **details}, offset)


def _named(leaf: Leaf) -> Iterator[tuple[Subject, str]]:
    if isinstance(leaf, Choice):
        yield from ((leaf.subject, value) for value in leaf.values)
    elif isinstance(leaf, DayOrder):
        yield Subject.DAY, leaf.day.isoformat()
    elif isinstance(leaf, Number) and leaf.span.day is not None:
        yield Subject.DAY, leaf.span.day.isoformat()


def _is_known(subject: Subject, value: str, known: tuple[str, ...]) -> bool:
    if subject is Subject.TICKET:
        return value.strip().casefold() in {each.strip().casefold() for each in known}
    return value in known
