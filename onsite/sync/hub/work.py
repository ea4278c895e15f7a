"""What a hub does at its server, as long as it is connected to it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onsite.sync.hub.admin import lost
from onsite.sync.hub.events import What
from onsite.sync.hub.overview import HubPhase
from onsite.sync.link.cancelling import heed
from onsite.sync.link.connection import ConnectionLost

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.sync.hub.admin import Admin
    from onsite.sync.hub.answers import Answers
    from onsite.sync.hub.events import Events
    from onsite.sync.hub.figures import Figures
    from onsite.sync.hub.neighbours import Neighbours
    from onsite.sync.hub.server import Server
    from onsite.sync.hub.silence import Silence
    from onsite.sync.hub.users import Users

_RETRY_S = 0.25


@dataclass
class HubWork:
    """The parts of it, at work together.

    Args:
        users: who may come in.
        answers: what is said to those who ask.
        figures: what is counted, and the stream.
        neighbours: the servers it works with.
        events: what happens.
        silence: of the server.
        may_wait: whether there are others without whom there is no stream, and who may come yet.
    """

    users: Users
    answers: Answers
    figures: Figures
    neighbours: Neighbours
    events: Events
    silence: Silence
    may_wait: bool
    phase: HubPhase = HubPhase.STARTING
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once stations can connect."""

    async def run(self, admin: Admin, server: Callable[[], Server]) -> None:
        """Work.

        Args:
            admin: the connections.
            server: the one that was started last.

        Raises:
            ConnectionLost: the server does not answer any more.
        """
        self.silence.broken()
        with lost():
            await self.answers.begin(admin)
            await self.figures.begin(admin)
        heed()

        def named() -> str:
            return server().id

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._watch(admin))
            tasks.create_task(self.users.run(admin, named))
            tasks.create_task(self.neighbours.run(admin, named))
            tasks.create_task(self._serve(admin, server))

    def silent(self) -> None:
        """The server runs and does not answer."""
        if self.silence.noticed():
            self.phase = HubPhase.SILENT

    async def _watch(self, admin: Admin) -> None:
        """Tell what was noticed before the rest: to take the connections down takes a while."""
        try:
            await admin.watch()
        except ConnectionLost:
            if not admin.cut:
                self.silent()
            raise

    async def _serve(self, admin: Admin, server: Callable[[], Server]) -> None:
        async def measured() -> None:
            await self._measured(server())

        await self._open_stream(admin)
        self.phase = HubPhase.OPEN
        self.ready.set()
        await self.figures.run(admin, lambda: server().id, measured)

    async def _open_stream(self, admin: Admin) -> None:
        while True:
            try:
                await self.figures.open_stream(admin)
            except ConnectionLost:
                if not self.may_wait:
                    raise
                # The others may not be there yet; this one is.
                self.phase = HubPhase.WAITING
                self.ready.set()
                heed()
                await asyncio.sleep(_RETRY_S)
            else:
                return

    async def _measured(self, server: Server) -> None:
        if self.figures.became_full():
            self.events.note(What.FULL)
        if self.figures.disk_recovered():
            # Once it failed to write, the server refuses everything until it is started anew.
            await server.stop()
