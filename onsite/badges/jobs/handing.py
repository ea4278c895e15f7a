"""The badge is in its holder's hands: what else ends with that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges import service
from onsite.badges.jobs.reading import job
from onsite.badges.temporary import returned

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal


def hand_over(journal: Journal, rows: Connection, which: str, operator: str) -> None:
    """Hand the badge of a job over; the card that stood for it is good no longer.

    Raises:
        NotPossibleError: it was not printed, or is void.
    """
    service.hand_over(journal, rows, which, operator)
    known = job(rows, which)
    facts = returned(rows, known.attendee) if known is not None and known.attendee else ()
    if facts:
        journal.append(rows, *facts, operator=operator)
