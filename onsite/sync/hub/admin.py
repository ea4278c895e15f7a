"""The hub's own hands at its server: a connection to each account, and what is done with them."""

from __future__ import annotations

import asyncio
import json
import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.sync.addresses import joined
from onsite.sync.keys.secrets import LinkKey, nkey
from onsite.sync.link.cancelling import heed
from onsite.sync.link.connection import Connection, ConnectionLost, Door, connect
from onsite.sync.subjects import inbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nats.aio.msg import Msg
    from nats.js import JetStreamContext

    from onsite.sync.hub.server import Place

_ASK_S = 5.0
_ROUND_S = 1.0
_WATCH_S = 1.0
_MISSES = 2
_SILENT = "onsite.nobody"


@dataclass(frozen=True, slots=True)
class Keys:
    """The NKeys of the hub's own hands, made anew at each start and kept nowhere."""

    event: LinkKey
    gate: LinkKey
    system: LinkKey


def new_keys() -> Keys:
    """Three fresh ones."""
    return Keys(*(nkey(secrets.token_bytes(32)) for _account in range(3)))


@dataclass(frozen=True, slots=True)
class Admin:
    """Open connections to the three accounts of the server."""

    event: Connection
    gate: Connection
    system: Connection

    @property
    def jetstream(self) -> JetStreamContext:
        """The server's streams."""
        return self.event.streams(_ASK_S)

    async def reload(self, server: str) -> None:
        """Have the server read its configuration again; who stays in it stays connected.

        Raises:
            ConnectionLost: it did not.
        """
        answer = await self._ask(f"$SYS.REQ.SERVER.{server}.RELOAD")
        if answer.get("error"):
            raise ConnectionLost(str(answer["error"]))

    async def figures(self, server: str) -> dict[str, Any]:
        """What the server says of its memory, connections and processor.

        Raises:
            ConnectionLost: it does not answer.
        """
        data: dict[str, Any] = (await self._ask(f"$SYS.REQ.SERVER.{server}.VARZ")).get("data", {})
        return data

    async def leaves(self, server: str) -> list[dict[str, Any]]:
        """The lines between this server and others that are leaf nodes, or whose leaf it is.

        Raises:
            ConnectionLost: it does not answer.
        """
        data = (await self._ask(f"$SYS.REQ.SERVER.{server}.LEAFZ")).get("data") or {}
        return list(data.get("leafs") or ())

    async def servers(self, expected: frozenset[str]) -> frozenset[str]:
        """The names of those servers of the cluster that answer within a second."""
        client, found, whole = self.system.client, set(), asyncio.Event()
        mailbox = client.new_inbox()

        async def heard(answer: Msg) -> None:
            with suppress(ValueError, KeyError, TypeError):
                found.add(str(json.loads(answer.data)["server"]["name"]))
            if found >= expected:
                whole.set()

        with lost():
            listening = await client.subscribe(mailbox, cb=heard)
            await client.publish("$SYS.REQ.SERVER.PING", b"", reply=mailbox)
            with suppress(TimeoutError):
                async with asyncio.timeout(_ROUND_S):
                    await whole.wait()
            await listening.unsubscribe()
        return frozenset(found & expected)

    @property
    def cut(self) -> bool:
        """Whether one of the connections is not there any more; else the server may be silent."""
        return not all(each.client.is_connected for each in self._all)

    async def watch(self) -> None:
        """Until one of the connections is of no more use; it takes less than four seconds.

        Raises:
            ConnectionLost: always, at the end.
        """
        misses = 0
        while misses < _MISSES:
            if not misses:
                await asyncio.sleep(_WATCH_S)
            alive = await asyncio.gather(*(each.alive(_SILENT) for each in self._all))
            misses = 0 if all(alive) else misses + 1
            heed()
        raise ConnectionLost("the hub's server does not answer")

    async def close(self) -> None:
        """Cut all three."""
        await asyncio.gather(*(each.abort() for each in self._all))

    @property
    def _all(self) -> tuple[Connection, ...]:
        return self.event, self.gate, self.system

    async def _ask(self, subject: str) -> dict[str, Any]:
        with lost():
            answer = await self.system.client.request(subject, b"", timeout=_ASK_S)
            said: dict[str, Any] = json.loads(answer.data)
        return said


@contextmanager
def lost() -> Iterator[None]:
    """Raise whatever the library or the server says as `ConnectionLost`."""
    from nats.errors import Error

    try:
        yield
    except (Error, TimeoutError, OSError, ValueError) as error:
        raise ConnectionLost(f"{type(error).__name__}: {error}") from error


async def open_admin(place: Place, keys: Keys) -> Admin:
    """Connect to all accounts.

    Raises:
        ConnectionRefused: one connection did not come about.
    """
    address = joined(place.host, place.port)
    made: list[Connection] = []
    try:
        for key in (keys.event, keys.gate, keys.system):
            door = Door(place.context, place.name, key, inbox(secrets.token_hex(16)), "hub")
            made.append(await connect(door, address))
    except BaseException:
        for each in made:
            with suppress(Exception):
                await each.abort()
        raise
    return Admin(*made)
