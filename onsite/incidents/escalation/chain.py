"""How the chain of one incident stands: what its entries have made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from onsite.incidents.escalation.values import Need, Policy, Turn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from onsite.incidents.escalation.entries import Arming, EntryId


class Standing(StrEnum):
    """Whether more people are to be told."""

    UNKNOWN = "unknown"
    """The report itself has not arrived yet."""
    RUNNING = "running"
    HELD = "held"
    """Somebody has it: an acknowledgement is in force."""
    ENDED = "ended"
    """What ends it by its policy has come."""
    CLOSED = "closed"
    MERGED = "merged"


_IN_FORCE = frozenset({Standing.RUNNING, Standing.HELD})


class PageEnd(StrEnum):
    """What came of a page."""

    OPEN = "open"
    """It was begun: it may have been handed over."""
    HANDED = "handed"
    FAILED = "failed"


class Told(NamedTuple):
    """A step was carried out; in a partition perhaps by several consoles."""

    leg: int
    """Grows each time that somebody escalates by hand."""
    turn: Turn
    need: Need
    people: tuple[str, ...]
    """All whom any of them told."""
    fired: tuple[EntryId, ...]
    """By which entries, in the order of the journal."""
    at_ms: int
    """Of the first one."""
    late: bool

    @property
    def place(self) -> tuple[int, Turn]:
        """Its place in the chain."""
        return (self.leg, self.turn)


class Page(NamedTuple):
    """One telling of one person, over one channel."""

    id: str
    person: str
    channel: str
    station: str
    """Which has it in hand."""
    place: tuple[int, Turn]
    """The last step that it tells of: see `Told.place`."""
    begun_ms: int
    end: PageEnd = PageEnd.OPEN


class Lapse(NamedTuple):
    """Acknowledgements have expired."""

    expired: EntryId
    """What had renewed them last."""
    people: tuple[str, ...]
    """Whose they were."""
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """How a chain stands after all entries; `at` says how it stands at a moment after them."""

    policy: Policy | None = None
    """None where it is unknown."""
    rank: int = 0
    """Of its severity."""
    grave: int = 0
    """The highest that it had since it was reported, or opened again: lowering silences nothing."""
    standing: Standing = Standing.UNKNOWN
    armed_by: Arming | None = None
    """From what it runs: its report, a raise, an escalation by hand, its reopening."""
    next: Turn | None = None
    """What is due next; None at the end of the last pass: what is due then is the alarm."""
    since_ms: int = 0
    """From when on the wait counts; nothing while it is held."""
    wait_ms: int = 0
    """How long until what is next, from then on; while it is held, from when it goes on."""
    counts_from: tuple[EntryId | None, EntryId | None] = (None, None)
    """What `since_ms` is the instant of: a step or a beginning, and what it has gone on after."""
    acks: tuple[str, ...] = ()
    """Who has acknowledged, in order: all of them expire together."""
    renewed_ms: int = 0
    """The last acknowledgement or progress. So the next one."""
    renewed_by: EntryId | None = None
    expired: EntryId | None = None
    """The last one of acknowledgements that have expired without an entry: see `at`."""
    told: tuple[Told, ...] = ()
    """The steps carried out since it began, or began anew, in the order of the journal."""
    pages: tuple[Page, ...] = ()
    """Of these steps, in the order of the journal."""
    lapse: Lapse | None = None
    """The last acknowledgements that have expired, as long as that is not on record."""

    @property
    def lapses_ms(self) -> int | None:
        """When the acknowledgements expire; None where there are none, or they never do."""
        if self.policy is None or not self.acks or self.policy.ack_expires_ms is None:
            return None
        return self.renewed_ms + self.policy.ack_expires_ms

    def at(self, now_ms: int) -> Chain:
        """The chain at a moment: what was acknowledged may have expired by then."""
        lapses_ms = self.lapses_ms
        if lapses_ms is None or lapses_ms > now_ms or self.standing not in _IN_FORCE:
            return self
        held = self.standing is Standing.HELD
        return replace(
            self,
            standing=Standing.RUNNING,
            since_ms=lapses_ms if held else self.since_ms,
            acks=(),
            expired=self.renewed_by,
            lapse=Lapse(self.renewed_by, self.acks, lapses_ms) if self.renewed_by else None,
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Who of the last step has not acknowledged."""
        if not self.told:
            return ()
        last = max(self.told, key=lambda told: told.place)
        return tuple(person for person in last.people if person not in self.acks)


def satisfied(told: Iterable[tuple[Need, Collection[str]]], acks: Collection[str]) -> bool:
    """Whether what was acknowledged is what any of the steps asks for.

    An acknowledgement counts for every step that names the person, whether it was carried out
    before or after: nobody is asked twice. Somebody whom no step names takes it on from outside:
    that is enough wherever one of several people would be, and never instead of all of them.
    """
    if not acks:
        return False
    told = list(told)
    named = {person for _need, people in told for person in people}
    outside = not named.issuperset(acks)
    for need, people in told:
        if need is Need.ALL:
            if people and all(person in acks for person in people):
                return True
        elif outside or any(person in acks for person in people):
            return True
    return False
