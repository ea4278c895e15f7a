"""What a counter does besides counting: take back, move to another zone, count in another one."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING, Any

from onsite.clock import to_ms
from onsite.errors import BadInputError, OnsiteError
from onsite.language import _, ngettext, pgettext
from onsite.roster.acts.form import ActForm, FormLine
from onsite.ui.dialogs import Choose
from onsite.ui.line_list import Line
from onsite.ui.workers import is_busy
from onsite.zones.counter.tapping import CounterTapping

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from onsite.plan.model import Plan
    from onsite.zones.acting import By
    from onsite.zones.counter.showing import Counted
    from onsite.zones.counting.views import OwnTap

    Asking = Callable[[Counted], Awaitable[None]]
_GROUP = "counter-act"
MOST = 1_000_000
"""People whom anybody counts at once."""


class CounterActs(CounterTapping):
    """The acts that are not in a hurry. What was tapped before is on disk before any of them."""

    def __init__(self) -> None:
        super().__init__()
        self._one = asyncio.Lock()
        """One act after another: a quick hand takes several taps back."""

    def action_undo(self) -> None:
        """Take one's own last tap back; pressed again, the one before it."""
        if self.counted is not None:
            self.writing.take_back(self.onsite.site.operator)
            self.show_all()

    def action_move(self) -> None:
        """People went to another zone."""
        self.ask(self._move)

    def action_other_zone(self) -> None:
        """Count in another zone."""
        if self.found is not None and not is_busy(self.app.workers, _GROUP):
            self.run_worker(self.choose_zone(), group=_GROUP)

    def ask(self, asking: Asking) -> None:
        """Do something about the zone; one thing at a time."""
        # A key that is held comes again before the dialog stands.
        if self.counted is not None and not is_busy(self.app.workers, _GROUP):
            self.run_worker(self._guarded(asking), group=_GROUP)

    async def _guarded(self, asking: Asking) -> None:
        async with self._one:
            self.settle()
            await self.writing.flush()
            await self.read_now()
            counted = self.counted
            try:
                if counted is not None:
                    await asking(counted)
            except OnsiteError as error:
                self.tell(str(error), "bad")
                self.onsite.sound("refuse")
            await self.read_now()

    def by(self, key: str = "") -> By:
        """An act of who works here, now; the same key again is the same act."""
        from onsite.zones.acting import By

        site = self.onsite.site
        return By(site.operator, to_ms(site.clock.now()), key or uuid.uuid4().hex)

    async def do(
        self, plan: Plan, by: By, act: Callable[..., Any], *arguments: Any, **more: Any
    ) -> Any:
        """An act, on disk when it returns.

        Raises:
            OnsiteError: it cannot be done.
        """
        done = await self.onsite.site.write(act, plan, by, *arguments, **more)
        self.onsite.store_written(self)
        return done

    # Taking back, moving.

    def took_back(self, undone: tuple[OwnTap, ...]) -> None:
        """Say what was taken back."""
        counted = self.counted
        if counted is None:
            return
        if not undone:
            self.tell(_("You have nothing to take back here."), "warning")
            return
        tap = undone[0]
        said = _("Taken back: {tap}.")
        if tap.in_base:
            said = _("Taken back: {tap}. It lies before the recount, so the number stays.")
        self.tell(said.format(tap=self._tap(counted, tap)), "good")

    def _tap(self, counted: Counted, tap: OwnTap) -> str:
        from onsite.zones.counter.showing import time_of

        at, plan = time_of(counted.look.plan, tap.at_ms), counted.look.plan
        if tap.to_zone:
            to_zone = plan.zones.get(tap.to_zone)
            name = to_zone.name if to_zone is not None else tap.to_zone
            return _("{n} to {zone} at {at}").format(n=tap.people, zone=name, at=at)
        said = _("{n} in at {at}") if tap.people > 0 else _("{n} out at {at}")
        return said.format(n=abs(tap.people), at=at)

    async def _move(self, counted: Counted) -> None:
        from onsite.zones.counting import service
        from onsite.zones.counting.places import zones_apart

        typed = self.typed.people
        apart = zones_apart(counted.look.plan, self.zone)
        others = [each for each in counted.look.survey.zones if each.id in apart]
        if not others:
            self.tell(_("The plan has no other zone."), "warning")
            return
        question = _("From {zone} to which zone?").format(zone=counted.view.name)
        lines = [Line(each.id, (each.name,)) for each in others]
        to_zone = await self.app.push_screen_wait(Choose(question, lines))
        if to_zone is None:
            return
        name = next(each.name for each in others if each.id == to_zone)
        by, places = self.by(), (self.counter, self.zone, to_zone)

        async def record(written: Mapping[str, str]) -> None:
            people = whole_number(written["people"])
            await self.do(counted.look.plan, by, service.move, *places, people)
            self.typed.forget()
            said = ngettext("{n} person went to {zone}.", "{n} people went to {zone}.", people)
            self.tell(said.format(n=people, zone=name), "good")

        if typed is not None:
            await record({"people": str(typed)})
            return
        title = _("How many went from {zone} to {other}?")
        await self.app.push_screen_wait(
            ActForm(
                title.format(zone=counted.view.name, other=name),
                [FormLine("people", pgettext("how many", "People"), needed=True)],
                record,
                steps=True,
            )
        )

    # Another zone.

    async def choose_zone(self) -> None:
        """Ask in which zone is counted."""
        found = self.found
        if found is None or not found.survey.zones:
            return
        lines = [Line(each.id, (each.name,)) for each in found.survey.zones]
        chosen = await self.app.push_screen_wait(Choose(_("Count in which zone?"), lines))
        if chosen is not None:
            await self.go_to(chosen)

    async def go_to(self, zone: str) -> None:
        """Count there from now on, if all that was tapped before is saved."""
        self.settle()
        if not await self.count_zone(zone):
            said = _("What you tapped here is not saved yet: the zone stays until it is.")
            self.tell(said, "bad")


def whole_number(text: str, least: int = 1) -> int:
    """How many people.

    Raises:
        BadInputError: it is no number of people.
    """
    said = text.strip()
    if said.isascii() and said.isdecimal() and least <= int(said) <= MOST:
        return int(said)
    raise BadInputError(
        _("“{number}” is no number of people.").format(number=said),
        _("Write how many people, as 12."),
    )
