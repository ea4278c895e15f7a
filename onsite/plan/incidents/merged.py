"""All that a plan knows of incidents: what is written in it, and what every plan has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.plan.incidents import usual
from onsite.plan.incidents.parts import IncidentTypePart, SeverityPart
from onsite.plan.incidents.people import ResponseRolePart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onsite.plan.incidents.parts import IncidentsPart, PolicyPart
    from onsite.plan.model import Plan

_COLOUR = "#5f87af"
_ACK_MIN = 5


@dataclass(frozen=True, slots=True)
class IncidentType:
    """A type, complete."""

    id: str
    name: str
    """Empty for a usual one that is called as usual."""
    keys: tuple[str, ...]
    severity: str
    serious: bool
    restricted: bool
    playbook: str
    """Empty for none."""
    policies: Mapping[str, str]
    """By severity, where the type says more than the severity."""


@dataclass(frozen=True, slots=True)
class Severity:
    """A severity, complete."""

    id: str
    name: str
    """As of a type. So of a role."""
    rank: int
    colour: str
    serious: bool
    ack_min: float
    channels: tuple[str, ...]
    policy: str
    """Empty for that of `[incidents]`."""


@dataclass(frozen=True, slots=True)
class ResponseRole:
    """A response role, complete."""

    id: str
    name: str
    people: tuple[str, ...]
    deputies: tuple[str, ...]
    staff_roles: tuple[str, ...]
    immediate: bool


@dataclass(frozen=True, slots=True)
class Response:
    """How incidents are answered at the event."""

    rules: IncidentsPart
    types: Mapping[str, IncidentType]
    severities: Mapping[str, Severity]
    """By rank, the slightest first."""
    policies: Mapping[str, PolicyPart]
    roles: Mapping[str, ResponseRole]

    def rank(self, severity: str) -> int:
        """How grave it is, from 1; one that the plan has no more is as grave as the gravest."""
        known = self.severities.get(severity)
        return known.rank if known is not None else max(each.rank for each in self.by_rank)

    @property
    def usual_severity(self) -> str:
        """Of an incident of which nothing is said."""
        return self.rules.severity or next(iter(self.severities))

    @property
    def by_rank(self) -> tuple[Severity, ...]:
        """The severities, the slightest first."""
        return tuple(self.severities.values())

    def is_serious(self, types: Iterable[str], severity: str) -> bool:
        """Whether one of those is closed only with all that an inquiry asks for."""
        known = self.severities.get(severity)
        of_types = (self.types[each] for each in types if each in self.types)
        return (known is None or known.serious) or any(each.serious for each in of_types)

    def policies_of(self, types: Iterable[str], severity: str) -> tuple[str, ...]:
        """Those of its types; where they say nothing, of its severity, or the one for all."""
        known = self.severities.get(severity)
        usually = (known.policy if known is not None else "") or self.rules.policy
        said = [
            self.types[each].policies.get(severity, usually) for each in types if each in self.types
        ]
        return tuple(dict.fromkeys(said)) or (usually,)


def merged(plan: Plan) -> Response:
    """What the plan says, and what is usual where it says nothing."""
    rules = plan.incidents
    severities = [_severity(key, part) for key, part in severities_of(plan).items()]
    severities.sort(key=lambda each: (each.rank, each.id))
    known = tuple(each.id for each in severities)
    return Response(
        rules=rules,
        types={
            key: _type(key, plan.incident_types.get(key, IncidentTypePart()), known, rules)
            for key in {**usual.TYPES, **plan.incident_types}
        },
        severities={each.id: each for each in severities},
        policies={**usual.POLICIES, **plan.policies},
        roles={
            key: _role(key, plan.response_roles.get(key, ResponseRolePart()))
            for key in {**usual.ROLES, **plan.response_roles}
        },
    )


def severities_of(plan: Plan) -> Mapping[str, SeverityPart]:
    """Those that are written down, all of them; the usual ones where none is."""
    return plan.severities or usual.SEVERITIES


def _type(
    key: str, part: IncidentTypePart, known: tuple[str, ...], rules: IncidentsPart
) -> IncidentType:
    """`known` are the severities, the slightest first."""
    base = usual.TYPES.get(key, IncidentTypePart())
    wanted = (part.severity, base.severity, rules.severity)
    severity = next((each for each in wanted if each in known), known[0])
    return IncidentType(
        id=key,
        name=part.name or base.name or "",
        keys=part.keys or base.keys,
        severity=severity,
        serious=_said(part.serious, base.serious),
        restricted=_said(part.restricted, base.restricted),
        playbook=part.playbook or base.playbook or "",
        policies={**base.policy, **part.policy},
    )


def _severity(key: str, part: SeverityPart) -> Severity:
    base = usual.SEVERITIES.get(key, SeverityPart())
    said = part.ack_min if part.ack_min is not None else base.ack_min
    return Severity(
        id=key,
        name=part.name or base.name or "",
        rank=part.rank or base.rank or 1,
        colour=part.colour or base.colour or _COLOUR,
        serious=_said(part.serious, base.serious),
        ack_min=_ACK_MIN if said is None else said,
        channels=part.channels or base.channels,
        policy=part.policy or base.policy or "",
    )


def _role(key: str, part: ResponseRolePart) -> ResponseRole:
    base = usual.ROLES.get(key, ResponseRolePart())
    return ResponseRole(
        id=key,
        name=part.name or base.name or "",
        people=part.people,
        deputies=part.deputies,
        staff_roles=part.staff_roles or base.staff_roles,
        immediate=_said(part.immediate, base.immediate),
    )


def _said(own: bool | None, usually: bool | None) -> bool:  # noqa: FBT001 - both are what is said
    return bool(usually if own is None else own)
