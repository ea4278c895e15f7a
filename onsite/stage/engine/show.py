"""What has come of a rundown: its runs with their anchors, and what became of every act."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.stage.engine.acts import ActId


class FateKind(StrEnum):
    """What became of an act."""

    TOOK = "took"
    SAME_PRESS = "same-press"
    """The key bounced, or was pressed twice: `Fate.first` is the press that counted."""
    ALREADY = "already"
    """Somebody did it before: `Fate.first`, if it was an act."""
    UNDONE = "undone"
    NOTHING = "nothing-to-do"


class Fate(NamedTuple):
    """What became of an act, and which act was there first."""

    kind: FateKind
    first: ActId | None = None
    """Of an undone one: by which act."""


class Pause(NamedTuple):
    """A run stood still."""

    from_ms: int
    until_ms: int | None = None
    """None: it still does."""


class Change(NamedTuple):
    """Time was added to a run, or removed."""

    at_ms: int
    by_ms: int


class Run(NamedTuple):
    """One running of an item, by its anchors."""

    item: str
    id: str
    started_ms: int
    length_ms: int
    """As planned, or so much less as it began late and shrinks by itself. Without what was
    added; for a fixed end what was left until then when it began."""
    until_ms: int | None = None
    """Its fixed end, with what was added; None for all other kinds."""
    ended_ms: int | None = None
    """None: it runs."""
    pauses: tuple[Pause, ...] = ()
    added: tuple[Change, ...] = ()
    by_clock: bool = False
    started_by: ActId | None = None
    """None where the clock began it and nobody has written it down yet: see `Show.owed`."""
    ended_by: ActId | None = None
    """The act that ended it, which may be the start of the next."""
    pressed_ms: int | None = None
    """When its key was pressed, where its start was corrected since."""
    rolled: bool = False
    """The clock began it while it was followed: what it had missed by then is not made up for."""

    @property
    def added_ms(self) -> int:
        """What was added, less what was removed."""
        return sum(change.by_ms for change in self.added)

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return bool(self.pauses) and self.pauses[-1].until_ms is None and self.ended_ms is None


class Owed(NamedTuple):
    """A start or an end that came by the clock and that no act says yet."""

    item: str
    run: str
    at_ms: int
    start: bool
    before: str = ""
    """Of a start: what ran."""
    basis: str = ""
    """See `standing.basis`."""


class Delay(NamedTuple):
    """A delay that is not applied yet."""

    item: str
    by_ms: int
    act: ActId


@dataclass(frozen=True)
class Show:
    """What has come of a rundown by some moment."""

    runs: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)
    """Of every item that has run, the oldest first."""
    running: str = ""
    """The item that runs in the chain; empty for none."""
    sessions: tuple[str, ...] = ()
    """The timers behind the others that run."""
    last: str = ""
    """The item of the chain that began last: the place where the show is."""
    armed: str = ""
    added: Mapping[str, int] = field(default_factory=dict)
    """What was added to the item that stands by."""
    follow: bool = False
    skipped: frozenset[str] = frozenset()
    delays: tuple[Delay, ...] = ()
    fates: Mapping[ActId, Fate] = field(default_factory=dict)
    owed: tuple[Owed, ...] = ()
    """What the clock has done since the last act, in order. It is in `runs` already; whoever
    appends an act appends these before it, as `Started` and `Ended` with `by_clock`, so that a
    later change of the plan changes nothing that has been."""

    begun: Mapping[str, int] = field(default_factory=dict)
    """The highest number of a run that any start of an item has named; see `replay.next_run`."""
    undo: ActId | None = None
    """The act that a key for undoing is about; None where nothing has been done."""
    redo: ActId | None = None
    """The undoing that a key for doing again is about: to be undone itself."""

    def run(self, item: str) -> Run | None:
        """The latest run of an item."""
        runs = self.runs.get(item)
        return runs[-1] if runs else None

    def delay_ms(self, item: str) -> int:
        """The open delays before an item."""
        return self._delayed.get(item, 0)

    @cached_property
    def _delayed(self) -> dict[str, int]:
        delayed = Counter[str]()
        for delay in self.delays:
            delayed[delay.item] += delay.by_ms
        return delayed
