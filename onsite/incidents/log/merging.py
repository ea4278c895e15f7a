"""Which incident goes on for which, of all that was said about it. Pure.

Two stations that do not hear each other may merge A into B and B into A. What was said first, in
the order of the journal, holds; what would close a circle does not, and does not come to hold
later either, when another merging is taken back. So every station comes to the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Said(NamedTuple):
    """A merging, or, with an empty `into`, the end of one."""

    time: int
    """The stamp of its entry. With the next two, its place in the journal."""
    station: str
    number: int
    incident: str
    into: str
    after: str = ""
    """What its presser knew to be said last of that incident, as `station/number`; empty for
    nothing. That is past, even if the clock of its laptop is ahead and it comes later."""

    @property
    def name(self) -> str:
        """What names its entry."""
        return f"{self.station}/{self.number}"


@dataclass(frozen=True, slots=True)
class Merged:
    """What has come of all of them."""

    into: Mapping[str, str] = field(default_factory=dict)
    """By duplicate, the one that goes on for it, perhaps a duplicate itself."""
    refused: frozenset[tuple[str, int]] = frozenset()
    """Station and number of what did not take effect."""
    by: Mapping[str, str] = field(default_factory=dict)
    """By incident, the entry that was the last to take effect; see `Said.after`."""

    def root(self, incident: str) -> str:
        """The one that goes on in the end; itself where it is no duplicate."""
        while incident in self.into:
            incident = self.into[incident]
        return incident

    def members(self, incident: str) -> tuple[str, ...]:
        """All duplicates that go on in it, whichever way, by id."""
        return tuple(sorted(each for each in self.into if self.root(each) == incident))

    def closes_circle(self, incident: str, into: str) -> bool:
        """Whether it would, in the end, go on in itself."""
        # Not the root alone: the incident may be somebody's duplicate already.
        while into != incident and into in self.into:
            into = self.into[into]
        return into == incident


def merged(said: Iterable[Said]) -> Merged:
    """What holds of everything that was said, in whatever order it came."""
    into: dict[str, str] = {}
    holds = Merged(into)
    refused: set[tuple[str, int]] = set()
    by: dict[str, str] = {}
    past: set[str] = set()
    for each in sorted(set(said)):
        circle = bool(each.into) and holds.closes_circle(each.incident, each.into)
        if each.name in past:
            idle = True
        elif each.into:
            idle = circle
            if not idle:
                into[each.incident] = each.into
        else:
            idle = into.pop(each.incident, None) is None
        if idle:
            refused.add((each.station, each.number))
        else:
            by[each.incident] = each.name
        if not circle:
            past.add(each.after)
    return Merged(into, frozenset(refused), by)
