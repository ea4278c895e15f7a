"""A plan with playbooks and statements, and a log that has it."""

from __future__ import annotations

from onsite.plan.service import publish
from tests.incidents.conftest import PLAN, Log

KNOWING = (
    PLAN.replace(
        "[incident_types.medical]\npolicy", '[incident_types.medical]\nplaybook = "fall"\npolicy'
    )
    + """
[playbooks.fall]
name = "Somebody fell"
steps = [
  { text = "Send the medic", role = "medical", within_min = 5 },
  { text = "Keep the way clear", role = "security" },
  { text = "Look again", within_min = 30 },
  { text = "Look again", within_min = 60 },
]

[playbooks.power]
name = "Power is out"
steps = [{ text = "Light the ways out" }]

[statements.pause]
name = "A pause"
audience = "the hall"
text = "We pause in {zone} until {time}.\\nPlease stay."
"""
)


def knowing(site, clock) -> Log:
    """A log whose plan has playbooks and statements."""
    site.write_now(publish, KNOWING, "Maria")
    return Log(site, clock)
