"""What the banner says of somebody who was asked and has not come in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.checkin import wording
from onsite.checkin.asking import words
from onsite.language import _
from onsite.ui.banner import BannerContent

if TYPE_CHECKING:
    from onsite.checkin.views import Answer


def not_let_in(answer: Answer) -> BannerContent:
    """The questions were left open; they can be asked again."""
    return BannerContent(
        "ask",
        _("NOT IN"),
        _("Not let in: questions are open."),
        name=wording.name_of(answer.guest) if answer.guest is not None else "",
        hint=words.what_next(answer.verdict),
    )


def noted(content: BannerContent, left: str) -> BannerContent:
    """The answer to a scan, with whom that scan has left outside; empty for nobody."""
    if not left:
        return content
    said = _("Not let in: {name}. Something was still to be asked.").format(name=left)
    return replace(content, lines=(said, *content.lines))
