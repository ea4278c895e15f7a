"""What follows from a change of types or severity: who must know by it, and who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents import facts
from onsite.incidents.paging.facts import FrozenPolicy, PolicyFrozen
from onsite.incidents.rules import frozen_policy, joined

if TYPE_CHECKING:
    from collections.abc import Collection

    from onsite.incidents.acting import Acting
    from onsite.incidents.facts import OfIncident
    from onsite.incidents.views import Incident
    from onsite.plan.incidents.merged import Response


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
    told = _in_force(incident)
    if told is not None and told.version != _of_its_own(at.plan.response, incident).version:
        # It was graver once: that it is less grave now has silenced nobody, nor does this.
        policy = joined((policy, told))
    said = PolicyFrozen(
        **timed, policy=policy, rank=rank, because="raised", after=incident.policy_by
    )
    return [changed, said]


def of_types(
    at: Acting, added: Collection[str], severity: str, of: Incident | None = None
) -> list[OfIncident]:
    """What follows from new types: who must know by them, and whether not everybody may."""
    incident, response = of or at.incident, at.plan.response
    timed = {**at.timed(), "incident": incident.id}
    found: list[OfIncident] = []
    if added:
        policy = frozen_policy(response, (*incident.types, *added), severity)
        told = _in_force(incident)
        if told is None or not _roles(policy) <= _roles(told):
            # Who is told already is told on, though its severity would say less by now.
            policy = policy if told is None else joined((policy, told))
            rank = response.rank(severity)
            found.append(
                PolicyFrozen(
                    **timed, policy=policy, rank=rank, because="types", after=incident.policy_by
                )
            )
    # It may seem to be restricted by a duplicate alone, which can be taken apart.
    if (not incident.restricted or incident.members) and any(
        response.types[each].restricted for each in added if each in response.types
    ):
        found.append(facts.RestrictedSet(**timed, on=True))
    return found


def _in_force(incident: Incident) -> FrozenPolicy | None:
    return FrozenPolicy.model_validate_json(incident.policy) if incident.policy else None


def _of_its_own(response: Response, incident: Incident) -> FrozenPolicy:
    """As the plan has it for what the incident is now."""
    return frozen_policy(response, incident.types, incident.severity)


def _roles(policy: FrozenPolicy) -> set[str]:
    return {role for step in policy.steps for role in step.roles}
