"""Which camera is chosen: kept at once, tested at once, and taken back as easily."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onsite.errors import OnsiteError
from onsite.language import _
from onsite.scanner import settings as kept
from onsite.scanner.screen_trial import CameraTrial
from onsite.scanner.screen_words import Found
from onsite.scanner.settings import ScannerSettings
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from onsite.scanner.capture import Source
    from onsite.scanner.settings import HandSettings


class CameraChoice(CameraTrial):
    """Knows the cameras there are, and what of all that can be chosen was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.settings = ScannerSettings()
        self.found: list[Found] | None = None
        """The cameras that are plugged in; None until they were looked for."""
        self.trouble: OnsiteError | None = None
        """Why the last choice could not be taken."""
        self.source: Source | None = None
        """What is tested."""
        self._before: list[ScannerSettings] = []
        self._turn = asyncio.Lock()

    def find_cameras(self) -> list[Found]:
        """The cameras that are plugged in. Takes its time, and loads OpenCV."""
        from onsite.scanner.capture import devices
        from onsite.scanner.capture.obstacles import obstacle

        return [Found(device, obstacle(device)) for device in devices()]

    def source_of(self, text: str) -> Source:
        """What a camera's id, an address or a path stands for.

        Raises:
            OnsiteError: nothing that could be watched.
        """
        from onsite.scanner.capture import source_of

        return source_of(text)

    def forget_typed(self) -> None:
        """What was typed was taken."""
        raise NotImplementedError

    @property
    def can_undo(self) -> bool:
        """Whether anything was chosen here that can be taken back."""
        return bool(self._before)

    @property
    def can_give_up(self) -> bool:
        """Whether the camera that was chosen last gives no picture."""
        was = self._before[-1].camera if self._before else self.settings.camera
        return was != self.settings.camera and not self.has_worked

    def enter(self) -> None:
        """The screen is shown: test what was chosen before."""
        self._in_turn(self._enter())

    def choose(self, text: str) -> None:
        """Take another camera; the same again tries it again."""
        self._in_turn(self._choose(text))

    def change(self, **chosen: bool | HandSettings) -> None:
        """Choose something that is no camera."""
        self._in_turn(self._change(chosen))

    def take_back(self) -> None:
        """Choose again what was chosen before the last change."""
        self._in_turn(self._take_back())

    def look(self) -> None:
        """Look for cameras, unless that is under way."""
        if not is_busy(self.workers, "cameras"):
            self.run_worker(self._find(), group="cameras")

    def _in_turn(self, doing: Coroutine[Any, Any, None]) -> None:
        """One thing after the other: keys may be faster than the disk."""

        async def do() -> None:
            async with self._turn:
                await doing
            self.show_all()

        self.run_worker(do(), group="choice")

    async def _enter(self) -> None:
        site = await self.onsite.site_ready()
        self._before = []
        self.settings = await asyncio.to_thread(kept.load, site.data)
        self.trouble = await asyncio.to_thread(kept.damage, site.data)
        self.look()
        await self._test()

    async def _choose(self, text: str) -> None:
        self.trouble = None
        try:
            settled = await asyncio.to_thread(self._settled, text) if text else ""
        except OnsiteError as error:
            self.trouble = error
            return
        if settled == self.settings.camera or await self._keep(camera=settled):
            self.forget_typed()
            await self._test()

    async def _change(self, chosen: dict[str, bool | HandSettings]) -> None:
        await self._keep(**chosen)

    async def _take_back(self) -> None:
        if not self._before:
            return
        last, now = self._before[-1], self.settings
        if not await self._save(last):
            return
        self._before.pop()
        if last.camera != now.camera:
            self.trouble = None
            await self._test()

    def _settled(self, text: str) -> str:
        """As it can be kept: the desk may be started in another folder."""
        text = _unquoted(text.strip())
        source, place = self.source_of(text), Path(text).expanduser()
        is_path = "://" not in text and (not source.live or place.exists())
        return str(place.absolute()) if is_path else text

    async def _find(self) -> None:
        try:
            self.found = await asyncio.to_thread(self.find_cameras)
        except (ImportError, OSError):  # as `onsite doctor` tells it, too
            if self.found is None:
                self.found, self.trouble = [], self.trouble or _not_listed()
        self.show_all()

    async def _test(self) -> None:
        self.readings.clear()
        self.source = None
        try:
            if self.settings.camera:
                self.source = await asyncio.to_thread(self.source_of, self.settings.camera)
            else:
                self.source = self.onsite.camera
        except OnsiteError as error:
            self.trouble = error
        self.try_out(self.source)

    async def _keep(self, **chosen: Any) -> bool:
        before = self.settings
        if not await self._save(before.model_copy(update=chosen)):
            return False
        self._before.append(before)
        return True

    async def _save(self, settings: ScannerSettings) -> bool:
        try:
            await asyncio.to_thread(kept.save, self.onsite.site.data, settings)
        except OnsiteError as error:
            self.trouble = error
            return False
        self.settings = settings
        return True


def _not_listed() -> OnsiteError:
    return OnsiteError(
        _("Cameras cannot be listed here; one that is plugged in may work all the same."),
        _("Type its number, as 0, or run “onsite doctor”."),
    )


def _unquoted(text: str) -> str:
    """A path that was dropped on the terminal may come in quotes."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text
