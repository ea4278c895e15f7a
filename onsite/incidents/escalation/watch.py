"""What a console has seen of its chains, by the clock that nobody can set and that counts sleep.

Instants of other stations, and of an earlier start of this computer, are known by the wall clock
alone. How long ago they were is told by it once, when this console first sees them; from then on
by how long the computer has run since. So a wall clock that is stepped either way neither delays a
step nor brings it forward; and what claims to be of the future is counted from when it was seen:
never does anything wait longer than its wait from then.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from onsite.incidents.escalation.replay import state

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from onsite.incidents.escalation.chain import Chain
    from onsite.incidents.escalation.entries import Entry


class Now(NamedTuple):
    """The present, by both clocks of a station."""

    at_ms: int
    boot_ms: int
    """Since some moment of this start of the computer, its sleep included."""


class _Seen(NamedTuple):
    what: Hashable
    age_ms: int
    """How long ago it was when it was first seen."""
    boot_ms: int

    def at_ms(self, now: Now) -> int:
        """When that was, by the wall clock as it goes now."""
        return now.at_ms - self.age_ms - (now.boot_ms - self.boot_ms)


class Watched(NamedTuple):
    """A chain as it stands now, its instants put right."""

    chain: Chain
    seen_ms: int
    """Since when this console has seen it stand like this: see `due.mine`."""


class Chains:
    """The chains of one console as its entries made them: each is replayed when it has changed."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Hashable, Chain]] = {}

    def of(self, incident: str, version: Hashable, entries: Callable[[], Iterable[Entry]]) -> Chain:
        """The chain of an incident.

        Args:
            incident: which.
            version: differs when its entries do: how many there are (none is ever taken away),
                and whatever else they are placed by, as how far the wall clock was set.
            entries: reads them; called only where the version is another one.
        """
        known = self._known.get(incident)
        if known is None or known[0] != version:
            known = (version, state(entries()))
            self._known[incident] = known
        return known[1]

    def keep_only(self, incidents: Iterable[str]) -> None:
        """Forget all others: those that are closed."""
        for gone in self._known.keys() - set(incidents):
            del self._known[gone]


class Watch:
    """The chains of one console, from its start on."""

    def __init__(self) -> None:
        self._since: dict[str, _Seen] = {}
        self._renewed: dict[str, _Seen] = {}

    def right(self, incident: str, chain: Chain, now: Now) -> Watched:
        """The chain with its instants by this console's clock."""
        since = _look(self._since, incident, chain.counts_from, chain.since_ms, now)
        renewed = _look(self._renewed, incident, chain.renewed_by, chain.renewed_ms, now)
        seen_ms = now.at_ms - (now.boot_ms - since.boot_ms)
        since_ms, renewed_ms = since.at_ms(now), renewed.at_ms(now)
        if (since_ms, renewed_ms) != (chain.since_ms, chain.renewed_ms):
            chain = replace(chain, since_ms=since_ms, renewed_ms=renewed_ms)
        return Watched(chain.at(now.at_ms), seen_ms)

    def keep_only(self, incidents: Iterable[str]) -> None:
        """Forget all others: those that are closed."""
        kept = set(incidents)
        for seen in (self._since, self._renewed):
            for gone in seen.keys() - kept:
                del seen[gone]


def _look(seen: dict[str, _Seen], incident: str, what: Hashable, at_ms: int, now: Now) -> _Seen:
    found = seen.get(incident)
    if found is None or found.what != what:
        found = _Seen(what, max(0, now.at_ms - at_ms), now.boot_ms)
        seen[incident] = found
    return found
