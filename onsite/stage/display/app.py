"""The app of a display: one screen, no lock, no printing, and it ends only on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.app import OnsiteApp
from onsite.areas import Area
from onsite.language import N_, _
from onsite.staff.guard import Guard
from onsite.ui.dialogs import Confirm
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from onsite.standing import Standing

AREAS = (
    Area(
        "display", "", N_("Display"), "onsite.stage.display.screen:DisplayScreen", works_bare=True
    ),
)


class Unguarded(Guard):
    """Nobody signs in at a display, and it never locks: it shows what the whole hall sees."""

    def mind(self, now: Standing) -> None:
        """Nothing is recorded in the name of an operator who has a PIN, as nobody gave it."""
        site = self._app.site
        if site.operator in now.pins:
            site.operator = f"{site.operator} ?"

    def lock(self, at: str = "") -> None:
        """Never."""
        del at


class DisplayApp(OnsiteApp):
    """The display of a stage.

    Args:
        given: as `OnsiteApp` takes it.
        options: as `OnsiteApp` takes them.
    """

    TITLE = "Onsite · Display"
    watch_s = 2.0  # the screen itself looks far oftener, and cheaper

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, start_mode="display", areas=AREAS, **options)
        self.guard = Unguarded(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nobody signs in here."""
        return action != "operator" and super().check_action(action, parameters)

    async def action_quit(self) -> None:
        """End it, once somebody has said that this is meant."""
        if not is_busy(self.workers, "quit"):
            self.run_worker(self._quit(), group="quit")

    async def _quit(self) -> None:
        asked = Confirm(_("Close this display?"), yes=_("Close it"), careful=True)
        if await self.push_screen_wait(asked):
            self.exit()

    async def _give_keys(self) -> None:
        """A display has none to give."""

    async def _carry_out_jobs(self) -> None:
        """A display prints nothing."""
