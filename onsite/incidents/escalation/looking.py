"""One look of a console at all its incidents: what it carries out, and whom it tells.

Who acts on it writes what `Look.fires` says, looks again, and sends what `Look.notices` says:
each begun in the journal before it is handed over, and its end recorded after. Then there is
nothing to do before `Look.next_ms`, unless something is written, or consoles meet or part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from onsite.incidents.escalation.chain import Standing
from onsite.incidents.escalation.due import Due, due, mine
from onsite.incidents.escalation.notices import (
    Line,
    Notice,
    Sent,
    To,
    bundled,
    owed,
    stale,
    turn_ms,
)
from onsite.incidents.escalation.watch import Chains, Watch
from onsite.sync.turn import TURN_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Mapping

    from onsite.incidents.escalation.chain import Chain
    from onsite.incidents.escalation.entries import Entry
    from onsite.incidents.escalation.watch import Now


GAP_MS = 10_000
"""Who has not looked for longer was not there: gone, or asleep."""


class Ways(NamedTuple):
    """How people are told of what has a severity."""

    critical: bool
    """Whether it is the gravest."""
    channels: Collection[str] = ()
    """Those that it lets be used; empty for those of each person."""


class Known(NamedTuple):
    """An incident that is not closed."""

    incident: str
    version: Hashable
    """As for `watch.Chains.of`. So the next one."""
    entries: Callable[[], Iterable[Entry]]
    ways: Ways
    """By the severity that it has now."""
    drill: bool = False


class Seen(NamedTuple):
    """How an incident stands at this look: what the board shows."""

    incident: str
    chain: Chain
    due: Due


class Look(NamedTuple):
    """What is to be done."""

    seen: tuple[Seen, ...]
    """All of them, in the order in which they were given."""
    fires: tuple[Seen, ...]
    """Those of which this console carries out what is due, now."""
    notices: tuple[Notice, ...]
    """What this console sends, now."""
    next_ms: int | None
    """When to look again at the latest, if all this is done; None while nothing is to come."""
    lapsed: tuple[Seen, ...] = ()
    """Those of which it records that an acknowledgement has expired: see `Chain.lapse`."""


@dataclass(frozen=True, slots=True)
class About:
    """All that a look asks for besides the incidents.

    Args:
        now: the present.
        rank: of this console among those in touch, from 0: see `due.mine`.
        on_duty: the people who have a role now, in the order in which they are told.
        channels: of a person, now.
        sending: what this process is handing over at the moment, by incident, person and channel.
        last: what was sent last, as for `bundled`.
        ways: by the rank of a severity, for what was lowered since.
    """

    now: Now
    rank: int
    on_duty: Callable[[str], tuple[str, ...]]
    channels: Callable[[str], Iterable[str]]
    sending: Collection[tuple[str, str, str]] = ()
    last: Mapping[To, Sent] = field(default_factory=dict)
    ways: Mapping[int, Ways] = field(default_factory=dict)


class Console:
    """What one console keeps from one look to the next, as long as it runs."""

    def __init__(self, station: str) -> None:
        self._station = station
        self._chains, self._watch = Chains(), Watch()
        self._awake_ms = self._looked_ms = -GAP_MS - 1
        """Since when it has been awake, and when it looked last, by the clock that counts sleep."""

    def look(self, incidents: Iterable[Known], about: About) -> Look:
        """All incidents that are not closed, at this moment."""
        seen: list[Seen] = []
        fires: list[Seen] = []
        lapsed: list[Seen] = []
        lines: list[Line] = []
        moments: list[int] = []
        awake_ms = self._awake_since(about.now)
        for known in incidents:
            replayed = self._chains.of(known.incident, known.version, known.entries)
            chain, seen_ms = self._watch.right(known.incident, replayed, about.now)
            each = Seen(known.incident, chain, due(chain, about.now.at_ms, about.on_duty, awake_ms))
            seen.append(each)
            if _fires(each.due, seen_ms, about, moments):
                fires.append(each)
            if _lapses(chain, seen_ms, about, moments):
                lapsed.append(each)
            lines += self._lines(known, chain, (seen_ms, awake_ms), about, moments)
        self._forget(each.incident for each in seen)
        bundles = bundled(lines, about.last, about.now.at_ms)
        moments += [bundles.next_ms] if bundles.next_ms is not None else []
        next_ms = min(moments, default=None)
        return Look(tuple(seen), tuple(fires), bundles.now, next_ms, tuple(lapsed))

    def _awake_since(self, now: Now) -> int:
        """Since when this console has run without a gap, in milliseconds UTC since 1970."""
        if not 0 <= now.boot_ms - self._looked_ms <= GAP_MS:
            self._awake_ms = now.boot_ms
        self._looked_ms = now.boot_ms
        return now.at_ms - (now.boot_ms - self._awake_ms)

    def _lines(
        self, known: Known, chain: Chain, since: tuple[int, int], about: About, moments: list[int]
    ) -> list[Line]:
        """What this console tells of one incident; what it may have to take over is for later."""
        found = []
        seen_ms, awake_ms = since
        now_ms = about.now.at_ms
        ways = _with(known.ways, about.ways.get(chain.grave) if chain.grave > chain.rank else None)
        channels = _allowed(about.channels, ways.channels)
        for each in owed(chain, channels, now_ms, awake_ms):
            if (known.incident, each.person, each.channel) in about.sending:
                continue
            sends_ms = turn_ms(each, self._station, about.rank, now_ms, seen_ms)
            if sends_ms > now_ms:
                moments.append(sends_ms)
            elif not stale(each, now_ms, critical=ways.critical):
                found.append(Line(known.incident, each, ways.critical, chain.grave, known.drill))
        return found

    def _forget(self, incidents: Iterable[str]) -> None:
        """What is not among the open ones any more."""
        left = tuple(incidents)
        self._chains.keep_only(left)
        self._watch.keep_only(left)


def _with(ways: Ways, before: Ways | None) -> Ways:
    """Those of the severity and those that it had before it was lowered."""
    if before is None:
        return ways
    both = (ways.channels, before.channels)
    channels = frozenset().union(*both) if all(both) else frozenset()
    return Ways(ways.critical or before.critical, channels)


def _allowed(
    channels: Callable[[str], Iterable[str]], only: Collection[str]
) -> Callable[[str], Iterable[str]]:
    """The channels of a person that may be used for an incident."""
    if not only:
        return channels
    return lambda person: [each for each in channels(person) if each in only]


def _lapses(chain: Chain, seen_ms: int, about: About, moments: list[int]) -> bool:
    """Whether it records now what has expired."""
    if chain.lapse is None or chain.standing is not Standing.RUNNING:
        return False
    if mine(about.rank, chain.lapse.at_ms, about.now.at_ms, seen_ms):
        return True
    moments.append(max(chain.lapse.at_ms, seen_ms) + about.rank * TURN_MS)
    return False


def _fires(found: Due, seen_ms: int, about: About, moments: list[int]) -> bool:
    """Whether it carries out now what is due; notes when there is something to do next."""
    if found.due_ms is None or mine(about.rank, found.due_ms, about.now.at_ms, seen_ms):
        moments += [found.next_ms] if found.next_ms is not None else []
        return bool(found.steps)
    moments.append(max(found.due_ms, seen_ms) + about.rank * TURN_MS)
    return False
