"""Bars and trends drawn in the cells of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_EIGHTHS = " ▏▎▍▌▋▊▉"
_STEPS = "▁▂▃▄▅▆▇█"
_FREE = "░"
_OVER = "▶"
_FULL = 100
_LEAST_SPAN = 10
"""So many people from the bottom of a trend to its top, at the least: one who comes and goes is no
mountain."""


def bar(percent: float | None, cells: int) -> str:
    """How full, in so many cells; ▶ at its end where more are in it than it may hold.

    Args:
        percent: of the capacity; None where nothing limits it: then there is no bar.
        cells: of the bar, more than 0.
    """
    if percent is None:
        return ""
    if percent > _FULL:
        return "█" * (cells - 1) + _OVER
    whole, part = divmod(max(0, int(percent * cells * 8 / _FULL)), 8)
    drawn = "█" * whole + (_EIGHTHS[part] if part else "")
    return drawn + _FREE * (cells - len(drawn))


def trend(people: Sequence[int], cells: int) -> str:
    """How a count went, the newest at the end; of a longer row every second value, or third."""
    apart = -(-len(people) // cells) or 1
    shown = people[::-1][::apart][::-1]
    if not shown:
        return ""
    lowest = min(shown)
    span = max(max(shown) - lowest, _LEAST_SPAN)
    return "".join(_STEPS[(each - lowest) * (len(_STEPS) - 1) // span] for each in shown)
