"""What is done from the overview about how many a zone may hold: its ways, its limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.errors import BadInputError, OnsiteError
from onsite.language import _, pgettext
from onsite.roster.acts.form import ActForm, FormLine
from onsite.ui.dialogs import Choose, Confirm
from onsite.ui.line_list import Line
from onsite.ui.workers import is_busy
from onsite.zones.board.work import ZonesWork

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from onsite.plan.model import Plan
    from onsite.zones.board.reading import Look
    from onsite.zones.views import ZoneView

    Asking = Callable[["Look", "ZoneView"], Awaitable[None]]
_GROUP = "zone"
WAY = "way"
"""Before a colon and an id, the keys of lines about a way."""


class ZonesActs(ZonesWork):
    """The acts of whoever leads the counters; each is on disk before it is told."""

    @property
    def line_at(self) -> str:
        """The key of the line under the cursor of the page of one zone; empty elsewhere."""
        raise NotImplementedError

    def action_way(self) -> None:
        """Say that an exit or an aisle is blocked, or free again."""
        self.ask(self._way)

    def action_limit(self) -> None:
        """Set a lower limit for now, or take it back."""
        self.ask(self._limit)

    def ask(self, asking: Asking) -> None:
        """Do something about the zone that is chosen; one thing at a time."""
        found, zone = self.found, self.chosen
        # A key that is held comes again before the dialog stands.
        if found is not None and zone is not None and not is_busy(self.app.workers, _GROUP):
            self.run_worker(self._guarded(asking, found, zone), group=_GROUP)

    async def _guarded(self, asking: Asking, found: Look, zone: ZoneView) -> None:
        try:
            await asking(found, zone)
        except OnsiteError as error:
            self.tell(str(error), "bad")
        await self.read_now()

    async def do(self, plan: Plan, act: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
        """Do it; once it is on disk, answers what came of it.

        Raises:
            OnsiteError: it cannot be done.
        """
        from onsite.zones.acting import by

        site = self.onsite.site
        done = await site.write(act, plan, by(site.clock, site.operator), *arguments, **more)
        self.onsite.store_written(self)
        return done

    async def change(self, plan: Plan, act: Callable[..., Any], *arguments: Any) -> None:
        """Change how many a zone may hold, and say what came of it.

        Raises:
            OnsiteError: it cannot be done.
        """
        from onsite.zones.capacity.wording import changed

        done = await self.do(plan, act, *arguments)
        self.tell(changed(plan, done), "good" if done.changed else "")

    async def form(
        self, title: str, lines: list[FormLine], act: Callable[[Mapping[str, str]], Awaitable[None]]
    ) -> None:
        """Ask for some lines; what is refused stays there, and is said."""
        await self.app.push_screen_wait(ActForm(title, lines, act, steps=True))

    # Exits and aisles.

    async def _way(self, found: Look, zone: ZoneView) -> None:
        from onsite.zones.board.one import ways

        there = ways(found, zone)
        if not there:
            said = _("{zone} has no exits and no aisles in the plan: [zones.{id}.exits.ID].")
            self.tell(said.format(zone=zone.name, id=zone.id), "warning")
            return
        kind, _colon, way = self.line_at.partition(":")
        if kind != WAY:
            lines = [Line(each.id, (each.in_words,)) for each in there]
            question = _("Which way of {zone} is blocked, or free again?").format(zone=zone.name)
            meant = await self.app.push_screen_wait(Choose(question, lines))
            way = meant or ""
        chosen = next((each for each in there if each.id == way), None)
        if chosen is None:
            return
        if chosen.blocked is not None:
            await self._clear(found, zone, way, chosen.name)
        else:
            await self._block(found, zone, way, chosen.name)

    async def _block(self, found: Look, zone: ZoneView, way: str, name: str) -> None:
        from onsite.zones.capacity import service

        async def record(written: Mapping[str, str]) -> None:
            await self.change(found.plan, service.block, zone.id, way, written["why"])

        title = _("{way} of {zone} is blocked").format(way=name, zone=zone.name)
        await self.form(title, [FormLine("why", _("By what"), hint=_("may stay empty"))], record)

    async def _clear(self, found: Look, zone: ZoneView, way: str, name: str) -> None:
        from onsite.zones.capacity import service

        question = _("Is {way} of {zone} free again? The zone may hold more people then.")
        said = question.format(way=name, zone=zone.name)
        if await self.app.push_screen_wait(Confirm(said, yes=_("It is free"), careful=True)):
            await self.change(found.plan, service.clear, zone.id, way)

    # A limit of the day.

    async def _limit(self, found: Look, zone: ZoneView) -> None:
        from onsite.zones.capacity import service

        standing = next((each for each in zone.capacity.limits if each.rule == "set"), None)

        async def record(written: Mapping[str, str]) -> None:
            people = _people(written["people"])
            await self.change(found.plan, service.set_limit, zone.id, people, written["why"])

        lines = [
            FormLine(
                *(
                    "people",
                    pgettext("how many", "People"),
                    str(standing.people) if standing else "",
                ),
                hint=_("empty: no limit but those of the plan"),
            ),
            FormLine("why", _("Why"), needed=True),
        ]
        title = _("How many may be in {zone} for now?").format(zone=zone.name)
        await self.form(title, lines, record)


def _people(text: str) -> int | None:
    """So many; None for an empty text.

    Raises:
        BadInputError: it is no whole number.
    """
    said = text.strip()
    if not said:
        return None
    if not said.isdecimal():
        raise BadInputError(
            _("“{number}” is not a whole number.").format(number=said),
            _("Write how many people, as 250; leave it empty to take the limit back."),
        )
    return int(said)
