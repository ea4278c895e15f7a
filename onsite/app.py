"""The Textual app: its work areas as modes, and where in them the user is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding

from onsite import language
from onsite.areas import AREAS, WELCOME, Area, Place
from onsite.language import N_, _
from onsite.scanner.one_camera import OneCamera
from onsite.staff.guard import LOOK_S, Guard
from onsite.ui import crash
from onsite.ui.base import BaseScreen, Translated
from onsite.ui.status import Status
from onsite.ui.workers import is_busy
from onsite.zones_app import ZonesApp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from textual.binding import BindingType
    from textual.screen import Screen

    from onsite.clock import Clock
    from onsite.staff.service import Operator
    from onsite.standing import Standing
    from onsite.sync.link.watching import SidecarLike
    from onsite.wiring import Site


class OnsiteApp(ZonesApp):
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
        sidecar: makes the process of the link for a data folder; None where none is to run.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+e", "report", N_("Report an incident"), show=False, priority=True),
    ]

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
        sidecar: Callable[[Path], SidecarLike] | None = None,
    ) -> None:
        self.place = place or Place(start_mode)
        super().__init__(
            open_site,
            language_code=self.place.language or language_code,
            clock=clock,
            reports=reports,
            sidecar=sidecar,
        )
        self.camera = camera
        self.one_camera = OneCamera()
        self.checkpoint = checkpoint
        self.demo = demo
        self.guard = Guard(self)
        self.areas = {area.mode: area for area in (*areas, WELCOME)}
        self.place_at_crash: Place | None = None
        self._add_areas()
        # Begin in the area itself: Textual's empty first screen would cost a paint of its own.
        self._current_mode = self.place.mode
        self._screen_stacks = {self.place.mode: []}

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

    def on_mount(self) -> None:
        """Show the first work area, and open the store once that has been painted."""
        if self.place.theme:
            self.theme = self.place.theme
        self.status = Status(demo=self.demo)
        if self.place.report is not None:
            said = crash.restarted_sentence(self.place.report)
            self.notify(said, severity="error", timeout=30, markup=False)
        self.set_interval(LOOK_S, self.guard.look)
        self.call_after_refresh(self.begin)

    async def pass_on(self, event: events.Event) -> None:
        """Let an event go where it was going; a key or the mouse says that somebody is there."""
        if isinstance(event, (events.Key, events.Paste, events.MouseEvent)):
            self.guard.touch()
        await super().pass_on(event)

    def action_operator(self) -> None:
        """Ask who works here now."""
        from onsite.staff.lock_screen import switch

        if not is_busy(self.workers, "operator"):
            self.run_worker(switch(self), group="operator")

    def action_report(self) -> None:
        """Report an incident, whatever is shown."""
        from onsite.incidents.report.opening import report

        report(self)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every command there is now, with the work areas that have no key."""
        yield from super().get_system_commands(screen)
        for area in self.areas.values():
            if area.about and self.check_action("area", (area.mode,)):
                show = partial(self.run_action, f"app.area('{area.mode}')")
                yield SystemCommand(_(area.label), _(area.about), show)

    def takes_scan(self, text: str) -> bool:
        """Whether a scanned code is for what stands above the work area, as a staff badge."""
        self.guard.touch()
        above = [each for each in reversed(self.screen_stack) if isinstance(each, Translated)]
        return any(screen.takes_scan(text) for screen in above)

    async def action_area(self, mode: str) -> None:
        """Show a work area."""
        await self.switch_mode(mode)

    def switch_operator(self, operator: Operator) -> None:
        """From now on, what is done here is done by this operator."""
        self.site.operator = operator.id
        self.store_written()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Another work area than this one, and not while a question waits for its answer."""
        if action == "command_palette" and self.guard.locked:
            return False
        if action == "area":
            elsewhere = parameters != (self.current_mode,) and parameters[0] in self.areas
            return elsewhere and not any(_asks(above) for above in self.screen_stack[1:])
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
                action = f"area('{area.mode}')"
                shown = area.key_display or None
                self.bind(
                    area.key,
                    action,
                    description=area.label,
                    show=area.in_footer,
                    key_display=shown,
                )

    def _load(self, area: Area) -> BaseScreen:
        screen = area.load()
        screen.restore(self.place.drafts.get(area.mode, {}))
        return screen

    async def show_standing(self, now: Standing) -> None:
        """Teach while there is nothing to work with, and no longer than that."""
        self.guard.mind(now)
        if self.link is not None and self.link.is_erased():
            return
        if _is_typed_in(self.screen):
            return
        if now.bare and not self.areas[self.current_mode].works_bare:
            await self.switch_mode(WELCOME.mode)
        elif self.current_mode == WELCOME.mode and not now.bare:
            await self.switch_mode(self.place.mode)


def _is_typed_in(screen: Screen[Any]) -> bool:
    """Whether somebody may be typing: nobody's words go to another work area halfway."""
    return isinstance(screen, Translated) and screen.TYPES_ALL


def _asks(screen: Screen[Any]) -> bool:
    """Whether it waits for an answer, unlike the help and the commands, which tell of the keys."""
    return isinstance(screen, Translated) and screen.ASKS
