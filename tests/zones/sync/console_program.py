"""A station that watches levels, with its link, as a process of its own; until its input ends.

Argument: the data folder of a station that has joined.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from pathlib import Path

from onsite.clock import SystemClock
from onsite.sync.link.sidecar import Sidecar
from onsite.sync.link.watching import LinkWatch
from onsite.wiring import open_site
from onsite.zones.levels.agent import LevelsAgent

LOOK_S = 0.2


async def main(data: Path) -> None:
    site = open_site(data, operator="Ana")
    watch = LinkWatch(data, SystemClock(), Sidecar(data))
    site.written.append(watch.wake)
    watch.join()
    agent = LevelsAgent(site, lambda: (watch.phase(), watch.state))
    working = asyncio.create_task(agent.run())
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    try:
        while not ended.is_set():
            watch.look()
            # What another program writes, the app notices so, too.
            agent.wake()
            await asyncio.sleep(LOOK_S)
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        await asyncio.to_thread(watch.close)
        site.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
