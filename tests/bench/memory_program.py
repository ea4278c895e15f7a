"""Opens the desk without a terminal on a store, searches and scans, tells its memory, and ends."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from onsite.app import OnsiteApp


async def main(data: Path) -> None:
    from onsite.wiring import open_site

    app = OnsiteApp(lambda: open_site(data, operator="Bench"))
    async with app.run_test(size=(120, 40)) as pilot:
        await app.site_ready()
        for text in ("m", "mueller", "wangxm", "nobody at all"):
            app.screen.query_one("ScanLine").value = text
            await pilot.pause(0.5)
        app.screen.work.ask(code="CODE000007")
        await app.screen.work.answered()
        await pilot.pause(0.5)
        sys.__stdout__.write(json.dumps({"resident_mb": _resident_mb()}))
        sys.__stdout__.flush()
    app.close_site()


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
