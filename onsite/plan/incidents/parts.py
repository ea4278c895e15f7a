"""Types, severities and policies of incidents, and what holds for all of them.

`[incident_types.ID]`, `[severities.ID]`, `[policies.ID]` and `[incidents]` of the plan. Those that
every plan has without writing them down stand in `usual`; `merged` puts both together.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, Strict, StringConstraints

from onsite.plan.values import CONFIG, Colour, Id, Name, Switch

Minutes = Annotated[float, Strict(), Field(ge=0, le=1440, allow_inf_nan=False)]
Seconds = Annotated[int, Strict(), Field(ge=0, le=600)]
Word = Annotated[str, StringConstraints(pattern=r"^[^\s@!！＠:：,，;#]{1,16}$")]
"""One word of a line; none of the signs that mean something there."""
Need = Literal["any", "all"]
EndsOn = Literal["acknowledged", "on-scene", "closed"]
MS = 60_000


class IncidentTypePart(BaseModel):
    """`[incident_types.ID]`: a type of one's own, or changes to one of the usual ones."""

    model_config = CONFIG

    name: Name | None = None
    """One of the usual ones has a name already."""
    keys: tuple[Word, ...] = ()
    """How it is called in a line, besides its id and its name; empty for the usual ones."""
    severity: Id | None = None
    """Of one of which nothing else is said. None: as usual, or as in `[incidents]`."""
    serious: Switch | None = None
    """Whether it is closed only with all that an inquiry asks for, however slight it is."""
    restricted: Switch | None = None
    """Whether other roles see no more than its number and zone."""
    playbook: Id | None = None
    policy: dict[Id, Id] = {}
    """By severity, who is told; where it does not say, the severity does."""


class SeverityPart(BaseModel):
    """`[severities.ID]`: how grave an incident is. Where one is written down, all are."""

    model_config = CONFIG

    name: Name | None = None
    """One of the usual ones has a name already; so the next four."""
    rank: Annotated[int, Strict(), Field(ge=1, le=9)] | None = None
    """From 1, the higher the graver: as many exclamation marks in a line."""
    colour: Colour | None = None
    serious: Switch | None = None
    """As in `IncidentTypePart`."""
    ack_min: Minutes | None = None
    """Somebody should have it within so many minutes; later it is late on the board."""
    channels: tuple[Id, ...] = ()
    """The page channels that may be used; empty for those of each person."""
    policy: Id | None = None
    """Who is told; None: as in `[incidents]`."""


class PolicyStepPart(BaseModel):
    """A step of a policy: some roles are told at once."""

    model_config = CONFIG

    roles: tuple[Id, ...] = Field(min_length=1)
    wait_min: Minutes = 5
    """Until the next step, in minutes."""
    need: Need = "any"
    """Whether one of them must acknowledge, or each."""

    @property
    def wait_ms(self) -> int:
        """`wait_min` in milliseconds."""
        return round(self.wait_min * MS)


class PolicyPart(BaseModel):
    """`[policies.ID]`: who is told, how, after how long."""

    model_config = CONFIG

    name: Name | None = None
    steps: tuple[PolicyStepPart, ...] = Field(min_length=1, max_length=20)
    passes: Annotated[int, Strict(), Field(ge=1, le=20)] = 1
    """How often the steps are gone through."""
    ends_on: EndsOn = "acknowledged"
    ack_expires_min: Minutes = 15
    """After so many minutes without progress, an acknowledgement holds no more; 0: it always
    does, and then nothing later than acknowledging may end it."""

    @property
    def ack_expires_ms(self) -> int | None:
        """`ack_expires_min` in milliseconds; None for never."""
        return round(self.ack_expires_min * MS) or None


class IncidentsPart(BaseModel):
    """`[incidents]`: what holds for all of them."""

    model_config = CONFIG

    type: Id = "other"
    """Of one of which nothing is said."""
    severity: Id | None = None
    """Of one of which nothing is said; None: the slightest."""
    policy: Id = "usual"
    """Who is told where neither type nor severity says."""
    force_close: tuple[Id, ...] = ("coordinator", "lead")
    """The roles that may close a serious one that lacks something, with a reason."""
    sees_restricted: tuple[Id, ...] = ("coordinator", "lead")
    """The roles that may open a restricted one."""
    repeat_s: Seconds = 5
    """The same text by the same author within so many seconds is one entry."""
    future_s: Seconds = 60
    """By how much the time of an event may be in the future: clocks differ."""
    late_min: Minutes = 5
    """An entry that was typed so long after the event, or longer, is marked late."""
