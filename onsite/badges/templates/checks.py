"""Whether what a template says fits together: words, conditions, boxes, sides, pictures.

It looks at plain data, of a template that is valid so far or of one with other mistakes in it, so
that all mistakes can be told at once: what has the wrong shape is passed over here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from onsite.badges.templates import conditions, fields
from onsite.badges.templates.boxes import boxes, number
from onsite.badges.templates.model import (
    FILE_NAME,
    KINDS,
    LEAST_POINTS,
    BandLayer,
    flat,
    size_named,
)
from onsite.badges.templates.shelves import PICTURE_BYTES
from onsite.badges.templates.wording import CONDITION
from onsite.plan.conditions.tokens import ConditionError
from onsite.plan.wording import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onsite.badges.templates.model import Layer, Template
    from onsite.plan.agreement import Place

_TEXTS = {"text": ("text",), "qr": ("content",), "band": ("word",)}
_POINT_MM = 25.4 / 72
_FILE = re.compile(FILE_NAME)
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


def mistakes(data: dict[str, Any], pictures: Mapping[str, bytes | None]) -> Iterator[Mistake]:
    """All that does not fit.

    Args:
        data: of a template with all that it inherits.
        pictures: what stands in the files that its layers name; None where there is none.
    """
    yield from _sides(data)
    yield from boxes(data)
    for place, layer in layers(data):
        yield from _words(place, layer)
        yield from _when(place, layer)
        yield from _sizes(place, layer)
        yield from _picture(place, layer, pictures)


def layers(data: Any, place: Place = ()) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every layer, the members of groups too."""
    for side in ("layers", "back") if not place else ("layers",):
        found = data.get(side)
        for key, layer in found.items() if isinstance(found, dict) else ():
            if isinstance(layer, dict):
                yield (*place, side, key), layer
                yield from layers(layer, (*place, side, key))


def files(data: dict[str, Any]) -> tuple[str, ...]:
    """The pictures that the layers name."""
    named = (layer.get("file") for _place, layer in layers(data) if layer.get("kind") == "image")
    return tuple(
        dict.fromkeys(file for file in named if isinstance(file, str) and _FILE.fullmatch(file))
    )


def categories_of(template: Template) -> set[str]:
    """The categories that conditions and patterns name, in small letters."""
    return {
        word
        for layer in flat((*template.layers, *template.back))
        for word in (*_compared(layer.when), *_patterned(layer))
    }


def _patterned(layer: Layer) -> tuple[str, ...]:
    return tuple(layer.patterns) if isinstance(layer, BandLayer) else ()


def _compared(when: str) -> tuple[str, ...]:
    asked = [conditions.parse(when)] if when.strip() else []
    words: list[str] = []
    while asked:
        match asked.pop():
            case conditions.OneOf("category", values):
                words += values
            case conditions.Not(part):
                asked.append(part)
            case conditions.All(parts) | conditions.AnyOf(parts):
                asked += parts
            case _:
                pass
    return tuple(words)


def _sides(data: dict[str, Any]) -> Iterator[Mistake]:
    fold, back, size = data.get("fold", "none"), data.get("back"), data.get("size")
    folded = fold in ("back", "butterfly")
    roll = isinstance(size, dict) and "width" in size and "height" not in size
    if isinstance(size, str):
        named = size_named(size)
        roll = named is not None and named.height is None
    if folded and roll:
        yield Mistake(("fold",), "roll_fold", fold)
    elif folded and not back:
        yield Mistake(("fold",), "empty_back", fold)
    elif fold == "none" and back:
        yield Mistake(("back",), "no_back", back)


def _words(place: Place, layer: dict[str, Any]) -> Iterator[Mistake]:
    kind = layer.get("kind")
    for key in _TEXTS.get(kind, ()) if isinstance(kind, str) else ():
        text = layer.get(key)
        if not isinstance(text, str):
            continue
        try:
            fields.check(text)
        except fields.FieldError as error:
            details = {"word": error.word}
            yield Mistake((*place, key), error.code, text, details, error.offset)


def _when(place: Place, layer: dict[str, Any]) -> Iterator[Mistake]:
    text = layer.get("when")
    if not isinstance(text, str) or not text.strip():
        return
    try:
        conditions.parse(text)
    except ConditionError as error:
        code = f"{CONDITION}{error.code}"
        yield Mistake((*place, "when"), code, text, dict(error.details), error.offset)


def _sizes(place: Place, layer: dict[str, Any]) -> Iterator[Mistake]:
    if layer.get("kind") not in ("text", "band"):
        return
    usual = KINDS[str(layer["kind"])].model_fields["size_max"].default
    most, height = number(layer, "size_max", usual), number(layer, "height")
    if most is None:
        return
    least = number(layer, "size_min", min(LEAST_POINTS, most))
    if least is None:
        return
    if least > most:
        details = {"most": most, "shown": f"{least:g}"}
        yield Mistake((*place, "size_min"), "sizes_crossed", least, details)
    elif height is not None and height < least * _POINT_MM:
        details = {"points": least, "shown": f"{height:g}"}
        yield Mistake((*place, "height"), "too_low", height, details)


def _picture(
    place: Place, layer: dict[str, Any], pictures: Mapping[str, bytes | None]
) -> Iterator[Mistake]:
    file = layer.get("file")
    if layer.get("kind") != "image" or not isinstance(file, str) or file not in pictures:
        return
    content = pictures[file]
    if content is None:
        yield Mistake((*place, "file"), "no_picture", file)
    elif len(content) > PICTURE_BYTES:
        details = {"kilobytes": PICTURE_BYTES // 1_000}
        yield Mistake((*place, "file"), "large_picture", file, details)
    elif not content.startswith((_PNG, _JPEG)):
        yield Mistake((*place, "file"), "not_picture", file)
