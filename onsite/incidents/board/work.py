"""What the board reads, and when it shows it: once something was written, and on the second."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING

from textual import work

from onsite.errors import OnsiteError
from onsite.ui.base import BaseScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.incidents.board.chains import Looking
    from onsite.incidents.board.survey import Survey, Whole
    from onsite.incidents.escalation.looking import Seen
    from onsite.incidents.paging.board import BoardLine
    from onsite.incidents.views import Incident

WHICH = ("open", "mine", "closed")
"""The lists there are, in the order in which F5 goes through them."""
_NEEDED = (
    "onsite.incidents.board.survey",
    "onsite.incidents.board.showing",
    "onsite.incidents.board.pages",
    "onsite.incidents.board.checklists",
    "onsite.incidents.board.outbox",
)
EVERY_S = 1.0


class BoardWork(BaseScreen):
    """Knows what is open. Its widgets are in `incidents.screen`."""

    def __init__(self) -> None:
        super().__init__()
        self.survey: Survey | None = None
        self.opened = False
        """Whether the store was read."""
        self.whole: Whole | None = None
        """The incident that is shown; None while it is being read, or none is."""
        self.at = ""
        """The id of the incident that is shown; empty while a list is."""
        self.looks_as = ""
        """Who has given their PIN to see the one that is shown; empty for who works here."""
        self.which = "open"
        self.words: tuple[str, ...] = ()
        """What is searched for, folded."""
        self.system = False
        """Whether what no person has written is in the timeline."""
        self.lines: Sequence[BoardLine] = ()
        self.now_ms = 0
        self._looking: Looking | None = None

    @property
    def is_filled(self) -> bool:
        """Whether what is open was read."""
        return self.survey is not None

    @property
    def at_cursor(self) -> str:
        """The id of the incident under the cursor; empty where there is none."""
        raise NotImplementedError

    def show_all(self) -> None:
        """Everything, as it is known at this moment."""
        raise NotImplementedError

    def show_whole(self) -> None:
        """The page of the incident that was read."""
        raise NotImplementedError

    async def read_page(self, survey: Survey) -> None:
        """Read what the page that is shown needs besides.

        Raises:
            OnsiteError: it cannot be read now.
        """
        raise NotImplementedError

    def line_of(self, incident: str) -> BoardLine | None:
        """How the chain of an incident stands."""
        return self._by_id.get(incident)

    def seen_of(self, incident: str) -> Seen | None:
        """How an incident stood at the last look."""
        return self._looking.seen(incident) if self._looking is not None else None

    @property
    def every_seen(self) -> Sequence[Seen]:
        """How all of them stood at the last look."""
        return self._looking.every_seen if self._looking is not None else ()

    @property
    def chosen(self) -> Incident | None:
        """The incident that is shown, or the one under the cursor."""
        if self.at:
            shown = self.whole
            return shown.incident if shown is not None and shown.incident.id == self.at else None
        survey = self.survey
        if survey is None:
            return None
        at = self.at_cursor
        others = (each for each in self.others if each.id == at)
        return survey.incidents.get(at) or next(others, None)

    @property
    def others(self) -> Sequence[Incident]:
        """Those of the list that are not open."""
        return self.survey.closed if self.survey is not None else ()

    @property
    def listed(self) -> Sequence[Incident]:
        """The incidents of the list that is shown, what calls first on top."""
        from onsite.incidents.board.showing import found

        survey = self.survey
        if survey is None:
            return []
        there = [survey.incidents[each.incident] for each in self.lines]
        if self.which == "mine":
            mine = {survey.me, survey.operator}
            lines = self._by_id
            there = [
                each
                for each in there
                if lines[each.id].reaches_me
                or not mine.isdisjoint(lines[each.id].acks)
                or any(unit.assigned and unit.unit in mine for unit in each.units)
            ]
        return found(survey, survey.closed if self.which == "closed" else there, self.words)

    async def open(self) -> None:
        """Import what the screen needs off its own thread, then read."""
        site = await self.onsite.site_ready()
        for name in _NEEDED:
            await asyncio.to_thread(import_module, name)
        from onsite.incidents.board.chains import Looking

        self._looking = Looking(site.journal.station)
        self.read()

    @work(group="read", exclusive=True)
    async def read(self) -> None:
        """Read what is open, and the incident that is shown."""
        if self._looking is None:
            return
        from onsite.incidents.board.survey import survey, whole
        from onsite.sync.clock import moments

        site = await self.onsite.site_ready()
        at = self._looking.place(moments.now(site.clock))
        kept = self.survey.kept if self.survey is not None else {}
        asked = (site.operator, site.clock.now(), at, kept)
        try:
            self.survey = await site.read(survey, *asked, closed=self.which == "closed")
            if self.at and self.survey is not None:
                who = self.looks_as or site.operator
                asked_of = (self.survey.plan, self.at, who, self.survey.incidents)
                self.whole = await site.read(whole, *asked_of)
            if self.survey is not None:
                await self.read_page(self.survey)
        except OnsiteError:
            return  # One that is busy is read the next time.
        self.opened = True
        self.tick()
        if self.at:
            self.show_whole()

    def tick(self) -> None:
        """The clocks run on; nothing is read for that."""
        if not self.is_mounted or self.onsite.screen_stack[:1] != [self]:
            return
        self.look()
        self.show_all()

    def look(self) -> None:
        """Work out how all chains stand now."""
        from onsite.sync.clock import moments

        survey, looking = self.survey, self._looking
        if survey is None or looking is None:
            self.lines = ()
            return
        from onsite.incidents.board.chains import ordered

        moment = moments.now(self.onsite.site.clock)
        self.now_ms = moment.at_ms
        found = looking.lines(survey.kept, moment, survey.on_duty, survey.me)
        known, of = self._of
        if known is not found or of is not survey:
            self._of = (found, survey)
            self.lines = ordered(found, survey.incidents, self.now_ms)

    @property
    def _by_id(self) -> dict[str, BoardLine]:
        if self._indexed is not self.lines:
            self._indexed = self.lines
            self._index = {each.incident: each for each in self.lines}
        return self._index

    _of: tuple[object, object] = (None, None)
    """Of which look at whose incidents `lines` are."""
    _indexed: Sequence[BoardLine] | None = None
    _index: dict[str, BoardLine] = {}  # noqa: RUF012 - replaced, never changed
