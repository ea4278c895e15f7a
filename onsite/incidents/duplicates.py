"""Incidents that are the same: merged, and taken apart again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.incidents import facts, reading
from onsite.incidents.acting import SHORT, begin, known, words
from onsite.incidents.consequences import of_severity, of_types
from onsite.incidents.giving_back import given_back
from onsite.incidents.log import states

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.incidents.acting import Acting
    from onsite.incidents.facts import OfIncident
    from onsite.incidents.outcomes import By, Outcome
    from onsite.incidents.views import Incident
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan


def merge(  # noqa: PLR0913, PLR0917 - what every service takes, into which and why
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    into: str,
    reason: str = "",
) -> Outcome:
    """Let a duplicate go on in another one: its escalation stops, what is graver of it goes along.

    Raises:
        BadInputError: there is no such incident, or no such other one.
    """
    at = begin(journal, rows, plan, by, "merge", incident)
    named = known(rows, plan, into)
    other = known(rows, plan, named.into) if named.into else named
    if at.not_theirs is not None:
        return at.not_theirs
    refused = _not_merged(at, other, named)
    if refused is not None:
        return refused
    why, after = words(reason, SHORT), _last_word(at)
    fact = facts.MergedInto(**at.timed(), into=other.id, reason=why, after=after)
    return at.record(
        fact, *_carried(at, other), other=other.number, holds=lambda now: now.into == other.id
    )


def unmerge(
    journal: Journal, rows: Connection, plan: Plan, by: By, incident: str, reason: str = ""
) -> Outcome:
    """Let a duplicate be one of its own again; its escalation begins anew.

    The other one is as it would be without it: of no type, and not restricted, by it alone.

    Raises:
        BadInputError: there is no such incident.
    """
    at = begin(journal, rows, plan, by, "unmerge", incident)
    if at.not_theirs is not None:
        return at.not_theirs
    if not at.incident.into:
        return at.nothing("not-merged")
    fact = facts.Unmerged(**at.timed(), reason=words(reason, SHORT), after=_last_word(at))
    return at.record(fact, *given_back(at), holds=lambda now: not now.into)


def _last_word(at: Acting) -> str:
    """What was the last to merge it, or to take it apart."""
    return reading.merges(at.rows).by.get(at.incident.id, "")


def _not_merged(at: Acting, other: Incident, named: Incident) -> Outcome | None:
    one = at.incident
    if one.id in (other.id, named.id):
        return at.refused("itself" if one.id == named.id else "circle", other=named.number)
    if one.into:
        same = one.into == other.id
        return at.nothing() if same else at.refused("duplicate", other=other.number)
    if one.drill != other.drill:
        return at.refused("drill", other=other.number)
    if other.state == states.CLOSED:
        return at.refused("into-closed", other=other.number)
    return None


def _carried(at: Acting, other: Incident) -> list[OfIncident]:
    """What the duplicate says that the other one does not know: types, a graver severity."""
    one = at.incident
    timed = {**at.timed(), "incident": other.id}
    added = tuple(sorted({*one.types} - {*other.types} - {at.plan.response.rules.type}))
    found: list[OfIncident] = []
    severity = one.severity if one.rank > other.rank else other.severity
    if added:
        found += [facts.TypesChanged(**timed, added=added), *of_types(at, added, severity, other)]
    if severity != other.severity:
        grown = _with_types(other, added)
        found += of_severity(at, severity, raised=True, reason=one.number, of=grown)
    if one.restricted and not any(isinstance(each, facts.RestrictedSet) for each in found):
        found += [] if other.restricted else [facts.RestrictedSet(**timed, on=True)]
    return found


def _with_types(incident: Incident, added: tuple[str, ...]) -> Incident:
    return replace(incident, types=(*incident.types, *added))
