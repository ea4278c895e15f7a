"""Watches the cameras that the plan gives to this station, and tells of what they see.

Whatever befalls a camera, no count changes: it says so, and tries again.
"""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING, NamedTuple

from onsite.behind import Rounds, woken_or_after
from onsite.clock import to_ms
from onsite.plan.service import current
from onsite.sync import membership
from onsite.sync.permission import may
from onsite.zones.camera import service
from onsite.zones.camera.facts import CameraCrossings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from onsite.behind import Wait
    from onsite.plan.zones.parts import CameraPart
    from onsite.wiring import Site
    from onsite.zones.camera.watching import Watching

LOOKS_S = 2.0
"""It is looked so often whether there is something to tell."""
IDLE_S = 15.0
"""And so often while the plan gives this station no camera."""
LOST_MS = 5_000
"""A camera is lost once it gives no picture for so long: many stumble for a second."""


class _Watched(NamedTuple):
    watching: Watching
    run: str
    troubled: list[int]
    """Since when it is in trouble; empty while it is not."""
    told: list[bool]
    """What this run has told of it: whether it watches. Empty while nothing."""


class CameraAgent(Rounds):
    """The cameras over zones' doors at one station.

    Args:
        site: the open store.
        begun: starts to watch a camera.
        told: called when something was recorded.
        mistaken: called with a mistake of the program.
        wait: lets time pass, until the event is set or so many seconds are over.
    """

    def __init__(
        self,
        site: Site,
        begun: Callable[[CameraPart], Watching],
        told: Callable[[], None] = lambda: None,
        mistaken: Callable[[BaseException], None] = lambda _error: None,
        *,
        wait: Wait = woken_or_after,
    ) -> None:
        super().__init__(site, told, mistaken, wait, IDLE_S)
        self._begun = begun
        self._watched: dict[str, _Watched] = {}
        """By zone."""

    def stop(self) -> None:
        """Let go of all cameras. Does not wait."""
        for each in self._watched.values():
            each.watching.stop()
        self._watched = {}

    async def round(self) -> float:
        """Tell what there is to tell; answers when to look again, in seconds."""
        try:
            cameras = await self._site.read(_cameras, self._site.journal.station)
            await self._follow(cameras)
            for zone, each in self._watched.items():
                await self._tell(zone, each)
        except Exception as error:  # noqa: BLE001 - what was not told is told the next time
            self._mistakes.note(error)
        return LOOKS_S if self._watched else IDLE_S

    async def _follow(self, cameras: Mapping[str, CameraPart]) -> None:
        """Begin with cameras that are new in the plan, and end those that it has no more."""
        for zone, each in list(self._watched.items()):
            if cameras.get(zone) != each.watching.camera:
                each.watching.stop()
                del self._watched[zone]
        for zone, camera in cameras.items():
            if zone not in self._watched:
                # Loads OpenCV, which takes long.
                watching = await asyncio.to_thread(self._begun, camera)
                self._watched[zone] = _Watched(watching, uuid.uuid4().hex, [], [])

    async def _tell(self, zone: str, each: _Watched) -> None:
        now_ms, watching, site = to_ms(self._site.clock.now()), each.watching, self._site
        minutes = watching.over()
        if minutes:
            await site.write(service.tell_minutes, zone, each.run, minutes)
            watching.forget(minutes)
            self._told()
        if watching.sees:
            each.troubled.clear()
        elif watching.trouble and not each.troubled:
            each.troubled.append(now_ms)
        lasts = bool(each.troubled) and now_ms - each.troubled[0] >= LOST_MS
        trouble = "" if watching.sees else watching.trouble
        known = site.journal.station, zone, trouble
        # Nobody watched before this run did: what was known until then is not what is so since.
        begins = watching.sees and not each.told
        if begins or ((watching.sees or lasts) and await site.read(service.is_news, *known)):
            await site.write(service.tell_state, zone, trouble, now_ms)
            each.told[:] = [watching.sees]
            self._told()


def _cameras(rows: Connection, station: str) -> dict[str, CameraPart]:
    """By zone, the cameras that this station watches: those with its name, alone all of them."""
    plan = current(rows)
    if plan is None or not may(rows, station, CameraCrossings):
        return {}
    me, alone = membership.station(rows, station), membership.trust(rows) is None
    return {
        zone: part.camera
        for zone, part in plan.zones.items()
        if part.camera is not None
        and (alone or (me is not None and me.name == part.camera.station))
    }
