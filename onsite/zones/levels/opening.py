"""Whom a level is told to: features that zones do not know say how they take it.

They are asked within the transaction that records the level: both stand, or neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.sync.clock.moments import Moment
    from onsite.zones.levels.views import Crossing


class Opener(Protocol):
    """Takes a crossing."""

    def __call__(
        self, journal: Journal, rows: Connection, plan: Plan, moment: Moment, crossing: Crossing
    ) -> str:
        """The id of the incident that tells of it; empty for none."""
        ...


_OPENERS: list[Opener] = []


def register(opener: Opener) -> None:
    """Tell levels here from now on, instead of where they were told before."""
    _OPENERS[:] = [opener]


def tell(journal: Journal, rows: Connection, plan: Plan, moment: Moment, crossing: Crossing) -> str:
    """The id of the incident that tells of a crossing; empty for none."""
    return _OPENERS[0](journal, rows, plan, moment, crossing) if _OPENERS else ""
