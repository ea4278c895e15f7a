"""Searching the whole log from the board: words, filters, patterns, and searches that are kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from onsite.errors import OnsiteError
from onsite.incidents.board.sending import BoardSending
from onsite.language import _, ngettext
from onsite.ui.dialogs import AskReason
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.incidents.board.survey import Survey
    from onsite.incidents.views import Incident


class BoardSearching(BoardSending):
    """What is typed is looked for among the listed ones at once; Enter looks through the log."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: tuple[Incident, ...] | None = None
        """What was found in the whole log, the newest first; None while it was not searched."""

    @property
    def asked(self) -> str:
        """What is typed to be looked for."""
        raise NotImplementedError

    def ask_for(self, line: str) -> None:
        """Put it there as if it was typed."""
        raise NotImplementedError

    @property
    def listed(self) -> Sequence[Incident]:
        """The incidents of the list that is shown."""
        survey = self.survey
        if self.hits is None or survey is None:
            return super().listed
        return [survey.incidents.get(each.id, each) for each in self.hits]

    @property
    def others(self) -> Sequence[Incident]:
        """Those of the list that are not open."""
        return super().others if self.hits is None else self.hits

    def action_kept(self) -> None:
        """Choose among the searches that are kept."""
        survey = self.survey
        if survey is not None and not is_busy(self.app.workers, "incident"):
            self.run_worker(self._choose_kept(), group="incident")

    def action_keep(self) -> None:
        """Keep what is searched for under a name."""
        survey, line = self.survey, self.asked.strip()
        if survey is not None and line and not is_busy(self.app.workers, "incident"):
            self.run_worker(self._keep_search(survey, line), group="incident")

    @work(group="search", exclusive=True)
    async def search_log(self) -> None:
        """Look through the whole log, in a thread."""
        from onsite.incidents.rights import may_see
        from onsite.incidents.search import finding, service
        from onsite.incidents.search.records import records

        survey, site, line = self.survey, self.onsite.site, self.asked.strip()
        if survey is None or not line:
            return
        plan = survey.plan
        try:
            terms = await site.read(service.known, plan, site.clock.now())
            asked = finding.read(line, terms)
            sees = await site.read(may_see, plan, site.operator)
            every = await site.read(records, plan, sees=sees)
        except OnsiteError as error:
            self.tell(str(error), "bad")
            return
        hits = await asyncio.to_thread(finding.find, reversed(every), asked)
        if line != self.asked.strip():
            return  # Something else is asked by now.
        self.hits = tuple(each.record.incident for each in hits)
        found = ngettext("{n} found in the whole log.", "{n} found in the whole log.", len(hits))
        self.tell(found.format(n=len(hits)))

    async def _choose_kept(self) -> None:
        from onsite.incidents.search.service import kept

        there = await self.onsite.site.read(kept)
        if not there:
            self.tell(_("No search is kept yet. F8 keeps the one that is typed."), "warning")
            return
        lines = [(each.query, f"{each.name}  {each.query}") for each in there]
        query = await self.choose(_("Which search?"), lines)
        if query is not None:
            self.ask_for(query)
            self.search_log()

    async def _keep_search(self, survey: Survey, line: str) -> None:
        from onsite.incidents import outcomes
        from onsite.incidents.search import service

        name = await self.app.push_screen_wait(AskReason(_("Under which name?")))
        if name is None:
            return
        site = self.onsite.site
        try:
            by = outcomes.by(site.clock, site.operator)
            await site.write(service.keep, survey.plan, by, name, line)
        except OnsiteError as error:
            self.tell(str(error), "bad")
            return
        self.tell(_("Kept as “{name}”, for everybody.").format(name=name), "good")
