"""What is done at the problem desk: the keys of its screen and what stands behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.cases.screen_work import WHICH, CaseWork
from onsite.cases.strokes import Strokes
from onsite.errors import OnsiteError
from onsite.language import _
from onsite.ui.line_list import Column, Line
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from onsite.cases.acts import Act
    from onsite.cases.views import Case
    from onsite.plan.model import Plan


class CaseActs(CaseWork):
    """The acts of the screen; its widgets are in `screen`."""

    def __init__(self) -> None:
        super().__init__()
        self.strokes = Strokes(self.set_timer, self.do_number)

    def work_on(self, key: str) -> None:
        """A step was chosen, or an act."""
        from onsite.cases.showing import ACT, STEP

        if key.startswith(STEP):
            self.do(lambda plan, case: self._tick(plan, case, key.removeprefix(STEP)))
        elif key.startswith(ACT):
            self._do_act(key.removeprefix(ACT))

    def do_number(self, number: int) -> None:
        """The act with that number key."""
        if self.at and 0 < number <= len(self.shown.offered):
            self._do_act(self.shown.offered[number - 1].key)

    def do(self, act: Callable[[Plan, Case], Coroutine[Any, Any, None]]) -> None:
        """Do something about the case that is chosen; one thing at a time."""
        case, plan = self.chosen, self.survey.plan if self.survey is not None else None
        # A key that is held comes again before the dialog stands.
        if case is not None and plan is not None and not is_busy(self.app.workers, "case"):
            self.run_worker(self._done(act(plan, case)), group="case")

    async def _done(self, act: Coroutine[Any, Any, None]) -> None:
        try:
            await act
        except OnsiteError as error:
            self.notify(str(error), severity="error", timeout=15, markup=False)
        self.onsite.store_written(self)
        self.refresh_all()

    def action_take(self) -> None:
        """Become the owner, or put the case back."""
        self.do(self._take)

    def action_note(self) -> None:
        """Write something down."""
        self.do(self._note)

    def action_resolve(self) -> None:
        """Close the case."""
        self.do(self._resolve)

    def action_new(self) -> None:
        """Open a case here."""
        plan = self.survey.plan if self.survey is not None else None
        if plan is not None and not is_busy(self.app.workers, "case"):
            self.run_worker(self._done(self._new(plan)), group="case")

    def action_which(self) -> None:
        """The cases of all, one's own, the closed ones."""
        self.which = WHICH[(WHICH.index(self.which) + 1) % len(WHICH)]
        self.refresh_all()

    async def _take(self, plan: Plan, case: Case) -> None:
        from onsite.cases import service

        site = self.onsite.site
        act = service.put_back if case.owner == site.operator else service.take
        await site.write(act, plan, case.id, site.operator)

    async def _tick(self, plan: Plan, case: Case, step: str) -> None:
        from onsite.cases import service

        site, whole = self.onsite.site, self.whole
        done = whole is not None and any(
            each.step == step and each.at is not None for each in whole.file.steps
        )
        await site.write(service.step_done, plan, case.id, step, site.operator, done=not done)

    async def _note(self, plan: Plan, case: Case) -> None:
        from onsite.cases import service
        from onsite.ui.dialogs import AskReason

        text = await self.app.push_screen_wait(AskReason(_("What is to be noted?")))
        if text is not None:
            site = self.onsite.site
            await site.write(service.note, plan, case.id, text, site.operator)

    async def _resolve(self, plan: Plan, case: Case) -> None:
        from onsite.cases import service, showing
        from onsite.cases.dialogs import AskEnd
        from onsite.cases.resolving import resolver
        from onsite.cases.types import type_of

        survey, site = self.survey, self.onsite.site
        roles = survey.roles if survey is not None else None
        operator = await resolver(self.onsite, plan, case, roles)
        if operator is None:
            return
        kind, who = showing.kind_of(case, plan, roles), showing.who(case)
        question = _("{kind}: {who}. How does it end?").format(kind=kind, who=who)
        end = await self.app.push_screen_wait(
            AskEnd(question, type_of(plan, case.kind).resolutions)
        )
        if end is not None:
            how = service.Resolution(*end)
            await site.write(service.resolve, plan, case.id, how, operator)
            self.notify(_("Resolved: {who}").format(who=who), markup=False)

    async def _new(self, plan: Plan) -> None:
        from onsite.cases import service, wording
        from onsite.cases.types import types
        from onsite.ui.dialogs import AskReason, Choose

        lines = [Line(key, (wording.type_name(plan, key),)) for key in types(plan)]
        kind = await self.app.push_screen_wait(
            Choose(_("What is it about?"), lines, columns=(Column(),))
        )
        if kind is None:
            return
        asked = AskReason(_("Who is it, and what is the matter?"))
        note = await self.app.push_screen_wait(asked)
        if note is not None:
            site = self.onsite.site
            new = service.NewCase(kind, note=note)
            case = await site.write(service.open_case, plan, new, site.operator)
            self.look_at(case)

    def _do_act(self, key: str) -> None:
        act = next((each for each in self.shown.offered if each.key == key), None)
        if act is not None:
            self.do(lambda plan, case: self._run(plan, case, act))

    async def _run(self, plan: Plan, case: Case, act: Act) -> None:
        from onsite.cases import service
        from onsite.cases.acts import Done

        done = await act.run(self.app, case)
        if done is None:
            return
        if isinstance(done, str):
            done = Done((("done", done),))
        site = self.onsite.site
        said = (plan, case.id, act.key, done.details, site.operator)
        await site.write(service.record_act, *said, attendee=done.attendee)
