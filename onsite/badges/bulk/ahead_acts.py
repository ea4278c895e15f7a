"""What is done on the screen of badges ahead; its widgets are in `screen`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.bulk import ahead_words as words
from onsite.badges.bulk.ahead import Ahead
from onsite.errors import BadInputError, OnsiteError
from onsite.language import _
from onsite.ui.base import BaseScreen
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

_GROUP = "ahead"


class AheadActs(BaseScreen):
    """The acts, each awaited, one at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead = Ahead()

    @property
    def box_at(self) -> str:
        """The box under the cursor that holds badges; empty where none does."""
        return ""

    def go(self, page: str) -> None:
        """Show the boxes, or the names."""

    def show_all(self) -> None:
        """Everything as it is now."""

    def do(self, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do something, and show what came of it."""
        # One thing at a time: a key that is held comes again before the first has begun.
        if not is_busy(self.workers, _GROUP):
            self.run_worker(self._done(act), group=_GROUP)

    async def _done(self, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await act()
        except OnsiteError as error:
            self.notify(str(error), severity="error", timeout=15, markup=False)
        self.show_all()

    async def open(self) -> None:
        """Begin, once the store is open."""
        self.ahead.open(await self.onsite.site_ready())
        await self.ahead.look()

    async def look_through(self) -> None:
        """Look through all names, where whoever works here may see them."""
        if await self._allowed(_("All names are shown: who allows it?")):
            self.ahead.findings = None
            self.go("names")
            await self.ahead.check_names()

    async def print_ahead(self) -> None:
        """Make the boxes that are not done."""
        from onsite.ui.dialogs import Confirm

        prepared = self.ahead.prepared
        if prepared is None:
            return
        self._check_paper()
        question = words.question(self.ahead, len(prepared.boxes))
        if not await self.app.push_screen_wait(Confirm(question)):
            return
        if await self._allowed(_("Badges of everybody are printed: who allows it?")):
            self.go("boxes")
            self.ahead.made.clear()
            await self.ahead.make()
            self.onsite.store_written(self)

    def _check_paper(self) -> None:
        from onsite.badges.bulk.room import DoesNotFitError

        try:
            self.ahead.check_paper()
        except DoesNotFitError as error:
            raise BadInputError(error.happened, words.other_paper(error.ways)) from error

    async def empty_box(self) -> None:
        """Empty the box under the cursor."""
        from onsite.ui.dialogs import Confirm

        box = self.box_at
        question = _("Were the badges of box {box} thrown away, or never printed?").format(box=box)
        if not box:
            return
        if await self.app.push_screen_wait(Confirm(question, careful=True)):
            await self.ahead.empty(box)
            self.onsite.store_written(self)

    async def _allowed(self, question: str) -> bool:
        """Whether whoever works here may see all names, or a supervisor allows it."""
        from onsite.staff.pin_dialog import PinDialog
        from onsite.staff.service import limits, overruling

        site, plan = self.onsite.site, self.ahead.plan
        if plan is None:
            return False
        if not (await site.read(limits, plan, site.operator)).search_min:
            return True
        return await self.app.push_screen_wait(PinDialog(question, overruling(plan))) is not None
