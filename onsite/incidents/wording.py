"""What the screens and the commands say about incidents. Codes in, words out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _

if TYPE_CHECKING:
    from onsite.incidents.facts import State

FACTS = {
    "incident.reported": N_("Incident reported"),
    "incident.entry": N_("Written down"),
    "incident.struck": N_("Entry struck"),
    "incident.types": N_("Types changed"),
    "incident.severity": N_("Severity changed"),
    "incident.place": N_("Place changed"),
    "incident.state": N_("State changed"),
    "incident.unit_assigned": N_("Sent there"),
    "incident.unit_released": N_("Free again"),
    "incident.task_added": N_("Task added"),
    "incident.task_done": N_("Task done"),
    "incident.task_reopened": N_("Task open again"),
    "incident.attachment": N_("File added"),
    "incident.link": N_("Link added"),
    "incident.restricted": N_("Restriction changed"),
    "incident.opened": N_("Restricted incident looked at"),
    "incident.decision": N_("Decision"),
    "incident.merged": N_("Merged into another"),
    "incident.unmerged": N_("Taken apart again"),
    "incident.policy": N_("Escalation set"),
    "incident.acked": N_("Acknowledged by"),
    "incident.escalated": N_("Escalated"),
    "incident.fired": N_("Step carried out"),
    "incident.page_begun": N_("Telling begun"),
    "incident.page_handed": N_("Told"),
    "incident.page_failed": N_("Telling failed"),
}
"""What is called how; see `fact_words`."""

_STATES: dict[State, str] = {
    "new": N_("New"),
    "acknowledged": N_("Acknowledged"),
    "on-scene": N_("On scene"),
    "on-hold": N_("On hold"),
    "on-backup": N_("On backup"),
    "closed": N_("Closed"),
}


def state(code: State) -> str:
    """A state in a word or two."""
    return _(_STATES[code])
