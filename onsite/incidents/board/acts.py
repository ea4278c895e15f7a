"""What is done from the board at once: each act is on disk before its outcome is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.errors import OnsiteError
from onsite.incidents.board.saying import BoardSaying
from onsite.language import _
from onsite.ui.base import Translated
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from onsite.incidents.board.survey import Survey, Whole
    from onsite.incidents.outcomes import Outcome
    from onsite.incidents.views import Incident

    Asking = Callable[["Survey", "Incident"], Coroutine[Any, Any, None]]
_PINS = ("not-yours", "not-forced", "not-speaker", "veiled")
"""What somebody else may: they are asked for their PIN."""


class BoardActs(BoardSaying):
    """The acts of the coordinator; what asks for something first is in `asking`."""

    def __init__(self) -> None:
        super().__init__()
        self.reported_before: frozenset[str] | None = None
        """What was open when one was reported from here; None once that is under the cursor."""

    def action_have(self) -> None:
        """Whoever works here has it."""
        self.ask(self._have)

    def action_new(self) -> None:
        """Report one."""
        if self.survey is not None:
            self.reported_before = frozenset(self.survey.incidents)
        self.onsite.action_report()

    def ask(self, asking: Asking) -> None:
        """Do something about the incident that is chosen; one thing at a time."""
        survey, incident = self.survey, self.chosen
        # A key that is held comes again before the dialog stands.
        if survey is None or incident is None or self._is_asking():
            return
        self.run_worker(self._guarded(asking(survey, incident)), group="incident")

    def ask_at_once(self, asking: Callable[[Survey, Incident], None]) -> None:
        """As `ask`, of what shows itself at once: the keys behind it are typed already."""
        survey, incident = self.survey, self.chosen
        if survey is not None and incident is not None and not self._is_asking():
            asking(survey, incident)

    def _is_asking(self) -> bool:
        """Whether something is being done; a key that was under way to the board is none then."""
        above = self.app.screen
        typed = isinstance(above, Translated) and above.TYPES_ALL
        return typed or is_busy(self.app.workers, "incident")

    async def _guarded(self, asking: Coroutine[Any, Any, None]) -> None:
        try:
            await asking
        except OnsiteError as error:
            self.tell(str(error), "bad")
        self.read()

    async def _have(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import service

        who = survey.me or survey.operator
        await self.do(service.acknowledge, incident, who, "key", self.saw_of(incident.id))

    def saw_of(self, incident: str) -> Any:
        """What had armed the chain as it is on the screen, for an acknowledgement."""
        from onsite.incidents.paging.facts import ArmedBy

        line = self.line_of(incident)
        if line is None or line.saw is None:
            return None
        armed = line.saw
        return ArmedBy(station=armed.station, number=armed.number, policy=armed.version)

    async def do(
        self, act: Callable[..., Outcome], incident: Incident, *arguments: Any, **more: Any
    ) -> Outcome | None:
        """An act on an incident, told; where somebody else may, they give their PIN.

        Raises:
            OnsiteError: it cannot be done.
        """
        from onsite.incidents import outcomes, wording

        survey = self.survey
        if survey is None:
            return None
        site = self.onsite.site
        by = outcomes.by(site.clock, site.operator)
        done = await site.write(act, survey.plan, by, incident.id, *arguments, **more)
        if done.why in _PINS and (other := await self.somebody(done)):
            by = outcomes.by(site.clock, other)
            done = await site.write(act, survey.plan, by, incident.id, *arguments, **more)
        tone = {"took": "good", "same": "good"}.get(done.what, "warning")
        self.tell(wording.outcome(survey.plan, done), tone)
        self.onsite.store_written(self)
        return done

    async def opened_for(self, incident: str) -> Whole | None:
        """An incident with all that happened, for who works here, or gives their PIN for it."""
        from onsite.incidents import outcomes, service, wording
        from onsite.incidents.board.survey import whole

        survey, site = self.survey, self.onsite.site
        if survey is None:
            return None
        plan, self.looks_as = survey.plan, site.operator
        found = await site.read(whole, plan, incident, self.looks_as, survey.incidents)
        if found is None or not found.incident.restricted:
            return found
        seen = await site.write(
            service.look, plan, outcomes.by(site.clock, site.operator), incident
        )
        if seen.why != "veiled":
            return await site.read(whole, plan, incident, self.looks_as, survey.incidents)
        self.looks_as = who = await self.somebody(seen)
        if not who:
            self.tell(wording.outcome(plan, seen), "warning")
            return None
        await site.write(service.look, plan, outcomes.by(site.clock, who), incident)
        return await site.read(whole, plan, incident, who, survey.incidents)

    async def somebody(self, done: Outcome) -> str:
        """Who may, and gives their PIN; empty for nobody."""
        from onsite.incidents import wording
        from onsite.staff.pin_dialog import PinDialog

        survey = self.survey
        if survey is None or not done.roles:
            return ""
        question = " ".join((wording.outcome(survey.plan, done), _("Who does it?")))
        allowed = await self.app.push_screen_wait(PinDialog(question, done.roles))
        return allowed.operator.id if allowed is not None else ""
