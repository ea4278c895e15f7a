"""What the screens and the commands say about equipment. Codes in, words out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents import wording
from onsite.incidents.equipment.rounds import local_due
from onsite.language import N_, _

if TYPE_CHECKING:
    from onsite.incidents.equipment.facts import Result
    from onsite.incidents.equipment.reading import Item, Sheet
    from onsite.incidents.equipment.service import Done, Why
    from onsite.plan.model import Plan

SIGNS: dict[Result, str] = {"open": "[ ]", "ok": "[ok]", "failed": "[!]"}
_RESULTS: dict[Result, str] = {
    "open": N_("{item}: to be looked at again."),
    "ok": N_("{item}: it works."),
    "failed": N_("{item} has failed: {number}."),
}
_WHY: dict[Why, str] = {
    "": N_("{item}: it is so already."),
    "not-failed": N_("{item} has not failed."),
    "no-backup": N_("{item}: the plan names no backup for it."),
    "nobody": N_("Only a person can say that a backup is in use."),
    "closed": N_("{item}: its incident is closed. Open it again first, or report it anew."),
}
_PROPOSED = N_("Backup: {backup}. It is in use once somebody who runs incidents says so.")


def done(plan: Plan, what: Done) -> str:
    """What came of looking at something, in a sentence or two."""
    about = {"item": what.item.text, "number": what.number}
    if what.what != "took":
        return (
            wording.outcome(plan, what.refusal)
            if what.refusal
            else _(_WHY[what.why]).format(**about)
        )
    said = _(_RESULTS[what.item.result]).format(**about)
    if not what.item.proposed:
        return said
    return f"{said} {_(_PROPOSED).format(backup=what.item.backup)}"


def taken(plan: Plan, what: Done) -> str:
    """What came of saying that a backup is in use, in a sentence."""
    if what.what != "took":
        return done(plan, what)
    return _("{number}: {backup} is in use.").format(number=what.number, backup=what.item.backup)


def heading(plan: Plan, sheet: Sheet) -> str:
    """A checklist in a round: its name, where it is, by when, and how much is left."""
    due = local_due(plan, sheet.round)
    left = len(sheet.unfinished)
    parts = [
        sheet.name,
        wording.zone_name(plan, sheet.zone),
        _("due {day} {at}").format(day=f"{due:%Y-%m-%d}", at=f"{due:%H:%M}"),
        _("round {n}").format(n=sheet.round.number) if sheet.round.number else "",
        _("{n} to look at").format(n=left) if left else _("all looked at"),
        wording.role_name(plan, sheet.role) if sheet.role else "",
    ]
    return " · ".join(each for each in parts if each)


def item(each: Item) -> str:
    """An item in one line."""
    parts = [f"{SIGNS[each.result]} {each.place} {each.text}", each.note]
    if each.on_backup:
        parts.append(_("on backup: {backup}").format(backup=each.backup))
    elif each.proposed:
        parts.append(_("backup: {backup}").format(backup=each.backup))
    return " · ".join(part for part in parts if part)
