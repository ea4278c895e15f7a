"""Looking at equipment from the board: it works, it has failed, its backup is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.errors import NotPossibleError, OnsiteError
from onsite.incidents.board.giving import BoardGiving
from onsite.language import _
from onsite.roster.acts.form import FormLine
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onsite.incidents.board.asking import Written
    from onsite.incidents.board.survey import Survey
    from onsite.incidents.equipment.reading import Item, Sheet
    from onsite.incidents.equipment.service import Done


class BoardChecking(BoardGiving):
    """The page of the checklists."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: Sequence[Sheet] = ()

    def action_look_at(self, key: str) -> None:
        """Say how the thing of that line is."""
        from onsite.incidents.board.checklists import item_at

        survey, found = self.survey, item_at(self.sheets, key)
        if survey is not None and found is not None and not is_busy(self.app.workers, "incident"):
            self.run_worker(self._look_at(survey, *found), group="incident")

    async def _look_at(self, survey: Survey, sheet: Sheet, item: Item) -> None:
        from onsite.incidents.equipment import service, wording

        lines = [
            ("ok", _("It works.")),
            ("failed", _("It does not work.")),
            ("open", _("It is to be looked at again.")),
        ]
        if item.proposed:
            backup = _("Its backup is in use: {backup}").format(backup=item.backup)
            lines.insert(0, ("backup", backup))
        at = "backup" if item.proposed else "ok"
        try:
            what = await self.choose(f"{sheet.name} · {item.text}", lines, at)
            if what == "backup":
                await self._check(survey, wording.taken, service.take_backup, sheet, item)
            elif what == "failed":
                await self._failed(survey, sheet, item)
            elif what is not None:
                await self._check(survey, wording.done, service.look_at, sheet, item, what)
        except OnsiteError as error:
            self.tell(str(error), "bad")
        self.onsite.store_written(self)
        self.read()

    async def _failed(self, survey: Survey, sheet: Sheet, item: Item) -> None:
        from onsite.incidents.equipment import service, wording

        async def record(written: Written) -> None:
            said = (service.look_at, sheet, item, "failed", written["note"])
            done = await self._check(survey, wording.done, *said)
            if done.what == "refused":
                raise NotPossibleError(self.said)

        note = FormLine("note", _("What is wrong"), item.note)
        title = _("{item} does not work").format(item=item.text)
        await self.form(title, (note,), record)

    async def _check(
        self,
        survey: Survey,
        words: Callable[..., str],
        act: Callable[..., Done],
        sheet: Sheet,
        item: Item,
        *more: Any,
    ) -> Done:
        """An act on something of a checklist, told; where somebody else may, with their PIN."""
        from onsite.incidents import outcomes

        site, plan = self.onsite.site, survey.plan
        asked = (sheet.round, str(item.place), *more)
        done = await site.write(act, plan, outcomes.by(site.clock, site.operator), *asked)
        refusal = done.refusal
        if refusal is not None and (other := await self.somebody(refusal)):
            done = await site.write(act, plan, outcomes.by(site.clock, other), *asked)
        self.tell(words(plan, done), {"took": "good"}.get(done.what, "warning"))
        return done
