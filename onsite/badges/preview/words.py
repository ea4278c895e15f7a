"""What stands beside the picture of a badge."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from onsite.language import N_, _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.badges.layout.page import LayoutWarning
    from onsite.badges.preview.people import Which
    from onsite.badges.preview.shots import Shot
    from onsite.badges.templates.model import Template
    from onsite.errors import OnsiteError

_WHICH: dict[Which, str] = {
    "longest": N_("the longest names"),
    "worst": N_("those with the most faults"),
    "smallest": N_("the shortest names"),
    "everybody": N_("everybody"),
}
_SIDES = {"front": N_("Front"), "back": N_("Back")}


def which(kind: Which) -> str:
    """Whom the design is tried on."""
    return _(_WHICH[kind])


def size(template: Template) -> str:
    """How large the badge is."""
    wide, high = template.size.width, template.size.height
    if high is None:
        return _("{width:g} mm wide, as long as it needs").format(width=wide)
    return _("{width:g} × {height:g} mm").format(width=wide, height=high)


def side(shot: Shot, *, mono: bool) -> str:
    """Which side it is, and in what colours."""
    drawn = _("black and white") if mono else _("colour")
    return f"{_(_SIDES[shot.side])} · {drawn}"


def person(at: int, many: int, kind: Which) -> str:
    """Who it is, and how many there are."""
    if not many:
        return _("A made-up guest: nobody is on the list yet")
    return _("{at} of {many}: {which}").format(at=at + 1, many=many, which=which(kind))


def mistake(error: OnsiteError, folder: Path | None) -> str:
    """What is wrong with the file; its folder is known."""
    told = str(error)
    return told.replace(f"{folder}{os.sep}", "") if folder is not None else told


def faults(shot: Shot) -> list[str]:
    """What should be seen before it is printed."""
    if not shot.warnings:
        return [_("✓ Everything fits, no sign is missing.")]
    return [f"! {fault(each)}" for each in shot.warnings]


def fault(warning: LayoutWarning) -> str:
    """One of them."""
    if warning.kind == "missing":
        many = len(warning.text)
        said = ngettext(
            "{field}: no font has the sign {text}",
            "{field}: no font has the signs {text}",
            many,
        )
        return said.format(field=warning.field, text=" ".join(warning.text))
    if warning.kind == "shortened":
        return _("{field} does not fit: {text}").format(field=warning.field, text=warning.text)
    if warning.kind == "broken":
        return _("{field} fits only with a broken word: {text}").format(
            field=warning.field, text=warning.text
        )
    return _("{field}: no picture {text}").format(field=warning.field, text=warning.text)
