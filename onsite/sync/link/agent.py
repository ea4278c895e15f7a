"""The process of a link: `python -m onsite.sync.link.agent --data DIR [--upstream ADDRESS]`.

It belongs to whoever started it, and ends when its standard input does: when that is closed, and
when the process that holds the other end dies, however that happens. Each byte that arrives
there says that something was recorded. What goes wrong stands in `link.log`; nothing of it ends
the process, and nothing is written to a terminal.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from onsite.behind import woken_or_after
from onsite.sync.link import agent_log, state
from onsite.sync.link.sidecar import GONE
from onsite.sync.link.state import LinkState, Phase

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from onsite.sync.link.attendant import Attendant
    from onsite.sync.link.link import Link
    from onsite.wiring import Site

LOOK_S = 1.0
_GRACE_S = 1.5
"""How long an orderly end may take."""
_LISTEN_BYTES = 4096
_GARBAGE = 50_000


@dataclass
class Agent:
    """The process at work.

    Args:
        data: the folder of the store.
        upstream: the only hub to go to, as the second link of a venue's hub; empty for the link
            that every station has.
        report: told of every error.
    """

    data: Path
    upstream: str
    report: Callable[[BaseException], None]
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    _attendant: Attendant | None = None

    @property
    def name(self) -> str:
        """Of the link."""
        return name_of(self.upstream)

    async def run(self) -> None:
        """Work until `ended`; wait before as long as another process works on the folder."""
        lock = FileLock((self.data / state.file_of(self.name)).with_suffix(".lock"))
        try:
            if await self._succeeded(lambda: self._locked(lock)):
                await self._work()
        finally:
            lock.release()

    def wake(self) -> None:
        """Whoever started this process has recorded something."""
        if self._attendant is not None:
            self._attendant.wake()

    async def _work(self) -> None:
        opened: list[Site] = []
        if not await self._succeeded(lambda: self._opened(opened)):
            return
        try:
            await self._attend(opened[0])
        finally:
            opened[0].close()

    async def _attend(self, site: Site) -> None:
        from onsite.sync.link.attendant import Attendant

        def make(announce: Callable[[LinkState], None]) -> Link:
            from onsite.sync.link.link import Link

            return Link(site, name=self.name, address=self.upstream or None, announce=announce)

        self._attendant = Attendant(site, make, self._tell, self.report)
        working = asyncio.create_task(self._attendant.run())
        ending = asyncio.create_task(self.ended.wait())
        await asyncio.wait({working, ending}, return_when=asyncio.FIRST_COMPLETED)
        working.cancel()
        ending.cancel()
        for error in await asyncio.gather(working, ending, return_exceptions=True):
            if isinstance(error, Exception):
                self.report(error)

    async def _succeeded(self, attempt: Callable[[], Awaitable[bool]]) -> bool:
        """Try each second until it succeeds; False where the end came first."""
        while not self.ended.is_set():
            if await attempt():
                return True
            await woken_or_after(self.ended, LOOK_S)
        return False

    async def _locked(self, lock: FileLock) -> bool:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        except OSError as error:
            self.report(error)
            return False
        return True

    async def _opened(self, opened: list[Site]) -> bool:
        from onsite.wiring import open_site

        try:
            opened.append(await asyncio.to_thread(open_site, self.data))
            _spare_the_collector()
        except Exception as error:  # noqa: BLE001 - the disk may have room again later
            if is_gone(self.data):
                self.ended.set()
                return False
            self.report(error)
            self._tell(LinkState(phase=Phase.SEARCHING, detail=type(error).__name__))
            return False
        return True

    def _tell(self, news: LinkState) -> None:
        state.write(self.data, news, self.name)


def _spare_the_collector() -> None:
    """What is loaded by now stays, and thousands of entries come and go without a cycle.

    To look through them again and again takes a tenth of what taking them over does.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE)


def name_of(upstream: str) -> str:
    """The name of the link that an agent runs."""
    return "upstream" if upstream else "hub"


def is_gone(data: Path) -> bool:
    """Whether the data of a folder was erased, since its station was revoked."""
    from onsite.wiring import REVOKED_FILE

    return (data / REVOKED_FILE).exists()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the process; answers its exit code."""
    reader = argparse.ArgumentParser(prog="onsite.sync.link.agent")
    reader.add_argument("--data", type=Path, required=True)
    reader.add_argument("--upstream", default="")
    given = reader.parse_args(arguments)
    report = agent_log.reporter(
        given.data / f"{Path(state.file_of(name_of(given.upstream))).stem}.log"
    )
    try:
        given.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        asyncio.run(_run(given.data, given.upstream, report))
    except Exception as error:  # noqa: BLE001 - there is no terminal to tell it to
        report(error)
        return 1
    return GONE if is_gone(given.data) else 0


async def _run(data: Path, upstream: str, report: Callable[[BaseException], None]) -> None:
    loop = asyncio.get_running_loop()

    def unheeded(_loop: asyncio.AbstractEventLoop, told: dict[str, Any]) -> None:
        error = told.get("exception")
        if error is not None:
            report(error)

    loop.set_exception_handler(unheeded)
    agent = Agent(data, upstream, report)
    for name in ("SIGTERM", "SIGINT"):
        # Windows has no such handlers; there the end of standard input is enough.
        with suppress(NotImplementedError, AttributeError):
            loop.add_signal_handler(getattr(signal, name), agent.ended.set)
    threading.Thread(target=_listen, args=(loop, agent), daemon=True).start()
    watching = asyncio.create_task(_watch_parent(agent.ended))
    try:
        await agent.run()
    finally:
        watching.cancel()


def _listen(loop: asyncio.AbstractEventLoop, agent: Agent) -> None:
    """Hand on what arrives at standard input; its end is the end of the process."""
    with suppress(OSError, RuntimeError):
        while os.read(sys.stdin.fileno(), _LISTEN_BYTES):
            loop.call_soon_threadsafe(agent.wake)
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(agent.ended.set)
    time.sleep(_GRACE_S)
    os._exit(1)


async def _watch_parent(ended: asyncio.Event) -> None:
    """Notice a parent that has died while somebody else holds its end of the pipe."""
    parent = os.getppid()
    while not ended.is_set():
        await woken_or_after(ended, LOOK_S)
        if os.getppid() != parent:
            ended.set()


if __name__ == "__main__":
    sys.exit(main())
