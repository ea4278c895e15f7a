"""What a display knows of its stage, read again as soon as something was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.errors import OnsiteError
from onsite.stage.following import Following

if TYPE_CHECKING:
    from onsite.stage.display.finding import Found


class FollowingStage(Following):
    """Knows what there is for a display."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = ""
        """The id of the stage that was asked for; empty for the only one."""
        self.found: Found | None = None
        """What the store says; None until it was read."""
        self._asked = False
        self._said = ""

    def found_other(self) -> None:
        """Another thing stands in the store than before."""

    def action_stage(self) -> None:
        """Ask which stage."""

    async def read(self) -> None:
        """Read the store; one that is busy is read the next time."""
        from onsite.stage.display.finding import find

        site = self.onsite.site
        now_ms = to_ms(site.clock.now())
        try:
            found = await site.read(find, self.stage, site.journal.station, now_ms)
        except OnsiteError:
            return
        except Exception as error:  # noqa: BLE001 - it goes on with what it knows
            self.mistaken(error)
            return
        if found != self.found:
            self.found = found
            self.found_other()
        if found.must_choose and not self._asked:
            self._asked = True
            self.action_stage()

    def mistaken(self, error: Exception) -> None:
        """Report a bug, once; a display goes on counting whatever went wrong."""
        said = repr(error)
        if said != self._said:
            self._said = said
            self.onsite.report_error(error)
