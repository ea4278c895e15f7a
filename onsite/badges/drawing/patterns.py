"""Patterns that tell categories apart without colour, as outlines: for dots and for vectors alike.

They are coarse enough to be told apart from two metres, and to survive a printer of 203 dpi; rows
are as many as fill the height.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Outline = tuple[tuple[float, float], ...]

_PITCH = 2.4
"""Millimetres from one mark to the next."""
_CORNERS = 20
"""Of what stands for a circle."""


def outlines(name: str, width: float, height: float) -> tuple[Outline, ...]:
    """What is filled, in millimetres from the top left of a box; it may reach beyond the box.

    Args:
        name: a pattern of the templates; `none` has nothing in it.
        width: of the box, as is the height.
    """
    return tuple(_DRAWN[name](width, height))


def _none(width: float, height: float) -> Iterator[Outline]:  # noqa: ARG001 - as its sisters
    return iter(())


def _solid(width: float, height: float) -> Iterator[Outline]:
    yield _rectangle(0, 0, width, height)


def _stripes(width: float, height: float) -> Iterator[Outline]:
    thick, pitch = _PITCH * 0.7, _PITCH * 1.6
    for step in range(math.ceil((width + height) / pitch) + 1):
        left = step * pitch - height
        yield (
            (left, height),
            (left + height, 0),
            (left + height + thick, 0),
            (left + thick, height),
        )


def _dots(width: float, height: float) -> Iterator[Outline]:
    radius = _PITCH * 0.3
    turns = [2 * math.pi * corner / _CORNERS for corner in range(_CORNERS)]
    circle = [(radius * math.cos(turn), radius * math.sin(turn)) for turn in turns]
    for row in range(math.ceil(height / _PITCH) + 1):
        shift = _PITCH / 2 * (row % 2)
        for column in range(math.ceil(width / _PITCH) + 1):
            x, y = column * _PITCH + shift, row * _PITCH + _PITCH / 2
            yield tuple((x + right, y + down) for right, down in circle)


def _checks(width: float, height: float) -> Iterator[Outline]:
    side = height / max(2, round(height / _PITCH))
    for row in range(round(height / side)):
        for column in range(math.ceil(width / side)):
            if (row + column) % 2 == 0:
                yield _rectangle(column * side, row * side, side, side)


def _lines(width: float, height: float) -> Iterator[Outline]:
    count = max(2, round(height / _PITCH / 0.8))
    thick = height / (2 * count - 1)
    for row in range(count):
        yield _rectangle(0, 2 * row * thick, width, thick)


def _grid(width: float, height: float) -> Iterator[Outline]:
    thick = _PITCH * 0.2
    pitch = (height - thick) / max(2, round(height / _PITCH))
    for row in range(round((height - thick) / pitch) + 1):
        yield _rectangle(0, row * pitch, width, thick)
    for column in range(math.ceil(width / pitch) + 1):
        yield _rectangle(column * pitch, 0, thick, height)


def _waves(width: float, height: float) -> Iterator[Outline]:
    swing, thick, length, pitch = _PITCH * 0.35, _PITCH * 0.4, _PITCH * 2.5, _PITCH
    steps = [step * length / 12 for step in range(math.ceil(width * 12 / length) + 1)]
    crest = [(x, swing * math.sin(2 * math.pi * x / length)) for x in steps]
    for row in range(math.ceil(height / pitch) + 1):
        top = [(x, y + row * pitch) for x, y in crest]
        yield (*top, *((x, y + thick) for x, y in reversed(top)))


def _rectangle(x: float, y: float, width: float, height: float) -> Outline:
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


_DRAWN: dict[str, Callable[[float, float], Iterator[Outline]]] = {
    "none": _none,
    "solid": _solid,
    "stripes": _stripes,
    "dots": _dots,
    "checks": _checks,
    "lines": _lines,
    "grid": _grid,
    "waves": _waves,
}
