"""What a board knows: read from the store in one view."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onsite.incidents import reading
from onsite.incidents.board import alike, chains
from onsite.incidents.contacts.on_duty import duty
from onsite.incidents.contacts.resolving import person_of
from onsite.incidents.lines import Known
from onsite.incidents.people import name_of, people
from onsite.incidents.rights import may_run
from onsite.plan.service import current
from onsite.staff.shifts.service import roll

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.incidents.board.chains import Kept, Placed
    from onsite.incidents.contacts.on_duty import Duty as OnDuty
    from onsite.incidents.views import Incident, Line
    from onsite.plan.model import Plan
    from onsite.staff.shifts.service import Duty


@dataclass(frozen=True, slots=True)
class Survey:
    """All that is open, and who is there."""

    plan: Plan
    operator: str
    """Who looks at it."""
    incidents: Mapping[str, Incident]
    """Those that are open and no duplicates, by id, as the operator may see them."""
    kept: Mapping[str, Kept]
    """What was said of them, for their chains."""
    names: Mapping[str, str]
    """Of contacts and operators, by id."""
    duties: tuple[Duty, ...]
    on_duty: OnDuty
    """Who has which response role now."""
    me: str
    """The operator as a person of the plan; empty where they are none."""
    runs: bool
    """Whether the operator may run incidents."""
    closed: tuple[Incident, ...] = ()
    """The last one first; only where it was asked for."""
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of those that may be one with others: the ids of those."""
    texts: dict[str, str] = field(default_factory=dict, compare=False)
    """What is looked through for words, as far as it was made."""

    def people_of(self, role: str) -> tuple[str, ...]:
        """Who has a response role now."""
        return self.on_duty.of(role)

    def name(self, person: str) -> str:
        """What somebody is called."""
        return self.names.get(person, person)


@dataclass(frozen=True, slots=True)
class Whole:
    """One incident with all that happened."""

    incident: Incident
    lines: Sequence[Line]
    known: Known
    members: tuple[Incident, ...] = ()
    """Its duplicates."""


def survey(
    rows: Connection,
    operator: str,
    now: datetime,
    at: Placed,
    kept: Mapping[str, Kept],
    *,
    closed: bool = False,
) -> Survey | None:
    """What a board shows; None while there is no plan.

    Args:
        rows: the store.
        operator: who looks at it.
        now: the present, aware.
        at: the same, by the clocks of this station.
        kept: what is known of the chains since the last time.
        closed: whether the closed ones are wanted, too.
    """
    plan = current(rows)
    if plan is None:
        return None
    veil = reading.veil_for(rows, plan, operator)
    merged = reading.merges(rows)
    there = [veil(each) for each in reading.open_ones(rows, plan, merged) if each.is_open]
    named = people(rows, plan)
    incidents = {each.id: each for each in there}
    return Survey(
        plan=plan,
        operator=operator,
        incidents=incidents,
        kept=chains.read(rows, plan, incidents, merged.refused, kept, at),
        names={key: name_of(plan, key, named) for key in named},
        duties=roll(rows, plan, now),
        on_duty=duty(rows, plan, now),
        me=person_of(plan, operator),
        runs=may_run(rows, plan, operator),
        alike=alike.pairs(plan, there, merged.by),
        closed=tuple(veil(each) for each in _closed(rows, plan)) if closed else (),
    )


def _closed(rows: Connection, plan: Plan) -> list[Incident]:
    """The closed ones, the last first."""
    ended = [each for each in reading.all_of_them(rows, plan) if each.state == "closed"]
    return sorted(ended, key=lambda each: each.state_ms, reverse=True)


def whole(
    rows: Connection, plan: Plan, incident: str, operator: str, others: Mapping[str, Incident]
) -> Whole | None:
    """One incident for its page; without its timeline where the operator may not see it.

    Args:
        rows: the store.
        plan: the plan in force.
        incident: its id.
        operator: who looks at it.
        others: those that may be named in it, by id: their numbers are told.
    """
    found = reading.one(rows, plan, incident)
    if found is None:
        return None
    seen = reading.veil_for(rows, plan, operator)(found)
    members = [reading.one(rows, plan, each) for each in found.members]
    there = tuple(each for each in members if each is not None)
    named = people(rows, plan)
    known = Known(
        plan,
        {key: name_of(plan, key, named) for key in named},
        {task.id: task.text for each in (found, *there) for task in each.tasks},
        {each.id: each.number for each in (found, *there, *others.values())},
    )
    if seen.veiled:
        return Whole(seen, (), known)
    return Whole(seen, reading.timeline(rows, plan, found), known, there)
