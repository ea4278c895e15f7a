"""The columns of the console's two lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _, pgettext
from onsite.ui.cells import width
from onsite.ui.line_list import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.ui.line_list import Line, LineList


_HOUR, _MINUTES, _LENGTH = 5, 4, 7
"""The cells of an hour of the rundown's day, of fewer than 1000 minutes, of less than 10 hours."""
_RUNDOWN = (_HOUR, _HOUR, _HOUR, _MINUTES, _LENGTH)


def fit_rundown(shown: LineList, lines: Sequence[Line]) -> None:
    """Give the hours and the lengths of these lines their room."""
    wide = [_wide(lines, place, least) for place, least in enumerate(_RUNDOWN, 1)]
    if wide != [column.width for column in shown.columns[1:6]]:
        shown.retitle(*of_rundown(wide))


def fit_stages(shown: LineList, lines: Sequence[Line]) -> None:
    """Give the minutes and the hours of these lines their room."""
    wide = (_wide(lines, 3, _MINUTES), _wide(lines, 5, _HOUR))
    if wide != (shown.columns[3].width, shown.columns[5].width):
        shown.retitle(*of_stages(wide))


def _wide(lines: Sequence[Line], place: int, least: int) -> int:
    return max([least, *(width(line.cells[place]) for line in lines)])


def of_rundown(wide: Sequence[int] = _RUNDOWN) -> tuple[Column, ...]:
    """As `showing.item_line` fills them."""
    return (
        Column("", 1),
        Column(_("Plan"), wide[0]),
        Column(_("Exp."), wide[1]),
        Column(_("Began"), wide[2]),
        Column(_("±min"), wide[3], right=True),
        Column(_("Length"), wide[4], right=True),
        Column(_("Status"), 11),
        Column(_("Ready"), 5),
        Column(_("Item")),
    )


def of_stages(wide: Sequence[int] = (_MINUTES, _HOUR)) -> tuple[Column, ...]:
    """As `showing.stage_line` fills them."""
    return (
        Column("", 1),
        Column(_("Stage")),
        Column(_("Left"), 7, right=True),
        Column(_("±min"), wide[0], right=True),
        Column(_("Now")),
        Column(pgettext("of a stage", "Next"), wide[1]),
    )
