"""What the keys of the console do: each act is on disk before its outcome is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.language import _
from onsite.stage.console.beginning import ConsoleBeginning
from onsite.ui.dialogs import Confirm
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from onsite.stage.console.board import Board
    from onsite.stage.outcomes import Outcome, Press


class ConsoleActs(ConsoleBeginning):
    """The acts of the timekeeper; the dialogs are in `asking`."""

    @property
    def item_at(self) -> str:
        """The id of the item under the cursor; empty where there is none."""
        raise NotImplementedError

    @property
    def is_item_chosen(self) -> bool:
        """Whether the keys of an item have one."""
        raise NotImplementedError

    # The keys.

    def action_go(self) -> None:
        """Start what stands by, or what follows."""
        self.begin(lambda: self._act("go"))

    def action_next(self) -> None:
        """End what runs, start what follows in order, whatever stands by."""
        self.begin(lambda: self._act("next_"))

    def action_arm(self) -> None:
        """The item under the cursor stands by; it no longer does where it did."""
        armed = self.moment.show.armed if self.moment is not None else ""
        self._act("arm", "" if armed == self.item_at else self.item_at)

    def action_pause(self) -> None:
        """Pause, or go on."""
        run = self.moment.run if self.moment is not None else None
        item = run.item if run is not None else ""
        self._act("resume" if run is not None and run.paused else "pause", item=item)

    def action_stop(self) -> None:
        """End what runs, start nothing."""
        run = self.moment.run if self.moment is not None else None
        self._act("stop", item=run.item if run is not None else "")

    def action_add(self, minutes: int) -> None:
        """So many minutes more, or fewer."""
        item = self.moment.item if self.moment is not None else None
        self._act("add", minutes * 60_000, item=item.id if item is not None else "")

    def action_skip(self) -> None:
        """Leave the item under the cursor out, or in again."""
        out = self.moment is not None and self.item_at in self.moment.show.skipped
        if self.has_item():
            self._act("unskip" if out else "skip", self.item_at)

    def action_undo(self) -> None:
        """Take the last act or edit back."""
        self._run(self._undo)

    def action_redo(self) -> None:
        """Do the act again that was undone last."""
        self._run(self._redo)

    def action_blackout(self) -> None:
        """Make the displays of the stage black, or have them show again."""
        self._run(self._blackout)

    def action_flash(self) -> None:
        """Have the displays of the stage flash."""
        self._run(self._flash)

    def action_clear(self) -> None:
        """Take the message off the displays."""
        self._run(self._clear)

    def action_earlier(self, steps: int) -> None:
        """The item under the cursor changes places with its neighbour."""
        if self.has_item():
            self._run(lambda board, press: self._swap(board, press, steps))

    def action_hold(self) -> None:
        """Keep the slot of the item under the cursor: it begins by hand only; or no longer."""
        if self.has_item():
            self._run(self._hold)

    # What stands behind them.

    def has_item(self) -> bool:
        """Whether there is an item for a key that needs one; says what is lacking."""
        if self.is_item_chosen:
            return True
        empty = self.board is not None and self.board.stage and not self.board.own.rundown.items
        self.tell(
            _("The rundown is empty.") if empty else _("Choose an item in the rundown first."),
            "warning",
        )
        return False

    def _act(self, name: str, *arguments: Any, **options: Any) -> None:
        self._run(lambda board, press: self._do(board, press, name, *arguments, **options))

    async def _do(
        self, board: Board, press: Press, name: str, *arguments: Any, **options: Any
    ) -> None:
        from onsite.stage import service

        if not self.held.is_held(name, press.at_ms):
            await self.write(board, press, getattr(service, name), *arguments, **options)

    async def _undo(self, board: Board, press: Press) -> None:
        from onsite.stage.undoing import undo

        if self.held.is_held("undo", press.at_ms):
            return
        site = self.onsite.site
        said = await site.write(undo, board.plan, press, site.operator)
        if said.why == "old" and not is_busy(self.app.workers, "stage-ask"):
            self.run_worker(self._guarded(self._undo_asked(board, said)), group="stage-ask")
        else:
            await self.done(said)

    async def _undo_asked(self, board: Board, said: Outcome) -> None:
        """Undo what was done a while ago, once somebody has said that it is meant."""
        from onsite.stage.outcomes import press
        from onsite.stage.undoing import undo
        from onsite.stage.wording import old

        asked = Confirm(old(said, board.plan), yes=_("Undo it"), careful=True)
        if await self.app.push_screen_wait(asked):
            again = press(self.onsite.clock, board.stage, board.day)
            await self.write(board, again, undo, said.id)
        else:
            self.tell(_("Nothing was undone."))

    async def _redo(self, board: Board, press: Press) -> None:
        from onsite.stage.undoing import redo

        await self.write(board, press, redo)
        if self.said_tone == "warning":
            self.tell(_("There is nothing to do again."), "warning")

    async def _blackout(self, board: Board, _press: Press) -> None:
        from onsite.stage.display.service import set_blackout

        site, on = self.onsite.site, not board.told.blackout
        await site.write(set_blackout, board.plan, board.stage, site.operator, on=on)
        await self.told(_("The display is black.") if on else _("The display shows again."))

    async def _flash(self, board: Board, _press: Press) -> None:
        from onsite.stage.display.service import flash

        site = self.onsite.site
        seen = await site.write(flash, board.plan, board.stage, site.operator)
        await self.told(_("The display flashes."))
        if not seen:
            self.tell(_("The display is black: nobody sees it flash. b shows it again."), "warning")

    async def _clear(self, board: Board, _press: Press) -> None:
        from onsite.stage.display.service import clear_message

        site = self.onsite.site
        gone = await site.write(clear_message, board.plan, board.stage, site.operator)
        said = _("The message is off the display.") if gone else _("The display has no message.")
        await self.told(said)

    async def _swap(self, board: Board, press: Press, steps: int) -> None:
        from onsite.stage.editing import edit, swapped

        order = [item.id for item in board.own.rundown.items]
        item = self.item_at
        place = order.index(item) + steps if item in order else -1
        if 0 <= place < len(order):
            await self.write(board, press, edit, swapped(board.own, press, item, order[place]))
        else:
            told = _("No item is before it.") if steps < 0 else _("No item is after it.")
            self.tell(told, "warning")

    async def _hold(self, board: Board, press: Press) -> None:
        from onsite.stage.editing import edit, held

        fields, moment = board.own.fields.get(self.item_at), self.moment
        if moment is not None and self.item_at == moment.show.running:
            self.tell(_("What runs needs no slot: it has begun."), "warning")
        elif fields is not None:
            change = held(press, self.item_at, on=not fields.held)
            await self.write(board, press, edit, [change])
