"""What the screens and the commands say of how people are told. Codes in, words out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _

if TYPE_CHECKING:
    from onsite.incidents.contacts.on_duty import Why
    from onsite.incidents.paging.board import Reached
    from onsite.incidents.paging.card import Card

_WHY: dict[Why, str] = {
    "said": N_("by word of the coordinator"),
    "planned": "",
    "deputy": N_("as deputy"),
}
_REACHED: dict[Reached, str] = {
    "acknowledged": N_("has it"),
    "handed": N_("told"),
    "under-way": N_("being told"),
    "failed": N_("not reached"),
    "no-page": N_("to be called"),
}
_FAILED = {
    "timeout": N_("it does not answer"),
    "unreachable": N_("it cannot be reached"),
    "not_taken": N_("it was not taken"),
    "bad_address": N_("its address is none"),
    "no_secret": N_("{detail} is not in the environment"),
    "http_status": N_("it answers {detail}"),
    "no_port": N_("there is no such port"),
}


def why(code: Why | None) -> str:
    """Why somebody is on duty; empty where that needs no word."""
    said = _WHY.get(code, "") if code is not None else ""
    return _(said) if said else ""


def reached(code: Reached) -> str:
    """How far the telling of somebody has come."""
    return _(_REACHED[code])


def failed(code: str) -> str:
    """Why a page failed: a code, perhaps with a detail."""
    what, _space, detail = code.partition(" ")
    return _(_FAILED[what]).format(detail=detail) if what in _FAILED else code


def card(each: Card) -> str:
    """A call card, in two lines."""
    way = each.way
    parts = [way.name, way.call_sign]
    if way.channel:
        parts.append(_("channel {channel}").format(channel=way.channel))
    parts += [way.phone, reached(each.reached)]
    return " · ".join(part for part in parts if part) + f"\n  {each.sentence}"
