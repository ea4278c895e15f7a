"""What is recorded together with a scan: what it hands out, and what it means for badges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.badges import printing
from onsite.checkin.goods import handing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.checkin.facts import ScanMade
    from onsite.checkin.people import Person
    from onsite.journal.entry import Signer
    from onsite.journal.facts import Fact
    from onsite.plan.model import Plan


def with_scan(
    rows: Connection, plan: Plan, signer: Signer, fact: ScanMade, people: Sequence[Person]
) -> tuple[Fact, ...]:
    """The facts that follow from a scan.

    Args:
        rows: the open transaction.
        plan: the plan in force.
        signer: of this station, which opens the keys of badges.
        fact: the scan.
        people: whom it is about.
    """
    handed = handing.with_scan(rows, plan, fact, people)
    return (*handed, *printing.with_scan(rows, plan, signer, fact, people))
