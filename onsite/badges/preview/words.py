"""What stands beside the picture of a badge."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from onsite.badges.templates.model import PhotoLayer, flat
from onsite.language import N_, _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.badges.layout.overlaps import Overlap
    from onsite.badges.layout.page import LayoutWarning
    from onsite.badges.preview.people import Which
    from onsite.badges.preview.shots import Shot
    from onsite.badges.templates.holder import Holder
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
    found = [*map(fault, shot.warnings), *map(overlap, shot.overlaps)]
    return [f"! {each}" for each in found] or [_("✓ Everything fits, no sign is missing.")]


def overlap(found: Overlap) -> str:
    """That a layer lies on another."""
    said = _("“{over}” lies on “{under}” by {mm:.1f} mm")
    return said.format(over=found.over, under=found.under, mm=found.mm)


def portrait(shot: Shot, holder: Holder, folder: Path | None) -> str:
    """Where a portrait is looked for; empty where there is one, or the design shows none.

    Args:
        shot: what is seen.
        holder: whose badge it is.
        folder: of the portraits; None while nobody is on the list.
    """
    layers = flat((*shot.template.layers, *shot.template.back))
    shows_one = any(isinstance(each, PhotoLayer) for each in layers)
    if folder is None or holder.photo is not None or not shows_one:
        return ""
    said = _("· No portrait. Put a JPEG or PNG, named by the ticket code, into {folder}")
    return said.format(folder=folder)


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
