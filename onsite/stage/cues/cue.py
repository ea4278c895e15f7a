"""A cue and what happened to it, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from onsite.stage.cues.facts import Anchor

DISPLAY, CALLER, SOUND = "display", "caller", "sound"
"""The targets that every stage has."""
STANDBY_MS = 15_000
"""How long before it is due a cue stands by, where it does not say."""
NAME = 60
"""So many characters a cue's name has at most."""
VALUE = 1_000
State = Literal[
    "waiting", "coming", "standby", "due", "firing", "done", "failed", "unknown", "missed", "passed"
]
"""`waiting`: for a key. `coming`: not due yet. `unknown`: it was fired, and then the laptop went
down before anybody could say what came of it. `missed`: it was due, and nobody was there to fire
it. `passed`: its item is over before it was due."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue, as it is planned."""

    id: str
    item: str
    name: str = ""
    department: str = ""
    target: str = CALLER
    value: str = ""
    anchor: Anchor = "manual"
    offset_ms: int = 0
    standby_ms: int = STANDBY_MS


@dataclass(frozen=True, slots=True)
class Shot:
    """One firing of a cue."""

    id: str
    at_ms: int
    station: str
    operator: str
    due_ms: int | None = None
    by_clock: bool = False
    ended_ms: int | None = None
    """None: nothing is known of it yet."""
    result: str = ""
    """`done` or `failed`."""
    why: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What happened to a cue in one running of its item."""

    shots: tuple[Shot, ...] = ()
    stood_by_ms: int | None = None
    """When somebody called it to stand by."""
    done_ms: int | None = None
    """When it was done by hand."""
    done_station: str = ""
    done_operator: str = ""

    @property
    def last(self) -> Shot | None:
        """The latest firing."""
        return self.shots[-1] if self.shots else None


NOTHING = Record()


@dataclass(frozen=True, slots=True)
class Standing:
    """How a cue stands at a moment, for the latest running of its item or the one to come."""

    cue: Cue
    run: str
    """Empty before its item has begun or stands by: what is fired then is a rehearsal."""
    state: State
    due_ms: int | None = None
    """None where that cannot be told yet, or a key decides it."""
    record: Record = NOTHING
