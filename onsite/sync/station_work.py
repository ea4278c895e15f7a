"""What the stations screen does: reading, and the acts of the lead, behind the screen."""

from __future__ import annotations

import asyncio
from datetime import UTC
from typing import TYPE_CHECKING

from textual import work

from onsite.errors import OnsiteError
from onsite.language import _
from onsite.ui.base import BaseScreen
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from datetime import tzinfo
    from typing import Any

    from onsite.sync.station_list import Seen, Survey

_JOINS_AGAIN = ("forked", "copied", "not_admitted")
"""Phases of a link that a new join code mends."""


class StationWork(BaseScreen):
    """Knows the stations; asks before it does anything to one."""

    def __init__(self) -> None:
        super().__init__()
        self.known: Survey | None = None
        self.seen: list[Seen] = []
        self.zone: tzinfo = UTC

    @property
    def alone(self) -> bool:
        """Whether this computer belongs to no event of several stations, as far as is known."""
        return self.known is not None and self.known.trust is None

    @property
    def joins(self) -> bool:
        """Whether this computer can join an event: it is alone, or must become a new station."""
        link = self.onsite.link
        return self.alone or (link is not None and link.phase() in _JOINS_AGAIN)

    @property
    def held_many(self) -> int:
        """How many entries are held back here."""
        return sum(self.known.held.values()) if self.known is not None else 0

    @property
    def chosen(self) -> Seen | None:
        """The station under the cursor."""
        return next((each for each in self.seen if each.station == self.at_cursor), None)

    @property
    def at_cursor(self) -> str:
        """The id of the station under the cursor; empty where there is none."""
        raise NotImplementedError

    def show_columns(self) -> None:
        """The titles of the list."""
        raise NotImplementedError

    def show_all(self) -> None:
        """Everything that is known, as it stands now."""
        raise NotImplementedError

    async def open(self) -> None:
        """Import what the screen needs off its own thread, then read."""
        await self.onsite.site_ready()
        from importlib import import_module

        await asyncio.to_thread(import_module, "onsite.sync.station_dialogs")
        self.read()

    @work(group="read", exclusive=True)
    async def read(self) -> None:
        """Read what is recorded of the stations."""
        site = await self.onsite.site_ready()
        from onsite.sync.station_list import survey
        from onsite.sync.station_words import zone_of

        self.known = await site.read(survey)
        self.zone = zone_of(self.onsite.status.zone)
        self.show_columns()
        self.look()

    def look(self) -> None:
        """Take the last news of the link; every second, while the screen is looked at."""
        if self.is_current and self.see():
            self.show_all()

    def see(self) -> bool:
        """Put together what is recorded and what is heard; answers whether there is anything."""
        link = self.onsite.link
        if self.known is None or link is None:
            return False
        from onsite.sync.station_list import listed

        own, now = self.onsite.site.journal.station, self.onsite.clock.now()
        self.seen = listed(self.known, link.state, link.phase(), own, now)
        return True

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
        from onsite.sync.station_acts import event_key, invite
        from onsite.sync.station_dialogs import AskInvite, CodeShown

        site = self.onsite.site
        event_key(site.data)
        wanted = await self.app.push_screen_wait(AskInvite())
        if wanted is not None:
            role, name = wanted
            code, invitation = await invite(site, role, name)
            await self.app.push_screen_wait(CodeShown(site, code, invitation))

    async def _answer_requests(self) -> None:
        from onsite.sync import invited, station_words
        from onsite.sync.station_acts import event_key
        from onsite.sync.station_dialogs import AskRequest, answer
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
        from onsite.sync.station_acts import event_key
        from onsite.sync.station_dialogs import AskRevoke

        site, chosen = self.onsite.site, self.chosen
        held = event_key(site.data)
        if chosen is None:
            return
        if chosen.revoked is not None:
            self.notify(_("This station has been revoked already."), markup=False)
            return
        why = await self.app.push_screen_wait(AskRevoke(chosen.name))
        if why is not None:
            await site.write(revoke, held, chosen.station, why, site.operator)
            self._written(_("“{name}” was revoked.").format(name=chosen.name))

    async def _rename(self) -> None:
        from onsite.sync.station_acts import event_key, rename
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
        from onsite.sync.station_acts import event_key, release
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
        from onsite.sync import station_words
        from onsite.sync.intake import quarantined
        from onsite.sync.station_dialogs import HeldEntries

        rows = await self.onsite.site.read(quarantined)
        lines = station_words.held_lines(rows, self.onsite.names)
        await self.app.push_screen_wait(HeldEntries(lines))

    def _written(self, said: str) -> None:
        self.onsite.store_written(self)
        self.notify(said, markup=False)
