"""Who else is there: every station says every two seconds how it stands."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from pydantic import ValidationError
from sqlalchemy import func, select

from onsite import __version__
from onsite.clock import to_ms
from onsite.journal import folding
from onsite.journal.fold import table_of
from onsite.roster.tables import ImportRow
from onsite.sync import membership
from onsite.sync.link.cancelling import heed
from onsite.sync.link.state import Heartbeat, Peer
from onsite.sync.tables import QuarantineRow

if TYPE_CHECKING:
    from nats.aio.msg import Msg
    from sqlalchemy import Connection

    from onsite.sync.link.session import Session

BEAT_S = 2.0
_REMEMBERED_S = 3 * BEAT_S
_MANY = 200
"""More stations than these are not remembered."""
_HELD_BACK = select(func.count()).select_from(table_of(QuarantineRow))
_IMPORTED = select(func.max(table_of(ImportRow).c.at_ms))


class Presence:
    """Says how this station stands, and hears the others."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.peers = {peer.station: peer for peer in session.terms.peers}
        self.own = Heartbeat(station=session.site.journal.station, instance=session.terms.instance)
        self._double_heard: float | None = None
        self.members_changed = False

    @property
    def copied(self) -> bool:
        """Whether another computer speaks under this station's identity."""
        heard = self._double_heard
        return heard is not None and time.monotonic() - heard < _REMEMBERED_S

    async def run(self) -> None:
        """Speak and listen until the session ends."""
        session = self._session
        await session.connection.client.subscribe(session.names.heartbeat("*"), cb=self._hear)
        while True:
            await self._speak()
            heed()
            await asyncio.sleep(BEAT_S)

    async def _speak(self) -> None:
        session = self._session
        said = await session.site.read(_figures, self.own.station)
        offset = session.timing.offset
        self.own = self.own.model_copy(
            update={
                **said,
                "version": __version__,
                "entries": session.here.entries,
                "unsent": session.unsent,
                "offset_ms": offset.offset_ms if offset else None,
                "error_ms": offset.error_ms if offset else 0.0,
            }
        )
        subject = session.names.heartbeat(self.own.station)
        await session.connection.client.publish(subject, self.own.model_dump_json().encode())
        session.told(session)

    async def _hear(self, message: Msg) -> None:
        try:
            heard = Heartbeat.model_validate_json(message.data)
        except ValidationError:
            return
        if heard.station != str(message.subject).rpartition(".")[2]:
            return
        if heard.station == self.own.station:
            if heard.instance != self.own.instance:
                self._double_heard = time.monotonic()
            return
        if heard.station in self.peers or len(self.peers) < _MANY:
            now_ms = to_ms(self._session.site.clock.now())
            self.peers[heard.station] = Peer(**heard.model_dump(), heard_ms=now_ms)


def _figures(rows: Connection, station: str) -> dict[str, object]:
    trust = membership.trust(rows)
    own = membership.station(rows, station)
    # Just after joining, the admission has not arrived yet.
    described = own or trust
    return {
        "name": described.name if described else "",
        "role": described.role if described else "",
        "quarantined": rows.execute(_HELD_BACK).scalar() or 0,
        "waiting": sum(folding.waiting(rows).values()),
        "imported_ms": rows.execute(_IMPORTED).scalar(),
    }
