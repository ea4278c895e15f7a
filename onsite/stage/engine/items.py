"""What is planned: a rundown and its items, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What an item is."""

    TALK = "talk"
    BREAK = "break"
    CHANGEOVER = "changeover"
    MILESTONE = "milestone"
    """A moment, such as "doors open": it is reached and over at once."""
    COUNT_UP = "count-up"
    """Its timer shows what has passed. Its length, if it has one, is what is expected of it."""
    FIXED_END = "fixed-end"
    """It is over when that is planned, whenever it began, and however long it stood still."""
    SESSION = "session"
    """A timer behind the others: it runs beside their chain and neither waits nor is waited for."""


class StartRule(StrEnum):
    """How an item begins."""

    LINKED = "linked"
    """By hand, after the one before it."""
    HARD = "hard"
    """By hand, at its planned start: what comes too late for it is told by how much."""
    MANUAL = "manual"
    """By hand alone: not even a rundown that follows the clock begins it."""
    AUTO = "auto"
    """By itself, when its start has come and the time of the one before it is up."""


def nature(kind: str) -> str:
    """What the runs of a kind have in common; of an item that has run it does not change.

    A timer behind the others ends nothing, a milestone is over at once.
    """
    return kind if kind in (Kind.SESSION, Kind.MILESTONE) else ""


_SHRINKING = frozenset((Kind.BREAK, Kind.CHANGEOVER))


@dataclass(frozen=True)
class Item:
    """One item as planned. What else is said of it is not the engine's."""

    id: str
    title: str = ""
    kind: Kind = Kind.TALK
    start_ms: int = 0
    """Planned."""
    length_ms: int = 0
    """Planned, with its Q&A; 0 for a milestone, and for a count-up that nobody can foretell."""
    rule: StartRule = StartRule.LINKED
    shortest_ms: int | None = None
    """To what it may be cut; None where it may not. A break and a changeover shrink to it by
    themselves when they begin late; anything else is cut only by who says so."""
    qa_ms: int = 0
    """The Q&A at its end, within its length: what may be given up."""
    early: bool = False
    """Whether it begins at once when the one before it is over early, keeping the gap between
    them. Nothing else is ever expected before its planned start."""
    warn_ms: int = 0
    """So much is left when its warning begins; 0 for none. So `danger_ms`."""
    danger_ms: int = 0
    qualify: tuple[int, int] | None = None
    """The lengths from and to which a contest's speech qualifies."""
    speakers: tuple[str, ...] = ()
    """Their ids, in the order in which they are named."""
    skipped: bool = False
    """Left out, as planned; the timekeeper's acts may change it."""

    @cached_property
    def end_ms(self) -> int:
        """Planned."""
        return self.start_ms + self.length_ms

    @cached_property
    def least_ms(self) -> int:
        """The shortest that it may ever be: its minimum, or what is left of it without its Q&A."""
        if self.shortest_ms is None:
            return max(0, self.length_ms - self.qa_ms)
        return min(self.shortest_ms, self.length_ms)

    @cached_property
    def soaks_ms(self) -> int:
        """How much lateness it takes by itself, by being shorter."""
        return self.length_ms - self.least_ms if self.kind in _SHRINKING else 0

    @cached_property
    def comes_early(self) -> bool:
        """Whether it may begin early: a hard start never does."""
        return self.early and self.rule is not StartRule.HARD

    @cached_property
    def gives_ms(self) -> int:
        """How much of it counts as slack: what it takes up by itself, or its Q&A."""
        return self.soaks_ms or min(self.qa_ms, self.length_ms - self.least_ms)

    @cached_property
    def chained(self) -> bool:
        """Whether it takes its turn, rather than running beside the others."""
        return self.kind is not Kind.SESSION


@dataclass(frozen=True)
class Rundown:
    """The items of one stage on one day, in order."""

    id: str
    items: tuple[Item, ...] = ()
    must_end_ms: int | None = None
    """When everything must be over; None where nothing presses."""
    edited_ms: int = field(default=0, compare=False)
    """The last edit: what was planned only then did not begin by itself before."""
    removed: tuple[tuple[int, Item], ...] = field(default=(), compare=False)
    """What was taken away again, each with the number of items that stand before it: an item that
    has run is where the show stands, even so."""

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """Every item."""
        return {item.id: item for item in self.items}

    @cached_property
    def place(self) -> dict[str, int]:
        """The number of every item in the order, from 0."""
        return {item.id: number for number, item in enumerate(self.items)}

    @cached_property
    def _removed(self) -> dict[str, tuple[int, Item]]:
        return {item.id: (number, item) for number, item in self.removed}

    def known(self, item: str) -> Item | None:
        """An item, be it taken away; None if it never was there."""
        found = self.by_id.get(item)
        return found or self._removed.get(item, (0, None))[1]

    def after(self, item: str) -> int:
        """The number of the first item behind one; of the first of all where it never was there."""
        number = self.place.get(item)
        return self._removed.get(item, (0,))[0] if number is None else number + 1
