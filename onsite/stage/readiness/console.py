"""The console's part of it: how far the speakers are, and what their dialog asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.errors import OnsiteError
from onsite.language import _
from onsite.stage.console.showing import who
from onsite.stage.readiness.console_slots import ConsoleSlots
from onsite.stage.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onsite.stage.console.board import Board
    from onsite.stage.readiness.reading import Contact, Known, Ready
    from onsite.stage.readiness.service import Check
    from onsite.stage.readiness.viewing import View

_TONES = {"took": "good", "already": "warning", "at-desk": "warning", "refused": "bad"}


class ConsoleReady(ConsoleSlots):
    """Reads how far the speakers are, and shows them by item."""

    def __init__(self) -> None:
        super().__init__()
        self._known: Known | None = None

    async def read(self) -> None:
        """Read the store: the rundown first, as the timer must not wait for the list."""
        await super().read()
        await self._read_ready()

    async def _read_ready(self) -> None:
        from onsite.stage.readiness.reading import Known, readiness

        board = self.board
        if board is None or not board.stage:
            return
        self._known = self._known or Known()
        try:
            now_ms = to_ms(self.onsite.clock.now())
            site, known = self.onsite.site, self._known
            found = await site.read(readiness, board.plan, board.own, known, now_ms)
        except OnsiteError:
            return  # One that is busy is read the next time.
        if found != self.ready:
            self.ready = found
            self.tick()

    def action_speakers(self) -> None:
        """The speakers of the item under the cursor; from where it rests, of whom one waits for."""
        if self.has_item():
            self._ask(self._speakers)

    # What the dialog asks.

    def speakers_of(self, item: str) -> Sequence[Ready]:
        """The speakers of an item, as they were read last."""
        return self.ready.get(item, ())

    def view_of(self, item: str) -> View | None:
        """An item as it is now; None where there is none of it any more."""
        from onsite.stage.readiness.viewing import view

        board, moment = self.board, self.moment_now()
        if board is None or moment is None or item not in moment.kept.rundown.by_id:
            return None
        return view(board.plan, moment, self.ready, item, self.onsite.names)

    async def contacts_of(self, item: str) -> Mapping[str, Contact]:
        """How its speakers are reached, by their ids, as far as who works here may see it."""
        from onsite.stage.readiness.reading import contact

        site, board = self.onsite.site, self.board
        if board is None:
            return {}
        return {
            each.speaker.id: await site.read(contact, board.plan, each, site.operator)
            for each in self.speakers_of(item)
        }

    async def say(self, check: Check) -> tuple[str, str]:
        """Record it; answers what came of it, and its tone."""
        from onsite.stage.readiness import service, wording

        board, site = self.board, self.onsite.site
        if board is None:
            return "", ""
        press = self.press(board)
        done = await site.write(service.check, board.plan, press, site.operator, check)
        await self.read()
        self.onsite.store_written(self)
        told = wording.checked(done, board.plan, self.onsite.names, board.day)
        return told, _TONES[done.what]

    # What is done about an item.

    async def _speakers(self, board: Board) -> None:
        from onsite.stage.readiness.dialog import SpeakersDialog

        item = self._wanted(board)
        said = "" if item == self.item_at else self._none_of(board)
        while item:
            asked = await self.app.push_screen_wait(SpeakersDialog(self, item, said))
            if asked is None:
                return
            item, said = asked.item, ""
            now = self.board or board
            if asked.deed == "note":
                await self._note(now, item)
            else:
                await self._about(now, asked.deed, item)
                return
        self.tell(said + " " + _("e names some."), "warning")

    def _wanted(self, board: Board) -> str:
        """The item under the cursor, empty where it has no speakers.

        As long as the cursor rests on what runs, or is next, it is the first that lacks somebody:
        the console says so, and names the key.
        """
        from onsite.stage.readiness.watching import lacking

        moment, at = self.moment_now(), self.item_at
        if moment is None:
            return ""
        lacks = [
            each.item
            for each in lacking(moment.schedule, self.ready, moment.now_ms, board.plan.stage)
        ]
        rests = at == (moment.show.running or moment.schedule.next)
        if lacks and rests:
            return lacks[0]
        return at if at in self.ready else ""

    def _none_of(self, board: Board) -> str:
        """Why it is not the item under the cursor whose speakers are shown."""
        at = self.item_at
        if at in self.ready:
            told = _("Somebody is lacking here. ← shows {item}.")
            return told.format(item=quoted(who(board.own, at)))
        return _("{item} has no speakers.").format(item=quoted(who(board.own, at)))
