"""Handing the board over at the change of a shift, and taking it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.errors import OnsiteError
from onsite.incidents.board.calling import BoardCalling
from onsite.language import _
from onsite.roster.acts.form import ActForm, FormLine
from onsite.ui.line_list import Line
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from onsite.incidents.board.asking import Written
    from onsite.incidents.board.survey import Survey
    from onsite.incidents.handover.reading import Handover

_TAKE = "take"


class BoardHanding(BoardCalling):
    """Until who comes has taken the sheet, both are told."""

    def action_handover(self) -> None:
        """Take what is offered to who works here, or offer it to somebody."""
        survey = self.survey
        if survey is not None and not is_busy(self.app.workers, "incident"):
            self.run_worker(self._handover(survey), group="incident")

    async def _handover(self, survey: Survey) -> None:
        from onsite.incidents.handover.service import waiting

        there = await self.onsite.site.read(waiting)
        mine = next((each for each in there if each.incoming == survey.me), None)
        given = next((each for each in there if each.outgoing == survey.me), None)
        try:
            if mine is not None:
                await self._take_over(survey, mine)
            elif given is None or not await self._taken_back(survey, given):
                await self._hand_over(survey)
        except OnsiteError as error:
            self.tell(str(error), "bad")
        self.onsite.store_written(self)
        self.read()

    async def _take_over(self, survey: Survey, offered: Handover) -> None:
        """The sheet, line by line; its first line takes it."""
        from onsite.incidents import outcomes
        from onsite.incidents.handover import service, wording
        from onsite.incidents.handover.reading import as_shown
        from onsite.incidents.people import people
        from onsite.ui.dialogs import Choose

        site = self.onsite.site
        names = await site.read(people, survey.plan)
        shown = await site.read(as_shown, survey.plan, offered)
        told = wording.sheet(survey.plan, shown, names)
        lines = [Line(_TAKE, (_("✓ Take it over"),), "strong")]
        lines += [Line(str(place), (each,)) for place, each in enumerate(told)]
        title = wording.line(survey.plan, offered, names)
        if await self.app.push_screen_wait(Choose(title, lines)) != _TAKE:
            return
        by = outcomes.by(site.clock, site.operator)
        await site.write(service.accept, survey.plan, by, offered.id)
        self.tell(_("It is yours: from now on you are told."), "good")

    async def _taken_back(self, survey: Survey, given: Handover) -> bool:
        """What who works here has offered: whether that is all they want to know or to end."""
        from onsite.incidents import outcomes
        from onsite.incidents.handover import service, wording
        from onsite.incidents.people import people

        site = self.onsite.site
        names = await site.read(people, survey.plan)
        lines = [("back", _("Take it back")), ("again", _("Hand over to somebody else"))]
        chosen: str | None = await self.choose(wording.line(survey.plan, given, names), lines)
        if chosen == "back":
            by = outcomes.by(site.clock, site.operator)
            await site.write(service.withdraw, survey.plan, by, given.id)
            self.tell(_("Taken back: it is yours."), "good")
        return chosen != "again"

    async def _hand_over(self, survey: Survey) -> None:
        from onsite.incidents import outcomes
        from onsite.incidents.handover import service

        async def offer(written: Written) -> None:
            site = self.onsite.site
            promises = [each.strip() for each in written["promises"].split(";") if each.strip()]
            by = outcomes.by(site.clock, site.operator)
            said = (written["who"], "", (), promises)
            await site.write(service.offer, survey.plan, by, *said)
            self.tell(_("Offered. Until they take it with g, both of you are told."), "good")

        lines = (
            FormLine("who", _("To whom"), choices=self.everybody(survey), needed=True),
            FormLine("promises", _("Promised"), hint=_("besides the tasks; each after a ;")),
        )
        await self.app.push_screen_wait(ActForm(_("Hand over"), lines, offer, steps=True))
