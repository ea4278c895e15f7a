"""A template's TOML to a `Template`, or to everything that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from onsite.badges.templates import checks, conditions, fields
from onsite.badges.templates.examples import example_for
from onsite.badges.templates.inherit import OWN, merged
from onsite.badges.templates.mistakes import TemplateError, TemplateProblem
from onsite.badges.templates.model import Template
from onsite.badges.templates.wording import CONDITION, guess, sentence
from onsite.plan.conditions.tokens import ConditionError
from onsite.plan.positions import spot_within
from onsite.plan.reading import from_pydantic
from onsite.plan.wording import Mistake, shown_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic_core import ErrorDetails

    from onsite.badges.templates.inherit import Merged
    from onsite.badges.templates.shelves import Shelf
    from onsite.plan.agreement import Place


def read(name: str, shelves: Sequence[Shelf]) -> Template | None:
    """The template of that name, with all that it inherits; None where there is none.

    Args:
        name: what its file is called, without the ending.
        shelves: where it may stand; the first that has it counts.

    Raises:
        TemplateError: what stands there is no template; with every mistake in it.
        BadInputError: a file cannot be read.
    """
    found = merged(name, shelves)
    if found is None:
        return None
    pictures = {file: _picture(found, shelves, file) for file in checks.files(found.data)}
    plain = {key: each for key, each in found.data.items() if key not in OWN}
    wrong = [*_of_names(found), *_of_layers(found.data), *checks.mistakes(found.data, pictures)]
    try:
        template = Template.model_validate({**plain, "name": name, "pictures": pictures})
    except ValidationError as error:
        wrong += _of_model(error.errors(include_url=False), found.data)
    else:
        if not wrong and not found.unknown:
            return template
    raise TemplateError(found.chain[0].file, _problems(wrong, found))


def _picture(found: Merged, shelves: Sequence[Shelf], file: str) -> bytes | None:
    """From beside the template that is asked for, or else from beside one that it inherits."""
    contents = (
        shelves[number].picture(file)
        for number in dict.fromkeys(each.shelf for each in found.chain)
    )
    return next((content for content in contents if content is not None), None)


def _of_names(found: Merged) -> Iterator[Mistake]:
    """The keys that the model does not know of."""
    removes = found.data.get("removes", [])
    if not isinstance(removes, list):
        yield Mistake(("removes",), "list_type", removes)
    else:
        for number, path in enumerate(removes):
            if not isinstance(path, str):
                yield Mistake(("removes", number), "string_type", path)
    for key in ("name", "pictures"):
        if key in found.data:
            yield Mistake((key,), "extra_forbidden", found.data[key])


def _of_layers(data: dict[str, Any]) -> Iterator[Mistake]:
    for place, layer in checks.layers(data):
        if "id" in layer:
            yield Mistake((*place, "id"), "extra_forbidden", layer["id"])


def _of_model(errors: list[ErrorDetails], data: dict[str, Any]) -> Iterator[Mistake]:
    for error in errors:
        place, known = _in_file(error["loc"], data)
        # A list whose elements are wrong is called too short besides; so is a broken picture.
        empty = error["type"] == "too_short" and bool(error["input"])
        if empty or place[:1] in (("name",), ("pictures",)):
            continue
        mistake = from_pydantic(error)
        code, value = mistake.code, mistake.value
        if code in ("union_tag_invalid", "union_tag_not_found"):
            place, value = (*place, "kind"), error["ctx"].get("tag")
            code = "missing" if code == "union_tag_not_found" else code
        if code == "string_pattern_mismatch" and place[-1:] == ("id",):
            place, value = place[:-1], place[-2]
        yield Mistake(place, code, known if value is None else value, mistake.details)


def _in_file(place: Place, data: Any) -> tuple[Place, Any]:
    """Where a value of the model stands in the file, and what stands there.

    The model counts layers, and names a layer's kind besides; the file has them by their ids.
    """
    found: list[str | int] = []
    parts = list(place)
    while parts:
        part = parts.pop(0)
        if part == "[key]":
            break
        by_ids = (
            isinstance(part, int) and isinstance(data, dict) and found[-1] in ("layers", "back")
        )
        if by_ids and isinstance(part, int):
            part = list(data)[part]
        data = _inside(data, part)
        found.append(part)
        if by_ids and isinstance(data, dict) and parts and parts[0] == data.get("kind"):
            parts.pop(0)
    return tuple(found), data


def _inside(data: Any, part: str | int) -> Any:
    try:
        return data[part]
    except (LookupError, TypeError):
        return None


def _problems(wrong: list[Mistake], found: Merged) -> list[TemplateProblem]:
    told = {_problem(mistake, found) for mistake in wrong}
    for each in found.unknown:
        mistake = Mistake(each.place, "no_layer", each.path, {"paths": each.known})
        said, example = sentence(mistake, found.data), _example(mistake, found.data)
        told.add(TemplateProblem(each.line, shown_key(each.place), said, example, file=each.file))
    order = {written.file: number for number, written in enumerate(found.chain)}
    return sorted(told, key=lambda each: (order[each.file], each.line, each.column, each.key))


def _problem(mistake: Mistake, found: Merged) -> TemplateProblem:
    if mistake.code in ("outside", "outside_group", "margin"):
        mistake = replace(mistake, place=_nearer(mistake.place, found))
    written, place = found.origin(mistake.place)
    line, column = written.lines[place], 0
    if mistake.offset is not None and place == mistake.place and isinstance(mistake.value, str):
        line, column = spot_within(written.text, place, mistake.offset)
    said, example = sentence(mistake, found.data), _example(mistake, found.data)
    return TemplateProblem(line, shown_key(mistake.place), said, example, column, file=written.file)


def _nearer(place: Place, found: Merged) -> Place:
    """Of where a box begins and how large it is: what was said by the template asked for, if any.

    Else it would be told of a template that was right before it was changed.
    """
    beginning = (*place[:-1], {"width": "x", "height": "y"}.get(str(place[-1]), str(place[-1])))
    first, second = found.origin(beginning), found.origin(place)
    said = first[1] == beginning
    later = found.chain.index(first[0]) < found.chain.index(second[0])
    return beginning if said and later else place


def _example(mistake: Mistake, data: dict[str, Any]) -> str:
    """What would be right: with the word that was meant, where one is close."""
    meant, place = guess(mistake, data), mistake.place
    if mistake.code == "extra_forbidden" and meant:
        return example_for((*place[:-1], meant), data)
    example = example_for(place, data)
    quoted = mistake.code in ("literal_error", "union_tag_invalid", "no_layer") and meant
    if quoted or (mistake.code == "model_type" and place == ("size",) and meant):
        return re.sub('"[^"]*"', f'"{meant}"', example, count=1)
    corrected = mistake.code == "field" or mistake.code.startswith(CONDITION)
    if corrected and meant and isinstance(mistake.value, str) and mistake.offset is not None:
        at, word = mistake.offset, str(mistake.details["word"])
        right = mistake.value[:at] + mistake.value[at:].replace(word, meant, 1)
        if _is_right(right, mistake):
            return re.sub('"[^"]*"', lambda _found: f'"{right}"', example, count=1)
    return example


def _is_right(text: str, mistake: Mistake) -> bool:
    """Whether nothing else is wrong with a text, and it can stand in quotes as it is."""
    try:
        if mistake.code == "field":
            fields.check(text)
        else:
            conditions.parse(text)
    except (fields.FieldError, ConditionError):
        return False
    return not set(text) & set('"\\') and text.isprintable()
