"""What a guest's history must know of the facts about their badges."""

from __future__ import annotations

from typing import TypeAlias

from onsite.badges.bulk.facts import BadgeBoxed
from onsite.badges.codes.code import read
from onsite.badges.codes.facts import BadgeMet
from onsite.badges.facts import BadgeIssued
from onsite.roster.signed.facts import AttendeeFromCode

BadgeFact: TypeAlias = BadgeBoxed | BadgeIssued | BadgeMet | AttendeeFromCode


def facts_of(fact: BadgeFact) -> dict[str, str]:
    """For `told.happened`; nothing where the code was a ticket's."""
    if isinstance(fact, AttendeeFromCode):
        found = read(fact.code)
        return {"met": str(found.generation)} if found is not None else {}
    if isinstance(fact, BadgeBoxed):
        return {"box": fact.box}
    if isinstance(fact, BadgeIssued):
        return {"badge": str(fact.generation), "ground": fact.why, "note": fact.note}
    return {"badge": str(fact.generation)}
