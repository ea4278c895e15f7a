"""A press of a key, and what came of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from onsite.stage.clock.present import Present

if TYPE_CHECKING:
    from onsite.clock import Clock
    from onsite.stage.clock.steady import Reading
    from onsite.stage.engine.acts import ActId

What = Literal["took", "same-press", "already", "nothing", "refused"]
"""`same-press`: the same key within half a second, and one press counts. `already`: somebody
else was first. `nothing`: there is nothing to do; `Outcome.why` says how so. `refused`: the
operator may not."""
Deed = Literal[
    "go",
    "next",
    "arm",
    "pause",
    "resume",
    "stop",
    "add",
    "correct",
    "delay",
    "apply-delay",
    "skip",
    "unskip",
    "follow",
    "undo",
    "edit",
]
Why = Literal[
    "",
    "not-yours",
    "no-items",
    "nothing-next",
    "nothing-runs",
    "nothing-paused",
    "nothing-armed",
    "runs",
    "not-running",
    "no-time",
    "no-delay",
    "no-change",
    "nothing-to-undo",
    "undone",
    "old",
    "clock-ahead",
]


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a key, made before anything is done about it.

    The same press again, as after a failure, is the same deed.
    """

    stage: str
    day: str
    """Of the event, as ISO date."""
    at_ms: int
    """When, by the station's clock."""
    boot: str
    """See `stage.clock`; empty, with 0, where there is only a clock that is set by hand."""
    boot_ms: int
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    seen: str | None = None
    """The item that ran on the presser's screen; empty for none. None: what the store says."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a press, in codes; `wording.outcome` says it."""

    what: What
    deed: Deed
    item: str = ""
    title: str = ""
    before: str = ""
    """The title of what ran before a start."""
    run: str = ""
    id: ActId | None = None
    """Of the act that was recorded; of an undone one, of that."""
    operator: str = ""
    """Who was first, where somebody was."""
    station: str = ""
    own: bool = False
    """Whether that was done at this very station."""
    at_ms: int = 0
    """When that was, or this; of a corrected start, when it really began."""
    by_ms: int = 0
    on: bool = False
    """Whether the rundown follows the clock now; of an undone undoing, that the act counts."""
    why: Why = ""
    roles: tuple[str, ...] = ()
    """Ids of those who may, where the operator may not."""
    undone: str = ""
    """The kind of fact that was undone."""
    changes: int = 0
    """How many edits were recorded."""
    edited: str = ""
    """The kind of fact of the only edit, where it is one."""


def press(clock: Clock, stage: str, day: str, *, seen: str | None = None) -> Press:
    """A press now, by both clocks of the station.

    Args:
        clock: the station's.
        stage: its id in the plan.
        day: of the event, as ISO date.
        seen: see `Press`.
    """
    now = clocks(clock, "")
    return Press(stage, day, now.at_ms, now.boot, now.boot_ms, seen=seen)


def clocks(clock: Clock, station: str) -> Reading:
    """The present by both clocks of a station; whoever asks often keeps a `Present`."""
    return Present(clock, station).read()
