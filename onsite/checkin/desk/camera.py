"""The camera at the desk: every code that comes into view is an attempt like any other."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.notifications import Notification, Notify
from textual.widget import Widget
from textual.widgets import Input, Static

from onsite.checkin.desk import camera_words
from onsite.errors import OnsiteError
from onsite.language import _
from onsite.scanner.preview_view import CameraView
from onsite.ui.base import BaseScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.screen import Screen

    from onsite.checkin.desk.queue import Ask
    from onsite.checkin.desk.work import DeskWork
    from onsite.checkin.views import Answer, Beside
    from onsite.scanner.camera import Camera, CameraState, Crowd, Sighting
    from onsite.scanner.capture import Source
    from onsite.scanner.decoding import Located
    from onsite.scanner.settings import ScannerSettings
    from onsite.ui.status import CameraTone

_TONES: dict[str, CameraTone] = {"failed": "failed", "retrying": "failed", "ended": "ended"}
_TROUBLE_S = 20.0


class CameraWord(Widget):
    """One line over the upper edge of the banner, while there is anything to say."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual's widgets use
        super().__init__(id=id)
        self._word: Callable[[int], str] | None = None

    def on_mount(self) -> None:
        self.display = False

    def show(self, word: Callable[[int], str] | None) -> None:
        """Say this, made for a number of cells; or nothing."""
        self._word = word
        self.display = word is not None
        self.refresh()

    def render(self) -> Text:
        """The line, in the language in use."""
        said = self._word(self.content_size.width) if self._word is not None else ""
        return Text(said, no_wrap=True, overflow="ellipsis")


class DeskCamera(BaseScreen):
    """Is told what the camera sees, in the screen's own thread."""

    work: DeskWork
    _camera: Camera | None = None
    _camera_state: CameraState | None = None
    _trouble: Notification | None = None
    _crowd: Crowd | None = None
    """What was asked about last, until something else is scanned."""
    _beside: Sequence[Beside] = ()
    _unread: Located | None = None
    _may_film = False
    """False while the camera is somebody else's."""

    def clear_the_way(self, stays: Callable[[Screen[Any]], bool]) -> None:
        """Close what stands over the desk, but for what stays."""

    async def start_camera(self) -> None:
        """Watch the camera of this desk, if it has one."""
        await self.onsite.one_camera.take(self)
        await self.take_camera_again()

    async def stop_camera(self) -> None:
        """Watch no longer."""
        self._may_film = False
        camera, self._camera = self._camera, None
        if camera is not None:
            await asyncio.to_thread(camera.stop)

    async def let_go_of_camera(self) -> None:
        """Somebody else takes it."""
        await self.stop_camera()
        self.remove_class("-filming")
        self.query_one(CameraView).rest()
        self.located(None)

    async def take_camera_again(self) -> None:
        """Begin anew, with the camera that is chosen by now."""
        from onsite.scanner.settings import load

        self._may_film = True
        settings = await asyncio.to_thread(load, self.onsite.site.data)
        try:
            source = self.onsite.camera or await asyncio.to_thread(_chosen, settings)
            if source is not None and self._may_film and self._camera is None:
                self._film(source, settings)
        except OnsiteError as error:
            self.camera_changed(_not_there(settings, error))
        except ImportError as error:
            self._tell_missing(error)

    def camera_changed(self, state: CameraState) -> None:
        """It began, ended, was stopped, failed, or is being tried again."""
        before, self._camera_state = self._camera_state, state
        self.show_camera_state()
        if state.failure is None:
            self._forget_trouble()
        elif before is None or before.failure is None:
            # Once, however often it is tried: the status bar tells how it goes on.
            self._tell_trouble(state, state.failure)

    def code_sighted(self, sighting: Sighting) -> None:
        """A code came into view, and is scanned."""
        self._ask_about(None)
        if self.work.ask(code=sighting.text):
            self.clear_the_way(_is_typed_in)

    def question_raised(self, crowd: Crowd) -> None:
        """Other codes are in view beside the one that was scanned."""
        self._ask_about(crowd)
        self.run_worker(self._look_who(crowd), group="beside", exclusive=True)

    def located(self, located: Located | None) -> None:
        """A code is in view that cannot be read; None when that is over."""
        self._unread = located
        self._show_word()

    def show_camera_state(self) -> None:
        """What the camera is doing, in the language in use."""
        self._show_word()
        if self._camera_state is None:
            return
        said = str(self._camera_state)
        failure, playing = self._camera_state.failure, self._camera_state.playing.value
        self.query_one("#camera-state", Static).update(Text(str(failure) if failure else said))
        self.onsite.note_camera(said, _TONES.get(playing, ""))

    def settle_in_view(self, ask: Ask, answer: Answer) -> None:
        """Somebody was answered: their code need not be scanned as well, if it is in view."""
        attendee = answer.guest.attendee if answer.guest is not None else ""
        theirs = [each.code for each in self._beside if attendee in each.whom]
        self._settle(*theirs, *filter(None, [ask.code]))
        if self._crowd is not None and ask.code != self._crowd.taken:
            self._ask_about(None)

    def action_other(self) -> None:
        """Scan the code that is in view as well."""
        if not self._beside or self._crowd is None:
            return
        first, *rest = self._beside
        self._crowd, self._beside = replace(self._crowd, taken=first.code), rest
        self._show_word()
        self.work.ask(code=first.code)

    async def _look_who(self, crowd: Crowd) -> None:
        """Ask about the codes of other people; a badge beside its own ticket is no question."""
        found = await self.work.beside(crowd.taken, crowd.others)
        self._settle(*(each.code for each in found if not each.guests))
        if self._crowd is crowd:
            self._beside = [each for each in found if each.guests]
            self._show_word()

    def _film(self, source: Source, settings: ScannerSettings) -> None:
        from onsite.scanner.camera import Camera

        self._camera = Camera(source, self, self.call_later, self.onsite.clock)
        self._camera.start()
        self.add_class("-filming")
        view = self.query_one(CameraView)
        view.display = settings.preview
        if settings.preview:
            over_ssh = settings.preview_over_ssh
            view.follow(self._camera.view, mirrored=settings.mirrored, over_ssh=over_ssh)

    def _ask_about(self, crowd: Crowd | None) -> None:
        self._crowd, self._beside = crowd, ()
        self._show_word()

    def _settle(self, *codes: str) -> None:
        for code in codes:
            if self._camera is not None:
                self._camera.settle(code)

    def _tell_trouble(self, state: CameraState, failure: OnsiteError) -> None:
        if state.bug is not None:
            self.onsite.report_error(state.bug)
            return
        self._trouble = Notification(
            str(failure), state.brief, "error", timeout=_TROUBLE_S, markup=False
        )
        self.app.post_message(Notify(self._trouble))

    def _tell_missing(self, error: ImportError) -> None:
        """Without what reads pictures, scanning and typing go on."""
        said = _("The camera cannot be used: {library} is missing on this computer.").format(
            library=error.name or "cv2"
        )
        remedy = _("Hand scanners and typing go on working. Install Onsite again for the camera.")
        self.query_one("#camera-state", Static).update(Text(said))
        self.onsite.note_camera(said, "failed")
        self.notify(f"{said} {remedy}", severity="error", timeout=_TROUBLE_S, markup=False)

    def _forget_trouble(self) -> None:
        """It is over: what was said of it would be wrong now."""
        if self._trouble is not None:
            self.app._unnotify(self._trouble)  # noqa: SLF001 - Textual has no other way
            self._trouble = None

    def _show_word(self) -> None:
        word = self.query_one(CameraWord)
        unread, others = self._unread, self._beside
        if unread is not None:
            word.show(lambda _cells: camera_words.unread(unread))
        elif others:
            word.show(lambda cells: camera_words.beside(others, cells))
        else:
            word.show(None)


def _is_typed_in(screen: Screen[Any]) -> bool:
    return any(field.value for field in screen.query(Input))


def _chosen(settings: ScannerSettings) -> Source | None:
    from onsite.scanner.capture import source_of

    return source_of(settings.camera) if settings.camera else None


def _not_there(settings: ScannerSettings, error: OnsiteError) -> CameraState:
    """What was chosen cannot be watched: a file that is gone, an address nobody can open."""
    from onsite.scanner.addresses import without_password
    from onsite.scanner.camera import CameraState, Playing

    shown = without_password(settings.camera)
    name = shown if "://" in shown else Path(shown).name
    return CameraState(Playing.FAILED, name, error)
