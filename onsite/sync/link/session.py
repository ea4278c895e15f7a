"""One connection's worth of a link: read what was missed, send what lacks, watch the line.

A session ends with the first thing that goes wrong, and what it had in memory is forgotten: the
next one begins from what is on disk.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onsite.sync import intake
from onsite.sync.link import ledger
from onsite.sync.link.cancelling import heed, together
from onsite.sync.link.connection import Connection, ConnectionLost, ConnectionRefused, Door, connect
from onsite.sync.link.place import place
from onsite.sync.link.presence import Presence
from onsite.sync.link.reading import Reader
from onsite.sync.link.sending import Sender
from onsite.sync.link.state import Phase
from onsite.sync.link.stream_watch import StreamWatch, has_majority
from onsite.sync.link.timing import Timekeeping
from onsite.sync.subjects import VENUE

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.sync.intake import Intake
    from onsite.sync.link.state import Peer
    from onsite.sync.subjects import Subjects
    from onsite.wiring import Site

WATCH_S = 1.0
_MISSES = 2
_ASK_S = 1.5


class Revoked(Exception):  # noqa: N818 - it is an answer, not a fault of ours
    """The hub says that this station was revoked; `message` is the pack that proves it."""

    def __init__(self, message: bytes) -> None:
        super().__init__("revoked")
        self.message = message


class BetterHub(Exception):  # noqa: N818 - as above
    """Another hub is in force, and it answers."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a link's sessions have in common."""

    site: Site
    names: Subjects
    door: Door
    link: str = "hub"
    relay_after_s: float = 4.0
    """How long entries of others, that the hub lacks, are left to those whose they are."""
    instance: str = ""
    """Random for each start of the link."""
    peers: tuple[Peer, ...] = ()
    """The others as they were last heard."""


@dataclass
class Session:
    """A connection and what is known of the stream behind it.

    Args:
        terms: what the sessions of the link have in common.
        told: called after every change that a screen would show.
    """

    terms: Terms
    told: Callable[[Session], None]
    connection: Connection = field(init=False)
    cursor: ledger.Cursor = field(init=False)
    held: ledger.Held = field(init=False)
    here: ledger.Here = field(init=False)
    goal: int = 0
    """The stream's last message when the reading began."""
    began: int = 0
    """The cursor when the reading began."""
    venue: str = ""
    """Whose stream it is, as the stream itself says."""
    detail: str = ""
    hub_full: bool = False
    forked: bool = False
    lost: bool = False
    """Whether the connection is of no more use; to take it down may take a while."""
    awaiting: bool = False
    """Whether everything that arrived is on disk."""
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    may_send: asyncio.Event = field(default_factory=asyncio.Event)
    something_to_send: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.presence = Presence(self)
        self.timing = Timekeeping(self)

    @property
    def site(self) -> Site:
        """This station's store and journal."""
        return self.terms.site

    @property
    def names(self) -> Subjects:
        """The event's subjects."""
        return self.terms.names

    @property
    def link(self) -> str:
        """The name under which the cursor is kept."""
        return self.terms.link

    @property
    def relay_after_s(self) -> float:
        """See `Terms.relay_after_s`."""
        return self.terms.relay_after_s

    @property
    def caught_up(self) -> bool:
        """Whether everything was read that the stream held when the reading began."""
        return self.cursor.sequence >= self.goal

    @property
    def phase(self) -> Phase:
        """How the link stands, while this session runs."""
        if self.lost:
            return Phase.SEARCHING
        if self.presence.copied:
            return Phase.COPIED
        if self.forked:
            return Phase.FORKED
        if not self.caught_up:
            return Phase.CATCHING_UP
        return Phase.HUB_FULL if self.hub_full else Phase.LIVE

    @property
    def unsent(self) -> int:
        """How many entries that are here were not seen in the stream."""
        from onsite.sync.rules import missing_there

        return ledger.count(missing_there(self.here.spans, self.held))

    def subject_for(self, station: str) -> str:
        """Under which subject this station may send entries of that one."""
        own = self.site.journal.station
        return self.names.journal(own) if station == own else self.names.relay(own)

    async def run(self, address: str) -> None:
        """Connect and work until something goes wrong.

        Raises:
            ConnectionRefused: no connection came about.
            ConnectionLost: the connection is of no more use.
            Revoked: this station was revoked.
        """
        self.connection = await connect(self.terms.door, address)
        try:
            heed()
            await self._begin()
            heed()
            await together(
                Reader(self).run(),
                Sender(self).run(),
                self.presence.run(),
                self.timing.run(),
                self._watch(),
            )
        except BaseExceptionGroup as group:
            raise _first(group) from group
        finally:
            await self.connection.abort()

    def read_up_to(self, cursor: ledger.Cursor, held: ledger.Held, came: Intake) -> None:
        """What the reader has taken is on disk."""
        self.cursor, self.held = cursor, held
        self.forked = self.forked or came.forked
        # What has just come from the stream need not be sent there.
        if came.released or came.moved or came.members_changed:
            self.something_to_send.set()
        if came.members_changed:
            self.presence.members_changed = True
        if self.caught_up:
            self.may_send.set()
        self.told(self)

    async def look_here(self) -> None:
        """Learn what was recorded since, by whomever."""
        self.here = await self.site.read(ledger.here_since, self.here)

    def trouble(self, detail: str) -> None:
        """Keep what hinders the work, for the stations screen."""
        if detail != self.detail:
            self.detail = detail
            self.told(self)

    def full(self, is_full: bool, detail: str) -> None:  # noqa: FBT001 - a state, not a mode
        """Keep whether the hub takes entries."""
        if is_full != self.hub_full:
            self.hub_full, self.detail = is_full, detail
            self.told(self)

    async def _begin(self) -> None:
        from nats.errors import Error, NoRespondersError

        try:
            info = await self.connection.jetstream.stream_info(self.names.stream)
        except (Error, TimeoutError, OSError) as error:
            await self._ask_at_the_gate()
            if isinstance(error, NoRespondersError):
                raise ConnectionLost("there is no stream here") from error
            raise ConnectionLost(f"{type(error).__name__}: {error}") from error
        if not has_majority(info):
            raise ConnectionLost("this hub has lost the others of its cluster")
        self.venue = (info.config.metadata or {}).get(VENUE, "")
        self.cursor = await place(self, str(info.created), info.state.last_seq)
        self.here = await self.site.read(ledger.here)
        self.held = await self.site.read(ledger.held, self.link)
        self.goal, self.began = info.state.last_seq, self.cursor.sequence
        self.forked = await self.site.read(intake.is_forked, self.site.journal.station)
        # Not sooner: a store that was put back from a copy must learn first what it wrote since.
        if self.caught_up:
            self.may_send.set()
        self.begun.set()
        self.told(self)

    async def _ask_at_the_gate(self) -> None:
        from nats.errors import Error

        subject = self.names.gate(self.site.journal.station)
        try:
            answer = await self.connection.client.request(subject, b"", timeout=_ASK_S)
        except (Error, TimeoutError, OSError):
            return
        raise Revoked(answer.data)

    async def _watch(self) -> None:
        """End the session when the server does not answer any more, and say so before the rest."""
        try:
            await self._until_silent()
        except ConnectionLost as lost:
            self.lost, self.detail = True, str(lost)
            self.told(self)
            raise

    async def _until_silent(self) -> None:
        misses, stream = 0, StreamWatch(self)
        probe = self.names.probe(self.site.journal.station)
        while misses < _MISSES:
            if not misses and await self.connection.ended(WATCH_S):
                raise ConnectionLost("the connection was closed")
            if not misses:
                await stream.look()
            misses = 0 if await self.connection.alive(probe) else misses + 1
            heed()
        raise ConnectionLost("the hub does not answer")


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The one reason that counts: a bug before anything that the line has done."""
    from nats.errors import Error

    leaves = [
        _first(each) if isinstance(each, BaseExceptionGroup) else each for each in group.exceptions
    ]
    # The library says so wherever it is just being used.
    leaves = [
        ConnectionLost(f"{type(each).__name__}: {each}") if isinstance(each, Error) else each
        for each in leaves
    ]
    expected = (ConnectionLost, ConnectionRefused, Revoked, BetterHub)
    bugs = [each for each in leaves if not isinstance(each, expected)]
    return (bugs or leaves)[0]
