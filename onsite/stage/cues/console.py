"""The console's part of it: the line of the next cue, the key that fires it, the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.errors import OnsiteError
from onsite.language import _
from onsite.stage.console.asking import ConsoleAsking
from onsite.stage.console.showing import who
from onsite.stage.cues.cue import Cue
from onsite.ui.dialogs import Confirm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onsite.stage.console.board import Board
    from onsite.stage.cues.cue import Standing
    from onsite.stage.cues.dialog import Asked
    from onsite.stage.cues.reading import Cues
    from onsite.stage.moment import Moment
    from onsite.stage.outcomes import Press
    from onsite.ui.line_list import Line


class ConsoleCues(ConsoleAsking):
    """Reads the cues of the rundown, and shows those of what runs."""

    def __init__(self) -> None:
        super().__init__()
        self.cues: Cues | None = None

    async def read(self) -> None:
        """Read the store: the rundown first."""
        await super().read()
        await self._read_cues()

    async def _read_cues(self) -> None:
        from onsite.stage.cues.reading import cues

        board = self.board
        if board is None or not board.stage:
            return
        try:
            found = await self.onsite.site.read(cues, board.stage, board.day)
        except OnsiteError:
            return  # One that is busy is read the next time.
        if found != self.cues:
            self.cues = found
            self.tick()

    def cue_lines(self) -> tuple[str, str]:
        """What comes next of the cues of what runs or stands by; and what is wrong with them."""
        moment, board = self.moment, self.board
        if moment is None or board is None or self.cues is None or not self.cues.cues:
            return "", ""
        from onsite.stage.cues.showing import NOBODY, lost_line, next_line, trouble_line

        item = self._item_now()
        found = self._of_item(item, moment)
        over = self._of_over(item, moment)
        keeper = self.cues.keeper(moment.kept, moment.show, item)
        own = self.onsite.site.journal.station
        elsewhere = self.onsite.names.get(keeper, keeper[:6]) if keeper not in ("", own) else ""
        if not keeper and moment.run is not None and moment.run.started_by is not None:
            elsewhere = NOBODY
        now_ms = moment.now_ms
        coming = next_line(board.plan, found, now_ms, elsewhere=elsewhere)
        told = "  ·  ".join(filter(None, (coming, lost_line(over))))
        return told, trouble_line([*found, *over])

    def action_fire_cue(self) -> None:
        """Fire what stands by of the cues of what runs, or what comes next of them."""
        self._run(self._fire_next)

    def action_cues(self) -> None:
        """The cues of the item under the cursor."""
        if self.has_item():
            self._ask(self._cues)

    def _of_item(self, item: str, moment: Moment | None) -> list[Standing]:
        """The cues of an item at a moment; None: now, while a dialog stands above the console."""
        known, moment = self.cues, moment or self.moment_now()
        if known is None or moment is None:
            return []
        return known.of_item(item).standings(moment.kept, moment.show, moment.now_ms)

    def _of_over(self, item: str, moment: Moment) -> list[Standing]:
        """The cues of every other item that was over a moment ago: what is lost is told."""
        from onsite.stage.cues.showing import CALLED_MS

        known = self.cues
        found: list[Standing] = []
        for other, runs in moment.show.runs.items():
            ended_ms = runs[-1].ended_ms
            if known is None or other == item or ended_ms is None:
                continue
            if 0 <= moment.now_ms - ended_ms < CALLED_MS:
                found += self._of_item(other, moment)
        return found

    def _item_now(self) -> str:
        """What runs or stands by, or ran last."""
        moment = self.moment
        if moment is None:
            return ""
        return moment.item.id if moment.item is not None else moment.show.last

    async def _fire_next(self, board: Board, press: Press) -> None:
        from onsite.stage.cues.rules import next_to_fire

        if self.held.is_held("cue", press.at_ms):
            return
        found = next_to_fire(self._of_item(self._item_now(), None))
        if found is None:
            self.tell(_("Nothing is to be fired. w shows the cues of an item."), "warning")
        else:
            await self._fire(board, press, found.cue)

    async def _fire(self, board: Board, press: Press, cue: Cue, *, again: bool = False) -> None:
        """Fire a cue; that is told at once, and what came of it when it is known."""
        from onsite.stage.cues import wording
        from onsite.stage.cues.firing import carry_out
        from onsite.stage.cues.reaching import Reach
        from onsite.stage.cues.service import claim

        site = self.onsite.site
        claimed = await site.write(claim, board.plan, press, site.operator, cue.id, again=again)
        if claimed is None:
            self.tell(_("Pressed twice: it counts once."), "warning")
            return
        await self.told(_("{cue} is being fired …").format(cue=cue.name))
        outcome = await carry_out(Reach(site, self.app.bell), claimed)
        await self.told(wording.came(cue.name, outcome))
        if outcome[0]:
            self.tell(wording.came(cue.name, outcome), "bad")

    async def _cues(self, board: Board) -> None:
        """The list, until it is closed; what is chosen there is done, and it is shown again."""
        from onsite.stage.cues.dialog import CuesDialog

        item, at = self.item_at, ("", "")
        departments = board.plan.stages[board.stage].departments
        title = _("Cues of “{item}”").format(item=who(board.own, item))
        while True:
            dialog = CuesDialog(
                title,
                lambda one: self._lines(item, one),
                lambda cue: self._was_fired(item, cue),
                departments,
                at,
            )
            asked = await self.app.push_screen_wait(dialog)
            if asked is None:
                return
            at = (asked.cue, asked.department)
            if asked.deed in ("fire", "again"):
                # What a target answers may take long: nobody waits for it in the list.
                self._fire_asked(asked.cue, again=asked.deed == "again")
            else:
                await self._guarded(self._do_asked(self.board or board, item, asked))

    def _lines(self, item: str, department: str) -> Sequence[Line]:
        from onsite.stage.cues.showing import lines

        board = self.board
        return lines(board.plan, self._of_item(item, None), department) if board is not None else ()

    def _was_fired(self, item: str, cue: str) -> bool:
        from onsite.stage.cues.rules import FIRED

        return any(each.cue.id == cue and each.state in FIRED for each in self._of_item(item, None))

    def _fire_asked(self, cue: str, *, again: bool) -> None:
        known = self.cues.named(cue) if self.cues is not None else None
        if known is not None:
            self._run(lambda board, press: self._fire(board, press, known, again=again))

    async def _do_asked(self, board: Board, item: str, asked: Asked) -> None:
        from onsite.stage.cues import service, wording

        site, press = self.onsite.site, self.press(board)
        known = self.cues.named(asked.cue) if self.cues is not None else None
        if asked.deed == "add":
            usual = asked.department or board.plan.stages[board.stage].departments[-1]
            await self._written(board, Cue("", item, department=usual))
        elif asked.deed == "take":
            before = await site.write(service.take, board.plan, press, site.operator)
            await self.told(wording.taken(self.onsite.names.get(before, before[:6])))
        elif known is None:
            return
        elif asked.deed == "edit":
            await self._written(board, known)
        elif asked.deed == "remove":
            question = _("Take the cue “{cue}” out?").format(cue=known.name)
            if await self.app.push_screen_wait(Confirm(question)):
                await site.write(service.remove, board.plan, press, site.operator, known.id)
                await self.told(_("Cue {cue} is gone.").format(cue=known.name))
        else:
            act = service.done if asked.deed == "done" else service.stand_by
            await site.write(act, board.plan, press, site.operator, known.id)
            said = _("Cue {cue} stands by.")
            said = _("Cue {cue} is done, by hand.") if asked.deed == "done" else said
            await self.told(said.format(cue=known.name))

    async def _written(self, board: Board, cue: Cue) -> None:
        """Ask for the fields of a cue, an old or a new one."""
        from onsite.stage.cues import service
        from onsite.stage.cues.form import fields_of, lines_of

        async def record(written: Mapping[str, str]) -> None:
            site, press = self.onsite.site, self.press(board)
            fields = fields_of(board.plan, board.stage, written)
            act, which = (service.change, cue.id) if cue.id else (service.add, cue.item)
            made = await site.write(act, board.plan, press, site.operator, which, fields)
            await self.told(_("Cue {cue} is written down.").format(cue=made.name))

        title = _("A new cue of “{item}”").format(item=who(board.own, cue.item))
        if cue.id:
            title = _("Change the cue “{cue}”").format(cue=cue.name)
        await self._form(title, lines_of(board.plan, board.stage, cue), record)
