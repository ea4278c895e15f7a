"""The Textual app: work areas as modes, the open site, the status bar's figures."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.reactive import reactive

from onsite import language
from onsite.areas import AREAS, WELCOME, Area, Place
from onsite.errors import OnsiteError
from onsite.standing import foreign_version, standing
from onsite.ui import crash
from onsite.ui.base import BaseScreen, StoreChanged
from onsite.ui.base_app import BaseApp
from onsite.ui.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from onsite.clock import Clock
    from onsite.ui.status import CameraTone
    from onsite.wiring import Site

WATCH_S = 0.3
"""How often the app looks whether another process wrote, in seconds."""


class OnsiteApp(BaseApp):
    """The app. The first paint needs textual alone; the store is opened behind it.

    Args:
        open_site: opens the store; called in a thread.
        start_mode: the work area to begin with.
        place: where to begin instead, after a crash or with drafts of one's own.
        camera: handed to the desk as it is.
        checkpoint: handed to the desk: where it stands; None for the plan's first.
        demo: whether the store is a temporary one of the demo.
        language_code: one of `language.LANGUAGES`; without it, that of the environment.
        reports: where crash reports go while no store is open.
        clock: tells the time until the site brings its own.
        areas: the work areas.
    """

    status: reactive[Status] = reactive(Status())

    def __init__(  # noqa: PLR0913 - what differs between the demo, the desk and a test
        self,
        open_site: Callable[[], Site],
        *,
        start_mode: str = "desk",
        place: Place | None = None,
        camera: Any = None,
        checkpoint: str | None = None,
        demo: bool = False,
        language_code: str | None = None,
        reports: Path | None = None,
        clock: Clock | None = None,
        areas: Iterable[Area] = AREAS,
    ) -> None:
        self.place = place or Place(start_mode)
        super().__init__(
            language_code=self.place.language or language_code, clock=clock, reports=reports
        )
        self.camera = camera
        self.checkpoint = checkpoint
        self.demo = demo
        self.areas = {area.mode: area for area in (*areas, WELCOME)}
        self._open = open_site
        self._opened = asyncio.Event()
        self._site: Site | None = None
        self.place_at_crash: Place | None = None
        self._add_areas()
        # Begin in the area itself: Textual's empty first screen would cost a paint of its own.
        self._current_mode = self.place.mode
        self._screen_stacks = {self.place.mode: []}

    @property
    def site(self) -> Site:
        """The open site.

        Raises:
            RuntimeError: it is not open yet; await `site_ready` first.
        """
        if self._site is None:
            raise RuntimeError("the site is not open yet")
        return self._site

    async def site_ready(self) -> Site:
        """The open site; waits until it is open."""
        await self._opened.wait()
        return self.site

    def close_site(self) -> None:
        """Close the store; called when the app has ended."""
        if self._site is not None:
            self._site.close()

    @property
    def clock(self) -> Clock:
        """Tells the time: by the site's clock once there is a site."""
        return self._site.clock if self._site is not None else self._clock

    @property
    def reports(self) -> Path:
        """The folder for crash reports: beside the store once that is open."""
        return self._site.data / "crash" if self._site is not None else super().reports

    def here(self) -> Place:
        """Where the user is now."""
        drafts = {
            mode: stack[0].draft()
            for mode, stack in self._screen_stacks.items()
            if stack and isinstance(stack[0], BaseScreen)
        }
        welcomed = self.current_mode == WELCOME.mode
        mode = self.place.mode if welcomed else self.current_mode
        return Place(mode, language.current(), self.theme, drafts, self.crashed)

    def store_written(self, by: BaseScreen | None = None) -> None:
        """Tell the other work areas and the status bar that the store has changed."""
        self.run_worker(self._show_standing(), group="standing", exclusive=True)
        for screen in self._base_screens():
            if screen is not by:
                screen.post_message(StoreChanged())

    def note_camera(self, text: str, tone: CameraTone = "") -> None:
        """Say in the status bar what the camera is doing, in the language in use."""
        self.status = replace(self.status, camera=text, camera_tone=tone)

    def on_mount(self) -> None:
        """Show the first work area, and open the store once that has been painted."""
        if self.place.theme:
            self.theme = self.place.theme
        self.status = Status(demo=self.demo)
        if self.place.report is not None:
            said = crash.restarted_sentence(self.place.report)
            self.notify(said, severity="error", timeout=30, markup=False)
        self.call_after_refresh(self._begin)

    async def action_area(self, mode: str) -> None:
        """Show a work area."""
        await self.switch_mode(mode)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Another work area than this one, and not while a question waits for its answer."""
        if action == "area":
            return len(self.screen_stack) == 1 and parameters != (self.current_mode,)
        return super().check_action(action, parameters)

    def _handle_exception(self, error: Exception) -> None:
        super()._handle_exception(error)
        if self.place_at_crash is None:
            self.place_at_crash = self._here_after_crash()

    def _here_after_crash(self) -> Place:
        try:
            return self.here()
        except Exception:  # noqa: BLE001 - a broken screen must not keep the app from restarting
            return replace(self.place, report=self.crashed)

    def _add_areas(self) -> None:
        for area in self.areas.values():
            self.add_mode(area.mode, partial(self._load, area))
            if area.key:
                self.bind(area.key, f"area('{area.mode}')", description=area.label)

    def _load(self, area: Area) -> BaseScreen:
        screen = area.load()
        screen.restore(self.place.drafts.get(area.mode, {}))
        return screen

    def _base_screens(self) -> Iterator[BaseScreen]:
        for stack in self._screen_stacks.values():
            yield from (screen for screen in stack[:1] if isinstance(screen, BaseScreen))

    def _begin(self) -> None:
        self.run_worker(self._work(), group="site", exclusive=True)

    async def _work(self) -> None:
        """Open the store, then look for what other processes write, as long as the app runs."""
        if not await self._open_or_ask():
            self.exit(return_code=1)
            return
        seen = await foreign_version(self.site)
        self._opened.set()
        await self._show_standing()
        while True:
            await asyncio.sleep(WATCH_S)
            version = await foreign_version(self.site)
            if version not in (None, seen):
                seen = version
                self.store_written()

    async def _open_or_ask(self) -> bool:
        while self._site is None:
            try:
                await asyncio.to_thread(self._open_in_thread)
            except OnsiteError as error:
                from onsite.ui.trouble import TroubleScreen

                if not await self.push_screen_wait(TroubleScreen(error)):
                    return False
        return True

    def _open_in_thread(self) -> None:
        # Set here rather than after the await: the app may end while the store is opening,
        # and `close_site` must then find it.
        self._site = self._open()

    async def _show_standing(self) -> None:
        now = await self.site.read(standing)
        self.status = replace(
            self.status,
            event=now.event,
            zone=now.zone,
            entries=now.entries,
            imported=now.imported,
            station=self.site.journal.station[:6],
            operator=self.site.operator,
        )
        if now.bare and not self.areas[self.current_mode].works_bare:
            await self.switch_mode(WELCOME.mode)
        elif self.current_mode == WELCOME.mode and not now.bare:
            await self.switch_mode(self.place.mode)
