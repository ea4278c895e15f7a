"""Boxes, and what is wrong with names, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _

if TYPE_CHECKING:
    from onsite.badges.bulk.boxes import Boxed


def lies_in(boxed: Boxed) -> str:
    """Where the badge is that somebody is handed, or why it is not handed over."""
    if boxed.outdated == "changed":
        said = _("The badge in box {box} says something else by now: print another one.")
    elif boxed.outdated == "replaced":
        said = _("The badge in box {box} was replaced: throw it away.")
    else:
        said = _("Pre-printed in box {box}")
    return said.format(box=boxed.box)
