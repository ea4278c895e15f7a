"""By when somebody should have an incident, as its severity says. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onsite.incidents.views import Incident
    from onsite.plan.incidents.merged import Response

_MINUTE_MS = 60_000


def wanted_ms(response: Response, incident: Incident) -> int | None:
    """By when somebody should have it, in milliseconds UTC since 1970.

    None where somebody has it or had it, nobody need have it, or its severity may not be told.
    """
    severity = response.severities.get(incident.severity)
    if severity is None or not incident.is_open or incident.state != "new":
        return None
    # Opened again, it is new since then.
    return max(incident.at_ms, incident.state_ms) + round(severity.ack_min * _MINUTE_MS)


def late_ms(response: Response, incident: Incident, now_ms: int) -> int:
    """By how much that has been missed, in milliseconds; 0 where it has not."""
    by_ms = wanted_ms(response, incident)
    return 0 if by_ms is None else max(0, now_ms - by_ms)
