"""The columns of the console's two lists."""

from __future__ import annotations

from onsite.language import _, pgettext
from onsite.ui.line_list import Column


def of_rundown() -> tuple[Column, ...]:
    """As `showing.item_line` fills them."""
    return (
        Column("", 1),
        Column(_("Plan"), 5),
        Column(_("Exp."), 5),
        Column(_("Began"), 5),
        Column(_("±min"), 4, right=True),
        Column(_("Length"), 7, right=True),
        Column(_("Status"), 11),
        Column(_("Ready"), 5),
        Column(_("Item")),
    )


def of_stages() -> tuple[Column, ...]:
    """As `showing.stage_line` fills them."""
    return (
        Column("", 1),
        Column(_("Stage")),
        Column(_("Left"), 7, right=True),
        Column(_("±min"), 4, right=True),
        Column(_("Now")),
        Column(pgettext("of a stage", "Next"), 5),
    )
