"""What the counter screen knows, and what it has not written yet."""

from __future__ import annotations

import asyncio
import uuid
from importlib import import_module
from typing import TYPE_CHECKING

from onsite.behind import woken_or_after
from onsite.clock import to_ms
from onsite.errors import OnsiteError
from onsite.ui.saying import SayingScreen
from onsite.zones.counter.writing import Batch, Writing, batches_of

if TYPE_CHECKING:
    from onsite.zones.counter.reading import Look
    from onsite.zones.counter.showing import Ahead, Counted
    from onsite.zones.counter.spare import Spare
    from onsite.zones.counting.views import OwnTap, Standing

    Done = tuple[Standing, tuple[OwnTap, ...] | None]
    """How the zone stands, and what was taken back, if that was what was done."""

TICK_S = 1.0
"""So often the ages run on; nothing is read for that."""
_AGAIN_S = 5.0
"""So often it is read though nothing was written."""
_APART_S = 0.4
"""So far apart it is read, however much others count: what they tap is seen within a second."""
_NEEDED = (
    "onsite.zones.counter.reading",
    "onsite.zones.counter.showing",
    "onsite.zones.counting.service",
)


class CounterWork(SayingScreen):
    """Counts in one zone. Its widgets are in `counter.screen`."""

    def __init__(self) -> None:
        super().__init__()
        self.zone = ""
        """The id of the zone; empty before one was chosen."""
        self.counter = uuid.uuid4().hex
        """Of this screen; another zone is counted by another one."""
        self._counters: dict[str, str] = {}
        """By zone that was counted here before: whoever comes back takes their own taps back."""
        self.found: Look | None = None
        self.opened = False
        """Whether the store was read."""
        self.standing: Standing | None = None
        """Of the zone, by the newest of reads and writes."""
        self.now_ms = 0
        self.writing: Writing[Done] = Writing(self._save, self._saved, self.show_all, self._report)
        self._spare: Spare | None = None
        self._wanted = asyncio.Event()
        self._failed = False

    @property
    def is_filled(self) -> bool:
        """Whether the count was read."""
        return self.found is not None

    @property
    def pressed(self) -> Ahead:
        """What was pressed and may turn out to be no tap."""
        raise NotImplementedError

    @property
    def counted(self) -> Counted | None:
        """How the zone stands now; None where there is none, or nothing was read yet."""
        from onsite.zones.counter.showing import Ahead, Counted

        view = self.found.view(self.zone) if self.found is not None else None
        if self.found is None or view is None or self.standing is None:
            return None
        writing, pressed = self.writing, self.pressed
        ahead = Ahead(
            writing.came + pressed.came, writing.left + pressed.left, writing.taps + pressed.taps
        )
        told = (self.counter, self.onsite.site.journal.station, self.now_ms)
        return Counted(self.found, view, self.standing, ahead, *told)

    # Reading.

    async def open(self) -> None:
        """Import what the screen needs off its own thread, then read as long as it is there."""
        await self.onsite.site_ready()
        for name in _NEEDED:
            await asyncio.to_thread(import_module, name)
        await self._save_left_over()
        self.run_worker(self.writing.keep(), group="writing", exclusive=True)
        while True:
            self._wanted.clear()
            await self.read_now()
            await asyncio.sleep(_APART_S)
            await woken_or_after(self._wanted, _AGAIN_S)

    def read(self) -> None:
        """Read soon: something was written, or something else is to be shown."""
        self._wanted.set()

    async def read_now(self) -> None:
        """Read, and show it; while another work area is shown, nothing is read."""
        if not self.is_in_front:
            return
        from onsite.zones.counter.reading import look
        from onsite.zones.preparing import prepare

        site = self.onsite.site
        try:
            await prepare(site)
            found = await site.read(look, site.clock.now())
        except OnsiteError:
            return  # One that is busy is read the next time.
        self.found, self.opened = found, True
        if not self.zone and found is not None and len(found.survey.zones) == 1:
            self.zone = found.survey.zones[0].id
        view = found.view(self.zone) if found is not None else None
        self.standing = view.by_hand if view is not None else None
        self.tick()

    @property
    def is_in_front(self) -> bool:
        """Whether it is the work area that is shown, with or without a question above it."""
        return self.is_mounted and self.onsite.screen_stack[:1] == [self]

    def tick(self) -> None:
        """The ages run on."""
        if self.is_in_front:
            self.now_ms = to_ms(self.onsite.clock.now())
            self.show_all()

    # Writing.

    def add(self, people: int, at_ms: int) -> None:
        """Somebody came in, or below zero went out."""
        self.writing.add(at_ms, people, self.onsite.site.operator)

    async def _save(self, batch: Batch) -> Done:
        return await self._save_in(self.counter, self.zone, batch)

    async def _save_in(self, counter: str, zone: str, batch: Batch) -> Done:
        from onsite.zones.acting import By
        from onsite.zones.counting import service

        site = await self.onsite.site_ready()
        # At the moment of the write: what was tapped long before, and kept, is no act of now.
        by = By(batch.operator, to_ms(site.clock.now()), batch.key)
        if batch.taps:
            return await site.write(service.count_in, by, counter, zone, batch.taps), None
        return await site.write(service.take_back, by, counter, zone)

    async def _save_left_over(self) -> None:
        """What could not be saved when the app ended before; and the room for what cannot now."""
        from onsite.zones.counter.spare import Spare

        self._spare = Spare(self.onsite.site.data)
        for path, kept in await asyncio.to_thread(lambda spare: [*spare.found()], self._spare):
            try:
                # The same acts: what had reached the disk after all does not count twice.
                for batch in batches_of(kept["taps"]):
                    await self._save_in(kept["counter"], kept["zone"], batch)
            except OnsiteError:
                break  # Once somebody counts again.
            await asyncio.to_thread(path.unlink, missing_ok=True)
        await asyncio.to_thread(self._spare.take_room)

    def took_back(self, undone: tuple[OwnTap, ...]) -> None:
        """Say what was taken back."""
        raise NotImplementedError

    def _saved(self, done: Done) -> None:
        standing, undone = done
        if standing.zone == self.zone:
            self.standing = standing
        self._failed = False
        if self.is_mounted:
            # The others on this laptop know it now; the app looks at other processes by itself.
            self.onsite.store_written(self)
            self.read()
            if undone is not None:
                self.took_back(undone)

    def _report(self, error: BaseException) -> None:
        self.onsite.report_error(error)

    def mind_failure(self) -> None:
        """Let it be heard, once, that what is tapped is not saved."""
        failing = self.writing.failure is not None and self.writing.taps > 0
        if failing and not self._failed:
            self._failed = True
            self.onsite.sound("refuse")

    async def count_zone(self, zone: str) -> bool:
        """Count in that zone from now on; answers whether it does.

        What was tapped belongs to the zone before: while that is not on disk, it stays.
        """
        if zone == self.zone:
            return True
        if self.zone and not await self.writing.flush():
            return False
        self._counters[self.zone] = self.counter
        self.zone, self.standing = zone, None
        self.counter = self._counters.get(zone) or uuid.uuid4().hex
        await self.read_now()
        return True

    async def leave(self) -> None:
        """Write what is left, as the screen goes; what cannot be saved is kept, and told."""
        from onsite.zones.counter import showing

        # First: a store that is locked is waited for, and whoever ends the program may not wait.
        kept = self.writing.taps > 0 and self._spare is not None and self._spare.keep(self.draft())
        if self.writing.taps:
            await self.writing.flush()
        if not self.writing.taps:
            if self._spare is not None:
                self._spare.give_back()
        else:
            self.onsite.parting.append(showing.left_over(self.writing, kept=kept))
