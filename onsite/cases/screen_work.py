"""What the screen of the problem desk reads, and when it reads it again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from onsite.language import _
from onsite.ui.base import BaseScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.cases.case_view import CaseView
    from onsite.cases.reading import Survey, Whole
    from onsite.cases.views import Case
    from onsite.ui.line_list import Line

WHICH = ("open", "mine", "closed")
"""The lists there are, in the order in which F7 goes through them."""
_NEEDED = ("onsite.cases.reading", "onsite.cases.showing")


class CaseWork(BaseScreen):
    """Knows the cases. Its widgets are in `screen`."""

    def __init__(self) -> None:
        super().__init__()
        self.survey: Survey | None = None
        self.whole: Whole | None = None
        self.which = "open"
        self.at = ""
        """The id of the case that is shown; empty while the list is."""

    @property
    def shown(self) -> CaseView:
        """The page of one case."""
        raise NotImplementedError

    @property
    def at_cursor(self) -> str:
        """The id of the case under the cursor; empty where there is none."""
        raise NotImplementedError

    def turn_to(self, page: str) -> None:
        """Show the list, or one case."""
        raise NotImplementedError

    def show_list(self) -> None:
        """The list again, as it was last read."""
        raise NotImplementedError

    def show_case(self) -> None:
        """The page of the case, as it was last read."""
        raise NotImplementedError

    @property
    def cases(self) -> Sequence[Case]:
        """The cases of the list that is shown."""
        if self.survey is None:
            return ()
        if self.which == "closed":
            return self.survey.closed
        return self.mine if self.which == "mine" else self.survey.waiting

    @property
    def mine(self) -> list[Case]:
        """The open cases of whoever works here."""
        waiting = self.survey.waiting if self.survey is not None else ()
        return [case for case in waiting if case.owner == self.onsite.site.operator]

    @property
    def chosen(self) -> Case | None:
        """The case that is shown, or the one under the cursor."""
        if self.at:
            shown = self.whole.file.case if self.whole is not None else None
            return shown if shown is not None and shown.id == self.at else None
        return next((case for case in self.cases if case.id == self.at_cursor), None)

    def lines(self) -> Sequence[Line]:
        """The lines of the list; each is made when it is drawn."""
        from onsite.cases.showing import CaseLines, case_line

        survey, now = self.survey, self.onsite.clock.now
        if survey is None:
            return ()
        return CaseLines(self.cases, lambda case: case_line(case, survey, now()))

    def figures(self) -> str:
        """The line above everything."""
        if self.survey is None:
            return _("Reading the cases…")
        from onsite.cases.showing import figures

        return figures(self.survey, self.which, len(self.mine), self.onsite.clock.now())

    def empty(self) -> str:
        """What stands in the place of an empty list."""
        if self.survey is None:
            return _("Reading the cases…")
        from onsite.cases.showing import empty

        return empty(self.which)

    async def open(self) -> None:
        """Import what the screen needs off its own thread, then read."""
        await self.onsite.site_ready()
        from importlib import import_module

        for name in _NEEDED:
            await asyncio.to_thread(import_module, name)
        self.refresh_all()

    @work(group="read", exclusive=True)
    async def refresh_all(self) -> None:
        """Read the list again, and the case that is shown."""
        site = await self.onsite.site_ready()
        from onsite.cases import reading

        closed = self.which == "closed"
        self.survey = await site.read(reading.survey, site.operator, closed=closed)
        self.show_list()
        plan, now = self.survey.plan, self.onsite.clock.now()
        if self.at and plan is not None:
            self.whole = await site.read(reading.whole, plan, self.at, now, self.onsite.names)
            self.show_case()

    @work(group="find", exclusive=True)
    async def find(self, code: str) -> None:
        """Show the case of the guest whose code was scanned."""
        from onsite.cases.listing import by_code
        from onsite.scanner.payload import candidates

        case = await self.onsite.site.read(by_code, candidates(code) or (code,))
        if case is not None:
            self.look_at(case)
        else:
            self.notify(_("No case is open for the code {code}.").format(code=code), markup=False)

    @work(group="look", exclusive=True)
    async def look_at(self, case: str) -> None:
        """Show one case."""
        from onsite.cases import reading

        plan = self.survey.plan if self.survey is not None else None
        if plan is None:
            return
        now, site = self.onsite.clock.now(), self.onsite.site
        self.whole = await site.read(reading.whole, plan, case, now, self.onsite.names)
        if self.whole is not None:
            self.at = case
            self.show_case()
            self.turn_to("case")
