"""A hub that runs beside a screen: in a thread of its own, whatever becomes of the screen."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.sync.hub.events import HubEvent
    from onsite.sync.hub.overview import HubOverview
    from onsite.wiring import Site


class Hub(Protocol):
    """What is needed of a hub; `hub_running.RunningHub` is one."""

    @property
    def site(self) -> Site:
        """Of this laptop."""
        ...

    @property
    def events(self) -> Iterable[HubEvent]:
        """What happened to it, the oldest first."""
        ...

    async def start(self) -> None:
        """Open it."""
        ...

    async def stop(self) -> None:
        """Close it."""
        ...

    async def ended(self) -> None:
        """Wait until it is closed, or until a bug ends it, which is raised."""
        ...

    def overview(self) -> HubOverview:
        """How it stands now."""
        ...


class HubThread:
    """Runs a hub from `open` to `close`, and asks it from any other loop.

    Args:
        hub: not started yet.
    """

    def __init__(self, hub: Hub) -> None:
        self.site = hub.site
        self.failure: BaseException | None = None
        """The bug that ended it, if one did."""
        self._hub = hub
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="onsite-hub", daemon=True)

    def open(self) -> None:
        """Open the hub; once this returns, stations can connect.

        Raises:
            OnsiteError: it cannot be opened.
        """
        self._thread.start()
        try:
            self._now(self._hub.start())
        except BaseException:
            self._end()
            raise
        asyncio.run_coroutine_threadsafe(self._watch(), self._loop)

    async def look(self) -> tuple[HubOverview, tuple[HubEvent, ...]]:
        """How the hub stands, and what happened to it."""
        asked = asyncio.run_coroutine_threadsafe(self._seen(), self._loop)
        return await asyncio.wrap_future(asked)

    def close(self) -> None:
        """Close the hub: its server has written everything and is gone."""
        try:
            self._now(self._hub.stop())
        finally:
            self._end()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _now(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _seen(self) -> tuple[HubOverview, tuple[HubEvent, ...]]:
        return self._hub.overview(), tuple(self._hub.events)

    async def _watch(self) -> None:
        try:
            await self._hub.ended()
        except Exception as failure:  # noqa: BLE001 - a bug; the screen tells of it
            self.failure = failure
