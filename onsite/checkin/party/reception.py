"""How a VIP or a speaker is received: who is called, where they sit, what they like."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from onsite.roster.filing.desks import is_vip
from onsite.roster.formats.format import word, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.checkin.people import Person
    from onsite.checkin.question import Ticket
    from onsite.plan.model import Plan
    from onsite.roster.facts import Record

_COLUMNS = {
    "level": words("VIP level", "Level", "VIP status", "VIP-Stufe", "贵宾级别", "貴賓級別"),
    "liaison": words("Liaison", "Host", "Escort", "Betreuer", "Betreuung", "接待人", "接待人員"),
    "phone": words("Liaison phone", "Host phone", "Escort phone", "接待电话", "接待電話"),
    "room": words("Room", "Green room", "Raum", "Zimmer", "房间", "房間", "休息室"),
    "preferences": words("Preferences", "Wishes", "Wünsche", "偏好", "喜好"),
}
_LEADER = words(
    "Leader", "Group leader", "Gruppenleiter", "Leitung", "领队", "領隊", "团长", "團長"
)


@dataclass(frozen=True, slots=True)
class Reception:
    """What the desk must know to receive somebody; empty texts where nobody said."""

    level: str = ""
    liaison: str = ""
    """The name of whoever is called when they arrive."""
    phone: str = ""
    """The liaison's."""
    seat: str = ""
    room: str = ""
    preferences: str = ""


def reception(plan: Plan, record: Record) -> Reception | None:
    """How somebody is received; None where nobody said, or they are neither VIP nor speaker.

    What the plan says counts more than the list's columns.
    """
    part = plan.known_vips.of(record.codes, record.email, record.name) if plan.vips else None
    if part is None and not (record.vip or record.speaker):
        return None
    listed = _listed(record.extra) if record.extra else {}
    said = {
        key: (getattr(part, key) if part is not None else "") or listed.get(key, "")
        for key in ("level", "liaison", "phone", "room", "preferences")
    }
    if not any(said.values()) and (part is None or not part.seat):
        return None
    operator = plan.operators.get(said["liaison"])
    if operator is not None:
        said["liaison"] = operator.name
    return Reception(seat=(part.seat if part is not None else "") or record.seat, **said)


def ticket_of(plan: Plan, person: Person) -> Ticket:
    """What the rules look at; a VIP too is whom only the plan names."""
    ticket = person.ticket
    if ticket.vip or not is_vip(plan, person.record):
        return ticket
    return replace(ticket, vip=True)


@lru_cache(maxsize=4096)
def leader_of(extra: tuple[tuple[str, str], ...]) -> str:
    """Who leads them, as the list's own column says it: a code, an e-mail or a name."""
    return next((value for header, value in extra if word(header) in _LEADER), "")


@lru_cache(maxsize=4096)
def _listed(extra: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    cells = {word(header): value for header, value in extra}
    return {
        key: next((cells[header] for header in headers if header in cells), "")
        for key, headers in _COLUMNS.items()
    }
