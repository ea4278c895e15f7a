"""How far speakers are, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _, ngettext
from onsite.staff.wording import roles_in_words
from onsite.stage.readiness.rules import STATES, Standing, is_there
from onsite.stage.wording import clock

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from onsite.plan.model import Plan
    from onsite.stage.fields import ItemFields
    from onsite.stage.readiness.facts import State
    from onsite.stage.readiness.reading import Contact, Ready
    from onsite.stage.readiness.rules import Mark
    from onsite.stage.readiness.service import Checked
    from onsite.stage.readiness.watching import Lack

WORDS: Mapping[State, str] = {
    "arrived": N_("arrived"),
    "fetched": N_("fetched"),
    "mic": N_("microphone on"),
    "slides": N_("slides tested"),
    "side": N_("beside the stage"),
}
_LETTERS: Mapping[State, str] = {
    "arrived": "A",
    "fetched": "F",
    "mic": "M",
    "slides": "S",
    "side": "■",
}
"""The same in every language, as the numbers of the keys are."""
_SIGNS = {Standing.READY: "✓", Standing.WAITING: " ", Standing.AMBER: "!", Standing.RED: "✗"}
_MINUTE_MS = 60_000
_MISSING = "·"
_NOT_THERE = "–"


def cell(states: Sequence[Collection[str]], standing: Standing) -> str:
    """Five cells: a sign, whether they are there, microphone, slides, beside the stage.

    Args:
        states: what holds of each speaker of an item; a letter stands there when all have it.
        standing: the worst of theirs.
    """
    if not states:
        return ""
    for_all = {state for state in STATES if all(state in some for some in states)}
    there = all(is_there(some) for some in states)
    place = letter("fetched" if "fetched" in for_all else "arrived") if there else _NOT_THERE
    told = (letter(each) if each in for_all else _MISSING for each in STATES[2:])
    return "".join((_SIGNS[standing], place, *told))


def sign(standing: Standing) -> str:
    """One cell: ready, nothing presses, see to it, it is late."""
    return _SIGNS[standing]


def letter(state: State) -> str:
    """One cell for a state."""
    return _LETTERS[state]


def word(state: State) -> str:
    """What a state is called."""
    return _(WORDS[state])


def how_far(states: Collection[str]) -> str:
    """Where a speaker is, in a few words."""
    if "side" in states:
        return _("beside the stage")
    if not is_there(states):
        return _("not here")
    if {"fetched", "mic"}.isdisjoint(states):
        return _("here, not fetched")
    return _("here, not beside the stage")


def mark(told: Mark, plan: Plan, stations: Mapping[str, str], today: str) -> str:
    """Who has said it and when, or where they were let in.

    Args:
        told: what is known of it.
        plan: the plan in force.
        stations: names by id.
        today: the day of the rundown, as ISO date; another one is named.
    """
    from onsite.clock import from_ms

    at, day = clock(told.at_ms, plan), plan.day_of(from_ms(told.at_ms)).isoformat()
    when = at if day == today else f"{day} {at}"
    who = told.operator or "–"
    where = stations.get(told.station) or told.station[:6]
    if told.checkpoint:
        part = plan.checkpoints.get(told.checkpoint)
        door = part.name if part is not None else told.checkpoint
        return _("{at} let in at {door} by {who}").format(at=when, door=door, who=who)
    return _("{at} by {who} at {where}").format(at=when, who=who, where=where)


def checked(said: Checked, plan: Plan, stations: Mapping[str, str], today: str) -> str:
    """What came of saying it, in one sentence or two."""
    state = word(said.state)
    if said.what == "refused":
        for_whom = roles_in_words(plan, said.roles)
        return _("To run a stage is for: {roles}.").format(roles=for_whom)
    if said.what == "at-desk" and said.mark is not None:
        at = mark(said.mark, plan, stations, today)
        return _("{name}: {at}. Only that desk takes it back.").format(name=said.name, at=at)
    if said.what == "already":
        if said.mark is None:
            return _("{name}: “{state}” was not said.").format(name=said.name, state=state)
        at = mark(said.mark, plan, stations, today)
        told = _("{name}: {state} already, {at}.")
        return told.format(name=said.name, state=state, at=at)
    return is_so(said.name, said.state, holds=said.holds)


def is_so(name: str, state: State, *, holds: bool) -> str:
    """That it is so, or is no longer said."""
    told = _("{name}: {state}.") if holds else _("{name}: “{state}” is taken back.")
    return told.format(name=name, state=word(state))


def contact(told: Contact) -> list[str]:
    """The contact card, in lines."""
    reached = " · ".join(filter(None, (told.phone, told.email)))
    if told.hidden:
        reached = _("Phone and e-mail are not for your role.")
    elif not reached:
        reached = _("Neither phone nor e-mail is known.")
    who = " – ".join(filter(None, (told.name, told.company)))
    first = who if told.listed else _("{name} is not on the list.").format(name=who)
    return [f"{first}  {reached}", *told.received]


def alarm(lack: Lack, title: str, now_ms: int) -> str:
    """Whom somebody has to see to, and for which item."""
    many, start = len(lack.names), soon(lack.expected_start_ms - now_ms)
    told = ngettext(
        "{sign} {name} is not here: “{item}” {begins}. v: call, hold, fill.",
        "{sign} {name} are not here: “{item}” {begins}. v: call, hold, fill.",
        many,
    )
    if lack.there:
        told = ngettext(
            "{sign} {name} is not beside the stage: “{item}” {begins}. v",
            "{sign} {name} are not beside the stage: “{item}” {begins}. v",
            many,
        )
    sign = "!!" if lack.standing is Standing.RED else "!"
    names = _(", ").join(lack.names)
    return told.format(sign=sign, name=names, item=title, begins=start)


def soon(left_ms: int) -> str:
    """In how many minutes something is expected; it rounds up, as people do."""
    minutes = _minutes(left_ms)
    if minutes <= 0:
        return _("should begin now")
    return ngettext("is expected in {n} min", "is expected in {n} min", minutes).format(n=minutes)


def begins(at: str, left_ms: int) -> str:
    """When an item is expected.

    Args:
        at: the time of day.
        left_ms: so long from now.
    """
    minutes = _minutes(left_ms)
    if minutes <= 0:
        return _("expected now")
    told = ngettext("expected at {at}, in {n} min", "expected at {at}, in {n} min", minutes)
    return told.format(at=at, n=minutes)


def _minutes(left_ms: int) -> int:
    return -(-left_ms // _MINUTE_MS)


def texts(said: ItemFields) -> tuple[str, ...]:
    """What is agreed for an item, a line each; what is not said is left out."""
    labelled = (
        (_("Introduction: {text}"), said.introduction),
        (_("Moderator: {text}"), said.moderator),
        (_("Agreed warnings: {text}"), said.agreed),
        (_("Q&A: {text}"), said.qa_form),
    )
    return tuple(label.format(text=text) for label, text in labelled if text)


def linked(ready: Ready) -> str:
    """Why a speaker has no record of the list; empty where they have one."""
    if ready.link.attendee:
        return ""
    if ready.link.several:
        return _("several of that name are on the list")
    return _("not on the list")
