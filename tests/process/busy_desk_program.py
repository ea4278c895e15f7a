"""The desk on the store it is given, in an app that has its hands full with its own screen."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from onsite.app import OnsiteApp
from onsite.ui.run import run
from onsite.wiring import open_site

WORK_S, EVERY_S = 0.020, 0.050
"""So long nothing else can be done, so often, in seconds; drawing comes on top of it."""


class BusyApp(OnsiteApp):
    """Works on something else most of the time, and draws everything anew each time."""

    def on_mount(self) -> None:
        # Textual calls that of the app itself.
        self.run_worker(self._begin_being_busy(), group="busy")

    async def _begin_being_busy(self) -> None:
        await self.site_ready()
        self.set_interval(EVERY_S, self._be_busy)

    def _be_busy(self) -> None:
        done = time.perf_counter() + WORK_S
        while time.perf_counter() < done:
            sum(range(1_000))
        self.screen.refresh(layout=True)


def main(data: Path) -> int:
    return run(
        lambda place: BusyApp(
            lambda: open_site(data), place=place, language_code="en", reports=data / "crash"
        )
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
