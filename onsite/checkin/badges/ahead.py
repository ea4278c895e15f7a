"""A badge that was printed ahead is scanned: that it is no longer in its box is known by that."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from onsite.badges.bulk.boxes import badge_ahead, thrown_away
from onsite.badges.bulk.collecting import collecting
from onsite.badges.bulk.facts import BadgeCollected
from onsite.badges.temporary import returned
from onsite.checkin.people import by_id, presence
from onsite.checkin.views import Fresh
from onsite.roster.acts.aliases import standing_for

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.facts import Fact
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

WITHIN = timedelta(minutes=30)
"""So long after they came in, a guest's badge that is scanned is taken for the one that is fetched
out of its box. Whoever passes a badge back does it later, and the desk says that they are in."""


def taken_out(
    journal: Journal,
    rows: Connection,
    plan: Plan,
    checkpoint: str,
    code: tuple[str, int],
    operator: str,
) -> Fresh | None:
    """Hand over a badge out of its box to somebody who has just come in here.

    None where it is anything else, and the scan is an attempt as any other.

    Args:
        journal: of this station.
        rows: the open transaction.
        plan: the plan in force.
        checkpoint: where the desk stands.
        code: the attendee and the generation that the badge's code proves.
        operator: who scans.
    """
    found = badge_ahead(rows, *code)
    if found is None or not found.lies or not _stands_at(plan, found.desk, checkpoint):
        return None
    who, now = standing_for(rows, found.attendee), journal.clock.now()
    people, there = by_id(rows, [who]), presence(rows, plan, who, checkpoint, now)
    if not people or not there.inside or there.last_in is None or now - there.last_in > WITHIN:
        return None  # whoever is not in comes in with it
    journal.append(rows, *collecting(rows, found), operator=operator)
    return Fresh(who, people[0].record.name, box=found.box)


def taken_with(rows: Connection, code: tuple[str, int], scan: str) -> tuple[Fact, ...]:
    """What is recorded together with a passage: who goes about with a badge, has it.

    Not of one that says something else by now: the desk says so, and prints the right one.

    Args:
        rows: the open transaction.
        code: the attendee and the generation that the badge's code proves.
        scan: the key of the scan.
    """
    found = badge_ahead(rows, *code)
    if found is None and (batch := thrown_away(rows, *code)):
        # Its box was said to be empty, and yet here it is: no second one is printed.
        taken = BadgeCollected(attendee=code[0], batch=batch, scan=scan)
        return (taken, *returned(rows, code[0]))
    return collecting(rows, found, scan) if found is not None and found.lies else ()


def _stands_at(plan: Plan, desk: str, checkpoint: str) -> bool:
    """Whether a box may stand at a checkpoint: that of its desk; anywhere, if it has none."""
    return desk not in plan.desks or plan.desks[desk].checkpoint == checkpoint
