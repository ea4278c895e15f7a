"""What can happen to a playbook: somebody begins it. Its steps are tasks of the incident."""

from __future__ import annotations

from typing import ClassVar

from onsite.incidents.facts import RUNNING, OfIncident


class PlaybookBegun(OfIncident):
    """What a playbook says is to be done about the incident."""

    kind: ClassVar[str] = "incident.playbook"
    duty: ClassVar[str] = RUNNING

    playbook: str
    """Id of the plan."""
    edition: str
    """What it said then, in few digits."""
    name: str = ""
    """As it was called then."""
