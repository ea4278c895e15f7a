"""Giving incidents away from the board: as PDF, CSV or JSON, with where the file is."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from onsite.errors import OnsiteError
from onsite.incidents.board.handing import BoardHanding
from onsite.language import _, ngettext
from onsite.roster.acts.form import ActForm, FormLine
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from onsite.incidents.board.asking import Written
    from onsite.incidents.board.survey import Survey
    from onsite.incidents.shell.giving import Form, Format
    from onsite.incidents.views import Incident

_TOLD_AFTER_S = 1.0
"""What takes longer is told while it goes on, each time that so long has passed."""


class BoardGiving(BoardHanding):
    """Exports, as the shell makes them; what is restricted is told by who may open it alone."""

    def action_export(self) -> None:
        """Ask what is given away, and where to."""
        survey = self.survey
        if survey is not None and not is_busy(self.app.workers, "incident"):
            self.run_worker(self._export(survey, self.chosen), group="incident")

    async def _export(self, survey: Survey, incident: Incident | None) -> None:
        chosen = await self.choose(_("What is given away?"), self._exports(incident))
        if chosen is None:
            return
        form, format_, of_one = chosen.split()
        about = incident if of_one == "one" else None
        try:
            opener = await self._opener(survey, about)
            if opener is not None:
                await self._ask_where(survey, form, format_, about, opener)
        except OnsiteError as error:
            self.tell(str(error), "bad")

    async def _opener(self, survey: Survey, about: Incident | None) -> str | None:
        """Who opens what is restricted; empty where it stays so; None where nothing is given."""
        from onsite.incidents.reading import all_of_them
        from onsite.incidents.rights import may_see
        from onsite.staff.pin_dialog import PinDialog
        from onsite.staff.wording import roles_in_words

        site, plan = self.onsite.site, survey.plan
        every = (about,) if about is not None else await site.read(all_of_them, plan)
        if not any(each.restricted for each in every):
            return ""
        lines = [
            ("zone", _("Of what is restricted number and zone alone")),
            ("all", _("All of it: that is logged")),
        ]
        chosen = await self.choose(_("How much is given away?"), lines)
        if chosen != "all":
            return "" if chosen is not None else None
        if await site.read(may_see, plan, site.operator):
            return site.operator
        roles = plan.response.rules.sees_restricted
        question = _("What is restricted is for {roles} to open. Who does it?")
        dialog = PinDialog(question.format(roles=roles_in_words(plan, roles)), roles)
        allowed = await self.app.push_screen_wait(dialog)
        return allowed.operator.id if allowed is not None else None

    @staticmethod
    def _exports(incident: Incident | None) -> list[tuple[str, str]]:
        """What there is to be given away."""
        lines = []
        if incident is not None:
            number = incident.number
            lines += [
                ("log pdf one", _("{number}: the log, PDF").format(number=number)),
                ("methane pdf one", _("{number}: METHANE, PDF").format(number=number)),
                ("ics-214 pdf one", _("{number}: ICS 214, PDF").format(number=number)),
            ]
        return [
            *lines,
            ("log pdf all", _("All: the log, PDF")),
            ("log csv all", _("All: the log, CSV")),
            ("log json all", _("All: the log, JSON")),
            ("list pdf all", _("All: a line for each, PDF")),
            ("list csv all", _("All: a line for each, CSV")),
            ("ics-214 pdf all", _("All: ICS 214, PDF")),
            ("shift pdf all", _("The sheet of the shift, PDF")),
        ]

    async def _ask_where(
        self, survey: Survey, form: Form, format_: Format, about: Incident | None, opener: str
    ) -> None:
        async def give(written: Written) -> None:
            asked = (survey, form, about, dict(written), opener)
            writing = asyncio.ensure_future(asyncio.to_thread(self._write_file, *asked))
            done, _left = await asyncio.wait([writing], timeout=_TOLD_AFTER_S)
            if done:
                self.tell(*writing.result())
            else:
                self.run_worker(self._follow(writing), group="export")

        now = survey.plan.local(self.onsite.site.clock.now())
        name = f"{about.number if about is not None else 'incidents'}-{form}"
        file = Path.cwd() / f"{name}-{now:%Y%m%d-%H%M%S}.{format_}"
        lines = [FormLine("file", _("Into the file"), str(file), needed=True)]
        if form == "shift":
            lines.insert(0, FormLine("since", _("From"), hint=_("08:00, or 2026-11-24 08:00")))
        if form == "ics-214":
            lines += [
                FormLine("name", _("Of whom"), survey.name(survey.me or survey.operator)),
                FormLine("position", _("As what")),
            ]
        await self.app.push_screen_wait(ActForm(_("Give away"), lines, give, steps=True))

    async def _follow(self, writing: asyncio.Future[tuple[str, str]]) -> None:
        """Tell of a file that takes long, as long as it does; everything else goes on."""
        seconds = 0
        while not writing.done():
            seconds += 1
            said = ngettext(
                "The file is being written: {n} second.",
                "The file is being written: {n} seconds.",
                seconds,
            )
            self.tell(said.format(n=seconds))
            await asyncio.wait([writing], timeout=_TOLD_AFTER_S)
        try:
            self.tell(*writing.result())
        except OnsiteError as error:
            self.tell(str(error), "bad")

    def _write_file(
        self,
        survey: Survey,
        form: Form,
        about: Incident | None,
        written: dict[str, str],
        opener: str,
    ) -> tuple[str, str]:
        """Write it, in a thread; answers what came of it, and its tone.

        Raises:
            OnsiteError: it cannot be written.
        """
        from onsite.incidents.board.opened_by import OpenedBy
        from onsite.incidents.exporting.gathering import Asked
        from onsite.incidents.shell import giving

        at = OpenedBy(self.onsite.site, survey.plan, opener)
        file = Path(written["file"].strip()).expanduser()
        name = written.get("name", "").strip()
        unit = (name, written.get("position", "").strip(), "", "")
        wish = giving.Wish(form, giving.format_of(form, file), "a4", unit)
        span = giving.span(at, written.get("since", "").strip(), "")
        asked = Asked((about.id,) if about is not None else (), span, drills=_is_drill(about))
        answer = giving.give(at, asked, wish, file, opening=bool(opener))
        many = answer["incidents"]
        told = ngettext("{n} incident: {file}", "{n} incidents: {file}", many)
        said = [told.format(n=many, file=file.resolve())]
        if answer["veiled"]:
            numbers = _(", ").join(answer["veiled"])
            said.append(_("Restricted, only number and zone: {numbers}.").format(numbers=numbers))
        said += giving.remarks({**answer, "veiled": []})
        return " ".join(said), "good"


def _is_drill(about: Incident | None) -> bool:
    return about is not None and about.drill
