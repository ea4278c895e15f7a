"""Whom to call, and who is on duty: what is said by radio and kept by the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.errors import OnsiteError
from onsite.incidents.board.stating import BoardStating
from onsite.language import _
from onsite.roster.acts.form import ActForm, FormLine
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from onsite.incidents.board.asking import Written
    from onsite.incidents.board.survey import Survey
    from onsite.incidents.outcomes import Outcome
    from onsite.incidents.paging.card import Card
    from onsite.incidents.views import Incident


class BoardCalling(BoardStating):
    """The call card, and the word of the coordinator about who has a role."""

    @property
    def role_at(self) -> str:
        """The response role under the cursor of the people; empty where there is none."""
        raise NotImplementedError

    def action_call(self) -> None:
        """Show whom to call about the incident."""
        self.ask(self._call)

    def action_duty(self) -> None:
        """Say who has the role under the cursor from now on."""
        survey, role = self.survey, self.role_at
        if survey is not None and role and not is_busy(self.app.workers, "incident"):
            self.run_worker(self._duty(survey, role), group="incident")

    def action_playbook(self) -> None:
        """Begin the playbooks of its types."""
        self.ask(self._playbook)

    def action_methane(self) -> None:
        """Say what is known of the seven letters."""
        self.ask(self._methane)

    def cards_of(self, incident: str) -> tuple[Card, ...]:
        """Whom to call about an incident now."""
        from onsite.incidents.paging.card import cards

        survey, seen = self.survey, self.seen_of(incident)
        known = survey.incidents.get(incident) if survey is not None else None
        if survey is None or seen is None or known is None or known.veiled:
            return ()
        return cards(survey.plan, known, seen, survey.on_duty.names)

    async def _call(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import service
        from onsite.incidents.board.card_dialog import CardDialog

        del survey
        dialog = CardDialog(lambda: self.cards_of(incident.id))
        done = await self.app.push_screen_wait(dialog)
        if done is not None:
            said = (done.card.person, done.how, done.card.saw)
            await self.do(service.acknowledge, incident, *said)

    async def _playbook(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents.playbooks import service

        del survey
        await self.do(service.begin, incident)

    async def _methane(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents.methane import service
        from onsite.incidents.methane.letters import asks, short
        from onsite.incidents.methane.prompts import prompts

        found = await self.onsite.site.read(prompts, survey.plan, incident)
        before = {each.letter: each.text for each in found}

        async def say(written: Written) -> Outcome | None:
            new = {each: written[each] for each in before if written[each] != before[each]}
            return await self.do(service.say, incident, new)

        lines = [
            FormLine(
                each.letter,
                f"{each.sign}  {short(each.letter)}",
                each.text,
                hint=asks(each.letter),
                grows=True,
            )
            for each in found
        ]
        await self.form(_("METHANE of {number}").format(number=incident.number), lines, say)

    async def _duty(self, survey: Survey, role: str) -> None:
        from onsite.incidents import outcomes, wording
        from onsite.incidents.board.times import due_ms
        from onsite.incidents.contacts.service import set_duty

        async def record(written: Written) -> None:
            site = self.onsite.site
            people = [each.strip() for each in written["who"].split(";") if each.strip()]
            until = due_ms(survey.plan, written["until"], site.clock.now())
            by = outcomes.by(site.clock, site.operator)
            said = (role, people, until, written["why"])
            await site.write(set_duty, survey.plan, by, *said)

        now = "; ".join(survey.name(each) for each in survey.people_of(role))
        lines = (
            FormLine("who", _("Who has it"), now, hint=_("each after a ;  – nobody: as planned")),
            FormLine("until", _("Until"), hint=_("14:05, or in 10 minutes: 10")),
            FormLine("why", _("Why")),
        )
        name = wording.role_name(survey.plan, role)
        title = _("Who has the role {role} from now on?").format(role=name)
        try:
            await self.app.push_screen_wait(ActForm(title, lines, record, steps=True))
        except OnsiteError as error:
            self.tell(str(error), "bad")
        self.onsite.store_written(self)
        self.read()
