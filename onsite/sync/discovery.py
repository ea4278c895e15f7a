"""Hubs find stations and stations find hubs in the local network, by mDNS (RFC 6762, 6763).

A help, never a need: many a venue's network passes no multicast on. Whatever goes wrong in here
means that nothing is seen; nothing is raised. What is announced is public to the whole
network, so it says which event and where, and nothing of anybody.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import socket
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onsite.cleaning import clean
from onsite.sync.addresses import joined, own_hosts, split
from onsite.sync.rules import HubSeen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

KIND = "_onsite._tcp.local."
_ASK_MS = 2_000
_TOKEN_DIGITS = 12
_MOST_HUBS = 50
_MOST_ADDRESSES = 8
"""Of one hub. Anybody can announce, so whoever announces much must not keep a station busy."""
_MOST_ADDRESSES, _MOST_BYTES = 6, 240
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced(HubSeen):
    """What a hub says of itself in the local network; nobody vouches for it."""

    token: str
    """The event; see `secrets.event_token`."""
    fingerprint: str
    """Of the event's key, 20 hexadecimal digits; see `invitation.fingerprint_of`."""
    leaf: bool = False
    """Whether it only passes everything on to a hub."""


@asynccontextmanager
async def announced(hub: Announced, interfaces: Sequence[str] | None = None) -> AsyncIterator[None]:
    """Say in the local network where the hub is, as long as this lasts.

    Args:
        hub: what is said; all of its addresses must have the same port.
        interfaces: addresses of the interfaces to say it on; without them, on all.
    """
    task = asyncio.create_task(_announce(hub, interfaces))
    try:
        yield
    finally:
        await _ended(task)


async def seen(
    wanted: str, seconds: float, interfaces: Sequence[str] | None = None, more_s: float = 0.0
) -> list[Announced]:
    """The hubs of an event that answer in the local network, the one in force first.

    Args:
        wanted: the token or the fingerprint of the event; "" for those of any.
        seconds: for how long to look at most.
        more_s: for how long to look for others once the first is found.
        interfaces: as of `announced`.
    """
    browser = Browser(wanted, interfaces)
    await browser.start()
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await browser.changed.wait()
                await asyncio.sleep(more_s)
    finally:
        await browser.stop()
    return browser.hubs()


@dataclass
class Browser:
    """The hubs of an event that can be seen at the moment.

    Args:
        wanted: the token or the fingerprint of the event; "" for those of any.
        interfaces: as of `announced`.
    """

    wanted: str
    interfaces: Sequence[str] | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a hub came or went; whoever waits for it clears it."""
    _known: dict[str, Announced] = field(default_factory=dict)
    _in_sight: set[str] = field(default_factory=set)
    _asking: set[asyncio.Task[None]] = field(default_factory=set)
    _running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Look from now on; where there is no network, see nothing."""
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Look no longer."""
        await _ended(self._running, *self._asking)

    def hubs(self) -> list[Announced]:
        """The hubs in sight, the one in force first."""
        return sorted(self._known.values(), key=lambda hub: hub.rank, reverse=True)

    async def _run(self) -> None:
        zeroconf = _opened(self.interfaces)
        if zeroconf is None:
            return
        try:
            await self._browse(zeroconf)
        finally:
            await _closed(zeroconf)

    async def _browse(self, zeroconf: AsyncZeroconf) -> None:
        from zeroconf import DNSQuestionType, ServiceStateChange
        from zeroconf.asyncio import AsyncServiceBrowser

        def heard(name: str, state_change: ServiceStateChange, **_more: Any) -> None:
            if state_change is ServiceStateChange.Removed:
                self._gone(name)
                return
            self._in_sight.add(name)
            task = asyncio.create_task(self._ask(zeroconf, name))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)

        try:
            # An answer to one socket alone gets lost where several programs share the port.
            browser = AsyncServiceBrowser(
                zeroconf.zeroconf, KIND, handlers=[heard], question_type=DNSQuestionType.QM
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing is seen
            _log.info("no hubs can be looked for: %s", type(error).__name__)
            return
        try:
            await asyncio.Event().wait()
        finally:
            with suppress(Exception):
                await browser.async_cancel()

    async def _ask(self, zeroconf: AsyncZeroconf, name: str) -> None:
        from zeroconf import DNSQuestionType

        try:
            found = None
            while found is None and name in self._in_sight:
                found = await zeroconf.async_get_service_info(
                    KIND, name, _ASK_MS, DNSQuestionType.QM
                )
            hub = _read(found) if found is not None else None
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it is no hub
            _log.info("an announcement cannot be read: %s", type(error).__name__)
            return
        if hub is None or not self._is_wanted(hub) or len(self._known) >= _MOST_HUBS:
            return
        if self._known.get(name) != hub:
            self._known[name] = hub
            self.changed.set()

    def _gone(self, name: str) -> None:
        self._in_sight.discard(name)
        if self._known.pop(name, None) is not None:
            self.changed.set()

    def _is_wanted(self, hub: Announced) -> bool:
        return hub.fingerprint.startswith(self.wanted.lower()) or hub.token == self.wanted.lower()


async def _announce(hub: Announced, interfaces: Sequence[str] | None) -> None:
    zeroconf = _opened(interfaces)
    if zeroconf is None:
        return
    try:
        await (await zeroconf.async_register_service(_info(hub), allow_name_change=True))
        await asyncio.Event().wait()
    except Exception as error:  # noqa: BLE001 - the hub works without it
        _log.info("the hub cannot be announced: %s", type(error).__name__)
    finally:
        await _closed(zeroconf)


def _opened(interfaces: Sequence[str] | None) -> AsyncZeroconf | None:
    from zeroconf import IPVersion
    from zeroconf.asyncio import AsyncZeroconf

    # IPv4 alone: its multicast works wherever that of IPv6 does, and not the other way round.
    wanted = [host for host in interfaces or _multicast_hosts() if _is_own(host)]
    if not wanted:
        return None
    try:
        return AsyncZeroconf(interfaces=wanted, ip_version=IPVersion.V4Only)
    except Exception as error:  # noqa: BLE001 - without a network there is nothing to see
        _log.info("no multicast here: %s", type(error).__name__)
        return None


def _multicast_hosts() -> list[str]:
    return [*(host for host in own_hosts() if ":" not in host), "127.0.0.1"]


def _is_own(host: str) -> bool:
    # The library leaves sockets open where an interface is not there.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trying:
        try:
            trying.bind((host, 0))
        except OSError:
            return False
    return True


async def _ended(*tasks: asyncio.Task[None] | None) -> None:
    begun = [task for task in tasks if task is not None]
    for task in begun:
        task.cancel()
    await asyncio.gather(*begun, return_exceptions=True)


async def _closed(zeroconf: AsyncZeroconf) -> None:
    with suppress(Exception):
        async with asyncio.timeout(2):
            await asyncio.shield(zeroconf.async_close())


def _info(hub: Announced) -> AsyncServiceInfo:
    from zeroconf.asyncio import AsyncServiceInfo

    name = f"onsite-{hub.token[:6]}-{hub.station[:8]}"
    hosts = [address.rpartition(":")[0].strip("[]") for address in hub.addresses]
    numbers = [each for each in hosts if _is_number(each)]
    port = int(hub.addresses[0].rpartition(":")[2]) if hub.addresses else 0
    said = {
        "event": hub.token,
        "key": hub.fingerprint,
        "epoch": str(hub.epoch),
        # The records of the addresses themselves come in any order.
        "at": ",".join(hub.addresses[:_MOST_ADDRESSES])[:_MOST_BYTES],
        "station": hub.station,
        "venue": hub.venue,
        "leaf": "1" if hub.leaf else "",
    }
    return AsyncServiceInfo(
        KIND,
        f"{name}.{KIND}",
        port=port,
        properties=said,
        server=f"{name}.local.",
        parsed_addresses=numbers,
    )


def _read(found: AsyncServiceInfo) -> Announced | None:
    said = {
        key.decode(errors="replace"): (value or b"").decode(errors="replace")
        for key, value in found.properties.items()
    }
    token, fingerprint = said.get("event", ""), said.get("key", "")
    fits = len(token) == _TOKEN_DIGITS and fingerprint.startswith(token)
    if not fits or not found.port or not said.get("epoch", "").isdecimal():
        return None
    named = tuple(filter(_is_address, said.get("at", "").split(",")))
    addresses = named or tuple(joined(host, found.port) for host in found.parsed_addresses())
    return Announced(
        epoch=int(said["epoch"]),
        station=said.get("station", ""),
        addresses=addresses[:_MOST_ADDRESSES],
        venue=clean(said.get("venue", "")),
        token=token,
        fingerprint=fingerprint,
        leaf=bool(said.get("leaf")),
    )


def _is_address(text: str) -> bool:
    try:
        host, port = split(text)
    except ValueError:
        return False
    return _is_number(host) and 0 < port < 1 << 16


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
