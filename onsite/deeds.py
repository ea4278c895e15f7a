"""What those who answer for others have done: overrides, corrections, PINs, blocks lifted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from onsite.clock import from_ms
from onsite.fact_words import fact as called
from onsite.incidents.log.numbers import shown
from onsite.incidents.tables import IncidentRow
from onsite.journal.fold import table_of
from onsite.journal.hlc import ms_of
from onsite.journal.tables import EntryRow
from onsite.language import _
from onsite.plan.service import current
from onsite.roster.tables import AttendeeRow
from onsite.staff.service import operators
from onsite.staff.wording import roles_in_words
from onsite.sync import membership

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from onsite.plan.model import Plan

ALWAYS = ""
DEEDS: Mapping[str, str] = {
    "attendee.block_lifted": ALWAYS,
    "attendee.blocked": ALWAYS,
    "attendee.corrected": ALWAYS,
    "attendee.merged": ALWAYS,
    "attendee.parted": ALWAYS,
    "attendee.payment_accepted": ALWAYS,
    "attendee.payment_returned": ALWAYS,
    "attendee.registered": ALWAYS,
    "attendee.transferred": ALWAYS,
    "attendee.unregistered": ALWAYS,
    "badge.key_revoked": ALWAYS,
    "case.resolved": ALWAYS,
    "credential.issued": ALWAYS,
    "credential.revoked": ALWAYS,
    "incident.opened": ALWAYS,
    "operator.added": ALWAYS,
    "operator.changed": ALWAYS,
    "operator.pin_set": ALWAYS,
    "operator.removed": ALWAYS,
    "plan.published": ALWAYS,
    "scan.made": "overruled",
    "scan.undone": ALWAYS,
    "station.admitted": ALWAYS,
    "station.revoked": ALWAYS,
    "zone.day_closed": ALWAYS,
    "zone.evacuation_begun": ALWAYS,
    "zone.evacuation_ended": ALWAYS,
    "zone.limit_set": ALWAYS,
    "zone.recount_withdrawn": ALWAYS,
    "zone.way_blocked": ALWAYS,
    "zone.way_cleared": ALWAYS,
}
"""The kinds of facts; beside a kind that is not always a deed, the field that says that it is."""
_UNSAID = ("hashed", "text", "sha256", "record", "verdict", "answers", "link", "box", "signature")
"""Fields that are secret, or too long to be told here."""
_WHY = ("why", "note", "receipt", "code")
_ENTRY = table_of(EntryRow)
_PERSON = table_of(AttendeeRow)
_INCIDENT = table_of(IncidentRow)


@dataclass(frozen=True, slots=True)
class Deed:
    """One of them."""

    at: datetime
    """In the event's zone."""
    operator: str
    """Who answers for it: an operator's id, or the computer's user."""
    name: str
    station: str
    """The id of the station."""
    where: str
    """What the station is called."""
    kind: str
    subject: str
    about: str
    """Whom or what it concerned, by name."""
    details: dict[str, Any]

    @property
    def what(self) -> str:
        """What it was, with whom and why, in words."""
        said = _("Refusal overruled") if self.kind == "scan.made" else called(self.kind)
        why = next((str(self.details[key]) for key in _WHY if self.details.get(key)), "")
        over = self.details.get("overruled") or {}
        parts = (said, self.about, _changes(self.details), over.get("why", "") or why)
        return " · ".join(part for part in parts if part)


def deeds(rows: Connection, who: str = "") -> list[Deed]:
    """All of them, in the order of the journal.

    Args:
        rows: the store.
        who: an operator's id or name, or the computer's user; empty for everybody.
    """
    plan = current(rows)
    names = {each.id: each.name for each in operators(rows, plan)}
    stations = {each.station: each.name for each in membership.stations(rows)}
    found = rows.execute(select(_ENTRY).where(_is_deed()).order_by(_ENTRY.c.time)).mappings()
    told = [_told(rows, plan, dict(row), names, stations) for row in found]
    wanted = who.strip().casefold()
    return [deed for deed in told if wanted in ("", deed.operator.casefold(), deed.name.casefold())]


def _is_deed() -> ColumnElement[bool]:
    always = [kind for kind, field in DEEDS.items() if field == ALWAYS]
    sometimes = [
        and_(
            _ENTRY.c.kind == kind,
            func.json_extract(_ENTRY.c.payload, f"$.{field}").is_not(None),
        )
        for kind, field in DEEDS.items()
        if field != ALWAYS
    ]
    return or_(_ENTRY.c.kind.in_(always), *sometimes)


def _told(
    rows: Connection,
    plan: Plan | None,
    entry: dict[str, Any],
    names: Mapping[str, str],
    stations: Mapping[str, str],
) -> Deed:
    said = _payload(entry["payload"])
    overruled = said.get("overruled")
    answers = (overruled.get("by") if isinstance(overruled, dict) else "") or said.get("by")
    operator = str(answers or entry["operator"])
    station, at = entry["station"], from_ms(ms_of(entry["time"]))
    return Deed(
        at=plan.local(at) if plan is not None else at,
        operator=operator,
        name=names.get(operator, operator),
        station=station,
        where=stations.get(station) or station[:6],
        kind=entry["kind"],
        subject=entry["subject"],
        about=_about(rows, plan, said, names),
        details={key: value for key, value in said.items() if key not in _UNSAID and value},
    )


def _payload(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:  # of a newer Onsite, perhaps
        return {}
    return found if isinstance(found, dict) else {}


def _about(
    rows: Connection, plan: Plan | None, said: dict[str, Any], names: Mapping[str, str]
) -> str:
    attendee, operator = said.get("attendee"), said.get("operator")
    incident = said.get("incident")
    if isinstance(incident, str) and incident:
        which = select(_INCIDENT).where(_INCIDENT.c.incident == incident)
        found = rows.execute(which).mappings().first()
        return shown(found["prefix"], found["count"], drill=found["drill"]) if found else incident
    if isinstance(attendee, str) and attendee:
        asked = select(_PERSON.c.name).where(_PERSON.c.attendee == attendee)
        return str(rows.execute(asked).scalar() or attendee)
    if isinstance(operator, str) and operator:
        name = names.get(operator, operator)
        roles = said.get("roles")
        words = roles_in_words(plan, roles) if plan is not None and roles else ""
        return f"{name}: {words}" if words else name
    return _zone(plan, said) or str(said.get("name") or "")


def _zone(plan: Plan | None, said: dict[str, Any]) -> str:
    """The zone that it was about, with the way in it; its id where the plan has it no more."""
    zone, way = said.get("zone"), said.get("way")
    part = plan.zones.get(zone) if plan is not None and isinstance(zone, str) else None
    if part is None:
        return zone if isinstance(zone, str) else ""
    known = part.exits.get(str(way)) or part.aisles.get(str(way))
    return f"{part.name}, {known.name}" if known is not None else part.name


def _changes(details: dict[str, Any]) -> str:
    changes = details.get("changes")
    if not isinstance(changes, list):
        return ""
    return ", ".join(
        f"{each.get('before') or '–'} → {each.get('after') or '–'}"
        for each in changes
        if isinstance(each, dict)
    )
