"""A hub made of the hub's own parts, whose server is in the hands of the test."""

from __future__ import annotations

import asyncio
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from onsite.sync import membership
from onsite.sync.hub.admin import Admin, new_keys, open_admin
from onsite.sync.hub.answers import Answers
from onsite.sync.hub.folder import HubFolder
from onsite.sync.hub.options import HubOptions, settings
from onsite.sync.hub.program import server_program
from onsite.sync.hub.server import Place, free_port, greeted
from onsite.sync.hub.settings import configuration
from onsite.sync.hub.stream import keep_stream
from onsite.sync.keys import certificates
from onsite.sync.keys.secrets import event_token
from onsite.sync.link.connection import ConnectionLost, ConnectionRefused
from onsite.sync.subjects import Subjects, hub_host

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from onsite.sync.hub.settings import Invited, Settings
    from onsite.sync.keys.certificates import Certificate
    from onsite.sync.keys.keyring import Keyring
    from onsite.wiring import Site

_READY_S = 20.0
_PAUSE_S = 0.02
ROOM = 1_000_000_000


class _Nobody:
    """No invitations are out."""

    def pending(self, _site: Site) -> Sequence[Invited]:
        return ()

    async def answer(self, _site: Site, _token: str, _message: bytes) -> bytes:
        return b""


class RigHub:
    """A hub on a laptop of the event.

    Args:
        site: that laptop's store, which says who belongs to the event.
        keyring: the event's key.
        authority: the event's certificate authority, PEM.
        folder: for all that is the hub's own; an empty one makes an empty hub.
        changed: called whenever it comes or goes; see `up`.
        **chosen: of `HubOptions`, as `leaf_port`.
    """

    def __init__(
        self,
        site: Site,
        keyring: Keyring,
        authority: str,
        folder: Path,
        changed: Callable[[], None] = lambda: None,
        **chosen: Any,
    ) -> None:
        self.site = site
        self.folder = HubFolder(folder)
        self.names = Subjects(event_token(keyring.event))
        self.options = HubOptions(**{"port": free_port(), "listen": "127.0.0.1", **chosen})
        self.routes: tuple[str, ...] | None = None
        """By which ways it goes to the others of its cluster, if not straight."""
        self.within: tuple[str, ...] = ()
        """The command that runs its server somewhere else, as in a network of its own."""
        self.up = False
        self.max_bytes = ROOM
        self.dedupe_s: float | None = None
        self.certificate: Certificate | None = None
        """Instead of a good one."""
        self._keyring = keyring
        self._authority = authority
        self._changed = changed
        self._keys = new_keys()
        self._server: subprocess.Popen[bytes] | None = None
        self.admin: Admin | None = None

    @property
    def target(self) -> tuple[str, int]:
        """Where its server listens."""
        return (self.options.host, self.options.port)

    @property
    def address(self) -> str:
        """As stations write it."""
        return f"{self.options.host}:{self.options.port}"

    @property
    def store(self) -> Path:
        """Where the server keeps its streams."""
        return self.folder.path / "jetstream"

    @property
    def process(self) -> int:
        """The id of the server's process."""
        assert self._server is not None
        return self._server.pid

    async def start(self) -> None:
        """Start the server, with everybody in its configuration, and make the stream."""
        self.spawn()
        await self.open()

    def spawn(self) -> None:
        """Start the server, and wait for nothing."""
        self.folder.path.mkdir(parents=True, exist_ok=True)
        good = certificates.for_hub(self._keyring, self.site.clock.now(), ["127.0.0.1"])
        self.folder.keep(self.certificate or good, self._authority)
        self._write()
        with self.folder.errors.open("wb") as errors:
            self._server = subprocess.Popen(
                [*self.within, server_program(), "-c", str(self.folder.configuration)],
                stdout=errors,
                stderr=errors,
                stdin=subprocess.DEVNULL,
            )

    async def open(self) -> None:
        """Wait until the server does its work, and do the hub's."""
        await self.greeted()
        await self._soon(self._administer)
        self.up = True
        self._changed()

    async def greeted(self) -> None:
        """Wait until the server answers at all."""
        await self._soon(lambda: greeted(self._place()))

    async def stop(self) -> None:
        """Have the server finish and end."""
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(signal.SIGTERM)
        await self._gone()

    async def kill(self) -> None:
        """As kill -9."""
        if self._server is not None:
            self._server.kill()
        await self._gone()

    async def again(self, down_s: float) -> None:
        """Killed, and started again after a while."""
        await self.kill()
        await asyncio.sleep(down_s)
        await self.start()

    async def refresh(self) -> None:
        """Let in whoever was admitted since, and nobody who was revoked."""
        self._write()
        assert self.admin is not None
        greeting = await greeted(self._place())
        await self.admin.reload(str(greeting["server_id"]))

    async def resize(self, max_bytes: int) -> None:
        """Give the stream another limit."""
        self.max_bytes = max_bytes
        await self._make_stream()

    async def leader(self) -> str:
        """The name of the node of its cluster that leads the stream."""
        assert self.admin is not None
        cluster = (await self.admin.jetstream.stream_info(self.names.stream)).cluster
        return str(cluster.leader) if cluster else ""

    async def renew_stream(self) -> None:
        """Delete the stream, and make it anew."""
        assert self.admin is not None
        await self.admin.jetstream.delete_stream(self.names.stream)
        await self._make_stream()

    async def figures(self) -> Any:
        """What the server says of the stream."""
        assert self.admin is not None
        return (await self.admin.jetstream.stream_info(self.names.stream)).state

    def forget(self) -> None:
        """Lose everything that the stopped server had kept."""
        shutil.rmtree(self.store)

    async def _administer(self) -> None:
        self.admin = await open_admin(self._place(), self._keys)
        if not self.options.leaf_of:
            await self._make_stream()
        await Answers(self.site, self.names, _Nobody(), lambda: None).begin(self.admin)

    async def _make_stream(self) -> None:
        assert self.admin is not None
        jetstream = self.admin.jetstream
        made = await keep_stream(jetstream, self.names, self.max_bytes, self.options.replicas)
        if made.config.max_bytes != self.max_bytes or self.dedupe_s is not None:
            made.config.max_bytes = self.max_bytes
            made.config.duplicate_window = self.dedupe_s or made.config.duplicate_window
            await jetstream.update_stream(made.config)

    async def _soon(self, attempt: Callable[[], Any]) -> None:
        from nats.errors import Error

        give_up = asyncio.get_running_loop().time() + _READY_S
        while True:
            try:
                await asyncio.wait_for(attempt(), _READY_S / 2)
            except (OSError, TimeoutError, Error, ConnectionLost, ConnectionRefused) as error:
                if asyncio.get_running_loop().time() > give_up:
                    raise AssertionError(self._last_words()) from error
                await asyncio.sleep(_PAUSE_S)
            else:
                return

    async def _gone(self) -> None:
        self.up = False
        self._changed()
        admin, self.admin = self.admin, None
        if self._server is not None:
            await asyncio.to_thread(self._server.wait, _READY_S)
        if admin is not None:
            await admin.close()

    def _write(self) -> None:
        stations = self.site.read_now(membership.stations)
        said = configuration(self._settings(), stations, ())
        self.folder.write(self.folder.configuration, said)

    def _settings(self) -> Settings:
        station = self.site.journal.station
        made = settings(self.options, self._keyring, self._keys, self.folder.paths, station)
        if made.cluster is None or self.routes is None:
            return made
        return replace(made, cluster=replace(made.cluster, routes=self.routes))

    def _place(self) -> Place:
        context = certificates.client_context(self._authority)
        return Place(self.options.host, self.options.port, context, hub_host(self.names.token))

    def _last_words(self) -> str:
        said = ""
        for file in (self.folder.errors, self.folder.log):
            with suppress(OSError):
                said += file.read_text(errors="replace")[-2000:]
        return f"the server does not come up: {said}"


if sys.platform == "win32":  # the rig sends signals that Windows does not have
    raise RuntimeError("the rig of the network's faults needs POSIX")
