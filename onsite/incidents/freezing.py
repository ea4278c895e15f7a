"""What was known when somebody decided: open incidents, who was there, who answered for what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.clock import from_ms
from onsite.incidents import reading
from onsite.incidents.contacts.on_duty import duty
from onsite.incidents.log.frozen import frozen
from onsite.staff.shifts import service as shifts

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.incidents.acting import Acting
    from onsite.incidents.views import Incident
    from onsite.plan.model import Plan


def known_then(at: Acting) -> str:
    """All that is known at a press, as JSON; see `log.frozen`."""
    now = from_ms(at.by.moment.at_ms)
    waiting = [each for each in reading.open_ones(at.rows, at.plan) if each.is_open]
    own: dict[str, Any] = {
        "open": [_open(each) for each in sorted(waiting, key=lambda each: each.at_ms)],
        "on_duty": _signed_on(at.rows, at.plan, now),
        "answering": {
            role: list(people)
            for role, people in duty(at.rows, at.plan, now).people.items()
            if people
        },
    }
    return frozen(at.rows, at.plan, now, own)


def _open(incident: Incident) -> dict[str, Any]:
    """Of a restricted one, no more than everybody sees."""
    said = {"number": incident.number, "zone": incident.zone, "state": incident.state}
    if incident.restricted:
        return said
    return {**said, "types": incident.types, "severity": incident.severity}


def _signed_on(rows: Connection, plan: Plan, now: datetime) -> list[tuple[str, str]]:
    """Post and name of everybody who has signed on."""
    return sorted(
        {
            (stay.post, stay.name)
            for stay in shifts.roll(rows, plan, now)
            if any(each.off is None for each in stay.stays)
        }
    )
