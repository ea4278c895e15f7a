"""What is recorded of zones and gates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.zones.presence.facts import GatesCompared
from onsite.zones.presence.reading import recorded
from onsite.zones.presence.rules import changed
from onsite.zones.surveying import survey

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.sync.clock.moments import Moment
    from onsite.zones.presence.views import BalanceRecorded


def record(
    journal: Journal, rows: Connection, plan: Plan, moment: Moment
) -> BalanceRecorded | None:
    """Record that zones and gates differ by more than they may, or agree again.

    Args:
        journal: of this station, which runs incidents.
        rows: the store.
        plan: the plan in force.
        moment: the present of this station.

    Returns:
        What was recorded; None where there is nothing, or another station has recorded it.
    """
    balance = survey(rows, plan, from_ms(moment.at_ms)).balance
    last = recorded(rows)
    alarm = changed(balance, last) if balance is not None else None
    if balance is None or alarm is None:
        return None
    fact = GatesCompared(
        turn=last.turn if last is not None else 0,
        alarm=alarm,
        in_zones=balance.in_zones,
        by_gates=balance.by_gates,
        tolerance=balance.tolerance,
        incomplete=balance.incomplete,
        at_ms=moment.at_ms,
    )
    journal.append(rows, fact, operator="")
    return recorded(rows)
