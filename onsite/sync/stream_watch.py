"""Watching whether the stream behind a connection is still the one that is being read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from onsite.sync.connection import ConnectionLost

if TYPE_CHECKING:
    from nats.js.api import StreamInfo

    from onsite.sync.session import Session

_EVERY_S = 2.0
_PATIENCE_S = 4.0


class StreamWatch:
    """Looks at the stream now and then.

    A server can answer while its stream does not: a hub of a cluster that lost the others, a
    stream that was deleted or made anew, a reading that the library has let fall asleep.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._next = time.monotonic() + _EVERY_S
        self._answered = time.monotonic()
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
        self._next = now + _EVERY_S
        if info is not None:
            self._answered = now
            self._judge(info)
        elif now - self._answered > _PATIENCE_S:
            raise ConnectionLost("the stream does not answer")

    async def _asked(self) -> StreamInfo | None:
        from nats.errors import Error
        from nats.js.errors import NotFoundError

        session = self._session
        try:
            return await session.connection.jetstream.stream_info(session.names.stream)
        except NotFoundError as error:
            raise ConnectionLost("the stream is gone") from error
        except (Error, TimeoutError, OSError):
            return None

    def _judge(self, info: StreamInfo) -> None:
        cursor = self._session.cursor
        if str(info.created) != cursor.stream or info.state.last_seq < cursor.sequence:
            raise ConnectionLost("another stream has taken its place")
        if self._session.awaiting and self._last > cursor.sequence:
            raise ConnectionLost(f"message {cursor.sequence + 1} does not arrive")
        self._last = info.state.last_seq
