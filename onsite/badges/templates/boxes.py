"""Whether the boxes of layers lie where they can be printed and read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.badges.templates.model import size_named
from onsite.plan.wording import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.plan.agreement import Place

LEAST_CODE_MM = 17.4
"""The smallest QR code, of 21 modules of 0.6 mm, with its quiet zone of 4 on each side."""
_READ = ("text", "qr", "photo", "group")
"""Layers that must not be cut."""
_FAR = 1_000_000
_NEAR = 0.01
"""Millimetres that nobody sees."""


def boxes(data: dict[str, Any]) -> Iterator[Mistake]:
    """All boxes that lie wrong, and codes that are too small."""
    width, height = _page(data)
    bleed, margin = number(data, "bleed", 0.0), number(data, "margin", 0.0)
    if width is None or bleed is None or margin is None:
        return
    if 2 * margin >= min(width, height or width):
        yield Mistake(("margin",), "margins", margin, {"shown": f"{margin:g}"})
        margin = 0.0
    for side in ("layers", "back"):
        found = data.get(side)
        for key, layer in found.items() if isinstance(found, dict) else ():
            if not isinstance(layer, dict):
                continue
            place = (side, key)
            out = _beyond(layer, width + bleed, height and height + bleed, -bleed)
            near = _beyond(layer, width - margin, height and height - margin, margin)
            if out:
                yield Mistake((*place, out[0]), "outside", layer, {"by": out[1]})
            elif near and layer.get("kind") in _READ:
                details = {"by": near[1], "margin": margin}
                yield Mistake((*place, near[0]), "margin", layer, details)
            yield from _within(place, layer)


def number(table: dict[str, Any], key: str, usual: float | None = None) -> float | None:
    """A number of a table; None where something else stands there."""
    value = table.get(key, usual)
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if plain and abs(value) < _FAR else None  # type: ignore[arg-type]


def _within(place: Place, layer: dict[str, Any]) -> Iterator[Mistake]:
    if layer.get("kind") == "qr":
        sides = [side for key in ("width", "height") if (side := number(layer, key)) is not None]
        if sides and 0 < min(sides) < LEAST_CODE_MM:
            details = {"least": LEAST_CODE_MM, "shown": f"{min(sides):g}"}
            key = "width" if number(layer, "width") == min(sides) else "height"
            yield Mistake((*place, key), "small_code", min(sides), details)
    inside = layer.get("layers")
    if layer.get("kind") != "group" or not isinstance(inside, dict):
        return
    across = layer.get("direction", "down") == "across"
    start, extent = ("y", "height") if across else ("x", "width")
    room = number(layer, extent)
    for key, member in inside.items():
        if not isinstance(member, dict):
            continue
        taken, at = number(member, extent), number(member, start, 0.0)
        if room is not None and taken is not None and at is not None:
            by = max(at + taken - room, -at)
            if by > _NEAR:
                yield Mistake((*place, "layers", key, extent), "outside_group", member, _by(by))
        yield from _within((*place, "layers", key), member)


def _page(data: dict[str, Any]) -> tuple[float | None, float | None]:
    size = data.get("size")
    if isinstance(size, str):
        named = size_named(size)
        return (named.width, named.height) if named is not None else (None, None)
    if not isinstance(size, dict):
        return None, None
    return number(size, "width"), number(size, "height")


def _beyond(
    layer: dict[str, Any], right: float, bottom: float | None, least: float
) -> tuple[str, float] | None:
    """The key by which a box ends outside of limits, and by how many millimetres."""
    for start, extent, limit in (("x", "width", right), ("y", "height", bottom)):
        at, taken = number(layer, start, 0.0), number(layer, extent)
        if at is None or taken is None:
            continue
        if at < least - _NEAR:
            return start, round(least - at, 2)
        if limit is not None and at + taken > limit + _NEAR:
            return extent, round(at + taken - limit, 2)
    return None


def _by(millimetres: float) -> dict[str, float]:
    return {"by": round(millimetres, 2)}
