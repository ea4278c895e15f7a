"""A station of the rig: a store, a link, a line of its own, and a log of what its screen showed."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from onsite.checkin.service import Attempt, scan, undo
from onsite.plan.service import current
from onsite.sync.link.link import Link
from onsite.sync.link.state import LinkState, Phase
from onsite.wiring import Site, open_site

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from onsite.checkin.views import Answer
    from onsite.clock import Clock
    from onsite.journal.journal import Journal
    from tests.faults.network.proxy import TcpProxy

CONNECTED = (Phase.LIVE, Phase.CATCHING_UP, Phase.HUB_FULL)
PEOPLE = 300
"""On the list of the rig's event: few are scanned often, as at a real one."""
_SCANS = text("SELECT key FROM scan")
WRONG_FOR_S = 5.0
"""Nothing untrue may be shown for longer."""


@dataclass
class Screen:
    """What the status bar of one station showed, beside how its line really was."""

    shown: list[tuple[float, LinkState]] = field(default_factory=list)
    line: list[tuple[float, bool]] = field(default_factory=list)

    def show(self, state: LinkState) -> None:
        """The link has said how it stands."""
        self.shown.append((_now(), state))

    def note(self, whole: bool) -> None:
        """The line is like that from now on."""
        if not self.line or self.line[-1][1] != whole:
            self.line.append((_now(), whole))

    def lies(self) -> list[str]:
        """Each time that an untrue state was shown for too long, in words."""
        phase, whole, since, found = Phase.ALONE, True, 0.0, []
        changes = [(at, state.phase) for at, state in self.shown] + self.line
        for at, change in [*sorted(changes, key=lambda each: each[0]), (_now(), True)]:
            if _untrue(phase, whole) and at - since > WRONG_FOR_S:
                line = "whole" if whole else "broken"
                found.append(f"{phase} for {at - since:.1f} s on a line that was {line}")
            before = (_untrue(phase, whole), whole)
            phase, whole = (change, whole) if isinstance(change, Phase) else (phase, change)
            since = since if before == (_untrue(phase, whole), whole) else at
        return found


def _untrue(phase: Phase, whole: bool) -> bool:
    return phase is Phase.SEARCHING if whole else phase in CONNECTED


class RigStation:
    """One installation of Onsite whose link runs in the test's own event loop.

    Args:
        name: as the others see it.
        data: its data folder.
        proxy: its way to the hub.
        clock: other than this computer's own.
    """

    def __init__(self, name: str, data: Path, proxy: TcpProxy, clock: Clock | None = None) -> None:
        self.name = name
        self.data = data
        self.proxy = proxy
        self.screen = Screen()
        self.site: Site
        self.link: Link
        self.acts: set[str] = set()
        """The keys of scans that were confirmed."""
        self._clock = clock
        self._working: asyncio.Task[None] | None = None

    @property
    def id(self) -> str:
        """Its public key."""
        return self.site.journal.station

    @property
    def state(self) -> LinkState:
        """What its link says."""
        return self.link.state

    @property
    def phase(self) -> Phase:
        """How its link stands."""
        return self.link.state.phase

    def open(self) -> None:
        """Open its store."""
        self.site = open_site(self.data, operator=self.name, clock=self._clock)

    def connect(self, *, relay_after_s: float = 0.3, address: str | None = "") -> None:
        """Start its link.

        Args:
            relay_after_s: as the link's.
            address: other than its own line; None to have the link find the hub by itself.
        """
        to = self.proxy.address if address == "" else address
        self.link = Link(
            self.site, address=to, relay_after_s=relay_after_s, announce=self.screen.show
        )
        self.site.written[:] = [self.link.wake]
        self._working = asyncio.create_task(self.link.run(), name=f"link of {self.name}")

    async def disconnect(self) -> None:
        """Stop its link; what it was doing is left as it is."""
        task, self._working = self._working, None
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self.screen.show(LinkState())

    def failed(self) -> BaseException | None:
        """What ended the link, if something did."""
        task = self._working
        return task.exception() if task and task.done() and not task.cancelled() else None

    async def close(self) -> None:
        """Stop the link and close the store."""
        await self.disconnect()
        self.site.close()

    async def reopened(self, clock: Clock | None = None) -> None:
        """Closed and opened again, as after an upgrade; by another clock, where one is given."""
        self._clock = clock or self._clock
        connected = self._working is not None
        await self.close()
        self.open()
        if connected:
            self.connect()

    async def backed_up(self, copy: Path) -> None:
        """Copy its whole data folder, key and all."""
        self.site.close()
        shutil.copytree(self.data, copy)
        self.open()

    async def restored(self, copy: Path) -> None:
        """Put the copy in the place of its data folder, and stop its link."""
        await self.close()
        shutil.rmtree(self.data)
        shutil.copytree(copy, self.data)
        self.open()

    async def ask(self, query: str) -> Any:
        """The one value that its store answers."""
        return await self.site.read(lambda rows: rows.execute(text(query)).scalar_one())

    async def scans(self) -> set[str]:
        """The keys of all scans that it knows."""
        return await self.site.read(lambda rows: set(rows.execute(_SCANS).scalars()))

    async def scan(self, code: str) -> Answer:
        """Scan a ticket, as its desk would."""
        plan = await self.site.read(current)
        key = f"{self.name}-{len(self.acts)}"
        answer = await self.site.write(scan, plan, Attempt(key, "door", self.name, code=code))
        self.acts.add(key)
        return answer

    async def undo(self, key: str) -> None:
        """Take a passage back."""
        plan = await self.site.read(current)
        await self.site.write(undo, plan, key, "by mistake", self.name)

    async def record(self, many: int, at_once: int = 50) -> None:
        """Make so many scans; a transaction each for `at_once` of them."""
        plan = await self.site.read(current)
        left = many
        while left > 0:
            batch = min(left, at_once)
            first = len(self.acts)
            keys = [f"{self.name}-{number}" for number in range(first, first + batch)]

            def work(journal: Journal, rows: Connection, keys: list[str] = keys) -> None:
                for number, key in enumerate(keys, len(self.acts)):
                    code = f"C{(number * 7 + len(self.name)) % PEOPLE}"
                    scan(journal, rows, plan, Attempt(key, "door", self.name, code=code))

            await self.site.write(work)
            self.acts.update(keys)
            left -= batch


def _now() -> float:
    return asyncio.get_running_loop().time()
