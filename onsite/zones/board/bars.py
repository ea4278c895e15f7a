"""Bars and trends drawn in the cells of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_EIGHTHS = " ▏▎▍▌▋▊▉"
_STEPS = "▁▂▃▄▅▆▇█"
_FREE = "░"
_OVER = "▶"
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
    if percent > 100:  # noqa: PLR2004 - in percent
        return "█" * (cells - 1) + _OVER
    eighths = max(0, int(percent * cells * 8 / 100))
    whole, part = divmod(eighths, 8)
    drawn = "█" * whole + (_EIGHTHS[part] if part else "")
    return drawn + _FREE * (cells - len(drawn))


def trend(people: Sequence[int], cells: int) -> str:
    """How a count went, one cell for each of its last values, the newest at the end."""
    last = people[-cells:]
    if not last:
        return ""
    lowest = min(last)
    span = max(max(last) - lowest, _LEAST_SPAN)
    return "".join(_STEPS[(each - lowest) * (len(_STEPS) - 1) // span] for each in last)
