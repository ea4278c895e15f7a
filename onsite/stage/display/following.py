"""What a display knows of its stage, read again as soon as something was written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.errors import OnsiteError
from onsite.stage.following import Following

if TYPE_CHECKING:
    from onsite.stage.clock.present import Present
    from onsite.stage.clock.steady import Reading
    from onsite.stage.display.anchoring import Scene
    from onsite.stage.display.finding import Found
    from onsite.stage.display.shown import Anchors


_ANEW_MS = 1_000
"""So often it is worked out anew what the clock alone has changed: starts that come by
themselves, and what is expected of all others."""


class FollowingStage(Following):
    """Knows what there is for a display, and what to count from."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = ""
        """The id of the stage that was asked for; empty for the only one."""
        self.found: Found | None = None
        """What the store says; None until it was read."""
        self.anchors: Anchors | None = None
        """What is counted from; None where there is no stage to show."""
        self.outdated = False
        """Whether the store says something else than the anchors."""
        self.tried_ms = 0
        """When this display alone was told to flash."""
        self._asked = False
        self._said = ""
        self._present: Present | None = None

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

    def present(self) -> tuple[int, Anchors | None]:
        """The present, and what is counted from."""
        scene = self.found.scene if self.found is not None else None
        if scene is None:
            self.anchors = None
            return to_ms(self.onsite.clock.now()), None
        from onsite.stage.clock.present import Present

        if self._present is None:
            self._present = Present(self.onsite.clock, self.onsite.site.journal.station)
        reading = self._present.read()
        now_ms = reading.at_ms
        found = self._worked_out(scene, reading)
        flashed_ms = max(scene.told.flashed_ms, self.tried_ms)
        self.anchors = replace(found, flashed_ms=flashed_ms, cut_off_ms=self._cut_off(now_ms))
        return now_ms, self.anchors

    def _worked_out(self, scene: Scene, reading: Reading) -> Anchors:
        """The anchors as of now; as they were, as long as they are new or no others can be had."""
        from onsite.stage.display.anchoring import anchors
        from onsite.stage.moment import at

        before = self.anchors
        new = before is not None and 0 <= reading.at_ms - before.made_ms < _ANEW_MS
        if before is not None and new and not self.outdated:
            return before
        try:
            found = anchors(scene, at(scene.kept, reading))
        except Exception as error:
            if before is None:
                raise
            self.mistaken(error)
            return replace(before, made_ms=reading.at_ms)
        self.outdated = False
        return found

    def _cut_off(self, now_ms: int) -> int | None:
        link, found = self.onsite.link, self.found
        if link is None or found is None or found.scene is None:
            return None
        from onsite.stage.display.lost import cut_off_since

        own = self.onsite.site.journal.station
        return cut_off_since(link.state, link.phase(), found.scene.source, own, now_ms)
