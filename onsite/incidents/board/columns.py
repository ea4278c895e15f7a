"""The columns of the lists of the board."""

from __future__ import annotations

from onsite.incidents.board.lists import MARK
from onsite.language import _, pgettext
from onsite.ui.line_list import Column

_NEXT, _NUMBER, _ZONE = 11, 8, 12
_ROOM = 110
"""From so many cells on, a zone is not cut off where its name is of usual length."""


def every(cells: int, *, wide: bool) -> dict[str, tuple[Column, ...]]:
    """Those of each list, by its selector, in the language in use.

    Args:
        cells: of the screen.
        wide: whether zone and state have columns of their own.
    """
    following = Column(pgettext("when it goes on", "Next"), _NEXT, right=True)
    first = (Column("", MARK), following, Column(_("Number"), _NUMBER))
    zone = _ZONE if cells < _ROOM else 2 * _ZONE
    rest = (Column(_("State"), 12), Column(_("Zone"), zone)) if wide else ()
    return {
        "#incidents": (*first, *rest, Column(_("What"))),
        "#timeline": (
            *(Column("", 1), Column(_("Time"), 8), Column(_("Who"), 10)),
            Column(_("What")),
        ),
        "#people": (
            *(Column(_("Who"), share=2), Column(_("Where, how"), share=3)),
            Column(_("State"), share=2),
        ),
        "#zones": (
            *(Column(_("Level"), MARK), Column(_("Zone")), Column("", 10)),
            Column(_("Which")),
        ),
        "#sent": (
            *(Column(_("Number"), _NUMBER), Column(_("Who"), share=1)),
            *(Column(_("Channel"), 10), Column(_("State"), share=3)),
        ),
        "#checks": (
            *(Column(_("What"), share=4), Column(_("How it is"), share=4)),
            Column(_("Who"), share=3),
        ),
    }
