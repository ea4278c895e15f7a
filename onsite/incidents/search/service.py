"""Searches that are kept under a name, for everybody at the event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from onsite.errors import BadInputError
from onsite.incidents.acting import words
from onsite.incidents.people import people
from onsite.incidents.search.facts import FilterSaved
from onsite.incidents.search.filters import Terms
from onsite.incidents.search.finding import read
from onsite.incidents.search.query import LONGEST
from onsite.incidents.search.tables import IncidentFilterRow
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.nearest import nearest_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.incidents.outcomes import By
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

_KEPT = table_of(IncidentFilterRow)
_ALL = Prepared(select(_KEPT).where(_KEPT.c.query != "").order_by(_KEPT.c.name))
_NAME = 40
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A search that is kept."""

    name: str
    query: str
    operator: str
    at_ms: int
    """In milliseconds UTC since 1970."""


def keep(
    journal: Journal, rows: Connection, plan: Plan, by: By, name: str, query: str
) -> tuple[Kept, ...]:
    """Keep a search under a name, in the place of what was there; answers all that are kept.

    Raises:
        BadInputError: there is no name, nothing is searched for, or it names what nobody knows.
    """
    called, asked = words(name, _NAME), words(query, LONGEST)
    if not called or not asked:
        raise BadInputError(
            _("A search that is kept needs a name and what is searched for."),
            _("As in: onsite incidents search zone:h2 is:open --keep “hall 2”"),
        )
    from onsite.clock import from_ms

    read(asked, known(rows, plan, from_ms(by.moment.at_ms)))
    return _say(journal, rows, by, called, asked)


def drop(journal: Journal, rows: Connection, plan: Plan, by: By, name: str) -> tuple[Kept, ...]:
    """Keep a search no longer; answers those that are still kept.

    Raises:
        BadInputError: there is none of that name; with the nearest.
    """
    del plan
    return _say(journal, rows, by, one(rows, name).name, "")


def kept(rows: Connection) -> tuple[Kept, ...]:
    """All that are kept, by name."""
    names = ("name", "query", "operator", "at_ms")
    return tuple(Kept(*(row[each] for each in names)) for row in _ALL.all(rows, {}))


def one(rows: Connection, name: str) -> Kept:
    """What is kept under a name.

    Raises:
        BadInputError: nothing is; with the nearest.
    """
    there = {each.name: each for each in kept(rows)}
    called = words(name, _NAME)
    if called not in there:
        near = nearest_of(called, dict.fromkeys(there, ())) or tuple(there)
        raise BadInputError(
            _("No search is kept as “{name}”.").format(name=called),
            _("Nearest: {nearest}.").format(nearest=_(", ").join(near)) if near else "",
        )
    return there[called]


def known(rows: Connection, plan: Plan, now: datetime) -> Terms:
    """What a search may name.

    Args:
        rows: the store.
        plan: the plan in force.
        now: the present, aware.
    """
    return Terms(plan, people(rows, plan), now)


def _say(journal: Journal, rows: Connection, by: By, name: str, query: str) -> tuple[Kept, ...]:
    there = {each.name: each.query for each in kept(rows)}
    if there.get(name, "") != query:
        fact = FilterSaved(name=name, query=query, at_ms=by.moment.at_ms)
        journal.append(rows, fact, operator=by.operator)
    return kept(rows)
