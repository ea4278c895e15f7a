"""The columns of the lists of the overview."""

from __future__ import annotations

from onsite.language import _, pgettext
from onsite.ui.line_list import Column

BAR, BAR_WIDE, TREND, AGE = 8, 12, 10, 8
"""Cells of a bar, of a trend and of an age."""
_WIDE = 110
"""From so many cells on, there is room for density, trend and who counts."""


def is_wide(cells: int) -> bool:
    """Whether the list has all its columns."""
    return cells >= _WIDE


def of_zones(cells: int) -> tuple[Column, ...]:
    """Those of the list of all zones, on a screen of so many cells."""
    wide = is_wide(cells)
    first = (
        Column(_("State"), 8),
        Column(_("Zone"), share=3),
        Column(_("Filled"), BAR_WIDE if wide else BAR),
        Column(pgettext("how many", "People"), 6, right=True),
        Column(pgettext("people of so many", "Of"), 6, right=True),
        Column("%", 6, right=True),
    )
    if not wide:
        return (
            *first,
            Column(_("Forecast"), 16),
            Column(pgettext("of a count", "Age"), AGE, right=True),
        )
    return (
        *first,
        Column("/m²", 5, right=True),
        Column(pgettext("level of service", "LOS"), 3),
        Column(_("Trend"), TREND),
        Column(_("Forecast"), 18),
        Column(_("Who counts"), share=2),
        Column(pgettext("of a count", "Age"), AGE, right=True),
    )


def of_one() -> tuple[Column, ...]:
    """Those of one zone."""
    people = Column(pgettext("how many", "People"), 7, right=True)
    return (Column(_("What"), 20), people, Column(_("How")))


def of_gates() -> tuple[Column, ...]:
    """Those of the zones against the gates."""
    return (
        Column(_("Zone"), share=3),
        Column(_("By hand"), 9, right=True),
        Column(_("By badge"), 9, right=True),
        Column(_("Gap"), 6, right=True),
        Column(_("What counts"), share=2),
        Column(pgettext("of a count", "Age"), AGE, right=True),
    )
