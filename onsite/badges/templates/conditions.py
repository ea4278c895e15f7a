"""When a layer is shown: `company`, `not company`, `category = speaker, vip`, `vip and photo`.

line  any ("or" any)*            any  one ("and" one)*
one   "not" one | "(" line ")" | what [("=" | "!=" | "in" | "not in") value ("," value)*]
what  a field | "extra" name | "speaker" | "vip" | "photo"

A field alone holds where something stands in it. Names are compared without regard to case; a
category is meant by its id or by its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from onsite.badges.templates.fields import EXTRA, FIELDS, value
from onsite.plan.conditions.tokens import ConditionError, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.badges.templates.holder import Holder

FLAGS = ("speaker", "vip", "photo")
"""What is or is not, and is compared with nothing."""
WORDS = (*FIELDS, EXTRA, *FLAGS)
DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Known:
    """Something stands in a field, or a flag holds."""

    what: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """A field is one of these, which are in lower case."""

    what: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Each of at least two."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of at least two."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = Known | OneOf | Not | All | AnyOf


def shows(when: str, holder: Holder) -> bool:
    """Whether a layer with that condition is shown on a holder's badge.

    Args:
        when: checked by `parse`; empty: always.
        holder: whose badge it is.
    """
    return not when.strip() or holds(parse(when), holder)


def holds(condition: Condition, holder: Holder) -> bool:
    """Whether a condition holds for somebody."""
    match condition:
        case Known(what):
            return bool(getattr(holder, what) if what in FLAGS else value(what, holder))
        case OneOf(what, values):
            said = {value(what, holder).casefold()}
            said |= {holder.category.casefold()} if what == "category" else set()
            return not said.isdisjoint(values)
        case Not(part):
            return not holds(part, holder)
        case All(parts):
            return all(holds(part, holder) for part in parts)
        case AnyOf(parts):
            return any(holds(part, holder) for part in parts)


@lru_cache(maxsize=256)
def parse(text: str) -> Condition:
    """The condition that a line of text says.

    Raises:
        ConditionError: it says none; its code and details are those of `plan.conditions`.
    """
    words = Words(text)
    if words.over():
        raise ConditionError("empty")
    condition = _line(words, 0)
    if not words.over():
        raise ConditionError("rest", words.next.offset, word=words.next.text)
    return condition


def _line(words: Words, depth: int) -> Condition:
    parts = _joined(words, "or", lambda: _together(words, depth))
    return parts[0] if len(parts) == 1 else AnyOf(parts)


def _together(words: Words, depth: int) -> Condition:
    parts = _joined(words, "and", lambda: _one(words, depth))
    return parts[0] if len(parts) == 1 else All(parts)


def _joined(words: Words, word: str, read: Callable[[], Condition]) -> tuple[Condition, ...]:
    parts = [read()]
    while words.skip(word):
        parts.append(read())
    return tuple(parts)


def _one(words: Words, depth: int) -> Condition:
    if depth == DEEPEST:
        raise ConditionError("deep", words.next.offset)
    if words.skip("not"):
        return Not(_one(words, depth + 1))
    if not words.skip("("):
        return _comparison(words)
    inner = _line(words, depth + 1)
    words.expect(")")
    return inner


def _comparison(words: Words) -> Condition:
    what = words.next.word
    if what not in WORDS:
        raise words.unexpected("comparison")
    words.take()
    if what == EXTRA:
        what = f"{EXTRA} {_name(words)}"
    negated = _sign(words)
    if negated is None:
        return Known(what)
    if what in FLAGS:
        raise ConditionError("rest", words.next.offset, word=words.last)
    values = [_name(words)]
    while words.skip(","):
        values.append(_name(words))
    found = OneOf(what, tuple(dict.fromkeys(each.casefold() for each in values)))
    return Not(found) if negated else found


def _sign(words: Words) -> bool | None:
    """Whether a comparison is negated; None where nothing is compared."""
    for phrase in (("not", "in"), ("is", "not"), ("!=",), ("≠",)):
        if words.skip(*phrase):
            return True
    return False if any(words.skip(each) for each in ("in", "is", "=", "==")) else None


def _name(words: Words) -> str:
    kind = words.next.kind
    if kind not in ("name", "number", "quoted"):
        raise words.unexpected("name")
    text = words.take().text
    return text[1:-1].replace(text[0] * 2, text[0]) if kind == "quoted" else text
