"""A real hub and real stations, each in a folder of its own.

`hub` opens hubs: `await hub()`; `station` makes stations that one of them has admitted:
`await station(opened, "Desk 1", "desk")`. `laptops` and `community` work without a hub.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from onsite.errors import NotPossibleError
from onsite.sync import service
from onsite.sync.hub.options import HubOptions
from onsite.sync.hub.program import server_program
from onsite.sync.hub.running import Around, RunningHub
from onsite.sync.hub.server import free_port
from onsite.sync.keys import certificates
from onsite.sync.keys.certificates import Authority
from onsite.sync.keys.keyring import Keyring, keep, new_keyring, new_recovery_code
from onsite.sync.keys.secrets import link_key
from onsite.sync.link.connection import Connection, Door, connect
from onsite.sync.service import Founding
from onsite.sync.subjects import hub_host, inbox
from onsite.wiring import Site, open_site
from tests.sync.community import Community
from tests.sync.laptops import Laptops

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

    from onsite.sync.facts import Role


@pytest.fixture
def laptops(tmp_path, clock) -> Iterator[Laptops]:
    """An event of several laptops, without any network."""
    made = Laptops(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def community(tmp_path, clock) -> Iterator[Community]:
    """The same with less: whose entries are handed over by the test."""
    made = Community(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture(scope="session")
def program() -> Path:
    """The server's program; without it, what needs a real hub is skipped."""
    try:
        return server_program()
    except NotPossibleError as error:
        pytest.skip(f"NO HUB IS TESTED: {error}")


@dataclass
class OpenHub:
    """A hub that runs, and all that a test may need of it."""

    running: RunningHub
    keyring: Keyring
    authority: str
    code: str
    """The recovery code."""

    @property
    def site(self) -> Site:
        """The hub's own station."""
        return self.running.site

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.running.options.port}"

    def door(self, site: Site) -> Door:
        """How that station gets in."""
        return Door(
            certificates.client_context(self.authority),
            hub_host(self.running.subjects.token),
            link_key(site.journal.signer),
            inbox(site.journal.station),
        )

    async def connect(self, site: Site) -> Connection:
        """A connection as that station; to be aborted by the test."""
        return await connect(self.door(site), self.address)


@pytest.fixture
async def hub(tmp_path, program) -> AsyncIterator[Callable[..., Awaitable[OpenHub]]]:
    """Opens hubs: a new event in a folder of its own, or with `site=` and `keyring=` known ones."""
    opened: list[OpenHub] = []

    async def open_one(name: str = "hub", *, start: bool = True, **chosen: object) -> OpenHub:
        made = _founded(tmp_path / name)
        port = free_port()
        wanted = HubOptions(port=port, listen="127.0.0.1", program=program)
        free = chosen.pop("free", None)
        wanted = dataclasses.replace(wanted, **chosen)
        one = _hub(made, wanted, free)
        opened.append(one)
        if start:
            await one.running.start()
        return one

    yield open_one
    for one in opened:
        await one.running.stop()
        one.site.close()


@pytest.fixture
async def station(tmp_path) -> AsyncIterator[Callable[..., Awaitable[Site]]]:
    """Makes stations that a hub has admitted, each in a folder of its own."""
    made: list[Site] = []

    async def admitted(one: OpenHub, name: str, role: Role = "desk", **more: object) -> Site:
        site = open_site(tmp_path / name, operator=name, **more)
        made.append(site)
        asked = service.described(site.journal.signer, name, role)
        await one.site.write(service.admit, one.keyring, asked, "Maria")
        whose = service.Community(one.keyring.event, one.authority)
        await site.write(service.remember, whose, asked, [one.address])
        one.running.changed()
        return site

    yield admitted
    for site in made:
        site.close()


def _founded(folder: Path) -> tuple[Site, Keyring, str, str]:
    site = open_site(folder, operator="Maria")
    keyring, code = new_keyring(), new_recovery_code()
    authority = certificates.authority(keyring, site.clock.now())
    site.write_now(service.found, Founding(keyring, authority, code, "Hub"), "Maria")
    keep(folder, keyring)
    return site, keyring, authority, code


def _hub(made: tuple[Site, Keyring, str, str], options: HubOptions, free: object) -> OpenHub:
    from onsite.sync.joining import admission

    site, keyring, authority, code = made
    around = Around(admission, **({"free": free} if free is not None else {}))
    return OpenHub(
        RunningHub(site, Authority(keyring, authority), options, around),
        keyring,
        authority,
        code,
    )
