"""One reading of the store for all viewers: what each stage's viewers count from, as it changes."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onsite.behind import woken_or_after
from onsite.errors import OnsiteError
from onsite.stage import watching
from onsite.stage.clock.present import Present
from onsite.stage.display.anchoring import anchors
from onsite.stage.display.lost import cut_off_since
from onsite.stage.moment import at
from onsite.stage.web.telling import as_json, look, told
from onsite.ui import crash

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from sqlalchemy import Connection

    from onsite.stage.display.anchoring import Scene
    from onsite.sync.link.watching import LinkWatch
    from onsite.wiring import Site

BEAT_S = 3.0
"""A viewer hears something at least so often, and so knows that it is not cut off."""
_SECOND_MS = 1_000


@dataclass(frozen=True, slots=True)
class Read:
    """What the store says."""

    event: str = ""
    """Its name; empty before a plan was published."""
    stages: Mapping[str, str] = field(default_factory=dict)
    """The names of the stages that may be seen, by their ids."""
    scenes: Mapping[str, Scene] = field(default_factory=dict)
    """What happens on those that somebody looks at."""


@dataclass(slots=True)
class _Watched:
    """A stage that was asked for."""

    viewers: int = 0
    number: int = 0
    """Of what is told now."""
    line: str = ""
    seen: tuple[object, ...] = ()


class Feed:
    """What viewers are told. Everything of it happens on one event loop.

    Args:
        site: the open store.
        only: the id of the one stage that may be seen; empty for all.
        link: what is known of this station's link; None where it has none.
        beat_s: how often a viewer hears something at least, in seconds.
    """

    def __init__(
        self, site: Site, only: str = "", link: LinkWatch | None = None, *, beat_s: float = BEAT_S
    ) -> None:
        self._site = site
        self._only = only
        self._link = link
        self._beat_s = beat_s
        self._present = Present(site.clock, site.journal.station)
        self._watched: dict[str, _Watched] = {}
        self._changed = asyncio.Event()
        self._open = True
        self._said = ""
        self.read = Read()
        """What was read last."""
        self.reads = 0
        """How often the store was read; what a test looks at."""

    @property
    def viewers(self) -> int:
        """How many look now."""
        return sum(each.viewers for each in self._watched.values())

    def now_ms(self) -> int:
        """The present, by the clock of the event."""
        return self._present.read().at_ms

    async def run(self) -> None:
        """Read the store whenever something was written, as long as this is not cancelled."""
        await self.again()
        async with asyncio.TaskGroup() as both:
            both.create_task(self._tick())
            await watching.follow(self._site, self.again)

    def close(self) -> None:
        """Let all viewers go."""
        self._open = False
        self._changed.set()

    async def again(self) -> None:
        """Read the store; one that is busy is read the next time."""
        wanted = [stage for stage, each in self._watched.items() if each.viewers]
        try:
            self.read = await self._site.read(read, wanted, self._only, self.now_ms())
            self.reads += 1
        except OnsiteError:
            pass
        except Exception as error:  # noqa: BLE001 - viewers go on with what they know
            self._mistaken(error)
        self._tell()

    @contextmanager
    def viewing(self, *stages: str) -> Iterator[None]:
        """Somebody looks at stages."""
        looked_at = [self._watched.setdefault(stage, _Watched()) for stage in stages]
        for each in looked_at:
            each.viewers += 1
        try:
            yield
        finally:
            for each in looked_at:
                each.viewers -= 1

    async def lines(self, *stages: str) -> AsyncIterator[tuple[str, str] | None]:
        """What a viewer of stages is told: what holds now, then each change; None as a beat.

        Each comes with its stage. A viewer that is slow misses what was soon replaced by something
        newer, never the newest.
        """
        looked_at = {stage: self._watched[stage] for stage in stages}
        if any(each.viewers == 1 or not each.line for each in looked_at.values()):
            await self.again()
        heard = dict.fromkeys(stages, 0)
        loop = asyncio.get_running_loop()
        told_at = loop.time()
        while self._open:
            changed = self._changed
            for stage, each in looked_at.items():
                if heard[stage] != each.number:
                    heard[stage], told_at = each.number, loop.time()
                    yield stage, each.line
            # Others' stages wake everybody; a beat comes in time all the same.
            until = told_at + self._beat_s - loop.time()
            if not await woken_or_after(changed, max(until, 0.0)) and self._open:
                told_at = loop.time()
                yield None

    async def _tick(self) -> None:
        """Look on every second what the clock alone has changed."""
        while True:
            await asyncio.sleep((_SECOND_MS - self.now_ms() % _SECOND_MS) / _SECOND_MS)
            self._tell()

    def _tell(self) -> None:
        """Tell the viewers of each stage what is another thing for them than before."""
        for stage, watched in self._watched.items():
            scene = self.read.scenes.get(stage)
            if not watched.viewers or scene is None:
                continue
            try:
                self._tell_of(watched, scene)
            except Exception as error:  # noqa: BLE001 - viewers go on with what they know
                self._mistaken(error)

    def _tell_of(self, watched: _Watched, scene: Scene) -> None:
        moment = at(scene.kept, self._present.read())
        found = anchors(scene, moment)
        found = replace(found, cut_off_ms=self._cut_off(scene, moment.now_ms))
        seen = look(found)
        if seen != watched.seen:
            watched.seen, watched.line = seen, as_json(told(found))
            watched.number += 1
            self._changed.set()
            self._changed = asyncio.Event()

    def _mistaken(self, error: Exception) -> None:
        """Report a bug, once."""
        said = repr(error)
        if said != self._said:
            self._said = said
            crash.write(self._site.data / "crash", error, at=self._site.clock.now())

    def _cut_off(self, scene: Scene, now_ms: int) -> int | None:
        if self._link is None:
            return None
        own = self._site.journal.station
        return cut_off_since(self._link.state, self._link.phase(), scene.source, own, now_ms)


def read(rows: Connection, wanted: list[str], only: str, now_ms: int) -> Read:
    """Read what viewers may see.

    Args:
        rows: the store.
        wanted: the ids of the stages at which somebody looks.
        only: the id of the one stage that may be seen; empty for all.
        now_ms: the instant.
    """
    from onsite.plan.service import current
    from onsite.stage.display.finding import scene_of

    plan = current(rows)
    if plan is None:
        return Read()
    stages = {key: part.name for key, part in plan.stages.items() if only in ("", key)}
    scenes = {key: scene_of(rows, plan, key, now_ms) for key in wanted if key in stages}
    return Read(plan.event.name, stages, scenes)
