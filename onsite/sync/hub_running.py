"""A hub that runs: its server watched, its users kept up to date, its answers given."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.language import _
from onsite.sync import certificates
from onsite.sync.cancelling import heed
from onsite.sync.connection import ConnectionLost
from onsite.sync.hub_admin import lost, new_keys
from onsite.sync.hub_answers import Answers
from onsite.sync.hub_figures import Figures
from onsite.sync.hub_folder import HubFolder, disk_free, held_alone
from onsite.sync.hub_options import settings
from onsite.sync.hub_overview import HubOverview, HubPhase, seen
from onsite.sync.hub_program import server_program
from onsite.sync.hub_server import Place, Server, ServerError
from onsite.sync.hub_users import Users
from onsite.sync.hub_watch import keep_admin, keep_links, keep_server
from onsite.sync.hub_whereabouts import Whereabouts, quietly
from onsite.sync.secrets import event_token
from onsite.sync.subjects import Subjects, hub_host

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from onsite.errors import OnsiteError
    from onsite.sync.certificates import Authority
    from onsite.sync.hub_admin import Admin
    from onsite.sync.hub_answers import Admission
    from onsite.sync.hub_options import HubOptions
    from onsite.sync.hub_watch import LinkProcess
    from onsite.sync.hub_whereabouts import Announce
    from onsite.wiring import Site

_READY_S = 30.0
_RETRY_S = 0.25
_MOST_EVENTS = 200


@dataclass(frozen=True, slots=True)
class HubEvent:
    """Something that happened to the hub, as a sentence in the language in use."""

    at: datetime
    said: str
    trouble: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What a hub works with, besides its server."""

    admission: Admission
    """Decides who joins; `onsite.sync.admission` is one."""
    announce: Announce = quietly
    """Says in the local network where the hub is; `discovery.announced`."""
    links: tuple[LinkProcess, ...] = ()
    """Of this laptop's own station, which are to run as long as the hub; `sidecar.Sidecar`."""
    free: Callable[[Path], int] = disk_free
    """Tells what is free on the disk of a folder, in bytes."""


class RunningHub:
    """The hub of an event on this laptop.

    Args:
        site: this laptop's station; it has founded the event or belongs to it.
        authority: the event's key, and its certificate.
        options: how it is to be run.
        around: what it works with.
    """

    def __init__(
        self,
        site: Site,
        authority: Authority,
        options: HubOptions,
        around: Around,
    ) -> None:
        self.site = site
        self.options = options
        self.subjects = Subjects(event_token(authority.keyring.event))
        self.events: deque[HubEvent] = deque(maxlen=_MOST_EVENTS)
        self.phase = HubPhase.STARTING
        self.where = Whereabouts(site, authority.keyring, options, around.announce)
        self._authority = authority
        self._around = around
        self._folder = HubFolder(site.data / "hub")
        self._keys = new_keys()
        wanted = settings(
            options, authority.keyring, self._keys, self._folder.paths, site.journal.station
        )
        self._users = Users(site, around.admission, self._folder, wanted)
        self._answers = Answers(site, self.subjects, around.admission, self.changed)
        self._figures = Figures(site, self.subjects, options, self._folder.path, around.free)
        self._held = ExitStack()
        self._server: Server | None = None
        self._work: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()
        self._since: datetime | None = None
        self._restarts = 0
        self._reason = ""

    @property
    def server(self) -> Server:
        """The server that was started last."""
        if self._server is None:
            raise LookupError("the hub has not been started")
        return self._server

    async def start(self) -> None:
        """Open the hub; once this returns, stations can connect.

        Raises:
            OnsiteError: it cannot be opened; nothing of it is left running.
        """
        self._ready.clear()
        self._folder.prepare(self._around.free)
        self._held.enter_context(held_alone(self._folder))
        try:
            await self._open()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Close the hub: its server has written everything and is gone."""
        work, self._work = self._work, None
        if work is not None:
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work
        if self._server is not None:
            await self._server.stop()
        self._held.close()
        self.phase = HubPhase.CLOSED

    async def ended(self) -> None:
        """Wait until the hub is stopped, or until a bug ends it, which is raised."""
        if self._work is not None:
            with suppress(asyncio.CancelledError):
                await asyncio.shield(self._work)

    def changed(self) -> None:
        """Stations or invitations have changed: look at once."""
        self._users.changed.set()

    def overview(self) -> HubOverview:
        """The hub as it is now."""
        rates = self._figures.rates.per_second(time.monotonic())
        now_ms = to_ms(self.site.clock.now())
        measured = self._figures.measured
        full = self.phase is HubPhase.OPEN and measured.full
        return HubOverview(
            phase=HubPhase.FULL if full else self.phase,
            event=self.subjects.token,
            addresses=self.where.addresses,
            epoch=self.where.epoch,
            since=self._since,
            stations=seen(self._users.stations, self._figures.peers, rates, now_ms),
            invited=len(self._users.invited),
            per_second=sum(rates.values()),
            messages=measured.messages,
            stream_bytes=measured.stream_bytes,
            stream_limit=measured.stream_limit,
            disk_free=measured.disk_free,
            memory=measured.memory,
            connections=measured.connections,
            restarts=self._restarts,
        )

    async def _open(self) -> None:
        now = self.site.clock.now()
        certificate = certificates.for_hub(self._authority.keyring, now, self.options.hosts)
        await asyncio.to_thread(self._folder.keep, certificate, self._authority.certificate)
        await self._users.prepare()
        context = certificates.client_context(self._authority.certificate)
        host = hub_host(self.subjects.token)
        place = Place(self.options.host, self.options.port, context, host)
        program = self.options.program
        if program is None:
            program = await asyncio.to_thread(server_program)
        self._server = server = Server(program, self._folder, place)
        await server.start()
        self._since = now
        await self.where.record()
        self._work = asyncio.create_task(self._keep(), name="onsite-hub")
        await self._until_ready(self._work)
        self._note(_("The hub is open."))

    async def _until_ready(self, work: asyncio.Task[None]) -> None:
        await _happened(self._ready, work)
        if not self._ready.is_set():
            said = _("The hub's server does not answer as it should: {reason}")
            raise ServerError(
                said.format(reason=self._reason),
                _("What it said is in {file}").format(file=self._folder.log),
            )

    async def _keep(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(keep_server(self.server, self._server_ended, self._server_again))
            tasks.create_task(keep_admin(self.server, self._keys, self._work_with, self._lost))
            tasks.create_task(self.where.keep())
            tasks.create_task(keep_links(self._around.links))

    async def _work_with(self, admin: Admin) -> None:
        with lost():
            await self._answers.begin(admin)
            await self._figures.begin(admin)
        heed()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(admin.watch())
            tasks.create_task(self._users.run(admin, lambda: self.server.id))
            tasks.create_task(self._serve(admin))

    async def _serve(self, admin: Admin) -> None:
        await self._open_stream(admin)
        self.phase = HubPhase.OPEN
        self._ready.set()
        await self._figures.run(admin, lambda: self.server.id, self._measured)

    async def _open_stream(self, admin: Admin) -> None:
        while True:
            try:
                await self._figures.open_stream(admin)
            except ConnectionLost:
                if not self.options.nodes:
                    raise
                # The other nodes of the cluster may not be there yet; this one is.
                self.phase = HubPhase.WAITING
                self._ready.set()
                heed()
                await asyncio.sleep(_RETRY_S)
            else:
                return

    async def _measured(self) -> None:
        if self._figures.became_full():
            self._note(_("The hub has no room left: free space on its disk."), trouble=True)
        if self._figures.disk_recovered():
            # Once it failed to write, the server refuses everything until it is started anew.
            await self.server.stop()

    def _lost(self, reason: str) -> None:
        self._reason = reason

    def _server_ended(self) -> None:
        self.phase = HubPhase.RESTARTING
        self._note(_("The hub's server ended; it is being started again."), trouble=True)

    def _server_again(self, error: OnsiteError | None) -> None:
        if error is not None:
            self._note(str(error), trouble=True)
            return
        self._restarts += 1
        self._since = self.site.clock.now()
        self._note(_("The hub's server runs again."))

    def _note(self, said: str, *, trouble: bool = False) -> None:
        self.events.append(HubEvent(self.site.clock.now(), said, trouble))


async def _happened(event: asyncio.Event, work: asyncio.Task[None]) -> None:
    """Wait for something that the work does, or for the error that ends the work."""
    waiting = asyncio.create_task(event.wait())
    first = asyncio.FIRST_COMPLETED
    await asyncio.wait({waiting, work}, timeout=_READY_S, return_when=first)
    waiting.cancel()
    if work.done():
        await work
