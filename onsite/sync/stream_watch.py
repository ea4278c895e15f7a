"""Watching whether the stream behind a connection is still the one that is being read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from onsite.sync.connection import PROBE_S, ConnectionLost

if TYPE_CHECKING:
    from nats.js.api import StreamInfo

    from onsite.sync.session import Session

_EVERY_S = 1.5
_PATIENCE_S = 2.5
"""With two answers due in it; what is shown may be wrong for five seconds at most."""
_MISSES = 2
_HEARD_NS = 3_000_000_000
"""Servers of a cluster hear each other every second."""


class StreamWatch:
    """Looks at the stream now and then.

    A server can answer while its stream does not: a hub of a cluster that lost the others, a
    stream that was deleted or made anew, a reading that the library has let fall asleep.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._next = time.monotonic() + _EVERY_S
        self._answered = time.monotonic()
        self._missed = 0
        self._last = 0

    async def look(self) -> None:
        """Look, if it is time to.

        Raises:
            ConnectionLost: the stream is gone, is another, or does not arrive.
        """
        if time.monotonic() < self._next:
            return
        info = await self._asked()
        now = time.monotonic()
        if info is not None:
            self._next, self._answered, self._missed = now + _EVERY_S, now, 0
            self._judge(info)
            return
        self._missed += 1
        if self._missed >= _MISSES and now - self._answered > _PATIENCE_S:
            raise ConnectionLost("the stream does not answer")

    async def _asked(self) -> StreamInfo | None:
        from nats.errors import Error
        from nats.js.errors import NotFoundError

        session = self._session
        try:
            return await session.connection.streams(PROBE_S).stream_info(session.names.stream)
        except NotFoundError as error:
            raise ConnectionLost("the stream is gone") from error
        except (Error, TimeoutError, OSError):
            return None

    def _judge(self, info: StreamInfo) -> None:
        cursor = self._session.cursor
        if not has_majority(info):
            raise ConnectionLost("this hub has lost the others of its cluster")
        if str(info.created) != cursor.stream or info.state.last_seq < cursor.sequence:
            raise ConnectionLost("another stream has taken its place")
        if self._session.awaiting and self._last > cursor.sequence:
            raise ConnectionLost(f"message {cursor.sequence + 1} does not arrive")
        self._last = info.state.last_seq


def has_majority(info: StreamInfo) -> bool:
    """Whether the hub that answers hears most of those that hold the stream with it.

    A leader that lost them goes on answering for many seconds, and can keep nothing.
    """
    replicas = (info.cluster.replicas or []) if info.cluster is not None else []
    heard = sum(not each.offline and (each.active or 0) < _HEARD_NS for each in replicas)
    return 2 * (heard + 1) > len(replicas) + 1
