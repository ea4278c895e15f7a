"""Whether guests of a training have come in as they should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.people import presence
from onsite.demo.filling import DOOR
from onsite.plan.service import current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection


def are_admitted(rows: Connection, attendees: Sequence[str]) -> bool:
    """Whether each of the attendees is inside, by the scans of the main door."""
    plan = current(rows)
    return plan is not None and all(
        presence(rows, plan, attendee, DOOR).inside for attendee in attendees
    )
