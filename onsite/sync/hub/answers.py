"""What the hub itself answers: its time, joiners, and stations that were revoked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import bindparam, select

from onsite.clock import to_ms
from onsite.journal.entry import ENTRY_FIELDS, Entry
from onsite.journal.fold import table_of
from onsite.journal.tables import EntryRow
from onsite.sync.clock.hub_clock import HubClock
from onsite.sync.facts import StationRevoked, station_subject
from onsite.sync.pack import packed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nats.aio.msg import Msg
    from sqlalchemy import Connection

    from onsite.sync.hub.admin import Admin
    from onsite.sync.hub.settings import Invited
    from onsite.sync.subjects import Subjects
    from onsite.wiring import Site

_ENTRY = table_of(EntryRow)
_REVOKED = (
    select(*(_ENTRY.c[name] for name in ENTRY_FIELDS))
    .where(_ENTRY.c.subject == bindparam("subject"), _ENTRY.c.kind == StationRevoked.kind)
    .order_by(_ENTRY.c.time)
    .limit(20)
)


class Admission(Protocol):
    """Who may join; `onsite.sync.joining.admission` is one."""

    def pending(self, site: Site) -> Sequence[Invited]:
        """The invitations that the gate is open to."""
        ...

    async def answer(self, site: Site, token: str, message: bytes) -> bytes:
        """The answer to a message that came with an invitation."""
        ...


class Answers:
    """Answers for the hub, on connections that may come and go.

    Args:
        site: the hub's own station.
        subjects: of the event.
        admission: decides who joins.
        changed: called after each answer that may have let somebody in.
        leaf: whether another hub, to which everything is passed on, tells the time.
        cluster: whether those who ask at the other hubs of a cluster are heard here, too.
    """

    def __init__(
        self,
        site: Site,
        subjects: Subjects,
        admission: Admission,
        changed: Callable[[], None],
        *,
        leaf: bool = False,
        cluster: bool = False,
    ) -> None:
        self._leaf = leaf
        self._cluster = cluster
        self._site = site
        self._subjects = subjects
        self._admission = admission
        self._changed = changed

    async def begin(self, admin: Admin) -> None:
        """Listen from now on, as long as the connections hold."""
        if not self._leaf:
            await admin.event.client.subscribe(self._subjects.time, cb=self._time)
        await admin.gate.client.subscribe(self._subjects.gate("*"), cb=self._gate)
        await admin.gate.client.subscribe(self._subjects.join("*"), cb=self._join)

    async def _time(self, asked: Msg) -> None:
        clock = self._site.clock
        exact = clock.now_ns() if isinstance(clock, HubClock) else to_ms(clock.now()) * 1_000_000
        await asked.respond(b"%d" % exact)

    async def _gate(self, asked: Msg) -> None:
        entries = await self._site.read(revocations, _last_part(asked.subject))
        await asked.respond(packed(entries))

    async def _join(self, asked: Msg) -> None:
        token = _last_part(asked.subject)
        if self._cluster and not await self._has_invited(token):
            return  # another hub of the cluster has, and answers
        said = await self._admission.answer(self._site, token, asked.data)
        await asked.respond(said)
        # Only then: whoever was let in is cut off here once its invitation is used.
        self._changed()

    async def _has_invited(self, token: str) -> bool:
        known = await asyncio.to_thread(self._admission.pending, self._site)
        return any(each.token_id == token for each in known)


def revocations(rows: Connection, station: str) -> list[Entry]:
    """The entries that revoke a station, the oldest first."""
    found = rows.execute(_REVOKED, {"subject": station_subject(station)})
    return [Entry(*row) for row in found]


def _last_part(subject: str) -> str:
    return subject.rpartition(".")[2]
