"""Where in a hub's stream to go on reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.sync import quarantine
from onsite.sync.link import ledger
from onsite.sync.link.connection import ConnectionLost

if TYPE_CHECKING:
    from onsite.sync.link.session import Session


async def place(session: Session, stream: str, last: int) -> ledger.Cursor:
    """The place to go on from: the beginning, where this is not the stream that was read before.

    Another hub, a hub restored from a copy, and a stream that was made anew all have other
    messages at the numbers that were read. So the message at the cursor is looked at; reading
    from the start again does no harm.

    Args:
        session: connected to the hub.
        stream: what tells this very stream from another of its name.
        last: the number of its last message.

    Raises:
        ConnectionLost: the hub does not answer.
    """
    before = await session.site.read(ledger.cursor, session.link)
    if await session.site.read(quarantine.dropped_in_vain):
        await session.site.write(quarantine.read_again)
        before = None
    if before is not None and await _is_same(session, before, stream, last):
        return before
    await session.site.write(ledger.rewind, session.link, stream)
    return ledger.Cursor(stream, 0, "")


async def _is_same(session: Session, before: ledger.Cursor, stream: str, last: int) -> bool:
    from nats.errors import Error
    from nats.js.errors import NotFoundError

    if before.stream != stream or before.sequence > last:
        return False
    if before.sequence == 0:
        return True
    try:
        there = await session.connection.jetstream.get_msg(session.names.stream, before.sequence)
    except NotFoundError:
        return False
    except (Error, TimeoutError, OSError) as error:
        raise ConnectionLost(f"{type(error).__name__}: {error}") from error
    return bool((there.headers or {}).get("Nats-Msg-Id", "") == before.message)
