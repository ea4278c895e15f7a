"""Watching whether the stream behind a connection is still the one that is being read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from onsite.sync.link.connection import PROBE_S, ConnectionLost

if TYPE_CHECKING:
    from nats.js.api import StreamInfo

    from onsite.sync.link.session import Session

_TRIES = 2
"""Of 1.2 seconds each, a second after the last answer: what is shown is wrong for five at most."""
_ARRIVES_S = 2.0
"""What the stream held so long ago has arrived, or will not."""
_HEARD_NS = 3_000_000_000
"""Servers of a cluster hear each other every second."""


class StreamWatch:
    """Looks at the stream now and then.

    A server can answer while its stream does not: a hub of a cluster that lost the others, a
    stream that was deleted or made anew, a reading that the library has let fall asleep.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._held = 0
        self._held_at = time.monotonic()

    async def look(self) -> None:
        """Look. Where the stream does not answer this takes a few seconds.

        Raises:
            ConnectionLost: the stream is gone, is another, or does not arrive.
        """
        for _attempt in range(_TRIES):
            info = await self._asked()
            if info is not None:
                self._judge(info)
                return
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
        if time.monotonic() - self._held_at < _ARRIVES_S:
            return
        if self._session.awaiting and self._held > cursor.sequence:
            raise ConnectionLost(f"message {cursor.sequence + 1} does not arrive")
        self._held, self._held_at = info.state.last_seq, time.monotonic()


def has_majority(info: StreamInfo) -> bool:
    """Whether the hub that answers hears most of those that hold the stream with it.

    A leader that lost them goes on answering for many seconds, and can keep nothing.
    """
    replicas = (info.cluster.replicas or []) if info.cluster is not None else []
    heard = sum(not each.offline and (each.active or 0) < _HEARD_NS for each in replicas)
    return 2 * (heard + 1) > len(replicas) + 1
