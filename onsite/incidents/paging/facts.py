"""What can happen while people are told of an incident.

A policy is frozen for each incident as it was in the plan, so that another plan changes nothing
for what runs. Any station may say these: whoever is left goes on telling.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from onsite.incidents.facts import RUNNING, OfIncident, Ref
from onsite.journal.facts import Count  # noqa: TC001 - pydantic reads it

Need = Literal["any", "all"]
EndsOn = Literal["acknowledged", "on-scene", "closed"]
How = Literal["key", "radio", "phone", "person"]
Wait = Annotated[int, Field(ge=0, le=86_400_000)]
"""A length of up to a day, in milliseconds."""


class EntryRef(BaseModel):
    """Which entry of the journal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    station: str
    number: Count


class ArmedBy(EntryRef):
    """What the chain of an incident runs from, and by which policy."""

    policy: str
    """Its version."""


class FrozenStep(BaseModel):
    """A step of a policy: who is told, and how long is waited until the next one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    roles: tuple[str, ...]
    """Ids of the plan's response roles."""
    wait_ms: Wait
    need: Need


class FrozenPolicy(BaseModel):
    """A policy as it was when an incident came to have it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: str
    """Tells it from others of the same id: a hash of what it says."""
    steps: tuple[FrozenStep, ...]
    passes: Count
    ends_on: EndsOn
    ack_expires_ms: Wait | None


class PolicyFrozen(OfIncident):
    """The incident has this policy from now on; its chain begins with the first step."""

    kind: ClassVar[str] = "incident.policy"

    policy: FrozenPolicy
    rank: Count
    """Of its severity, the higher the graver."""
    because: Literal["reported", "raised", "types"]
    after: Ref = ""
    """What had said the policy before, as its presser knew; see `facts.StateChanged`."""


class Acked(OfIncident):
    """Somebody has said that they have it. The chain stands still as the policy says."""

    kind: ClassVar[str] = "incident.acked"

    person: str
    """The id of a contact or an operator."""
    how: How = "key"
    """How they said so; who typed it is the entry's operator."""
    saw: ArmedBy | None = None
    """What had armed the chain, as it was on the screen then; None: it always counts."""


class Escalated(OfIncident):
    """Somebody wants the next step at once, or a certain one."""

    kind: ClassVar[str] = "incident.escalated"
    duty: ClassVar[str] = RUNNING

    step: Count = 0
    """From 1; 0 for the next one."""
    reason: str = ""


class StepFired(OfIncident):
    """A step was carried out, with the people whom its roles meant then."""

    kind: ClassVar[str] = "incident.fired"

    step: Count
    """From 1. So the next one."""
    passing: Count
    people: tuple[str, ...] = ()
    """As on duty then; empty where nobody was."""
    armed_by: ArmedBy
    """What had armed the chain that it is a step of."""
    late: bool = False
    expired: EntryRef | None = None
    """The entry whose acknowledgement had expired by then."""


class AckLapsed(OfIncident):
    """Nobody has told of progress for so long that an acknowledgement holds nothing any more.

    Two consoles in a partition may both say so of the same.
    """

    kind: ClassVar[str] = "incident.ack_lapsed"

    people: tuple[str, ...] = ()
    """Whose it was."""
    expired: EntryRef
    """What had renewed it last."""


class PageBegun(OfIncident):
    """Somebody is about to be told. Without an end, nobody knows whether it reached them."""

    kind: ClassVar[str] = "incident.page_begun"

    page: str
    person: str
    channel: str
    fired: EntryRef
    """The last step that it tells of."""
    repeat: bool = False
    """Whether it says that it may be a repetition."""


class PageHanded(OfIncident):
    """The channel has taken it."""

    kind: ClassVar[str] = "incident.page_handed"

    page: str


class PageFailed(OfIncident):
    """The channel has not taken it."""

    kind: ClassVar[str] = "incident.page_failed"

    page: str
    why: str
    """A code of the channel."""
