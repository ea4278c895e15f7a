"""A template and those that it inherits from, as one.

What a template says counts before what it inherits. Layers are known by their ids: it may change
single keys of one, add others, which lie on top or right under another one (`under`), and take
some away (`removes`). A title is not inherited.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.badges.templates.examples import example_for
from onsite.badges.templates.mistakes import TemplateError, TemplateProblem
from onsite.badges.templates.shelves import names_in
from onsite.language import _
from onsite.plan.positions import positions
from onsite.plan.syntax import TomlSyntaxError, parsed
from onsite.plan.wording import shown_key, shown_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onsite.badges.templates.shelves import Shelf
    from onsite.plan.agreement import Place

SIDES = ("layers", "back")
OWN = ("inherits", "removes")
"""What a template says about itself, and what is not in the model."""
_DEEPEST = 12
"""Keys in each other: three groups, and what stands in them."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file, as it stands."""

    name: str
    file: str
    text: str
    data: dict[str, Any]
    lines: dict[Place, int]
    shelf: int
    """The number of the shelf that it stands on."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A layer that is named by `removes` or `under` and is not there."""

    file: str
    line: int
    place: Place
    path: str
    known: tuple[str, ...]
    """What could be named there."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a template says together with those that it inherits from."""

    data: dict[str, Any]
    chain: tuple[Written, ...]
    """The template itself, then whom it inherits from, and so on."""
    unknown: tuple[Unknown, ...]
    """Layers that are named and are not there."""

    def origin(self, place: Place) -> tuple[Written, Place]:
        """Who says what stands at a place, or right above it."""
        while place:
            for written in self.chain if _stands(self.data, place) else ():
                if place in written.lines:
                    return written, place
            place = place[:-1]
        return self.chain[0], ()


def merged(name: str, shelves: Sequence[Shelf]) -> Merged | None:
    """A template with all that it inherits; None where there is none of that name.

    Raises:
        TemplateError: one of the files is not TOML, or inherits from what is not there, or from
            itself.
        BadInputError: one of them cannot be read.
    """
    first = _written(name, shelves, 0)
    if first is None:
        return None
    chain = [first]
    while (base := _base(chain, shelves)) is not None:
        chain.append(base)
    data: dict[str, Any] = {}
    unknown: list[Unknown] = []
    for written in reversed(chain):
        merging = _Merging(written)
        data = merging.over(data)
        unknown += merging.unknown
    return Merged(data, tuple(chain), tuple(unknown))


def _written(name: str, shelves: Sequence[Shelf], first: int) -> Written | None:
    for number, shelf in enumerate(shelves[first:], first):
        text = shelf.text(name)
        if text is None:
            continue
        file = shelf.called(name)
        try:
            data = parsed(text)
        except TomlSyntaxError as error:
            key, example = shown_key(error.place), example_for(error.place, {})
            problem = TemplateProblem(error.line, key, error.wrong, example, file=file)
            raise TemplateError(file, [problem]) from error
        lines = positions(text)
        deep = [place for place in lines if len(place) > _DEEPEST]
        if deep:
            told, example = _("The groups are nested too deep."), example_for(("layers",), {})
            problem = TemplateProblem(lines[deep[0]], "", told, example, file=file)
            raise TemplateError(file, [problem])
        return Written(name, file, text, data, lines, number)
    return None


def _base(chain: list[Written], shelves: Sequence[Shelf]) -> Written | None:
    last = chain[-1]
    wanted = last.data.get("inherits")
    if wanted is None:
        return None
    if not isinstance(wanted, str):
        raise _no_base(chain, _("{value} is not a text; put it in quotes."), wanted)
    # One's own “a6” may inherit from the one that ships: it stands on a later shelf.
    after = last.shelf + 1 if wanted == last.name else 0
    base = _written(wanted, shelves, after)
    if base is None:
        known = [name for name in names_in(shelves) if name != last.name]
        close = difflib.get_close_matches(wanted, known, 1)
        wrong = _("there is no design {value}. Known here: {known}.")
        raise _no_base(chain, wrong, wanted, known=", ".join(known), example=(close or known)[:1])
    before = [(each.name, each.shelf) for each in chain]
    if (base.name, base.shelf) in before:
        names = [name for name, _shelf in before[before.index((base.name, base.shelf)) :]]
        wrong = _("it inherits from itself: {names}.")
        raise _no_base(chain, wrong, wanted, names=" → ".join([*names, base.name]))
    return base


def _no_base(
    chain: list[Written], wrong: str, wanted: Any, *, example: Sequence[str] = (), **details: str
) -> TemplateError:
    last = chain[-1]
    line = last.lines.get(("inherits",), 1)
    right = f'inherits = "{example[0]}"' if example else example_for(("inherits",), {})
    told = wrong.format(value=shown_value(wanted), **details)
    problem = TemplateProblem(line, "inherits", told, right, file=last.file)
    return TemplateError(chain[0].file, [problem])


class _Merging:
    """One file over what it inherits."""

    def __init__(self, written: Written) -> None:
        self._written = written
        self.unknown: list[Unknown] = []

    def over(self, base: dict[str, Any]) -> dict[str, Any]:
        own = self._written.data
        kept = {key: each for key, each in base.items() if key not in (*OWN, "title")}
        if own.get("fold") == "none" and "back" not in own:
            kept.pop("back", None)
        removed = own.get("removes")
        for number, path in enumerate(removed if isinstance(removed, list) else ()):
            known = tuple(_paths(kept))
            if isinstance(path, str) and not _remove(kept, path):
                self._miss(("removes", number), path, known)
        for side in SIDES:
            if isinstance(kept.get(side), dict) and isinstance(own.get(side), dict):
                own = {**own, side: _layers(kept[side], own[side])}
        found = {**kept, **own}
        for side in SIDES:
            if isinstance(found.get(side), dict):
                found[side] = self._ordered(found[side], (side,))
        return found

    def _ordered(self, layers: dict[str, Any], place: Place) -> dict[str, Any]:
        """The layers in the order in which they are drawn, without `under`."""
        order = list(layers)
        plain: dict[str, Any] = {}
        for key, layer in layers.items():
            plain[key] = layer
            if not isinstance(layer, dict):
                continue
            plain[key] = {name: each for name, each in layer.items() if name != "under"}
            if isinstance(plain[key].get("layers"), dict):
                plain[key]["layers"] = self._ordered(plain[key]["layers"], (*place, key, "layers"))
            above = layer.get("under")
            if above is None:
                continue
            if not isinstance(above, str) or above not in layers or above == key:
                others = tuple(each for each in layers if each != key)
                self._miss((*place, key, "under"), str(above), others)
                continue
            order.remove(key)
            order.insert(order.index(above), key)
        return {key: plain[key] for key in order}

    def _miss(self, place: Place, path: str, known: tuple[str, ...]) -> None:
        nearest = place
        while nearest not in self._written.lines:
            nearest = nearest[:-1]
        line = self._written.lines[nearest]
        self.unknown.append(Unknown(self._written.file, line, place, path, known))


def _paths(data: dict[str, Any], before: str = "") -> Iterator[str]:
    """Every layer, as `removes` names it."""
    for side in SIDES:
        layers = data.get(side)
        start = f"{before}back." if side == "back" else before
        for key, layer in layers.items() if isinstance(layers, dict) else ():
            yield f"{start}{key}"
            if isinstance(layer, dict) and "layers" in layer:
                yield from _paths({"layers": layer["layers"]}, f"{start}{key}.")


def _layers(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    found = dict(base)
    for key, layer in own.items():
        before = base.get(key)
        if isinstance(before, dict) and isinstance(layer, dict):
            found[key] = _layer(before, layer)
        else:
            found[key] = layer
    return found


def _layer(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    if own.get("kind", base.get("kind")) != base.get("kind"):
        return own
    inside, before = own.get("layers"), base.get("layers")
    if isinstance(inside, dict) and isinstance(before, dict):
        own = {**own, "layers": _layers(before, inside)}
    return {**base, **own}


def _remove(data: dict[str, Any], path: str) -> bool:
    """Take the layer away that a path names, as `logo`, `who.company` or `back.code`."""
    *outer, last = path.split(".")
    front = data.get("layers")
    layers: Any = front
    if outer[:1] == ["back"] and not (isinstance(front, dict) and "back" in front):
        layers, outer = data.get("back"), outer[1:]
        data["back"] = layers = dict(layers) if isinstance(layers, dict) else {}
    elif isinstance(front, dict):
        data["layers"] = layers = dict(front)
    for key in outer:
        group = layers.get(key) if isinstance(layers, dict) else None
        if not isinstance(group, dict) or not isinstance(group.get("layers"), dict):
            return False
        layers[key] = group = {**group, "layers": dict(group["layers"])}
        layers = group["layers"]
    return isinstance(layers, dict) and layers.pop(last, None) is not None


def _stands(data: Any, place: Place) -> bool:
    for part in place:
        try:
            data = data[part]
        except (LookupError, TypeError):
            return False
    return True
