"""One person who came to have two records: the list's, and one that their code alone has made.

It happens where the shop replaces the code of somebody on the list, and a desk meets the new code
before the newer list. Which of the two is right is no question, so nobody is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.roster.acts.facts import AttendeesMerged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.checkin.people import Person
    from onsite.journal.journal import Journal


def joined(journal: Journal, rows: Connection, people: Sequence[Person], operator: str) -> bool:
    """Merge what a code has made into the one on the list who has that code; whether it did.

    Args:
        journal: of this station.
        rows: the open transaction.
        people: all who have one code.
        operator: who works here.
    """
    listed = [each for each in people if each.listed and each.ticket.live]
    others = [each for each in people if not each.listed and each.ticket.live]
    if len(listed) != 1 or not others:
        return False
    stays = listed[0].ticket.attendee
    facts = (AttendeesMerged(attendee=stays, other=each.ticket.attendee) for each in others)
    journal.append(rows, *facts, operator=operator)
    return True
