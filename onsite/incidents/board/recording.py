"""What the keys of the board write down: entries, tasks, decisions, files, what is a duplicate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onsite.incidents.board.running import BoardRunning
from onsite.language import _
from onsite.roster.acts.form import FormLine

if TYPE_CHECKING:
    from onsite.incidents.board.asking import Written
    from onsite.incidents.board.survey import Survey
    from onsite.incidents.outcomes import Outcome
    from onsite.incidents.views import Incident


class BoardRecording(BoardRunning):
    """The acts that add to the log of one incident."""

    @property
    def entry_at(self) -> str:
        """The name of the entry under the cursor of the timeline; empty where there is none."""
        raise NotImplementedError

    def action_entry(self) -> None:
        """Write something down."""
        self.ask_at_once(self._entry)

    def action_task(self) -> None:
        """Add a task."""
        self.ask(self._new_task)

    def action_task_done(self) -> None:
        """A task is done, or not after all."""
        self.ask(self._task_done)

    def action_decide(self) -> None:
        """Record a decision."""
        self.ask(self._decide)

    def action_strike(self) -> None:
        """Strike the entry under the cursor."""
        self.ask(self._strike)

    def action_merge(self) -> None:
        """It goes on in another one."""
        self.ask(self._merge)

    def action_unmerge(self) -> None:
        """Take a duplicate apart again."""
        self.ask(self._unmerge)

    def action_attach(self) -> None:
        """Copy a file in."""
        self.ask(self._copy_in)

    def action_link(self) -> None:
        """Say what it has to do with."""
        self.ask(self._link)

    def _entry(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents.report.entry import EntryDialog
        from onsite.incidents.report.line import Kept

        kept = Kept(self.onsite.site, incident.id)
        dialog = EntryDialog(survey.plan, incident.id, incident.number, kept)
        self.app.push_screen(dialog, lambda done: self._entered(survey, done))

    def _entered(self, survey: Survey, done: Outcome | None) -> None:
        from onsite.incidents import wording

        if done is not None:
            self.tell(wording.outcome(survey.plan, done), "good")
            self.onsite.store_written(self)
        self.read()

    async def _new_task(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import parts
        from onsite.incidents.board.times import due_ms

        async def add(written: Written) -> Outcome | None:
            now = self.onsite.clock.now()
            when = due_ms(survey.plan, written["due"], now)
            return await self.do(parts.add_task, incident, written["text"], written["who"], when)

        lines = (
            FormLine("text", _("Task"), needed=True),
            FormLine("who", _("Who does it"), choices=self.everybody(survey)),
            FormLine("due", _("By when"), hint=_("14:05, or in 10 minutes: 10")),
        )
        await self.form(_("A task for {number}").format(number=incident.number), lines, add)

    async def _task_done(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import parts

        del survey
        if not incident.tasks:
            self.tell(_("It has no task. d adds one."), "warning")
            return
        lines = [(each.id, f"{'☑' if each.done else '☐'} {each.text}") for each in incident.tasks]
        first = next((each.id for each in incident.tasks if not each.done), "")
        task = await self.choose(_("Which task is done, or open again?"), lines, first)
        if task is not None:
            done = next(each.done for each in incident.tasks if each.id == task)
            await self.do(parts.set_task, incident, task, done=not done)

    async def _decide(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import parts

        del survey

        async def decide(written: Written) -> Outcome | None:
            options = tuple(each.strip() for each in written["options"].split(";") if each.strip())
            said = (written["chosen"], options, written["why"])
            return await self.do(parts.decide, incident, *said)

        lines = (
            FormLine("chosen", _("Decision"), needed=True),
            FormLine("options", _("Rather than"), hint=_("what else there was; each after a ;")),
            FormLine("why", _("Why"), needed=True),
        )
        await self.form(_("A decision on {number}").format(number=incident.number), lines, decide)

    async def _strike(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import service

        del survey
        entry = self.entry_at
        if not entry:
            self.tell(_("Enter shows its entries: x strikes the one under the cursor."), "warning")
            return
        why = await self.reason(_("Why does it not hold? It stays readable."))
        if why is not None:
            await self.do(service.strike, incident, entry, why)

    async def _merge(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import duplicates
        from onsite.incidents.board.alike import likely_first, placed

        near = survey.alike.get(incident.id, ())
        lines = [
            (each.id, f"{'≈' if each.id in near else ' '} {each.number}  {placed(survey, each)}")
            for each in likely_first(incident, survey.incidents.values(), survey.alike)
            if each.id != incident.id and each.drill == incident.drill
        ]
        if not lines:
            self.tell(_("No other one is open."), "warning")
            return
        question = _("In which one does {number} go on?").format(number=incident.number)
        into = await self.choose(question, lines)
        if into is not None:
            await self.do(duplicates.merge, incident, into)

    async def _unmerge(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import duplicates, reading

        site = self.onsite.site
        found = [await site.read(reading.one, survey.plan, each) for each in incident.members]
        members = {each.id: each for each in found if each is not None}
        if not members:
            self.tell(_("It has no duplicates. m lets it go on in another one."), "warning")
            return
        lines = [(key, f"{each.number}  {each.text}") for key, each in members.items()]
        which = await self.choose(_("Which one is one of its own again?"), lines)
        if which is not None:
            await self.do(duplicates.unmerge, members[which])

    async def _copy_in(self, survey: Survey, incident: Incident) -> None:
        import asyncio

        from onsite.incidents import parts
        from onsite.incidents.log import attachments

        del survey

        async def attach(written: Written) -> Outcome | None:
            file, data = written["file"].strip(), self.onsite.site.data
            taken = await asyncio.to_thread(lambda: attachments.take(data, Path(file).expanduser()))
            return await self.do(parts.attach, incident, taken)

        lines = (FormLine("file", _("File"), hint="~/photo.jpg", needed=True),)
        await self.form(_("A file for {number}").format(number=incident.number), lines, attach)

    async def _link(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import parts

        del survey

        async def link(written: Written) -> Outcome | None:
            return await self.do(parts.link, incident, written["to"], written["name"])

        lines = (
            FormLine("to", _("Link to"), hint=_("an address, a case, a ticket"), needed=True),
            FormLine("name", _("Called")),
        )
        title = _("What has {number} to do with?").format(number=incident.number)
        await self.form(title, lines, link)
