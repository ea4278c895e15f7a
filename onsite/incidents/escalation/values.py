"""A policy: who is told of an incident, one step after the other, and what ends it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Need(StrEnum):
    """Whose acknowledgement a step asks for."""

    ANY = "any"
    """One of its people, or somebody from outside the chain who takes it on."""
    ALL = "all"
    """Each of its people. Of a step that had nobody this is never so."""


class EndsOn(StrEnum):
    """What ends a chain for good; until then an acknowledgement only holds it."""

    ACKNOWLEDGED = "acknowledged"
    """Somebody has it: where acknowledgements expire, until they come to the scene."""
    ON_SCENE = "on-scene"
    CLOSED = "closed"
    """Nothing less: whoever is there must go on telling of progress."""


class Turn(NamedTuple):
    """A step in a pass, both from 0."""

    passing: int
    step: int


@dataclass(frozen=True, slots=True)
class Step:
    """Some roles are told at once."""

    roles: tuple[str, ...]
    wait_ms: int
    """Until the next step; of the last one until the next pass, or the alarm on the board."""
    need: Need = Need.ANY


@dataclass(frozen=True, slots=True)
class Policy:
    """The steps, as they stood in the plan when the incident got them."""

    id: str
    version: str
    """Tells it from others of the same id: an incident keeps its own, whatever is planned later."""
    steps: tuple[Step, ...]
    passes: int = 1
    """How often the steps are gone through. Fewer than one is one."""
    ends_on: EndsOn = EndsOn.ACKNOWLEDGED
    ack_expires_ms: int | None = None
    """So long an acknowledgement holds the chain without progress; None for ever."""

    @property
    def first(self) -> Turn | None:
        """Where a chain begins; None where there is no step."""
        return Turn(0, 0) if self.steps else None

    def after(self, turn: Turn) -> Turn | None:
        """What follows a turn; None at the end of the last pass."""
        passing, step = turn
        if step + 1 < len(self.steps):
            return Turn(passing, step + 1)
        return Turn(passing + 1, 0) if passing + 1 < self.passes else None
