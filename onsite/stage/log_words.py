"""A line of the log of a rundown, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.fact_words import fact as called
from onsite.language import N_, _
from onsite.stage.wording import field, length, quoted

if TYPE_CHECKING:
    from onsite.stage.history import Line

_CAME = {
    "same-press": N_("pressed twice"),
    "already": N_("another was first"),
    "undone": N_("undone"),
    "nothing-to-do": N_("without effect"),
}


def happened(line: Line) -> str:
    """A line of the log: what was done, to what, and what came of it."""
    return " ".join(filter(None, happened_in_parts(line)))


def happened_in_parts(line: Line) -> list[str]:
    """The same; the second part is to what."""
    details = line.details
    what = called(line.kind)
    if "undone" in details:
        what = _("{told}: {what}").format(told=what, what=called(details["undone"]))
    told = [what, _about(line)]
    if "by_ms" in details:
        told.append(length(details["by_ms"], signed=True))
    if "changes" in details:
        told.append(", ".join(field(name) for name in sorted(details["changes"])))
    if details.get("by_clock"):
        told.append(_("by the clock"))
    if line.kind in ("stage.followed", "stage.blackout_set"):
        told.append(_("on") if details.get("on") else _("off"))
    told.append(f"({_(_CAME[line.came])})" if line.came in _CAME else "")
    return told


def _about(line: Line) -> str:
    if "state" not in line.details:
        return quoted(line.title or line.item)
    from onsite.stage.readiness.wording import is_so

    return is_so(line.title, line.details["state"], holds=line.details.get("holds", True))
