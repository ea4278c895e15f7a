"""What is recorded together with a scan, or when it is taken back: goods, and badges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.badges import printing
from onsite.checkin.goods import handing
from onsite.goods import passing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.checkin.facts import ScanMade
    from onsite.checkin.people import Person
    from onsite.journal.facts import Fact
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan


def with_scan(
    journal: Journal, rows: Connection, plan: Plan, fact: ScanMade, people: Sequence[Person]
) -> tuple[Fact, ...]:
    """The facts that follow from a scan.

    Args:
        journal: of this station, which opens the keys of badges.
        rows: the open transaction.
        plan: the plan in force.
        fact: the scan.
        people: whom it is about.
    """
    handed = handing.with_scan(rows, plan, fact, people)
    return (*handed, *printing.with_scan(rows, plan, journal.signer, fact, people))


def undoing(rows: Connection, attendee: str, key: str) -> tuple[Fact, ...]:
    """What ends with a scan that is taken back: what it handed out, a badge that still waits."""
    handed = passing.undoing(rows, attendee, key)
    return (*handed, *printing.undoing(rows, attendee, key))
