"""The call card: who is to be called, how, and what is said. Values for a dialog and the shell.

It needs no channel and no network: whoever sits at the console reads it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.incidents.contacts.resolving import Way, person_of, way_to
from onsite.incidents.escalation.chain import Standing
from onsite.incidents.paging.board import told_of
from onsite.incidents.paging.facts import ArmedBy
from onsite.incidents.paging.message import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.incidents.escalation.looking import Seen
    from onsite.incidents.paging.board import Reached
    from onsite.incidents.views import Incident
    from onsite.plan.model import Plan

_ORDER: tuple[Reached, ...] = ("no-page", "failed", "under-way", "handed", "acknowledged")


@dataclass(frozen=True, slots=True)
class Card:
    """One call."""

    incident: str
    number: str
    drill: bool
    person: str
    """For `service.acknowledge`, with `how="radio"` or "phone", and `saw`."""
    way: Way
    step: int
    """The last one that named them, from 1."""
    reached: Reached
    """How far the telling of them has come without a call."""
    sentence: str
    """What is said to them, in the language in use."""
    saw: ArmedBy | None


def cards(plan: Plan, incident: Incident, seen: Seen, names: Mapping[str, str]) -> tuple[Card, ...]:
    """Whom to call about an incident: everybody who was named and does not have it yet.

    Who cannot be reached otherwise comes first. Where nobody was on duty for any step, it is
    whoever might be called all the same. None where nobody need be called: it is held, ended,
    closed, or a duplicate.

    Args:
        plan: the plan in force: numbers are live.
        incident: not veiled.
        seen: how its chain stands.
        names: of operators, by id.
    """
    if seen.chain.standing is not Standing.RUNNING:
        return ()
    said, told = sentence(plan, incident), told_of(seen.chain)
    calls = [(each.person, each.step, each.reached) for each in told]
    if not told and (seen.chain.told or seen.due.alarm):
        calls = [(person, step, "no-page") for person, step in _anybody(plan, incident, seen)]
    found = [
        Card(
            incident=incident.id,
            number=incident.number,
            drill=incident.drill,
            person=person,
            way=way_to(plan, person, names),
            step=step,
            reached=reached,
            sentence=said,
            saw=_armed(seen),
        )
        for person, step, reached in calls
        if reached != "acknowledged"
    ]
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.reached)))


def _armed(seen: Seen) -> ArmedBy | None:
    """What had armed the chain, for an acknowledgement."""
    armed = seen.chain.armed_by
    if armed is None:
        return None
    return ArmedBy(station=armed.station, number=armed.number, policy=armed.version)


def _anybody(plan: Plan, incident: Incident, seen: Seen) -> tuple[tuple[str, int], ...]:
    """Who can be called though nobody is on duty, each with a step.

    Who was to go there, then the people of its steps, whether they are on duty or not, then
    everybody else.
    """
    found = {person_of(plan, each.unit): 1 for each in incident.units if each.assigned}
    steps = seen.chain.policy.steps if seen.chain.policy is not None else ()
    for number, step in enumerate(steps, 1):
        for role in (plan.response.roles.get(each) for each in step.roles):
            for person in (*role.people, *role.deputies) if role is not None else ():
                found.setdefault(person_of(plan, person), number)
    for person in plan.contacts:
        found.setdefault(person, max(1, len(steps)))
    return tuple(each for each in found.items() if _answers(plan, each[0]))


def _answers(plan: Plan, person: str) -> bool:
    """Whether somebody can be called."""
    part = plan.contacts.get(person)
    return part is not None and bool(part.channel or part.phone or part.call_sign)
