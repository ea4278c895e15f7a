"""What is done from the overview about who is in a zone: evacuations, recounts that were wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _, ngettext, pgettext
from onsite.roster.acts.form import FormLine
from onsite.ui.dialogs import AskReason, Choose, Confirm
from onsite.ui.line_list import Line
from onsite.zones.board.acts import ZonesActs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.zones.board.reading import Look
    from onsite.zones.counting.views import Base
    from onsite.zones.views import ZoneView

BASE = "base"
"""Before a colon and an id, the keys of lines about a recount."""


class ZonesLeading(ZonesActs):
    """What only those do who answer for the zones."""

    def action_evacuate(self) -> None:
        """Begin an evacuation, or end it."""
        self.ask(self._evacuate)

    def action_withdraw(self) -> None:
        """Say that a recount does not hold."""
        self.ask(self._withdraw)

    async def _evacuate(self, found: Look, zone: ZoneView) -> None:
        if zone.evacuation is None:
            await self._begin(found, zone)
        else:
            await self._end(found, zone)

    async def _begin(self, found: Look, zone: ZoneView) -> None:
        from onsite.zones.evacuation import service

        question = _("{zone}: does everybody leave now? {many} in it as far as is known.")
        many = ngettext("{n} person is", "{n} people are", zone.people).format(n=zone.people)
        kinds = [
            Line("", (_("No, do not begin"),)),
            Line("real", (_("Yes: begin the evacuation"),), "bad"),
            Line("drill", (_("Yes, as an exercise"),)),
        ]
        asked = Choose(question.format(zone=zone.name, many=many), kinds)
        kind = await self.app.push_screen_wait(asked)
        if not kind:
            return
        drill = kind == "drill"

        async def record(written: Mapping[str, str]) -> None:
            said = _("{zone} is being emptied. Out is counted as people leave; e ends it.")
            if drill:
                said = _("EXERCISE: {zone} is being emptied. e ends it.")
            await self.do(found.plan, service.begin, zone.id, written["why"], drill=drill)
            self.tell(said.format(zone=zone.name), "good")

        title = _("Evacuation of {zone}").format(zone=zone.name)
        if drill:
            title = _("EXERCISE: evacuation of {zone}").format(zone=zone.name)
        await self.form(title, [FormLine("why", _("Why"), hint=_("may stay empty"))], record)

    async def _end(self, found: Look, zone: ZoneView) -> None:
        from onsite.zones.evacuation import service

        left = zone.evacuation.left if zone.evacuation is not None else 0
        question = _("{zone}: does the evacuation end? People may come in again then. {many}")
        many = ngettext(
            "{n} person is still counted in it.", "{n} people are still counted in it.", left
        ).format(n=left)
        yes = pgettext("an evacuation", "End it")
        said = question.format(zone=zone.name, many=many)
        asked = Confirm(said, yes=yes, careful=left != 0)
        if not await self.app.push_screen_wait(asked):
            return

        async def record(written: Mapping[str, str]) -> None:
            said = _("The evacuation of {zone} has ended.").format(zone=zone.name)
            await self.do(found.plan, service.end, zone.id, written["note"])
            self.tell(said, "good")

        title = _("The evacuation of {zone} ends").format(zone=zone.name)
        await self.form(title, [FormLine("note", _("Note"), hint=_("may stay empty"))], record)

    async def _withdraw(self, found: Look, zone: ZoneView) -> None:
        base = self._base_meant(found)
        if base is None:
            self.tell(_("{zone} has no recount.").format(zone=zone.name), "warning")
            return
        await self._withdraw_one(found, zone, base)

    def _base_meant(self, found: Look) -> Base | None:
        """The recount under the cursor, or the newest one."""
        kind, _colon, key = self.line_at.partition(":")
        recounts = [each for each in found.one.bases if each.how == "recount"] if found.one else []
        meant = (each for each in recounts if kind != BASE or each.key == key)
        return next(meant, None)

    async def _withdraw_one(self, found: Look, zone: ZoneView, base: Base) -> None:
        from onsite.zones.board.one import clock
        from onsite.zones.counting import service

        question = _("Why does the recount of {at}, {people}, not hold?")
        at = clock(found.plan, base.cut_ms)
        why = await self.app.push_screen_wait(AskReason(question.format(at=at, people=base.people)))
        if why is not None:
            said = _("The recount of {at} is withdrawn: what stood before it holds again.")
            await self.do(found.plan, service.withdraw_recount, zone.id, base.key, why)
            self.tell(said.format(at=at), "good")
