"""What people on site are called: `[roles.ID]` of the plan."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field, Strict

from onsite.plan.values import CONFIG, Name, Switch


class Role(BaseModel):
    """`[roles.ID]`: what people on site are called, and who stands in for whom."""

    model_config = CONFIG

    name: Name
    overrules: Switch = False
    """May admit somebody whom a rule refuses."""
    runs_stage: Switch = False
    """May run a stage: its rundown, its timer, its cues."""
    runs_incidents: Switch = False
    """May run incidents: their state, their severity, who works on them."""
    speaks: Switch = False
    """May release what is said about an incident."""
    search_min: Annotated[int, Strict()] = Field(default=0, ge=0, le=20)
    """So many letters before a search shows anybody; 0 where anything may be looked for."""
    sees_contact: Switch = True
    """Whether e-mail and phone are shown; they are searched either way."""


DEFAULT_ROLES = {
    "volunteer": Role(name="Volunteer"),
    "problem-desk": Role(name="Problem desk", overrules=True),
    "timekeeper": Role(name="Timekeeper", runs_stage=True),
    "coordinator": Role(name="Incident coordinator", runs_incidents=True),
    "spokesperson": Role(name="Spokesperson", speaks=True),
    "lead": Role(name="Lead", overrules=True, runs_stage=True, runs_incidents=True),
}


def with_defaults(roles: Any) -> Any:
    """The roles that were written down, and the usual ones that were not."""
    if not isinstance(roles, dict):
        return roles
    return {**DEFAULT_ROLES, **{key: _changed(key, role) for key, role in roles.items()}}


def _changed(key: str, role: Any) -> Any:
    """A usual role may be written down in part."""
    usual = DEFAULT_ROLES.get(key)
    changes = isinstance(role, dict) and usual is not None
    return {**usual.model_dump(), **role} if changes and usual is not None else role
