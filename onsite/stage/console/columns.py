"""The columns of the console's two lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _, pgettext
from onsite.ui.cells import width
from onsite.ui.line_list import Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.ui.line_list import Line


_HOUR = 5
"""The cells of an hour that is the rundown's day's."""
HOURS: tuple[int, ...] = (_HOUR,) * 3
NEXT: tuple[int, ...] = (_HOUR,)


def hours(lines: Iterable[Line], least: tuple[int, ...], first: int) -> tuple[int, ...]:
    """The cells that hours need in a list: more where one is another day's.

    Args:
        lines: of the list.
        least: what they need at least.
        first: which column is the first of them; the others follow it.
    """
    wide = list(least)
    for line in lines:
        for number in range(len(least)):
            wide[number] = max(wide[number], width(line.cells[first + number]))
    return tuple(wide)


def of_rundown(hours: tuple[int, ...] = HOURS) -> tuple[Column, ...]:
    """As `showing.item_line` fills them."""
    return (
        Column("", 1),
        Column(_("Plan"), hours[0]),
        Column(_("Exp."), hours[1]),
        Column(_("Began"), hours[2]),
        Column(_("±min"), 4, right=True),
        Column(_("Length"), 7, right=True),
        Column(_("Status"), 11),
        Column(_("Ready"), 5),
        Column(_("Item")),
    )


def of_stages(hours: tuple[int, ...] = NEXT) -> tuple[Column, ...]:
    """As `showing.stage_line` fills them."""
    return (
        Column("", 1),
        Column(_("Stage")),
        Column(_("Left"), 7, right=True),
        Column(_("±min"), 4, right=True),
        Column(_("Now")),
        Column(pgettext("of a stage", "Next"), hours[0]),
    )
