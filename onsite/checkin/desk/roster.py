"""The acts on the roster at the desk: one key offers them for the guest, or a walk-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from onsite.checkin.desk.acts import DeskActs
from onsite.errors import OnsiteError
from onsite.language import N_, _

if TYPE_CHECKING:
    from textual.binding import BindingType

    from onsite.app import OnsiteApp
    from onsite.roster.acts.asked import Acted


class DeskRoster(DeskActs):
    """Sets right what the roster says, without leaving the desk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+y", "roster_acts", N_("Set right"), show=False),
    ]

    def action_roster_acts(self) -> None:
        """What can be done for the guest of the last answer, or who is marked; else a walk-in.

        Whom nobody was found for is a walk-in by that name.
        """
        if self.choices.choice.why == "search" and not self.choices.choice.guests:
            name = self.choices.choice.text
            self._ask(lambda: self.act_for("", name))
            return
        guest = self.choices.marked or (self.answer.guest if self.answer is not None else None)
        self._ask(lambda: self.act_for(guest.attendee if guest is not None else ""))

    async def act_for(self, attendee: str, name: str = "") -> None:
        """Choose an act for somebody, or register a walk-in, and do it."""
        try:
            done = await chosen_act(self.onsite, attendee, name)
        except OnsiteError as error:
            self.notify(str(error), severity="error", timeout=15, markup=False)
            return
        if done is None:
            return
        self.onsite.store_written(self)
        self.work.refresh()
        self.search_again()
        if done.act in ("walk-in", "companion", "found"):
            await self._look_at(done.attendee)


async def chosen_act(app: OnsiteApp, attendee: str, name: str = "") -> Acted | None:
    """Choose an act for somebody and do it; without somebody, register a walk-in.

    Raises:
        OnsiteError: it cannot be done; with the sentence for the user.
    """
    from onsite.roster.acts.aliases import others_of
    from onsite.roster.acts.doing import found
    from onsite.roster.acts.offers import OFFERS, WALK_IN, fitting
    from onsite.ui.dialogs import Choose
    from onsite.ui.line_list import Line

    if not attendee:
        return await do_act(app, WALK_IN, "", name)
    person = await app.site.read(found, attendee)
    merged = bool(await app.site.read(others_of, person.attendee))
    lines = [Line(key, (_(OFFERS[key]),)) for key in fitting(person, merged=merged)]
    question = _("{name}: what is to be done?").format(name=person.record.name or attendee)
    chosen = await app.push_screen_wait(Choose(question, lines))
    return await do_act(app, chosen, attendee) if chosen is not None else None


async def do_act(app: OnsiteApp, key: str, attendee: str, name: str = "") -> Acted | None:
    """Do an act with its dialog; whoever may not is asked for a supervisor's PIN in place.

    Raises:
        OnsiteError: it cannot be done; with the sentence for the user.
    """
    from onsite.roster.acts import offers

    by = await _answered_for(app, key)
    return await offers.run(app, key, attendee, by, name) if by is not None else None


async def _answered_for(app: OnsiteApp, key: str) -> str | None:
    """Who answers for it: nobody where nobody has to, None where nobody has given their PIN."""
    from onsite.plan.service import current as current_plan
    from onsite.roster.acts.offers import OFFERS, OVERRIDES
    from onsite.staff.pin_dialog import PinDialog
    from onsite.staff.service import anybody_with, current, overruling

    plan = await app.site.read(current_plan)
    if plan is None:
        return ""
    leading = overruling(plan)
    if key not in OVERRIDES:
        if not await app.site.read(anybody_with, plan, leading):
            return ""
        known = await app.site.read(current, plan, app.site.operator)
        if known is not None and not {*leading}.isdisjoint(known.roles):
            return ""
    question = _("{act}: who answers for it?").format(act=_(OFFERS[key]))
    allowed = await app.push_screen_wait(PinDialog(question, leading))
    return allowed.operator.id if allowed is not None else None
