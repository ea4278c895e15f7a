"""An app around a site: opening the store, what others write, the link, the status bar."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.notifications import Notification, Notify
from textual.reactive import reactive

from onsite import case_alert
from onsite.errors import OnsiteError
from onsite.language import N_, _
from onsite.standing import foreign_version, standing
from onsite.ui.base import BaseScreen, StoreChanged, Translated
from onsite.ui.base_app import BaseApp
from onsite.ui.status import Status
from onsite.ui.told import Notice
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from textual.screen import Screen

    from onsite.clock import Clock
    from onsite.standing import Standing
    from onsite.sync.joining.invited import Invitation
    from onsite.sync.link.watching import LinkWatch, SidecarLike
    from onsite.ui.status import CameraTone
    from onsite.wiring import Site

WATCH_S = 0.1
"""How often the app looks whether another process wrote, in seconds."""
BUSY_WATCH_S = 0.3
"""The same while one change follows another, so that the screens have time to show them."""
TELL_S = 0.5
"""How often what is known of the link is told anew, in seconds."""
_ASKED_S = 60.0


class SiteApp(BaseApp):
    """Opens the site behind the first paint, and keeps what every screen shows of it.

    Args:
        open_site: opens the store; called in a thread.
        language_code: one of `language.LANGUAGES`; without it, that of the environment.
        reports: where crash reports go while no store is open.
        clock: tells the time until the site brings its own.
        sidecar: makes the process of the link for a data folder; None where none is to run.
    """

    status: reactive[Status] = reactive(Status())
    notice: reactive[Notice] = reactive(Notice())
    """What stands above every screen, in the language in use."""
    watch_s = WATCH_S  # of this app

    def __init__(
        self,
        open_site: Callable[[], Site],
        *,
        language_code: str | None = None,
        reports: Path | None = None,
        clock: Clock | None = None,
        sidecar: Callable[[Path], SidecarLike] | None = None,
    ) -> None:
        super().__init__(language_code=language_code, clock=clock, reports=reports)
        self._open = open_site
        self._opened = asyncio.Event()
        self._site: Site | None = None
        self._sidecar = sidecar
        self.request_hint = N_("F12, then F5.")
        """Where those who ask to join are answered; marked with `N_`."""
        self._asked: dict[str, Notification] = {}
        self.link: LinkWatch | None = None
        """What is known of the link; None until the site is open."""
        self.standing: Standing | None = None
        """What is in the store; None until the site is open."""
        self.names: dict[str, str] = {}
        """What the stations of the event are called, by their ids; always the same mapping."""

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
        """End the link and close the store; called when the app has ended."""
        if self.link is not None:
            self.link.close()
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

    def store_written(self, by: BaseScreen | None = None) -> None:
        """Tell the other work areas and the status bar that the store has changed."""
        self.run_worker(cast("Any", self._show_standing), group="standing", exclusive=True)
        for screen in self.base_screens():
            if screen is not by:
                screen.post_message(StoreChanged())

    def note_camera(self, text: str, tone: CameraTone = "") -> None:
        """Say in the status bar what the camera is doing, in the language in use."""
        self.status = replace(self.status, camera=text, camera_tone=tone)

    def note_scanner(self, text: str, *, lost: bool) -> None:
        """Say in the status bar what the serial scanner is doing, in the language in use."""
        self.status = replace(self.status, scanner=text, scanner_lost=lost)

    def use_language(self, code: str) -> None:
        """Switch the language of everything that is shown, the news of the link too."""
        super().use_language(code)
        self._tell_link()

    async def show_standing(self, now: Standing) -> None:
        """The figures of the store have been read."""

    def begin(self) -> None:
        """Open the store; called once the first work area has been painted."""
        self.run_worker(self._work(), group="site", exclusive=True)
        self.run_worker(self._keep_link(), group="link", exclusive=True)

    def base_screens(self) -> Iterator[BaseScreen]:
        """The work areas that were shown so far."""
        for stack in self._screen_stacks.values():
            yield from (screen for screen in stack[:1] if isinstance(screen, BaseScreen))

    async def _work(self) -> None:
        """Open the store, then look for what other processes write, as long as the app runs."""
        if not await self._open_or_ask():
            self.exit(return_code=1)
            return
        seen = await foreign_version(self.site)
        self._opened.set()
        await self._show_standing()
        busy = False
        while True:
            await asyncio.sleep(BUSY_WATCH_S if busy else self.watch_s)
            version = await foreign_version(self.site)
            if busy := version not in (None, seen):
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

    async def _keep_link(self) -> None:
        """Learn how the link stands, and run it, as long as the app runs."""
        site = await self.site_ready()
        self.link = await asyncio.to_thread(self._link_of, site)
        site.written.append(self.link.wake)
        self._mind_link()
        self.set_interval(TELL_S, self._tell_link)
        await self.link.keep()

    def _link_of(self, site: Site) -> LinkWatch:
        from onsite.sync.erasing.erasing import warning
        from onsite.sync.link.unsent import counted
        from onsite.sync.link.watching import LinkWatch

        sidecar = self._sidecar(site.data) if self._sidecar is not None else None
        unsent = partial(site.read_now, counted)
        return LinkWatch(site.data, self._clock, sidecar, partial(warning, site), unsent)

    def _mind_link(self) -> None:
        if self.link is not None and self.standing is not None and self.standing.joined:
            self.link.join()
        self._tell_link()

    def _tell_link(self) -> None:
        if self.link is not None and self.standing is not None:
            who, now = self.site.operator, self.clock.now()
            told, self.notice = case_alert.beside(self.link, self.standing, who, now)
            self.status = replace(self.status, link=told)
            self._tell_who_asks(self.link)
            self._end_if_erased(self.link)

    def _end_if_erased(self, link: LinkWatch) -> None:
        """Nothing that was erased stays on a screen, and nobody goes on here as if all was well."""
        if link.erased is not None and not is_busy(self.workers, "erased"):
            self.run_worker(_end(self, link.erased), group="erased")

    def _tell_who_asks(self, link: LinkWatch) -> None:
        """Say of each once that it asks, where no screen does; not once it was answered."""
        asking = _untold(link, self.screen_stack)
        for token in self._asked.keys() - asking.keys():
            self._unnotify(self._asked.pop(token))
        for token in asking.keys() - self._asked.keys():
            self._asked[token] = _request(asking[token], self.request_hint)
            self.post_message(Notify(self._asked[token]))

    async def _show_standing(self) -> None:
        own = self.site.journal.station
        self.standing = now = await self.site.read(standing, own)
        self.names.clear()
        self.names.update(now.names)
        self.status = replace(
            self.status,
            event=now.event,
            zone=now.zone,
            entries=now.entries,
            imported=now.imported,
            station=now.name or own[:6],
            named=bool(now.name),
            operator=now.operators.get(self.site.operator, self.site.operator),
        )
        self._mind_link()
        await self.show_standing(now)


async def _end(app: SiteApp, said: OnsiteError) -> None:
    from onsite.ui.trouble import EndScreen

    app.clear_notifications()
    await app.push_screen_wait(EndScreen(said))
    app.exit(return_code=1)


def _untold(link: LinkWatch, screens: Sequence[Screen[Any]]) -> dict[str, Invitation]:
    """Those who ask, by the tokens of their invitations, where no open screen says so itself."""
    telling = [each for each in screens if isinstance(each, Translated)]
    return {
        each.token: each
        for each in link.asking()
        if not any(screen.shows_request(each.token) for screen in telling)
    }


def _request(invitation: Invitation, hint: str) -> Notification:
    from onsite.sync.stations.words import asking

    return Notification(f"{asking(invitation)} {_(hint)}", timeout=_ASKED_S)
