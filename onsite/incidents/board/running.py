"""What only those do who run incidents: state, closing, severity, types, escalation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onsite.incidents.board.asking import BoardAsking
from onsite.language import _
from onsite.roster.acts.form import FormLine

if TYPE_CHECKING:
    from onsite.incidents.board.asking import Written
    from onsite.incidents.board.survey import Survey
    from onsite.incidents.outcomes import Outcome
    from onsite.incidents.views import Incident


class BoardRunning(BoardAsking):
    """The acts that say how an incident stands."""

    def action_state(self) -> None:
        """Give it another state."""
        self.ask(self._state)

    def action_close(self) -> None:
        """Close it."""
        self.ask(self._close)

    def action_severity(self) -> None:
        """Say that it is graver, or less grave."""
        self.ask(self._severity)

    def action_types(self) -> None:
        """Of which types it is."""
        self.ask(self._types)

    def action_escalate(self) -> None:
        """Tell the next ones now."""
        self.ask(self._escalate)

    async def _state(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import running, wording
        from onsite.incidents.log import states

        there = [each for each in states.ORDER if each not in (incident.state, states.NEW)]
        lines = [(each, wording.state(each)) for each in there]
        question = _("{number} is {state}. What is it now?").format(
            number=incident.number, state=wording.state(incident.state)
        )
        state = await self.choose(question, lines)
        if state is None:
            return
        if state == states.CLOSED:
            await self._close(survey, incident)
            return
        why: str | None = ""
        if states.refused(incident.state, state, "") == "reason-needed":
            why = await self.reason(_("Why?"))
        if why is not None:
            await self.do(running.set_state, incident, state, why)

    async def _close(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import running

        async def close(written: Written) -> Outcome | None:
            anyhow = written["anyhow"].strip()
            ending = running.Ending(
                written["outcome"], written["who"], forced=bool(anyhow), reason=anyhow
            )
            return await self.do(running.close, incident, ending)

        lines = (
            FormLine("outcome", _("What came of it"), incident.outcome, needed=True),
            FormLine("who", _("Answers for it"), choices=self.everybody(survey), needed=True),
            FormLine(
                *("anyhow", _("Closed anyhow")),
                hint=_("only where something is missing: why"),
                needed=True,
            ),
        )
        await self.form(_("Close {number}").format(number=incident.number), lines, close)

    async def _severity(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import running, wording

        response = survey.plan.response
        lines = [
            (each.id, wording.severity_name(survey.plan, each.id)) for each in response.by_rank
        ]
        question = _("How grave is {number}?").format(number=incident.number)
        severity = await self.choose(question, lines, incident.severity)
        if severity is None:
            return
        why: str | None = ""
        if response.rank(severity) < incident.rank:
            why = await self.reason(_("Why is it less grave? Nobody is told less for that."))
        if why is not None:
            await self.do(running.set_severity, incident, severity, why)

    async def _types(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import running, wording

        lines = [
            (
                each,
                f"{'✓' if each in incident.types else ' '} {wording.type_name(survey.plan, each)}",
            )
            for each in survey.plan.response.types
        ]
        question = _("Add a type to {number}, or take it away:").format(number=incident.number)
        chosen = await self.choose(question, lines, next(iter(incident.types), ""))
        if chosen is None:
            return
        there = chosen in incident.types
        await self.do(
            running.set_types, incident, () if there else (chosen,), (chosen,) if there else ()
        )

    async def _escalate(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import running, wording

        steps = json.loads(incident.policy)["steps"] if incident.policy else []
        line = self.line_of(incident.id)
        lines = [("0", _("The next step"))]
        for place, step in enumerate(steps, 1):
            roles = _(", ").join(wording.role_name(survey.plan, each) for each in step["roles"])
            lines.append((str(place), f"{place}  {roles}"))
        question = _("Whom to tell of {number} now?").format(number=incident.number)
        chosen = await self.choose(question, lines, "0")
        if chosen is None:
            return
        # The next one as it stands on the screen: another station may have carried it out by now.
        step = int(chosen) or (line.step if line is not None else 0)
        await self.do(running.escalate, incident, step)
