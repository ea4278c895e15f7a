"""A design of one's own, to begin with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onsite.badges.templates.model import GroupLayer
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.badges.templates.model import Layer, Template


def starting_template(name: str, base: Template) -> str:
    """The text of a design that is all of another one so far, with what can be changed in it."""
    file = f"badges/{name}.toml"
    told = (
        (f"onsite badges check {file}", _("what is wrong, line by line")),
        (f"onsite badges preview {name}", _("how it looks, while you edit it")),
        ("onsite plan publish event.toml", _("gives it to every station, with the plan")),
    )
    wide = max(len(command) for command, _about in told)
    removes = f'removes = ["{base.layers[0].id}"]'
    lines = [
        _("# All of “{base}” that is not said otherwise here.").format(base=base.name),
        "#",
        *(f"#     {command:<{wide}}  {about}" for command, about in told),
        "",
        f"inherits = {json.dumps(base.name)}",
        f"title = {json.dumps(name)}",
        "",
        _("# Its layers can be changed key by key:"),
        "#",
        *(f"#     {line}" for line in _example(base)),
        "#",
        _("# They are these; to take one away, write above the first: {removes}").format(
            removes=removes
        ),
        "#",
        *_listed(base.layers, "layers"),
        *_listed(base.back, "back"),
    ]
    return "\n".join(lines) + "\n"


def _example(base: Template) -> list[str]:
    layer = next((each for each in base.layers if each.kind == "text"), base.layers[0])
    return [f"[layers.{layer.id}]", f"x = {layer.x:g}", f"y = {layer.y:g}"]


def _listed(layers: tuple[Layer, ...], place: str) -> Iterator[str]:
    for layer in layers:
        path = f"{place}.{layer.id}"
        size = f"{layer.width:g} × {layer.height:g} mm"
        yield f"#     {path:<32}  {layer.kind:<6}  {size}"
        if isinstance(layer, GroupLayer):
            yield from _listed(layer.layers, f"{path}.layers")
