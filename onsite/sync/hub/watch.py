"""The hub's server and the connections to it, brought back whenever they are lost."""

from __future__ import annotations

import asyncio
import random
import time
from typing import TYPE_CHECKING, Protocol

from onsite.errors import OnsiteError
from onsite.sync.hub.admin import open_admin
from onsite.sync.link.cancelling import heed
from onsite.sync.link.connection import ConnectionLost, ConnectionRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from onsite.sync.hub.admin import Admin, Keys
    from onsite.sync.hub.server import Server

_SHORT_S = 0.1
_LONG_S = 5.0
_CHECK_S = 1.0


async def keep_server(
    server: Server, ended: Callable[[], None], again: Callable[[OnsiteError | None], None]
) -> None:
    """Start the server again whenever it ends by itself.

    Args:
        server: which is running.
        ended: called when it has ended.
        again: called after each attempt, with the error where it did not come up.
    """
    pause = _SHORT_S
    while True:
        began = time.monotonic()
        await server.ended()
        ended()
        # One that ends again and again is not worth all of the processor.
        pause = _SHORT_S if time.monotonic() - began > _LONG_S else min(pause * 2, _LONG_S)
        while True:
            await asyncio.sleep(pause)
            try:
                await server.start()
            except OnsiteError as error:
                again(error)
                pause = min(pause * 2, _LONG_S)
            else:
                again(None)
                break


class LinkProcess(Protocol):
    """The process of a link; `sidecar.Sidecar`."""

    def start(self) -> None:
        """Start it."""
        ...

    def check(self) -> None:
        """Start it again if it has ended."""
        ...

    def stop(self) -> None:
        """End it."""
        ...


async def keep_links(links: Sequence[LinkProcess]) -> None:
    """Have the links run until this is cancelled."""
    try:
        for link in links:
            await asyncio.to_thread(link.start)
        while links:
            await asyncio.sleep(_CHECK_S)
            for link in links:
                await asyncio.to_thread(link.check)
    finally:
        for link in links:
            link.stop()


async def keep_admin(
    server: Server,
    keys: Keys,
    work: Callable[[Admin], Coroutine[None, None, None]],
    lost: Callable[[BaseException], None],
) -> None:
    """Hold connections to the server and work with them, new ones whenever they are lost.

    Args:
        server: to connect to.
        keys: to be known by.
        work: ends with a `ConnectionLost` sooner or later.
        lost: told why, each time.
    """
    while True:
        try:
            admin = await open_admin(server.place, keys)
            try:
                heed()
                # In a task of its own: a group of tasks that fails leaves its task marked as
                # cancelled in Python 3.11, and `heed` must be able to tell.
                await asyncio.create_task(work(admin))
            finally:
                await admin.close()
        except* (ConnectionLost, ConnectionRefused) as group:
            lost(group.exceptions[0])
        heed()
        await asyncio.sleep(_SHORT_S * (1 + random.random()))  # noqa: S311 - only spreads
