"""A valid line for every key of a template, shown beside a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onsite.plan.agreement import Place

TOP = {
    "inherits": 'inherits = "a6"',
    "removes": 'removes = ["rule"]',
    "title": 'title = "Speakers, A6"',
    "size": 'size = "a6"',
    "fold": 'fold = "back"',
    "bleed": "bleed = 3",
    "margin": "margin = 6",
    "colour": "colour = true",
    "layers": (
        '[layers.name]\nkind = "text"\ntext = "{name}"\nx = 8\ny = 40\nwidth = 89\nheight = 30'
    ),
    "back": (
        '[back.code]\nkind = "qr"\ncontent = "{code}"\nx = 8\ny = 40\nwidth = 30\nheight = 30'
    ),
}
"""By the keys of the file itself."""
SIZE = {"width": "width = 105", "height": "height = 148"}
ANY = {
    "kind": 'kind = "text"',
    "x": "x = 8",
    "y": "y = 40",
    "width": "width = 89",
    "height": "height = 30",
    "when": 'when = "company and not vip"',
    "under": 'under = "name"',
}
"""By the keys that every layer may have."""
KINDS: dict[str, dict[str, str]] = {
    "text": {
        "text": 'text = "{name}"',
        "size_max": "size_max = 36",
        "size_min": "size_min = 14",
        "lines": "lines = 2",
        "align": 'align = "centre"',
        "valign": 'valign = "middle"',
        "weight": 'weight = "bold"',
        "colour": 'colour = "#1c2b36"',
        "caps": "caps = true",
        "leading": "leading = 1.15",
    },
    "qr": {
        "content": 'content = "{code}"',
        "ecc": 'ecc = "M"',
        "width": "width = 30",
        "height": "height = 30",
    },
    "image": {
        "file": 'file = "logo.png"',
        "align": 'align = "left"',
        "valign": 'valign = "middle"',
    },
    "photo": {"field": 'field = "photo"'},
    "band": {
        "word": 'word = "{category}"',
        "pattern": 'pattern = "auto"',
        "patterns": 'patterns = { speaker = "solid", press = "stripes" }',
        "colour": 'colour = "category"',
        "size_max": "size_max = 18",
        "size_min": "size_min = 8",
        "align": 'align = "centre"',
        "caps": "caps = true",
    },
    "shape": {
        "shape": 'shape = "rect"',
        "fill": 'fill = "#f2f2f2"',
        "stroke": 'stroke = "#000000"',
        "stroke_mm": "stroke_mm = 0.3",
        "radius": "radius = 2",
    },
    "group": {
        "direction": 'direction = "down"',
        "gap": "gap = 2",
        "align": 'align = "start"',
        "layers": (
            '[layers.who.layers.name]\nkind = "text"\ntext = "{name}"\nwidth = 89\nheight = 20'
        ),
    },
}
"""By the kind of a layer, and its own keys."""
_SIDES = ("layers", "back")


def keys_at(place: Place, data: dict[str, Any]) -> dict[str, str]:
    """The keys that may stand beside the last one of a place, each with an example.

    Args:
        place: of a key.
        data: of the whole template, as far as it is known.
    """
    if len(place) > 1 and place[0] == "size":
        return SIZE
    layer = _layer_above(place, data)
    if layer is None:
        return TOP
    kind = layer.get("kind")
    own = KINDS.get(kind) if isinstance(kind, str) else None
    if own is not None:
        return {**ANY, **own}
    all_kinds = {key: said for kind in reversed(KINDS) for key, said in KINDS[kind].items()}
    return {**ANY, **all_kinds, **ANY}


def example_for(place: Place, data: dict[str, Any]) -> str:
    """TOML that would be right at a place, of one line or a few."""
    if not place:
        return TOP["size"]
    known = keys_at(place, data)
    last = next((part for part in reversed(place) if isinstance(part, str) and part in known), "")
    return known.get(last) or TOP.get(str(place[0]), TOP["layers"])


def _layer_above(place: Place, data: Any) -> dict[str, Any] | None:
    """The layer whose key stands at a place; None where that is no layer's."""
    # Layers and their groups' layers alternate with ids: layers.who.layers.name.text
    depth = 0
    layer: dict[str, Any] | None = None
    while len(place) > depth + 2 and place[depth] in _SIDES:
        for part in place[depth : depth + 2]:
            data = data.get(part) if isinstance(data, dict) else None
        layer = data if isinstance(data, dict) else {}
        depth += 2
        data = layer
    return layer
