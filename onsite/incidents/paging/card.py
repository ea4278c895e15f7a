"""The call card: who is to be called, how, and what is said. Values for a dialog and the shell.

It needs no channel and no network: whoever sits at the console reads it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.incidents.contacts.resolving import Way, way_to
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

    Who cannot be reached otherwise comes first. None where nobody need be called: it is held,
    ended, closed, or a duplicate.

    Args:
        plan: the plan in force: numbers are live.
        incident: not veiled.
        seen: how its chain stands.
        names: of operators, by id.
    """
    if seen.chain.standing is not Standing.RUNNING:
        return ()
    armed = seen.chain.armed_by
    saw = (
        ArmedBy(station=armed.station, number=armed.number, policy=armed.version)
        if armed is not None
        else None
    )
    said = sentence(plan, incident)
    found = [
        Card(
            incident=incident.id,
            number=incident.number,
            drill=incident.drill,
            person=told.person,
            way=way_to(plan, told.person, names),
            step=told.step,
            reached=told.reached,
            sentence=said,
            saw=saw,
        )
        for told in told_of(seen.chain)
        if told.reached != "acknowledged"
    ]
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.reached)))
