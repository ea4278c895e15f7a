"""Looking, while a session works with one hub, whether another one has come to be in force."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from onsite.sync.link.cancelling import heed
from onsite.sync.link.connection import ConnectionRefused, connect

if TYPE_CHECKING:
    from onsite.sync.link.candidates import Candidates
    from onsite.sync.link.session import Session

_LOOK_S = 5.0


async def better_hub(
    session: Session, candidates: Candidates, address: str, *, keeps: bool = False
) -> str:
    """The address of the hub in force, once it answers and is not the one at work.

    Args:
        session: at work.
        candidates: learns which one to go to.
        address: of the hub at work.
        keeps: whether only that hub is gone to, or one that it names itself.
    """
    await session.begun.wait()
    await candidates.worked(address, session.venue)
    while True:
        await asyncio.sleep(_LOOK_S)
        told = await candidates.told(address)
        if told is not None and await leads_elsewhere(session, told, anywhere=True):
            candidates.prefer(told)
            return told
        wanted = await candidates.in_force()
        if not wanted or address in wanted or keeps:
            continue
        for other in wanted:
            leads = await leads_elsewhere(session, other)
            heed()
            if leads:
                candidates.prefer(other)
                return other


async def leads_elsewhere(session: Session, address: str, *, anywhere: bool = False) -> bool:
    """Whether a hub answers there, and its stream is another than the one at work.

    Args:
        session: at work.
        address: of the hub.
        anywhere: whether the same stream, reached by another way, is good as well.
    """
    from nats.errors import Error

    try:
        other = await connect(session.terms.door, address)
    except ConnectionRefused:
        return False
    try:
        info = await other.jetstream.stream_info(session.names.stream)
    except (Error, TimeoutError, OSError):
        return False
    else:
        return anywhere or str(info.created) != session.cursor.stream
    finally:
        await other.abort()
