"""Who of the list was let in, as the check-in desks know it: they register how to ask them.

The stage knows no desk. What is derived is never recorded here: an admission that is taken back
takes the arrival with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.roster.facts import Record
    from onsite.stage.readiness.rules import Mark

    Provider = Callable[[Connection, Plan, Collection[str], str], Mapping[str, Mark]]
    Cards = Callable[[Plan, Record], tuple[str, ...]]

_PROVIDERS: dict[str, Provider] = {}
_CARDS: dict[str, Cards] = {}


def register(name: str, provider: Provider) -> None:
    """Ask a provider from now on who has arrived; one registered under that name before goes."""
    _PROVIDERS[name] = provider


def register_cards(name: str, cards: Cards) -> None:
    """Ask it from now on how somebody is received, in lines for the screen."""
    _CARDS[name] = cards


def arrived(rows: Connection, plan: Plan, attendees: Collection[str], day: str) -> dict[str, Mark]:
    """Who of them was let in on a day, and where.

    Args:
        rows: the store.
        plan: the plan in force.
        attendees: ids.
        day: of the event, as ISO date.
    """
    found: dict[str, Mark] = {}
    for provider in _PROVIDERS.values() if attendees else ():
        for attendee, mark in provider(rows, plan, attendees, day).items():
            found[attendee] = min(mark, found.get(attendee, mark))
    return found


def reception(plan: Plan, record: Record) -> tuple[str, ...]:
    """How somebody is received: whom to call, where they wait; empty where nobody said."""
    return tuple(line for cards in _CARDS.values() for line in cards(plan, record))
