"""A handover in words, for the screens and the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.clock import from_ms
from onsite.incidents import wording
from onsite.incidents.people import name_of
from onsite.language import N_, _, ngettext, pgettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.incidents.handover.reading import Handover, State
    from onsite.plan.model import Plan

    Names = Mapping[str, tuple[str, ...]]

_STATES: dict[State, str] = {
    "offered": N_("nobody has taken it yet; both are told"),
    "accepted": N_("taken over"),
    "withdrawn": N_("taken back"),
}
_COMING = {
    "step": N_("step {n} at {at}: {people}"),
    "expiry": N_("acknowledgement expires at {at}"),
    "alarm": N_("rings"),
}
_SHORT = 6
_HASH_DIGITS = 12


def line(plan: Plan, each: Handover, names: Names) -> str:
    """A handover in one line."""
    who = (name_of(plan, one, names) for one in (each.outgoing, each.incoming))
    parts = [
        each.id[:_SHORT],
        f"{plan.local(from_ms(each.offered_ms)):%Y-%m-%d %H:%M}",
        " → ".join(who),
        _(", ").join(wording.role_name(plan, role) for role in each.roles),
        _(_STATES[each.state]),
        each.reason,
        _told(plan, each) if each.state == "offered" else "",
    ]
    return " · ".join(part for part in parts if part)


def _told(plan: Plan, each: Handover) -> str:
    """Whether who takes over was paged about it; empty where that was not tried."""
    tried = each.told.values()
    at = [one["at_ms"] for one in tried if not one["why"]]
    if at:
        return _("told at {at}").format(at=_at(plan, min(at), each.offered_ms))
    return _("could not be told: call them") if tried else ""


def sheet(plan: Plan, each: Handover, names: Names) -> tuple[str, ...]:
    """What stands on its sheet, line by line."""
    of, made_ms = each.sheet, each.sheet["at_ms"]
    sections = (
        (pgettext("of an incident", "Open"), [_open(plan, one) for one in of["open"]]),
        (_("To do"), [_task(plan, one, names, made_ms) for one in of["tasks"]]),
        (_("Promised"), list(of["promises"])),
        (_("Running"), [_timer(plan, one, names, made_ms) for one in of["timers"]]),
        (_("Equipment"), [_equipment(plan, one) for one in of["equipment"]]),
        (pgettext("of an incident", "Entries"), [_entries(one) for one in of["entries"]]),
    )
    lines = [
        said
        for title, inside in sections
        for said in (f"{title}:", *(f"  {one}" for one in inside or ["–"]))
    ]
    return (*lines, f"SHA-256: {each.sha256}")


def since(typed: int) -> str:
    """How much was typed after the sheet was made; empty for nothing."""
    if not typed:
        return ""
    told = ngettext(
        "{n} entry was made after this sheet.", "{n} entries were made after this sheet.", typed
    )
    return told.format(n=typed)


def _open(plan: Plan, one: Mapping[str, Any]) -> str:
    parts = [one["number"], _(wording.EXERCISE) if one["drill"] else ""]
    if one["restricted"]:
        parts.append(_(wording.RESTRICTED))
    else:
        parts.append(wording.severity_name(plan, one["severity"]))
        parts.append(wording.types_in_words(plan, one["types"]))
    parts += [wording.zone_name(plan, one["zone"]), one.get("place", "")]
    parts += [wording.state(one["state"]), one.get("text", "")]
    return " · ".join(part for part in parts if part)


def _task(plan: Plan, one: Mapping[str, Any], names: Names, made_ms: int) -> str:
    due = one["due_ms"]
    owner = name_of(plan, one["owner"], names) if one["owner"] else ""
    parts = (one["number"], one["text"], owner, _at(plan, due, made_ms) if due is not None else "")
    return " · ".join(part for part in parts if part)


def _timer(plan: Plan, one: Mapping[str, Any], names: Names, made_ms: int) -> str:
    people = _(", ").join(name_of(plan, each, names) for each in one["people"])
    at = _at(plan, one["next_ms"], made_ms) if one["next_ms"] is not None else ""
    coming = "step" if one["coming"] not in _COMING else one["coming"]
    if one["coming"] == "alarm" and at:
        said = _("rings at {at}").format(at=at)
    else:
        told = _(wording.RESTRICTED) if one.get("restricted") else people or _("nobody")
        said = _(_COMING[coming]).format(n=one["step"], at=at, people=told)
    return f"{one['number']} · {said}"


def _equipment(plan: Plan, one: Mapping[str, Any]) -> str:
    part = plan.checklists.get(one["checklist"])
    parts = [part.name if part is not None else one["checklist"]]
    if one["unfinished"]:
        parts.append(_("{n} to look at").format(n=one["unfinished"]))
    for each in one["failed"]:
        backup = _("on backup: {backup}") if each["on_backup"] else _("backup: {backup}")
        with_backup = f" ({backup.format(backup=each['backup'])})" if each["backup"] else ""
        parts.append(f"[!] {each['item']}{with_backup}")
    return " · ".join(parts)


def _entries(one: Mapping[str, Any]) -> str:
    digits = one["station"][:_HASH_DIGITS], one["hash"][:_HASH_DIGITS]
    return f"{digits[0]} {one['first']}–{one['last']} {digits[1]}"


def _at(plan: Plan, ms: int, made_ms: int) -> str:
    """The time of day, with its day where that is not the one on which the sheet was made."""
    at, made = plan.local(from_ms(ms)), plan.local(from_ms(made_ms))
    return f"{at:%H:%M}" if at.date() == made.date() else f"{at:%Y-%m-%d %H:%M}"
