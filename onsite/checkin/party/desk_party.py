"""Several people at once at the desk: who of a party comes in, one attempt for each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding

from onsite.checkin.desk.acts import DeskActs
from onsite.checkin.desk.queue import Ask
from onsite.checkin.party import wording
from onsite.checkin.party.wording import Passed
from onsite.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from onsite.checkin.desk.source import DeskSource
    from onsite.checkin.views import Answer, Guest
    from onsite.plan.model import Plan
    from onsite.ui.banner import BannerContent


class DeskParty(DeskActs):
    """The party of the last answer: shown whole, and let in together."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+g", "group", N_("Whole group"), show=False),
    ]

    def action_group(self) -> None:
        """Choose who comes in of the people who come together."""
        self._ask(self._choose_members)

    async def _choose_members(self) -> None:
        from onsite.checkin.party.screen import PartyDialog

        plan, source, guest = self.work.plan, self.work.source, self._whose()
        if guest is None or plan is None or source is None:
            said = _("Scan a ticket or find a name first: Ctrl+G then shows who comes with them.")
            self.notify(said)
            return
        party = await source.members(plan, guest.attendee, self.work.checkpoint)
        if len(party) < 2:  # noqa: PLR2004 - two come together
            self.notify(_("Nobody else is on this booking, and they lead nobody."))
            return
        now, leaving = self.onsite.clock.now(), self.work.leaving
        question = PartyDialog(guest, party, plan, now, leaving=leaving)
        chosen = await self.app.push_screen_wait(question)
        if chosen:
            known = {each.attendee: each for each in party}
            work = self.work
            # The keys are made here, before the attempts; wherever the desk goes meanwhile.
            asks = [
                (known[each], Ask(work.checkpoint, work.direction, attendee=each))
                for each in chosen
            ]
            self.run_worker(self._pass_all(plan, source, asks), group="party-passes")

    def _whose(self) -> Guest | None:
        return self.choices.marked or (self.answer.guest if self.answer is not None else None)

    async def _pass_all(
        self, plan: Plan, source: DeskSource, asks: Sequence[tuple[Guest, Ask]]
    ) -> None:
        """Every attempt by itself, and scans between them, so that none of those waits."""
        passed: list[Passed] = []
        mine = self._say(partial(_under_way, 0, len(asks)))
        for guest, ask in asks:
            await self.work.answered()
            try:
                # Somebody who was chosen is answered, never searched for.
                answer = cast("Answer", await source.answer(plan, ask))
            except Exception as error:  # noqa: BLE001 - whatever it was, it is told who came in
                self.show_trouble(error)
                passed += [Passed(each, None) for each, _ask in asks[len(passed) :]]
                break
            self.work.wrote = True
            passed.append(Passed(answer.guest or guest, answer.verdict))
            if self.shown is mine:
                mine = self._say(partial(_under_way, len(passed), len(asks)))
        self.work.refresh()
        self._tell(passed, leaving=asks[0][1].direction == "exit", over=self.shown is mine)

    def _tell(self, passed: Sequence[Passed], *, leaving: bool, over: bool) -> None:
        """What became of the group: on the banner, or beside it where something newer stands."""
        if not over:
            said = wording.summary(passed, leaving=leaving)
            self.notify(said, severity="warning", timeout=60, markup=False)
            return
        now, names = self.onsite.clock.now(), self.work.names
        self._say(lambda plan: wording.done(passed, plan, now, names, leaving=leaving))
        self.onsite.sound(wording.outcome_of(passed, leaving=leaving))
        self.show_party()

    def _say(self, shown: Callable[[Plan], BannerContent]) -> Callable[[Plan], BannerContent]:
        self.shown = shown
        self.redraw()
        return shown

    def show_trouble(self, error: Exception) -> None:
        """Not recorded, so nobody may go through on it."""


def _under_way(done: int, many: int, plan: Plan) -> BannerContent:
    del plan
    return wording.under_way(done, many)
