"""The columns of the console's two lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _, pgettext
from onsite.ui.cells import width
from onsite.ui.line_list import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.ui.line_list import Line, LineList


_HOUR = 5
"""The cells of an hour that is the rundown's day's; one of another day has more."""


def fit_rundown(shown: LineList, lines: Sequence[Line]) -> None:
    """Give the hours of these lines their room."""
    wide = [_wide(lines, place) for place in (1, 2, 3)]
    if wide != [column.width for column in shown.columns[1:4]]:
        shown.retitle(*of_rundown(wide))


def fit_stages(shown: LineList, lines: Sequence[Line]) -> None:
    """Give the hours of these lines their room."""
    wide = _wide(lines, 5)
    if wide != shown.columns[5].width:
        shown.retitle(*of_stages(wide))


def _wide(lines: Sequence[Line], place: int) -> int:
    return max([_HOUR, *(width(line.cells[place]) for line in lines)])


def of_rundown(hours: Sequence[int] = (_HOUR,) * 3) -> tuple[Column, ...]:
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


def of_stages(hour: int = _HOUR) -> tuple[Column, ...]:
    """As `showing.stage_line` fills them."""
    return (
        Column("", 1),
        Column(_("Stage")),
        Column(_("Left"), 7, right=True),
        Column(_("±min"), 4, right=True),
        Column(_("Now")),
        Column(pgettext("of a stage", "Next"), hour),
    )
