"""What is done on the printers' screen: its keys and what stands behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.badges.answering import answered_for
from onsite.badges.rules import State
from onsite.badges.screen_work import PrinterWork
from onsite.badges.showing import ENDED_ONES, OPEN
from onsite.errors import OnsiteError
from onsite.language import _
from onsite.ui.line_list import Line
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from onsite.badges.rules import Job
    from onsite.plan.model import Plan
    from onsite.roster.acts.doing import Doer

_ANY = "-"
"""Stands for no printer among those to choose from; no id is like that."""


class PrinterActs(PrinterWork):
    """The acts of the screen; its widgets are in `screen`."""

    def do(self, act: Callable[[Plan, Job], Coroutine[Any, Any, None]]) -> None:
        """Do something about the job under the cursor; one thing at a time."""
        job, plan = self.job, self.plan
        if job is not None and plan is not None:
            self._run(lambda: act(plan, job))

    def action_which(self) -> None:
        """What has ended, or what has not."""
        self.which = OPEN if self.which == ENDED_ONES else ENDED_ONES
        self.show_all()

    def action_cancel(self) -> None:
        """The job is not to be printed."""
        self.do(self._cancel)

    def action_move(self) -> None:
        """Another printer is to print it."""
        self.do(self._move)

    def action_again(self) -> None:
        """The same badge once more."""
        self.do(self._again)

    def action_issue(self) -> None:
        """Another badge; the old one is void."""
        self.do(self._issue)

    def action_handed(self) -> None:
        """The guest has it."""
        self.do(self._handed)

    def action_void(self) -> None:
        """The badge was destroyed."""
        self.do(self._void)

    def action_evidence(self) -> None:
        """All that is known of the job."""
        self.do(self._evidence)

    def action_test(self) -> None:
        """Print a test page on the printer under the cursor."""
        self._run(self._test)

    def action_labels(self) -> None:
        """Say how many labels are in the printer under the cursor."""
        self._run(self._labels)

    def _run(self, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        # A key that is held comes again before the dialog stands.
        if not is_busy(self.app.workers, "badge"):
            self.run_worker(self._done(act()), group="badge")

    async def _done(self, act: Coroutine[Any, Any, None]) -> None:
        try:
            await act
        except OnsiteError as error:
            self.notify(str(error), severity="error", timeout=15, markup=False)
        self.onsite.store_written(self)
        self.read()

    async def _cancel(self, _plan: Plan, job: Job) -> None:
        from onsite.badges.service import cancel

        site = self.onsite.site
        await site.write(cancel, job.job, "", site.operator)

    async def _move(self, plan: Plan, job: Job) -> None:
        from onsite.badges.service import Moving, move
        from onsite.roster.acts.doing import Doer
        from onsite.ui.dialogs import Choose

        survey, site = self.survey, self.onsite.site
        if survey is None:
            return
        now_at = survey.printer_of(job)
        printers = [each for each in survey.printers if each.id != now_at]
        if not printers:
            self.notify(_("There is no other printer in the plan."))
            return
        lines = [Line(each.id, (each.name,)) for each in printers]
        lines.append(Line(_ANY, (_("Any printer of the pool"),)))
        question = _("Badge of {name}: which printer?").format(name=survey.who(job))
        chosen = await self.app.push_screen_wait(Choose(question, lines))
        if chosen is None:
            return
        why: str | None = ""
        doer: Doer | None = Doer(site.operator)
        if job.state is State.FAILED and job.printed == "maybe":
            why = await self._reason(_("It may be printed already. Why is it moved?"))
            doer = await answered_for(self.onsite, plan) if why is not None else None
        if why is not None and doer is not None:
            asked = Moving(job.job, chosen.removeprefix(_ANY), reason=why)
            await site.write(move, plan, asked, doer)

    async def _again(self, plan: Plan, job: Job) -> None:
        from onsite.badges.anew import print_again
        from onsite.roster.acts.doing import Doer

        site = self.onsite.site
        why: str | None = ""
        if job.printed != "no":
            why = await self._reason(_("Print the same badge again. Destroy the first one. Why?"))
        if why is not None:
            await site.write(print_again, plan, job.job, why, Doer(site.operator))

    async def _issue(self, plan: Plan, job: Job) -> None:
        from onsite.badges.anew import Anew, issue_again

        why = await self._reason(_("Issue another badge; the old one is then refused. Why?"))
        if why is None:
            return
        doer = await answered_for(self.onsite, plan)
        if doer is not None:
            await self.onsite.site.write(issue_again, plan, Anew(job.attendee, why), doer)

    async def _handed(self, _plan: Plan, job: Job) -> None:
        from onsite.badges.handing import hand_over

        site = self.onsite.site
        await site.write(hand_over, job.job, site.operator)

    async def _void(self, _plan: Plan, job: Job) -> None:
        from onsite.badges.service import void
        from onsite.roster.acts.doing import Doer

        why = await self._reason(_("The badge was destroyed, and no other stands for it. Why?"))
        if why is not None:
            site = self.onsite.site
            await site.write(void, job.job, why, Doer(site.operator))

    async def _evidence(self, plan: Plan, job: Job) -> None:
        from onsite.badges.showing import evidence
        from onsite.ui.dialogs import Browse

        survey = self.survey
        if survey is None:
            return
        lines = [
            Line(str(number), (text,)) for number, text in enumerate(evidence(job, survey, plan))
        ]
        title = _("Badge of {name}").format(name=survey.who(job))
        await self.app.push_screen_wait(Browse(title, lines))

    async def _test(self) -> None:
        from onsite.badges.service import ask_test

        site, plan, printer = self.onsite.site, self.plan, self.printer
        if plan is not None and printer is not None:
            await site.write(ask_test, plan, printer.id, site.operator)

    async def _labels(self) -> None:
        from onsite.badges.facts import LabelsCounted
        from onsite.badges.service import count_labels
        from onsite.ui.dialogs import AskReason

        site, plan, printer = self.onsite.site, self.plan, self.printer
        if plan is None or printer is None:
            return
        question = _("How many labels are in {printer} now?").format(printer=printer.name)
        said = await self.app.push_screen_wait(AskReason(question, placeholder="250"))
        if said is None:
            return
        if not said.isdecimal():
            self.notify(_("Write a number, as 250."), severity="error")
            return
        fact = LabelsCounted(printer=printer.id, count=min(int(said), 10_000_000))
        await site.write(count_labels, plan, fact, site.operator)

    async def _reason(self, question: str) -> str | None:
        """Why, in a few words; None where it is not to be done."""
        from onsite.ui.dialogs import AskReason

        placeholder = _("As: the print is smeared")
        return await self.app.push_screen_wait(AskReason(question, placeholder=placeholder))
