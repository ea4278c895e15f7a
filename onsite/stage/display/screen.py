"""The display of a stage: full screen, read across a room, on the second.

It counts by itself from what it knows. Whatever is recorded, here or elsewhere, is read within a
few hundredths of a second; what is lost meanwhile – the hub, the timekeeper's laptop – is said
below, and it counts on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast
from zoneinfo import ZoneInfo

from textual.binding import Binding

from onsite.clock import to_ms
from onsite.language import N_, _
from onsite.stage.display import wording
from onsite.stage.display.face import VIEWS, Frame, drawn
from onsite.stage.display.following import FollowingStage
from onsite.stage.display.painted import Painted
from onsite.stage.display.shown import MINUTE_MS, SECOND_MS, Anchors, next_change, shown
from onsite.ui.dialogs import Choose
from onsite.ui.line_list import Column, Line
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.stage.display.face import View
    from onsite.stage.display.shown import Shown, Tone


class DisplayScreen(FollowingStage):
    """One stage, as its speaker sees it, or as those behind it do."""

    CSS_PATH = "screen.tcss"
    HELP: ClassVar[str] = N_(
        """The display of a stage. It counts by itself: when the hub or the timekeeper's laptop
cannot be reached any more, it says since when, and goes on.

The colour, the word and the pattern beside it say the same: running, soon over, wrap up, over
time, paused, standing by.

Space or Enter says that the speaker has seen a message that asks for it. f makes this display
flash for a moment, to try it. s shows another stage, v the view for behind the stage: what comes,
and when it is expected."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "see", N_("Seen")),
        Binding("f,F", "flash", N_("Try the flash")),
        Binding("s,S", "stage", N_("Another stage")),
        Binding("v,V", "view", N_("Speaker/backstage")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.view: View = "speaker"
        self.shown: Shown | None = None
        """What stands there now."""

    def compose(self) -> ComposeResult:
        """The face alone: neither bar nor footer stands on a display."""
        yield Painted(id="face")

    def on_mount(self) -> None:
        self.run_worker(self.follow(), group="follow", exclusive=True)
        self.tick()

    def on_unmount(self) -> None:
        self.stay()

    def on_resize(self) -> None:
        self.tick()

    def on_screen_resume(self) -> None:
        self.tick()

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self.tick()

    def draft(self) -> dict[str, str]:
        """Which stage, and which view."""
        return {"stage": self.stage, "view": self.view}

    def restore(self, draft: dict[str, str]) -> None:
        """Take them up again."""
        self.stage = draft.get("stage", "")
        self.view = cast("View", draft["view"]) if draft.get("view") in VIEWS else self.view

    def shows_request(self, token: str) -> bool:
        """No news of stations that ask to join stands before a speaker."""
        del token
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done as things stand is not offered."""
        if action == "see":
            return self._awaits_seen()
        if action == "stage":
            return self.found is not None and len(self.found.stages) > 1
        return super().check_action(action, parameters)

    def found_other(self) -> None:
        """Another thing stands in the store than before."""
        self.outdated = True
        self.tick()
        self.refresh_bindings()

    # What stands there.

    def tick(self) -> None:
        """Draw what is to be seen at this instant, and come again when that changes."""
        if not self.is_mounted or not self.size.area:
            return
        in_ms = SECOND_MS
        try:
            in_ms = self._draw()
        except Exception as error:  # noqa: BLE001 - a display goes on, whatever went wrong
            self.mistaken(error)
        self.come_again(in_ms)

    def _draw(self) -> int:
        """Answers in how many milliseconds something else is to be seen."""
        now_ms, anchors = self.present()
        if anchors is None:
            self._teach()
            return SECOND_MS
        self._show(anchors, now_ms)
        clock_ms = SECOND_MS if self.view == "backstage" else MINUTE_MS
        return next_change(anchors, now_ms, clock_ms=clock_ms) - now_ms

    def _show(self, anchors: Anchors, now_ms: int) -> None:
        self.shown = told = shown(anchors, now_ms, ZoneInfo(anchors.zone))
        may_see = self.found is not None and self.found.may_see
        frame = Frame(self.size.width, self.size.height, self.view, may_see=may_see)
        self._paint(told.tone, blackout=told.blackout, flash=told.flash)
        self.query_one(Painted).paint(drawn(told, frame))

    def _teach(self) -> None:
        from onsite.stage.display.letters import plain_pages

        self.shown = None
        page = plain_pages(wording.lacking(self.found), self.size.width, self.size.height)[0]
        self._paint("none", blackout=False, flash=False)
        self.query_one(Painted).paint([((line, ""),) for line in page])

    def _paint(self, tone: Tone, *, blackout: bool, flash: bool) -> None:
        """Colour all of it, where it is not coloured so already."""
        wanted = {f"-{tone}"} | ({"-blackout"} if blackout else {"-flash"} if flash else set())
        face = self.query_one(Painted)
        if wanted != {name for name in face.classes if name.startswith("-")}:
            face.set_classes(wanted)

    # What the keys do.

    async def action_see(self) -> None:
        """Say that the message was seen."""
        if self._awaits_seen() and not is_busy(self.app.workers, "see"):
            self.run_worker(self._see(), group="see")

    def action_flash(self) -> None:
        """Flash this display alone; nothing is recorded."""
        self.tried_ms = to_ms(self.onsite.clock.now())
        self.tick()

    def action_view(self) -> None:
        """The other view."""
        self.view = VIEWS[1 - VIEWS.index(self.view)]
        self.tick()

    def action_stage(self) -> None:
        """Ask which stage."""
        if self.check_action("stage", ()) and not is_busy(self.app.workers, "choice"):
            self.app.run_worker(self._choose(), group="choice")

    async def _see(self) -> None:
        from onsite.stage.display.service import see

        found = self.found
        message = found.scene.told.message if found is not None and found.scene else None
        if found is not None and message is not None:
            site = self.onsite.site
            await site.write(see, found.stage, message.id, site.operator)
            await self.read()
            self.onsite.store_written(self)

    async def _choose(self) -> None:
        stages = self.found.stages if self.found is not None else {}
        lines = [Line(key, (name, key)) for key, name in stages.items()]
        columns = (Column(share=2), Column())
        asked = Choose(_("Which stage?"), lines, columns=columns, at=self.stage)
        chosen = await self.app.push_screen_wait(asked)
        if chosen is not None:
            self.stage, self.anchors = chosen, None
            await self.read()

    def _awaits_seen(self) -> bool:
        found = self.found
        if found is None or found.scene is None or not found.may_see:
            return False
        message = found.scene.told.message
        return message is not None and message.awaits_seen
