"""What the keys of the board ask for first: states, severities, people, tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.errors import NotPossibleError
from onsite.incidents.board.acts import BoardActs
from onsite.language import _
from onsite.roster.acts.form import ActForm, FormLine
from onsite.ui.dialogs import AskReason, Choose
from onsite.ui.line_list import Column, Line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from onsite.incidents.board.survey import Survey
    from onsite.incidents.outcomes import Outcome
    from onsite.incidents.views import Incident

    Written = Mapping[str, str]


class BoardAsking(BoardActs):
    """The acts that most incidents need."""

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

    def action_place(self) -> None:
        """Say where it is."""
        self.ask(self._place)

    def action_acknowledge(self) -> None:
        """Somebody else has it."""
        self.ask(self._acknowledge)

    def action_escalate(self) -> None:
        """Tell the next ones now."""
        self.ask(self._escalate)

    def action_assign(self) -> None:
        """Send somebody there."""
        self.ask(self._assign)

    def action_release(self) -> None:
        """Somebody is free again."""
        self.ask(self._release)

    async def form(
        self,
        title: str,
        lines: Sequence[FormLine],
        act: Callable[[Written], Awaitable[Outcome | None]],
    ) -> None:
        """Ask for some lines; what is refused stays there, and is said."""

        async def tried(written: Written) -> None:
            done = await act(written)
            if done is not None and done.what == "refused":
                raise NotPossibleError(self.said)

        await self.app.push_screen_wait(ActForm(title, lines, tried))

    async def choose(self, question: str, lines: Sequence[tuple[str, str]], at: str = "") -> Any:
        """Ask to choose one; answers its key, None when cancelled."""
        made = [Line(key, (text,)) for key, text in lines]
        return await self.app.push_screen_wait(Choose(question, made, columns=(Column(),), at=at))

    async def reason(self, question: str) -> str | None:
        """Ask why; None when cancelled."""
        return await self.app.push_screen_wait(AskReason(question))

    @staticmethod
    def everybody(survey: Survey) -> tuple[str, ...]:
        """The names that are completed as they are typed."""
        return tuple(dict.fromkeys(survey.names.values()))

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
            FormLine("outcome", _("What came of it"), incident.outcome),
            FormLine("who", _("Answers for it"), choices=self.everybody(survey)),
            FormLine("anyhow", _("Closed anyhow"), hint=_("only where something is missing: why")),
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

    async def _place(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import parts, wording

        zones = {wording.zone_name(survey.plan, key): key for key in survey.plan.zones}

        async def move(written: Written) -> Outcome | None:
            zone = written["zone"].strip()
            return await self.do(parts.set_place, incident, zones.get(zone, zone), written["place"])

        at = wording.zone_name(survey.plan, incident.zone) if incident.zone else ""
        lines = (
            FormLine("zone", _("Zone"), at, choices=tuple(zones)),
            FormLine("place", _("Where in it"), incident.place),
        )
        await self.form(_("Where is {number}?").format(number=incident.number), lines, move)

    async def _acknowledge(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import service

        saw = self.saw_of(incident.id)
        ways = {_("radio"): "radio", _("phone"): "phone", _("in person"): "person"}

        async def record(written: Written) -> Outcome | None:
            how = ways.get(written["how"].strip(), "radio")
            who = written["who"].strip()
            return await self.do(service.acknowledge, incident, who, how, saw)

        line = self.line_of(incident.id)
        told = [survey.name(each.person) for each in line.told] if line is not None else []
        lines = (
            FormLine("who", _("Who has it"), next(iter(told), ""), choices=self.everybody(survey)),
            FormLine("how", _("They said so by"), next(iter(ways)), choices=tuple(ways)),
        )
        await self.form(_("Who has {number}?").format(number=incident.number), lines, record)

    async def _escalate(self, survey: Survey, incident: Incident) -> None:
        import json

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

    async def _assign(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import parts

        async def send(written: Written) -> Outcome | None:
            return await self.do(parts.assign, incident, written["who"], written["role"])

        lines = (
            FormLine("who", _("Who"), choices=self.everybody(survey), hint=_("or Ambulance 2")),
            FormLine("role", _("As what")),
        )
        await self.form(_("Who goes to {number}?").format(number=incident.number), lines, send)

    async def _release(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import parts

        there = [each.unit for each in incident.units if each.assigned]
        if not there:
            self.tell(_("Nobody is there who could be let go."), "warning")
            return
        lines = [(each, survey.name(each)) for each in there]
        unit = await self.choose(_("Who is free again?"), lines)
        if unit is not None:
            await self.do(parts.release, incident, unit)
