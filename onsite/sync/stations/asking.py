"""What the lead does on the stations screen and on the hub's: each act asks before it is done."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from onsite.errors import OnsiteError
from onsite.language import _
from onsite.sync.stations.work import StationWork
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any


class StationAsking(StationWork):
    """Asks, then acts; what cannot be done is said in a sentence."""

    def action_invite(self) -> None:
        """Make a join code for a new station."""
        self._ask(self._invite())

    def action_requests(self) -> None:
        """Answer those who ask to join."""
        self._ask(self._answer_requests())

    def action_revoke(self) -> None:
        """Take the chosen station out of the event."""
        self._ask(self._revoke())

    def action_rename(self) -> None:
        """Call the chosen station something else."""
        self._ask(self._rename())

    def action_release(self) -> None:
        """Take in what the chosen station made before others knew that it was revoked."""
        self._ask(self._release())

    def action_held(self) -> None:
        """Show what is held back, and why."""
        self._ask(self._show_held())

    def _ask(self, asking: Coroutine[Any, Any, None]) -> None:
        # A key that is held comes again before the question stands.
        if is_busy(self.workers, "ask"):
            asking.close()
            return
        self.run_worker(self._asked(asking), group="ask")

    async def _asked(self, asking: Coroutine[Any, Any, None]) -> None:
        try:
            await asking
        except OnsiteError as error:
            self.onsite.report_error(error)
        self.read()

    async def _invite(self) -> None:
        from onsite.sync.stations.acts import event_key, invite
        from onsite.sync.stations.code import CodeShown
        from onsite.sync.stations.dialogs import AskInvite

        site = self.onsite.site
        event_key(site.data)
        wanted = await self.app.push_screen_wait(AskInvite())
        if wanted is not None:
            role, name = wanted
            code, invitation = await invite(site, role, name)
            await self.app.push_screen_wait(CodeShown(site, code, invitation))

    async def _answer_requests(self) -> None:
        from onsite.sync.joining import invited
        from onsite.sync.stations import words as station_words
        from onsite.sync.stations.acts import event_key
        from onsite.sync.stations.dialogs import AskRequest, answer
        from onsite.ui.dialogs import Choose

        site = self.onsite.site
        event_key(site.data)
        asked = await asyncio.to_thread(invited.asking, site.data, site.clock.now())
        if not asked:
            self.notify(_("Nobody asks to join."), markup=False)
            return
        token: str | None = asked[0].token
        if len(asked) > 1:
            lines = station_words.request_lines(asked)
            token = await self.app.push_screen_wait(Choose(_("Who may join?"), lines))
        for request in asked:
            if request.token == token:
                yes = await self.app.push_screen_wait(AskRequest(request))
                if yes is not None:
                    await answer(site, request, yes=yes)

    async def _revoke(self) -> None:
        from onsite.sync.service import revoke
        from onsite.sync.stations.acts import event_key
        from onsite.sync.stations.dialogs import AskRevoke
        from onsite.sync.stations.overview import survey
        from onsite.sync.stations.revoking import without_lead

        site, chosen = self.onsite.site, self.chosen
        held = event_key(site.data)
        if chosen is None:
            return
        if chosen.revoked is not None:
            self.notify(_("This station has been revoked already."), markup=False)
            return
        keyholder = chosen.station in (await site.read(survey)).keyholders
        why = await self.app.push_screen_wait(AskRevoke(chosen.name, keyholder=keyholder))
        if why is not None:
            await site.write(revoke, held, chosen.station, why, site.operator)
            said = _("“{name}” was revoked.").format(name=chosen.name)
            led = (await site.read(survey)).led
            self._written(said if led else f"{said} {without_lead()}")

    async def _rename(self) -> None:
        from onsite.sync.stations.acts import event_key, rename
        from onsite.ui.dialogs import AskReason

        site, chosen = self.onsite.site, self.chosen
        held = event_key(site.data)
        if chosen is None:
            return
        question = _("What is “{name}” to be called?").format(name=chosen.name)
        name = await self.app.push_screen_wait(AskReason(question, value=chosen.name))
        if name is not None:
            await site.write(rename, held, chosen.station, name, site.operator)
            self._written(_("It is called “{name}” now.").format(name=name))

    async def _release(self) -> None:
        from onsite.sync.stations.acts import event_key, release
        from onsite.ui.dialogs import Confirm

        site, chosen = self.onsite.site, self.chosen
        held = event_key(site.data)
        if chosen is None:
            return
        question = _("Take in what “{name}” recorded before it was revoked?")
        if await self.app.push_screen_wait(Confirm(question.format(name=chosen.name))):
            many = await site.write(release, held, chosen.station, site.operator)
            self._written(_("Taken in: {n}.").format(n=many))

    async def _show_held(self) -> None:
        from onsite.sync.intake import quarantined
        from onsite.sync.stations import words as station_words
        from onsite.sync.stations.dialogs import HeldEntries

        rows = await self.onsite.site.read(quarantined)
        lines = station_words.held_lines(rows, self.onsite.names)
        await self.app.push_screen_wait(HeldEntries(lines))

    def _written(self, said: str) -> None:
        self.onsite.store_written(self)
        self.notify(said, markup=False)
