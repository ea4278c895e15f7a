"""Fields in the words of a template: `{name}`, `{given|name}`, `{extra Dietary needs}`.

`|` stands between a field and the one that takes its place where it is empty. A brace that is
meant as such is written twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.badges.templates.holder import Holder

EXTRA = "extra"
"""Before the name of a column of the source list."""
FIELDS = (
    "name",
    "given",
    "family",
    "company",
    "position",
    "country",
    "category",
    "pronouns",
    "event",
    "code",
    "typed",
)
"""What a text may name; and `extra` with a column's name."""
_PART = re.compile(r"\{\{|\}\}|\{(?P<field>[^{}]*)\}|[{}]")


class FieldError(ValueError):
    """Braces that are no field, or a field that there is not.

    Args:
        code: `brace` or `field`.
        word: what stands there.
        offset: characters before it.
    """

    def __init__(self, code: str, word: str, offset: int) -> None:
        super().__init__(f"{code}: {word!r} at {offset}")
        self.code, self.word, self.offset = code, word, offset


def filled(text: str, holder: Holder) -> str:
    """The words for a holder, without blanks at their ends.

    Empty where the text names fields and all of them are: “at {company}” of nobody's company.

    Args:
        text: checked by `check`.
        holder: whose badge it is.
    """
    named = list(_named(text))
    if named and not any(_value(each, holder) for each in named):
        return ""

    def put(found: re.Match[str]) -> str:
        inside = found["field"]
        return found[0][0] if inside is None else _value(inside, holder)

    return " ".join(_PART.sub(put, text).split())


def value(field: str, holder: Holder) -> str:
    """What stands in one field, as `company` or `extra Room`; empty where nothing is known."""
    if field == "category":
        return holder.category_name
    if field in FIELDS:
        return str(getattr(holder, field))
    wanted = field.removeprefix(f"{EXTRA} ").strip().casefold()
    return next((said for key, said in holder.extra.items() if key.casefold() == wanted), "")


def check(text: str) -> None:
    """Whether every field of a text is one.

    Raises:
        FieldError: one is not.
    """
    for found in _PART.finditer(text):
        if found["field"] is None:
            if len(found[0]) == 1:
                raise FieldError("brace", found[0], found.start())
            continue
        at = found.start("field")
        for each in found["field"].split("|"):
            if not is_field(each.strip()):
                raise FieldError("field", each.strip(), at + len(each) - len(each.lstrip()))
            at += len(each) + 1


def is_field(field: str) -> bool:
    """Whether there is such a field."""
    head, _blank, column = field.partition(" ")
    return field in FIELDS or (head == EXTRA and bool(column.strip()))


def named(text: str) -> tuple[str, ...]:
    """Every field of a text, also those that stand in for others, in order."""
    return tuple(each.strip() for inside in _named(text) for each in inside.split("|"))


def _named(text: str) -> Iterator[str]:
    return (found["field"] for found in _PART.finditer(text) if found["field"] is not None)


def _value(inside: str, holder: Holder) -> str:
    return next((said for each in inside.split("|") if (said := value(each.strip(), holder))), "")
