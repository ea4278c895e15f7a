"""A connection to port 9100, on which nothing is waited for without an end."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from onsite.plan.printers import Address

CONNECT_S, SEND_S = 3.0, 20.0
"""How long a connection, and the taking of a whole badge, are waited for, in s."""
_MOST = 4096


class SilentError(Exception):
    """No connection was made."""


class Wire:
    """An open connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def send(self, data: bytes) -> None:
        """Hand over data; it has left this laptop once this returns, or fails.

        Raises:
            OSError: the connection broke, or (`TimeoutError`) the printer takes no more.
        """
        self._writer.write(data)
        async with asyncio.timeout(SEND_S):
            await self._writer.drain()

    async def answer(self, is_whole: Callable[[bytes], bool], seconds: float) -> bytes:
        """What the printer says, up to where it is whole; less, or nothing, where it is silent.

        Raises:
            OSError: the connection broke.
        """
        said = b""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not is_whole(said) and len(said) < _MOST:
                    more = await self._reader.read(_MOST)
                    if not more:
                        break
                    said += more
        return said


@asynccontextmanager
async def connected(where: Address) -> AsyncIterator[Wire]:
    """A connection, closed afterwards.

    Raises:
        SilentError: there is none to be had.
    """
    try:
        async with asyncio.timeout(CONNECT_S):
            reader, writer = await asyncio.open_connection(where.host, where.port)
    except (OSError, UnicodeError) as error:  # a host's name may be none
        raise SilentError(type(error).__name__) from error
    try:
        yield Wire(reader, writer)
    finally:
        writer.close()
        with suppress(OSError):
            async with asyncio.timeout(CONNECT_S):
                await writer.wait_closed()
