"""What is done on the printers' screen: its keys and what stands behind them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from onsite.badges.again.answering import answered_for
from onsite.badges.queues.showing import ENDED_ONES, OPEN
from onsite.badges.queues.work import PrinterWork
from onsite.errors import OnsiteError
from onsite.language import _
from onsite.ui.line_list import Line
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from datetime import datetime

    from onsite.badges.rules import Job
    from onsite.plan.model import Plan

_HELD = timedelta(seconds=0.5)
"""A key that comes again sooner is held down, or pressed twice for one thing."""


class PrinterActs(PrinterWork):
    """The acts of the screen; its widgets are in `screen`."""

    def __init__(self) -> None:
        super().__init__()
        self._pressed: tuple[str, datetime] | None = None
        """What was done last, and when its key came last."""

    def do(self, name: str, act: Callable[[Plan, Job], Coroutine[Any, Any, None]]) -> None:
        """Do something about the job under the cursor; one thing at a time."""
        job, plan = self.job, self.plan
        if job is not None and plan is not None:
            self._run(name, lambda: act(plan, job))

    def action_which(self) -> None:
        """What has ended, or what has not."""
        self.which = OPEN if self.which == ENDED_ONES else ENDED_ONES
        self.show_all()

    def action_cancel(self) -> None:
        """The job is not to be printed."""
        self.do("cancel", self._cancel)

    def action_move(self) -> None:
        """Another printer is to print it."""
        self.do("move", self._move)

    def action_again(self) -> None:
        """The same badge once more."""
        self.do("again", self._again)

    def action_issue(self) -> None:
        """Another badge; the old one is void."""
        self.do("issue", self._issue)

    def action_handed(self) -> None:
        """The guest has it."""
        self.do("handed", self._handed)

    def action_void(self) -> None:
        """The badge was destroyed."""
        self.do("void", self._void)

    def action_evidence(self) -> None:
        """All that is known of the job."""
        self.do("evidence", self._evidence)

    def action_test(self) -> None:
        """Print a test page on the printer under the cursor."""
        self._run("test", self._test)

    def action_labels(self) -> None:
        """Say how many labels are in the printer under the cursor."""
        self._run("labels", self._labels)

    def _run(self, name: str, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        # A key that is held comes again before the dialog stands.
        if not self._is_held(name) and not is_busy(self.app.workers, "badge"):
            self.run_worker(self._done(act()), group="badge")

    def _is_held(self, name: str) -> bool:
        """Whether a key comes again by itself: the row of the next guest stands there by now."""
        last, now = self._pressed, self.onsite.clock.now()
        self._pressed = (name, now)
        return last is not None and last[0] == name and now - last[1] < _HELD

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
        self._tell(_("{name}: not to be printed any more"), job)

    async def _move(self, plan: Plan, job: Job) -> None:
        from onsite.badges.queues.moving import move_to_another

        def why() -> Awaitable[str | None]:
            return self._reason(_("Badge of {name}: it may be printed. Why is it moved?"), job)

        await move_to_another(self.onsite, plan, job, self._who(job), why)

    async def _again(self, plan: Plan, job: Job) -> None:
        from onsite.badges.again.acts import print_again
        from onsite.roster.acts.doing import Doer

        site = self.onsite.site
        why: str | None = ""
        if job.printed != "no":
            why = await self._reason(
                _("Badge of {name}: print the same one again; destroy the first. Why?"), job
            )
        if why is not None:
            await site.write(print_again, plan, job.job, why, Doer(site.operator))

    async def _issue(self, plan: Plan, job: Job) -> None:
        from onsite.badges.again.acts import Anew, issue_again

        question = _("Badge of {name}: issue another one; the old one is then refused. Why?")
        why = await self._reason(question, job)
        if why is None:
            return
        doer = await answered_for(self.onsite, plan, self._who(job))
        if doer is not None:
            await self.onsite.site.write(issue_again, plan, Anew(job.attendee, why), doer)

    async def _handed(self, _plan: Plan, job: Job) -> None:
        from onsite.badges.jobs.handing import hand_over

        site = self.onsite.site
        await site.write(hand_over, job.job, site.operator)
        self._tell(_("{name} has the badge now."), job)

    async def _void(self, plan: Plan, job: Job) -> None:
        from onsite.badges.service import void
        from onsite.roster.acts.doing import Doer

        question = _("Badge of {name}: it was destroyed, and no other stands for it. Why?")
        why = await self._reason(question, job)
        if why is None:
            return
        site = self.onsite.site
        doer: Doer | None = Doer(site.operator)
        if job.attendee and job.printed != "no":
            doer = await answered_for(self.onsite, plan, self._who(job))
        if doer is not None:
            await site.write(void, job.job, why, doer)

    async def _evidence(self, plan: Plan, job: Job) -> None:
        from onsite.badges.queues.showing import evidence
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

    async def _reason(self, question: str, job: Job) -> str | None:
        """Why, in a few words; None where it is not to be done. The question says whose it is."""
        from onsite.ui.dialogs import AskReason

        asked, placeholder = question.format(name=self._who(job)), _("As: the print is smeared")
        return await self.app.push_screen_wait(AskReason(asked, placeholder=placeholder))

    def _who(self, job: Job) -> str:
        return self.survey.who(job) if self.survey is not None else job.attendee

    def _tell(self, said: str, job: Job) -> None:
        """What was done at once, and for whom: the row has left its place by now."""
        self.notify(said.format(name=self._who(job)), markup=False)
