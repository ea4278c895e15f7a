"""Beginning a playbook: each of its steps is a task, with who does it and by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.clock import from_ms
from onsite.incidents.acting import begin as begin_act
from onsite.incidents.acting import check_known
from onsite.incidents.contacts.on_duty import duty
from onsite.incidents.facts import TaskAdded
from onsite.incidents.playbooks.facts import PlaybookBegun
from onsite.incidents.playbooks.steps import edition, steps
from onsite.incidents.playbooks.tables import IncidentPlaybookRow
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection

    from onsite.incidents.acting import Acting
    from onsite.incidents.facts import OfIncident
    from onsite.incidents.outcomes import By, Outcome
    from onsite.incidents.views import Incident
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

_BEGUN = table_of(IncidentPlaybookRow)
_OF = Prepared(
    select(_BEGUN).where(_BEGUN.c.incident == bindparam("incident")).order_by(_BEGUN.c.at_ms)
)


@dataclass(frozen=True, slots=True)
class Begun:
    """A playbook that was begun."""

    playbook: str
    name: str
    """As it was called then."""
    edition: str
    operator: str
    at_ms: int
    """In milliseconds UTC since 1970."""


def begin(
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    playbook: str = "",
) -> Outcome:
    """Begin a playbook; without one, those of the incident's types.

    Args:
        playbook: its id in the plan.

    Raises:
        BadInputError: there is no such incident or playbook.
    """
    at = begin_act(journal, rows, plan, by, "playbook", incident)
    check_known("playbook", [playbook] if playbook else [], plan.playbooks)
    if at.not_theirs is not None:
        return at.not_theirs
    if not at.incident.is_open:
        return at.refused("closed" if at.incident.state == "closed" else "duplicate")
    there = {each.playbook for each in begun(rows, incident)}
    wanted = (playbook,) if playbook else of_types(plan, at.incident.types)
    if not wanted:
        return at.nothing("no-playbook")
    new = [each for each in wanted if each not in there]
    return at.record(*_said(at, new)) if new else at.nothing()


def begun(rows: Connection, incident: str) -> tuple[Begun, ...]:
    """What was begun for an incident, by when."""
    return tuple(
        Begun(row["playbook"], row["name"], row["edition"], row["operator"], row["at_ms"])
        for row in _OF.all(rows, {"incident": incident})
    )


def offered(rows: Connection, plan: Plan, incident: Incident) -> tuple[str, ...]:
    """The playbooks of its types that nobody has begun."""
    there = {each.playbook for each in begun(rows, incident.id)}
    return tuple(each for each in of_types(plan, incident.types) if each not in there)


def of_types(plan: Plan, types: Collection[str]) -> tuple[str, ...]:
    """The playbooks of some types, each once."""
    known = plan.response.types
    named = (known[each].playbook for each in types if each in known)
    return tuple(dict.fromkeys(each for each in named if each in plan.playbooks))


def _said(at: Acting, playbooks: Collection[str]) -> Iterator[OfIncident]:
    now = duty(at.rows, at.plan, from_ms(at.by.moment.at_ms))
    for key in playbooks:
        part = at.plan.playbooks[key]
        yield PlaybookBegun(**at.timed(), playbook=key, edition=edition(part), name=part.name)
        for step in steps(at.incident, key, part, lambda role: next(iter(now.of(role)), "")):
            yield TaskAdded(**at.timed(), **step._asdict())
