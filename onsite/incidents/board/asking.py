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

    def action_place(self) -> None:
        """Say where it is."""
        self.ask(self._place)

    def action_acknowledge(self) -> None:
        """Somebody else has it."""
        self.ask(self._acknowledge)

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

        await self.app.push_screen_wait(ActForm(title, lines, tried, steps=True))

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
            FormLine(
                *("who", _("Who has it"), next(iter(told), "")),
                choices=self.everybody(survey),
                needed=True,
            ),
            FormLine("how", _("They said so by"), next(iter(ways)), choices=tuple(ways)),
        )
        await self.form(_("Who has {number}?").format(number=incident.number), lines, record)

    async def _assign(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import parts

        async def send(written: Written) -> Outcome | None:
            return await self.do(parts.assign, incident, written["who"], written["role"])

        lines = (
            FormLine(
                *("who", _("Who goes")),
                hint=_("or Ambulance 2"),
                choices=self.everybody(survey),
                needed=True,
            ),
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
