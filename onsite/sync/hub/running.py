"""A hub that runs: its server watched, its users kept up to date, its answers given."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.language import _
from onsite.sync.hub.admin import new_keys
from onsite.sync.hub.answers import Answers
from onsite.sync.hub.events import Events, What
from onsite.sync.hub.figures import Figures
from onsite.sync.hub.folder import HubFolder, disk_free, held_alone
from onsite.sync.hub.neighbours import Neighbours
from onsite.sync.hub.options import settings
from onsite.sync.hub.overlook import overview
from onsite.sync.hub.overview import HubPhase
from onsite.sync.hub.program import server_program
from onsite.sync.hub.server import Place, Server, ServerError
from onsite.sync.hub.silence import Silence, keep_answering
from onsite.sync.hub.users import Users
from onsite.sync.hub.watch import keep_admin, keep_links, keep_server
from onsite.sync.hub.whereabouts import Whereabouts, quietly
from onsite.sync.hub.work import HubWork
from onsite.sync.keys import certificates
from onsite.sync.keys.secrets import event_token
from onsite.sync.link.connection import ConnectionRefused
from onsite.sync.subjects import Subjects, hub_host

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from onsite.errors import OnsiteError
    from onsite.sync.hub.admin import Admin
    from onsite.sync.hub.answers import Admission
    from onsite.sync.hub.options import HubOptions
    from onsite.sync.hub.overview import HubOverview
    from onsite.sync.hub.watch import LinkProcess
    from onsite.sync.hub.whereabouts import Announce
    from onsite.sync.keys.certificates import Authority
    from onsite.wiring import Site

_READY_S = 30.0


@dataclass(frozen=True, slots=True)
class Around:
    """What a hub works with, besides its server."""

    admission: Admission
    """Decides who joins; `onsite.sync.joining.admission` is one."""
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
        self.events = Events(site.clock)
        self.where = Whereabouts(site, authority.keyring, options, around.announce)
        self._authority = authority
        self._around = around
        self._folder = HubFolder(site.data / "hub")
        self._keys = new_keys()
        wanted = settings(
            options, authority.keyring, self._keys, self._folder.paths, site.journal.station
        )
        among = {"leaf": bool(options.leaf_of), "cluster": bool(options.nodes)}
        self._work = HubWork(
            Users(site, around.admission, self._folder, wanted),
            Answers(site, self.subjects, around.admission, self.changed, **among),
            Figures(site, self.subjects, options, self._folder.path, around.free),
            Neighbours(options),
            self.events,
            Silence(self.events),
            may_wait=bool(options.nodes or options.leaf_of),
        )
        self._held = ExitStack()
        self._server: Server | None = None
        self._task: asyncio.Task[None] | None = None
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
        self._work.ready.clear()
        self._folder.prepare(self._around.free)
        self._held.enter_context(held_alone(self._folder))
        try:
            await self._open()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Close the hub: its server has written everything and is gone."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        if self._server is not None:
            await self._server.stop()
            await self.where.forget()
        self._held.close()
        self._work.phase = HubPhase.CLOSED

    async def ended(self) -> None:
        """Wait until the hub is stopped, or until a bug ends it, which is raised."""
        if self._task is not None:
            with suppress(asyncio.CancelledError):
                await asyncio.shield(self._task)

    def changed(self) -> None:
        """Stations or invitations have changed: look at once."""
        self._work.users.changed.set()

    def overview(self) -> HubOverview:
        """The hub as it is now."""
        return overview(self.site, self.where, self._work, self._since, self._restarts)

    async def _open(self) -> None:
        now = self.site.clock.now()
        certificate = certificates.for_hub(self._authority.keyring, now, self.options.hosts)
        await asyncio.to_thread(self._folder.keep, certificate, self._authority.certificate)
        await self._work.users.prepare()
        context = certificates.client_context(self._authority.certificate)
        host = hub_host(self.subjects.token)
        place = Place(self.options.host, self.options.port, context, host)
        program = self.options.program
        if program is None:
            program = await asyncio.to_thread(server_program)
        self._server = server = Server(program, self._folder, place)
        await server.start()
        self._work.silence.started()
        self._since = now
        await self.where.record()
        self._task = asyncio.create_task(self._keep(), name="onsite-hub")
        await self._until_ready(self._task)
        self.events.note(What.OPENED)

    async def _until_ready(self, work: asyncio.Task[None]) -> None:
        await _happened(self._work.ready, work)
        if not self._work.ready.is_set():
            said = _("The hub's server does not answer as it should: {reason}")
            raise ServerError(
                said.format(reason=self._reason),
                _("What it said is in {file}").format(file=self._folder.log),
            )

    async def _keep(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(keep_server(self.server, self._server_ended, self._server_again))
            tasks.create_task(keep_admin(self.server, self._keys, self._work_at, self._lost))
            tasks.create_task(keep_answering(self.server, self._work.silence, self.events))
            tasks.create_task(self.where.keep())
            tasks.create_task(keep_links(self._around.links))

    async def _work_at(self, admin: Admin) -> None:
        await self._work.run(admin, lambda: self.server)

    def _lost(self, reason: BaseException) -> None:
        self._reason = str(reason)
        if isinstance(reason.__cause__, TimeoutError) and isinstance(reason, ConnectionRefused):
            self._work.silent()

    def _server_ended(self) -> None:
        self._work.silence.ended()
        self._work.phase = HubPhase.RESTARTING
        self.events.note(What.SERVER_ENDED)

    def _server_again(self, error: OnsiteError | None) -> None:
        if error is not None:
            self.events.note(What.SERVER_FAILED, str(error))
            return
        self._work.silence.started()
        self._restarts += 1
        self._since = self.site.clock.now()
        self.events.note(What.SERVER_RUNS)


async def _happened(event: asyncio.Event, work: asyncio.Task[None]) -> None:
    """Wait for something that the work does, or for the error that ends the work."""
    waiting = asyncio.create_task(event.wait())
    first = asyncio.FIRST_COMPLETED
    await asyncio.wait({waiting, work}, timeout=_READY_S, return_when=first)
    waiting.cancel()
    if work.done():
        await work
