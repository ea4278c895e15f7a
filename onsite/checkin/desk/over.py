"""What stands over the desk for a moment, and how the next scan gets past it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.checkin import wording
from onsite.checkin.desk import words as desk_words
from onsite.errors import OnsiteError
from onsite.language import _
from onsite.scanner.hand.gate import ScanGate
from onsite.ui.banner_line import tell
from onsite.ui.base import BaseScreen, Translated
from onsite.ui.line_list import Column, Line
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from textual import events
    from textual.screen import Screen

    from onsite.checkin.desk.work import DeskWork
    from onsite.checkin.views import Answer, LoggedScan
    from onsite.plan.model import Plan
    from onsite.scanner.hand.burst import Rhythm
    from onsite.scanner.hand.heard import Heard
    from onsite.ui.banner import BannerContent

_SCAN_COLUMNS = (Column(width=5), Column(width=1), Column(share=3), Column(share=2))


class DeskOver(BaseScreen):
    """The dialogs of the desk. A hand scanner's code closes them and is answered."""

    work: DeskWork
    answer: Answer | None = None
    """What the banner shows, where that is an answer."""
    shown: Callable[[Plan], BannerContent] | None = None
    """Makes the banner's content, in the language in use."""
    _told_above: Callable[[Plan], BannerContent] | None = None
    """Of which answer this was called last."""

    def redraw(self) -> None:
        """The banner again."""

    def show_nobody(self) -> None:
        """Offer nobody to choose from."""

    def open_gate(self) -> None:
        """Catch the scans that would go to a dialog."""
        self._gate = ScanGate(
            self._scanned_over, self.onsite.pass_on, self._later, self._typed_over
        )
        self.onsite.key_gate = self._take_key

    def taken_above(self, text: str) -> bool:
        """Whether a scanned code is for what stands above the desk."""
        return self.onsite.takes_scan(text)

    def is_locked(self) -> bool:
        """Whether an operator's PIN is awaited before anything else."""
        return self.onsite.guard.locked

    def show_kept(self, many: int) -> None:
        """So many scans were made since the desk was locked."""
        self.onsite.guard.show_kept(many)

    def tune_gate(self, rhythm: Rhythm) -> None:
        """Expect a scanner of this rhythm from now on."""
        self._gate.tune(rhythm)

    def close_gate(self) -> None:
        """Leave the keys alone."""
        self.onsite.key_gate = None

    def look_at(self, attendee: str) -> None:
        """All about a person."""
        self._ask(lambda: self._look_at(attendee))

    def look_at_scan(self, key: str) -> None:
        """All about the person of one of the last scans."""
        scan = self._logged(key)
        if scan is not None and scan.attendee:
            self.look_at(scan.attendee)

    def action_checkpoint(self) -> None:
        """Stand at another checkpoint."""
        self._ask(self._choose_checkpoint)

    def action_scans(self) -> None:
        """Look through the last scans."""
        self._ask(self._choose_scan)

    def action_undo(self) -> None:
        """Take the last passage back."""
        self._ask(self._undo)

    def _ask(self, dialog: Callable[[], Coroutine[Any, Any, None]]) -> None:
        # A key that is held comes again before the dialog stands.
        if not is_busy(self.app.workers, "dialog"):
            self.run_worker(dialog(), group="dialog")

    async def _look_at(self, attendee: str) -> None:
        from onsite.checkin.desk.dialogs import GuestDetail

        dossier, plan = await self.work.dossier(attendee), self.work.plan
        if dossier is not None and plan is not None:
            detail = GuestDetail(dossier, plan, self.onsite.clock.now(), self.work.names)
            if await self.app.push_screen_wait(detail) == "act":
                await self.act_for(attendee)

    async def act_for(self, attendee: str, name: str = "") -> None:
        """Set right what the roster says of somebody, or register who has that name."""

    async def _choose_checkpoint(self) -> None:
        from onsite.ui.dialogs import Choose

        plan = self.work.plan
        if plan is None:
            return
        lines = [Line(key, (place.name,)) for key, place in plan.checkpoints.items()]
        question = Choose(_("Which checkpoint is this?"), lines, at=self.work.checkpoint)
        chosen = await self.app.push_screen_wait(question)
        if chosen is not None and chosen in (self.work.plan or plan).checkpoints:
            self.shown = self.answer = None
            self.show_nobody()
            self.work.go_to(chosen)

    async def _choose_scan(self) -> None:
        from onsite.ui.dialogs import Browse

        plan, figures = self.work.plan, self.work.figures
        if plan is None or figures is None or not figures.scans:
            self.notify(_("No scans here yet."))
            return
        lines = [desk_words.scan_line(scan, plan) for scan in figures.scans]
        question = Browse(_("Last scans. Enter shows all about one."), lines, columns=_SCAN_COLUMNS)
        chosen = await self.app.push_screen_wait(question)
        scan = self._logged(chosen or "")
        if scan is not None and scan.attendee:
            await self._look_at(scan.attendee)

    async def _undo(self) -> None:
        from onsite.checkin.desk.dialogs import UndoReason

        await self.work.answered()
        key, plan = await self.work.last_admission(), self.work.plan
        if key is None or plan is None:
            self.notify(_("There is nothing to take back at this checkpoint."))
            return
        scan = self._logged(key)
        reasons = desk_words.undo_reasons(scan.direction.value if scan is not None else "")
        question = UndoReason(self._question(scan, plan), reasons)
        why = await self.app.push_screen_wait(question)
        if why is not None:
            await self._take_back(key, why)

    async def _take_back(self, key: str, why: str) -> None:
        try:
            answer = await self.work.undo(key, why)
        except OnsiteError as error:
            self.shown, self.answer = _trouble(error), None
            self.onsite.sound("refuse")
        else:
            now = self.onsite.clock.now
            self.shown = lambda plan: desk_words.taken_back(answer, plan, now(), why)
            self.answer = answer
        self.redraw()
        self.show_nobody()

    def _question(self, scan: LoggedScan | None, plan: Plan) -> str:
        if scan is None:
            return _("Take the last scan back? Why?")
        time = wording.moment(scan.at, plan, self.onsite.clock.now())
        return _("Take back: {name}, {time}. Why?").format(name=scan.name, time=time)

    def _logged(self, key: str) -> LoggedScan | None:
        scans = self.work.figures.scans if self.work.figures is not None else ()
        return next((scan for scan in scans if scan.key == key), None)

    async def _take_key(self, event: events.Event) -> bool:
        if self.app.screen is self or self not in self.app.screen_stack:
            await self._gate.let_go()
            return False
        return await self._gate.take(event)

    def clear_the_way(self, stays: Callable[[Screen[Any]], bool] = lambda _above: False) -> None:
        """Close what stands over the desk: the answer must be seen.

        A report of an incident stays, and says the answer itself.

        Args:
            stays: what else is not closed.
        """
        while self in self.app.screen_stack and self.app.screen.is_modal:
            above = self.app.screen
            if (isinstance(above, Translated) and above.KEPT_BY_SCANS) or stays(above):
                return
            above.dismiss(None)

    def tell_above(self, content: BannerContent) -> None:
        """Say the answer on what still stands above the desk: nobody is let in unseen."""
        told, self._told_above = self._told_above, self.shown
        above = self.app.screen
        hidden = above is not self and self in self.app.screen_stack
        if self.shown is not None and self.shown is not told and hidden:
            tell(above, content)

    def _scanned_over(self, heard: Heard) -> None:
        if self.work.ask(heard=heard):
            self.clear_the_way()

    def _typed_over(self, text: str) -> bool:
        above = self.app.screen
        return isinstance(above, Translated) and above.reads_burst(text)

    def _later(self, seconds: float, back: Callable[[], Awaitable[None]]) -> None:
        self.app.set_timer(seconds, back)


def _trouble(error: OnsiteError) -> Callable[[Plan], BannerContent]:
    return lambda _plan: desk_words.not_saved(error)
