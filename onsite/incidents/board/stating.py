"""What is said in public about an incident, released by who speaks; and who may see it at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents.board.recording import BoardRecording
from onsite.language import _
from onsite.roster.acts.form import FormLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.incidents.board.asking import Written
    from onsite.incidents.board.survey import Survey
    from onsite.incidents.outcomes import Outcome
    from onsite.incidents.statements.reading import Statement
    from onsite.incidents.views import Incident


class BoardStating(BoardRecording):
    """Statements: what is written never changes, and only some may release it."""

    def action_statement(self) -> None:
        """Write what may be said in public, or release it."""
        self.ask(self._statement)

    def action_restrict(self) -> None:
        """Let not everybody see it, or everybody again."""
        self.ask(self._restrict)

    async def _statement(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents.statements.reading import statements

        # Of what its reader may not see, they may not read what is to be said either.
        there: tuple[Statement, ...] = ()
        if not incident.veiled:
            there = await self.onsite.site.read(statements, incident.id)
        waiting = {each.edition: each for each in there if not each.released}
        said = {each.edition: each for each in there if each.released}
        # Those that were said before stand last: another time they are rarely right.
        lines = [(each.edition, _release(each)) for each in waiting.values() if not each.ended_ms]
        lines += [(each.edition, _withdraw(each)) for each in said.values()]
        lines += [
            (key, _("Write: {name}").format(name=part.name))
            for key, part in survey.plan.statements.items()
        ]
        lines += [(each.edition, _release(each)) for each in waiting.values() if each.ended_ms]
        if not lines:
            self.tell(_("The plan has no statement: write some under [statements.ID]."), "warning")
            return
        chosen = await self.choose(_("What is said in public?"), lines)
        if chosen in waiting:
            await self._release_it(incident, waiting[chosen], list(said.values()))
        elif chosen in said:
            await self._withdraw_it(incident, said[chosen])
        elif chosen is not None:
            await self._write(survey, incident, chosen)

    async def _write(self, survey: Survey, incident: Incident, statement: str) -> None:
        from onsite.incidents.statements import service
        from onsite.incidents.statements.reading import preview

        async def write(written: Written) -> Outcome | None:
            return await self.do(service.draft, incident, statement, dict(written))

        lacking = preview(survey.plan, incident, statement, {}, self.onsite.clock.now())
        if not lacking.missing:
            await write({})
            return
        lines = [FormLine(name, name, needed=True) for name in lacking.missing]
        await self.form(lacking.text, lines, write)

    async def _release_it(
        self, incident: Incident, statement: Statement, said: Sequence[Statement]
    ) -> None:
        from onsite.incidents.statements import service

        async def release(written: Written) -> Outcome | None:
            what = (statement.edition, written["to"], written.get("instead", ""))
            return await self.do(service.release, incident, *what)

        lines = [FormLine("to", _("Where it is said"), needed=True)]
        if said:
            labels = tuple(each.label for each in said)
            puts_right = _("a correction of {labels}?").format(labels=_(", ").join(labels))
            lines.append(FormLine("instead", _("Instead of"), hint=puts_right, choices=labels))
        await self.form(statement.text, lines, release)

    async def _withdraw_it(self, incident: Incident, statement: Statement) -> None:
        from onsite.incidents.statements import service

        question = _("Why does it not hold any more? {text}")
        why = await self.reason(question.format(text=" ".join(statement.text.split())))
        if why is not None:
            await self.do(service.withdraw, incident, statement.edition, why)

    async def _restrict(self, survey: Survey, incident: Incident) -> None:
        from onsite.incidents import parts
        from onsite.staff.wording import roles_in_words
        from onsite.ui.dialogs import Confirm

        number, why = incident.number, ""
        roles = roles_in_words(survey.plan, survey.plan.response.rules.sees_restricted)
        if incident.restricted:
            why = await self.reason(_("Why may everybody see it?")) or ""
        else:
            asked = _("{number}: only {roles} will see more than number and zone. Restrict it?")
            question = asked.format(number=number, roles=roles)
            why = "restrict" if await self.app.push_screen_wait(Confirm(question)) else ""
        if not why:
            return
        on = not incident.restricted
        done = await self.do(parts.restrict, incident, "" if on else why, on=on)
        if done is not None and done.what == "took":
            said = _("{number}: only {roles} may open it now.")
            said = said if on else _("{number}: everybody may see it now.")
            self.tell(said.format(number=number, roles=roles), "good")


def _release(each: Statement) -> str:
    """A line of the choice."""
    return _("Release {label}: {text}").format(label=each.label, text=" ".join(each.text.split()))


def _withdraw(each: Statement) -> str:
    """The same, of one that was released."""
    return _("Withdraw {label}: {text}").format(label=each.label, text=" ".join(each.text.split()))
