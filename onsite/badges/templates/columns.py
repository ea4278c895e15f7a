"""The fields, and the columns of a list, that a design names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.templates import conditions, fields
from onsite.badges.templates.holding import PRONOUNS
from onsite.badges.templates.model import BandLayer, QrLayer, TextLayer, flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onsite.badges.templates.conditions import Condition
    from onsite.badges.templates.model import Layer, Template


def columns(template: Template) -> tuple[str, ...]:
    """The columns of which a badge says anything, in small letters; the others may change.

    Args:
        template: with words and conditions that were checked.
    """
    found: set[str] = set()
    for each in named(flat((*template.layers, *template.back))):
        kind, _blank, column = each.partition(" ")
        if kind == fields.EXTRA:
            found.add(column.strip().casefold())
        elif each == "pronouns":
            found.update(PRONOUNS)
    return tuple(sorted(found))


def named(layers: Iterable[Layer]) -> Iterator[str]:
    """Every field that layers name in their words or ask for in their conditions."""
    for layer in layers:
        yield from fields.named(_words(layer))
        if layer.when.strip():
            yield from _asked(conditions.parse(layer.when))


def _words(layer: Layer) -> str:
    match layer:
        case TextLayer():
            return layer.text
        case QrLayer():
            return layer.content
        case BandLayer():
            return layer.word
    return ""


def _asked(condition: Condition) -> Iterator[str]:
    match condition:
        case conditions.Known(what) | conditions.OneOf(what):
            yield what
        case conditions.Not(part):
            yield from _asked(part)
        case conditions.All(parts) | conditions.AnyOf(parts):
            for each in parts:
                yield from _asked(each)
