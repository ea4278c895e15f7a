"""The link of a station: finds the hub, works with it, and finds it again, for as long as it runs.

Nothing in the station waits for the link. It runs in a process of its own (`sync.agent`), reads
and writes the store as every other process does, and says through `announce` how it stands.
"""

from __future__ import annotations

import asyncio
import os
import random
import secrets
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from onsite.clock import SystemClock, to_ms
from onsite.errors import OnsiteError
from onsite.sync import membership, service
from onsite.sync.keys.certificates import client_context
from onsite.sync.keys.secrets import event_token, link_key
from onsite.sync.link.announcing import Announcing
from onsite.sync.link.candidates import Candidates
from onsite.sync.link.connection import ConnectionLost, ConnectionRefused, Door
from onsite.sync.link.elsewhere import better_hub
from onsite.sync.link.session import BetterHub, Revoked, Session, Terms
from onsite.sync.link.state import UPSTREAM, LinkState, Phase
from onsite.sync.link.unsent import Unsent
from onsite.sync.rules import hub_of
from onsite.sync.subjects import Subjects, hub_host, inbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.clock import Clock
    from onsite.sync.membership import Trust
    from onsite.wiring import Site

_PAUSE_S, _LONGEST_PAUSE_S = 0.1, 1.0
_CONTACT_S = 60.0
_COUNT_S = 1.0
_DENIED_PAUSE_S = 5.0
"""After an answer that will hardly change soon, as that this station is not admitted."""
_DENIED = (Phase.NOT_ADMITTED, Phase.WRONG_HUB, Phase.EXPIRED)


class Link:
    """One station's link to the hub of its event.

    Args:
        site: the open store; the link may be the only one to use it.
        name: under which the cursor is kept: `hub`, or `upstream` for a venue's second link.
        address: the only hub to go to; without it, the hub in force is found. Of `upstream`:
            the hub to begin with.
        relay_after_s: how long the entries of others, that the hub lacks, are left to them.
        announce: told how the link stands, after every change.
        raw: this computer's own clock, by which the age of news is told.
    """

    def __init__(
        self,
        site: Site,
        *,
        name: str = "hub",
        address: str | None = None,
        relay_after_s: float = 4.0,
        announce: Callable[[LinkState], None] = lambda _state: None,
        raw: Clock | None = None,
    ) -> None:
        self._site = site
        self._name = name
        self._fixed = address
        self._relay_after_s = relay_after_s
        self._announcing = Announcing(announce)
        self._raw = raw or SystemClock()
        self._session: Session | None = None
        self._pause = _PAUSE_S
        self._contact_ms = 0
        self._recorded = asyncio.Event()
        self.state = LinkState(process=os.getpid(), phase=Phase.SEARCHING)
        self.revoked: bytes | None = None
        """Once the hub has said so: the pack that proves that this station was revoked."""

    async def run(self) -> None:
        """Work until cancelled, or until this station is found to be revoked.

        Returns at once where this station belongs to no event of several stations.
        """
        trust = await self._site.read(membership.trust)
        if trust is None:
            self._say(Phase.ALONE, "", "")
            return
        terms = self._terms(trust)
        beyond = self._name == UPSTREAM
        candidates = Candidates(self._site, trust.event, self._fixed, beyond=beyond)
        counting = asyncio.create_task(self._count())
        try:
            async with candidates:
                while self.revoked is None:
                    address = await candidates.following()
                    if address is None:
                        self._say(Phase.SEARCHING, "", "")
                    else:
                        await self._try(terms, candidates, address)
                    if counting.done():
                        await counting
                    await asyncio.sleep(self._next_pause())
        finally:
            await _ended(counting)
            self._announcing.stop()

    def wake(self) -> None:
        """Something was recorded here: it is sent at once."""
        self._recorded.set()
        if self._session is not None:
            self._session.something_to_send.set()

    def beat(self) -> None:
        """Say again how the link stands: it is still there."""
        self._tell(self.state)

    def _terms(self, trust: Trust) -> Terms:
        signer = self._site.journal.signer
        token = event_token(trust.event)
        door = Door(
            client_context(trust.authority),
            hub_host(token),
            link_key(signer),
            inbox(signer.station),
            trust.name,
        )
        instance = secrets.token_hex(8)
        return Terms(self._site, Subjects(token), door, self._name, self._relay_after_s, instance)

    async def _try(self, terms: Terms, candidates: Candidates, address: str) -> None:
        if self.state.phase not in _DENIED:
            self._say(Phase.SEARCHING, address, self.state.detail)
        terms = replace(terms, peers=self.state.peers, relay_after_s=await self._patience())
        session = Session(terms, self._told)
        try:
            await self._worked_with(session, candidates, address)
        except ConnectionRefused as refused:
            self._say(refused.phase, address, refused.detail)
        except ConnectionLost as lost:
            self._say(Phase.SEARCHING, address, str(lost))
        except BetterHub:
            self._pause = _PAUSE_S
        except Revoked as revoked:
            self.revoked = revoked.message
            self._say(Phase.REVOKED, address, "")
        finally:
            self._session = None

    async def _worked_with(self, session: Session, candidates: Candidates, address: str) -> None:
        """Run a session, and look meanwhile whether another hub has come to be in force."""
        working = asyncio.create_task(session.run(address))
        looking = asyncio.create_task(
            better_hub(session, candidates, address, keeps=self._fixed is not None)
        )
        try:
            await asyncio.wait({working, looking}, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                raise BetterHub(looking.result())
            await working
        finally:
            await _ended(working, looking)

    async def _patience(self) -> float:
        """How long others' entries are left to them; a hub's own laptop waits for nobody.

        It fills an empty stream, and passes on what has come from another hub.
        """
        own = hub_of(await self._site.read(membership.hubs), self._site.journal.station)
        return 0.0 if own is not None or self._name == UPSTREAM else self._relay_after_s

    async def _count(self) -> None:
        """Tell, while no session does, how many entries wait for a hub."""
        unsent = Unsent(self._site, self._name)
        while True:
            self._recorded.clear()
            if self._session is not None:
                unsent.forget()
            else:
                await self._tell_unsent(unsent)
            with suppress(TimeoutError):
                async with asyncio.timeout(_COUNT_S):  # `wait_for` may swallow a cancellation
                    await self._recorded.wait()

    async def _tell_unsent(self, unsent: Unsent) -> None:
        with suppress(OnsiteError):  # who reads it sees the age of the news
            many = await unsent.count()
            if self._session is None and many != self.state.unsent:
                self._tell(self.state.model_copy(update={"unsent": many}))

    def _told(self, session: Session) -> None:
        self._session = session
        self._pause = _PAUSE_S
        offset = session.timing.offset
        news = {
            "phase": session.phase,
            "detail": session.detail,
            "hub": session.connection.address,
            "unsent": session.unsent,
            "behind": max(0, session.goal - session.cursor.sequence),
            "total": max(0, session.goal - session.began),
            "round_trip_ms": session.timing.round_trip_ms,
            "offset_ms": offset.offset_ms if offset else self.state.offset_ms,
            "error_ms": offset.error_ms if offset else self.state.error_ms,
            "quarantined": session.presence.own.quarantined,
            "peers": tuple(session.presence.peers.values()),
        }
        self._tell(self._moved(self.state.model_copy(update=news)))
        self._note_contact()

    def _say(self, phase: Phase, hub: str, detail: str) -> None:
        news = {"phase": phase, "hub": hub, "detail": detail, "behind": 0, "round_trip_ms": None}
        self._tell(self._moved(self.state.model_copy(update=news)))

    def _moved(self, state: LinkState) -> LinkState:
        if state.phase is self.state.phase and state.hub == self.state.hub and state.since_ms:
            return state
        return state.model_copy(update={"since_ms": to_ms(self._raw.now())})

    def _tell(self, state: LinkState) -> None:
        self.state = state.model_copy(update={"at_ms": to_ms(self._raw.now())})
        self._announcing.say(self.state)

    def _note_contact(self) -> None:
        """Keep now and then on disk that a hub was heard, and where."""
        now_ms = to_ms(self._raw.now())
        if self._session is None or now_ms - self._contact_ms < _CONTACT_S * 1000:
            return
        self._contact_ms = now_ms
        task = asyncio.ensure_future(self._site.write(service.note_contact))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())

    def _next_pause(self) -> float:
        if self.state.phase in _DENIED:
            return _DENIED_PAUSE_S
        pause, self._pause = self._pause, min(self._pause * 2, _LONGEST_PAUSE_S)
        return pause * random.uniform(0.5, 1.5)  # noqa: S311 - only spreads


async def _ended(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
