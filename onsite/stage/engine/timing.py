"""What a timer shows, from the anchors of its run."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onsite.stage.engine.items import Item
    from onsite.stage.engine.show import Run


class Phase(StrEnum):
    """How far an item's time has gone."""

    NORMAL = "normal"
    WARNING = "warning"
    DANGER = "danger"
    OVERTIME = "overtime"


class Qualifying(StrEnum):
    """How the speech of a contest stands."""

    SHORT = "short"
    QUALIFIED = "qualified"
    LONG = "long"


class Timer(NamedTuple):
    """A timer at a moment."""

    elapsed_ms: int
    """Without pauses."""
    remaining_ms: int
    """Less than 0 in overtime."""
    phase: Phase
    paused: bool
    length_ms: int
    """With what was added."""
    ends_ms: int
    """When its time is up if it goes on from now, be that past; when it was over, if it is."""
    ended: bool = False
    qualifying: Qualifying | None = None
    """None for all but contests."""


def timer(item: Item, run: Run, now_ms: int) -> Timer:
    """What the timer of a run shows at a moment."""
    raise NotImplementedError


def standby(item: Item, added_ms: int = 0) -> Timer:
    """What the timer of an item shows that stands by."""
    raise NotImplementedError
