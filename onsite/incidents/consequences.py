"""What follows from a change of types or severity: who must know by it, and who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents import facts
from onsite.incidents.paging.facts import FrozenPolicy, PolicyFrozen
from onsite.incidents.rules import frozen_policy

if TYPE_CHECKING:
    from collections.abc import Collection

    from onsite.incidents.acting import Acting
    from onsite.incidents.facts import OfIncident
    from onsite.incidents.views import Incident


def of_severity(
    at: Acting, severity: str, *, raised: bool, reason: str, of: Incident | None = None
) -> list[OfIncident]:
    """Another severity, and, where it is graver, the policy for it.

    Args:
        at: the press.
        severity: as it is to be.
        raised: whether it is graver.
        reason: why.
        of: another incident than that of the press.
    """
    incident = of or at.incident
    timed = {**at.timed(), "incident": incident.id}
    rank = at.plan.response.rank(severity)
    changed = facts.SeverityChanged(
        **timed,
        to=severity,
        rank=rank,
        raised=raised,
        seen=incident.state,
        after=incident.severity_by,
        reason=reason,
    )
    if not raised:
        return [changed]
    policy = frozen_policy(at.plan.response, incident.types, severity)
    return [changed, PolicyFrozen(**timed, policy=policy, rank=rank, because="raised")]


def of_types(
    at: Acting, added: Collection[str], severity: str, of: Incident | None = None
) -> list[OfIncident]:
    """What follows from new types: who must know by them, and whether not everybody may."""
    incident, response = of or at.incident, at.plan.response
    timed = {**at.timed(), "incident": incident.id}
    found: list[OfIncident] = []
    if added:
        policy = frozen_policy(response, (*incident.types, *added), severity)
        if _asks_more(policy, incident.policy):
            rank = response.rank(severity)
            found.append(PolicyFrozen(**timed, policy=policy, rank=rank, because="types"))
    if not incident.restricted and any(
        response.types[each].restricted for each in added if each in response.types
    ):
        found.append(facts.RestrictedSet(**timed, on=True))
    return found


def _asks_more(policy: FrozenPolicy, before: str) -> bool:
    """Whether somebody is told by it who was not by the one before, as JSON."""
    if not before:
        return True
    told = FrozenPolicy.model_validate_json(before)
    return not {role for step in policy.steps for role in step.roles} <= {
        role for step in told.steps for role in step.roles
    }
