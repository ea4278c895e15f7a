"""A link is kept at work: begun once the station has joined, anew when it fails, and woken."""

from __future__ import annotations

import asyncio
import contextlib
import time

from onsite.journal.entry import Signer
from onsite.sync import membership, service
from onsite.sync.facts import StationRevoked
from onsite.sync.joining.identity_change import Admitted, become
from onsite.sync.link.attendant import Attendant
from onsite.sync.link.state import LinkState, Phase
from onsite.sync.pack import packed
from onsite.wiring import REVOKED_FILE, open_site
from tests.sync.laptops import everything, pass_on, scanned


class FakeLink:
    """A link that does what it is told, and remembers what happened to it."""

    def __init__(self, announce, *, fails: bool = False, revoked: bytes | None = None) -> None:
        self._announce = announce
        self._fails = fails
        self._proof = revoked
        self.revoked: bytes | None = None
        self.woken = 0
        self.beats = 0

    async def run(self) -> None:
        if self._fails:
            raise ZeroDivisionError("Ana Lima")
        if self._proof is not None:
            self.revoked = self._proof
            self._announce(LinkState(phase=Phase.REVOKED))
            return
        self._announce(LinkState(phase=Phase.LIVE))
        await asyncio.Event().wait()

    def wake(self) -> None:
        self.woken += 1

    def beat(self) -> None:
        self.beats += 1


class Stage:
    """An attendant at work on a site, with all that came of it."""

    def __init__(self, site, **first: object) -> None:
        self.site = site
        self.links: list[FakeLink] = []
        self.news: list[LinkState] = []
        self.errors: list[str] = []
        self._first = first
        self.attendant = Attendant(site, self._make, self.news.append, self._report)

    def _make(self, announce) -> FakeLink:
        self.links.append(FakeLink(announce, **({} if self.links else self._first)))
        return self.links[-1]

    def _report(self, error: BaseException) -> None:
        self.errors.append(type(error).__name__)

    @property
    def phases(self) -> list[Phase]:
        """How it stood, one after the other."""
        seen: list[Phase] = []
        for news in self.news:
            if seen[-1:] != [news.phase]:
                seen.append(news.phase)
        return seen

    @contextlib.asynccontextmanager
    async def at_work(self):
        task = asyncio.create_task(self.attendant.run())
        yield task
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def until(true, within_s: float = 10.0) -> None:
    give_up = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < give_up
        await asyncio.sleep(0.01)


async def test_a_station_that_works_alone_says_so_and_is_linked_once_it_has_joined(laptops):
    site = laptops.opened("desk")
    stage = Stage(site)
    async with stage.at_work():
        await until(lambda: stage.phases == [Phase.ALONE])
        assert stage.links == []
        asked = service.described(site.journal.signer, "Desk", "desk")
        await site.write(service.remember, service.Community(laptops.ring.event, "PEM"), asked, ())
        await until(lambda: stage.phases == [Phase.ALONE, Phase.LIVE])
    assert len(stage.links) == 1


async def test_it_tells_each_second_how_the_link_stands(laptops):
    stage = Stage(laptops.desk("desk"))
    async with stage.at_work():
        await until(lambda: stage.links and stage.links[0].beats >= 2)


async def test_at_its_end_the_news_are_old_at_once(laptops):
    stage = Stage(laptops.desk("desk"))
    async with stage.at_work():
        await until(lambda: stage.phases == [Phase.LIVE])
    assert stage.news[-1].phase_at(10**12) is Phase.SILENT


async def test_a_link_that_fails_is_begun_again(laptops):
    stage = Stage(laptops.desk("desk"), fails=True)
    async with stage.at_work():
        await until(lambda: len(stage.links) == 2 and stage.phases[-1] is Phase.LIVE)
    assert (stage.phases, stage.errors) == ([Phase.SEARCHING, Phase.LIVE], ["ZeroDivisionError"])
    assert "Ana" not in str(stage.news)


async def test_it_wakes_the_link_when_it_is_told_and_when_another_process_writes(laptops):
    desk = laptops.desk("desk")
    stage = Stage(desk)
    other = open_site(desk.data, operator="Ben", clock=laptops.clock)
    async with stage.at_work():
        await until(lambda: stage.links and stage.links[0].woken == 1)
        stage.attendant.wake()
        assert stage.links[0].woken == 2
        scanned(other)
        await until(lambda: stage.links[0].woken == 3)
    other.close()


async def test_it_ends_when_the_store_has_got_another_identity(laptops):
    desk = laptops.desk("desk")
    stage = Stage(desk)
    other = open_site(desk.data, operator="Ben", clock=laptops.clock)
    signer = Signer.generate()
    asked = service.described(signer, "Desk again", "desk")
    admitted = Admitted(service.Community(laptops.ring.event, "PEM"), asked, ())
    async with stage.at_work() as working:
        await until(lambda: stage.phases == [Phase.LIVE])
        await become(other, signer, admitted)
        await until(working.done)
    other.close()
    assert not stage.attendant.erased


async def test_a_revoked_station_is_erased_and_nothing_more_is_told(laptops):
    desk = laptops.desk("desk")
    laptops.revoke(desk)
    proof = [entry for entry in everything(laptops.lead) if entry.kind == StationRevoked.kind]
    stage = Stage(desk, revoked=packed(proof))
    async with stage.at_work() as working:
        await until(working.done)
    assert stage.attendant.erased
    assert stage.phases == [Phase.REVOKED]
    assert (desk.data / REVOKED_FILE).exists()
    assert desk.read_now(membership.trust) is None


async def test_what_does_not_prove_the_revocation_erases_nothing(laptops):
    desk = laptops.desk("desk")
    stage = Stage(desk, revoked=b"nonsense")
    async with stage.at_work():
        await until(lambda: len(stage.links) == 2)
    assert not stage.attendant.erased
    assert desk.read_now(membership.trust) is not None


async def test_a_station_that_knows_of_its_revocation_is_erased_at_the_start(laptops):
    desk = laptops.desk("desk")
    laptops.revoke(desk)
    pass_on(laptops.lead, desk)
    stage = Stage(desk)
    async with stage.at_work() as working:
        await until(working.done)
    assert stage.attendant.erased
