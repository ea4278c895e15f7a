"""A generation of somebody's badge is issued, with what was known of its holder by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.codes.standing import transfers
from onsite.badges.facts import BadgeIssued

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.badges.facts import Ground


def issued(
    rows: Connection,
    attendee: str,
    generation: int,
    why: Ground = "first",
    *,
    by: str = "",
    note: str = "",
) -> BadgeIssued:
    """What is recorded of it.

    Args:
        rows: the open transaction.
        attendee: the record that the badge is made for.
        generation: of the badge.
        why: it is made.
        by: who answered for it with their PIN; empty where nobody had to.
        note: why, in somebody's own words.
    """
    return BadgeIssued(
        attendee=attendee,
        generation=generation,
        why=why,
        by=by,
        note=note,
        transfers=transfers(rows, attendee),
    )
