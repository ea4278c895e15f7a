"""An event with a hub and stations, each on a line that can be made bad, and what must hold.

The stations' stores, links and scans are the real ones, and the hub's server is a real process.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections import Counter
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import text

from onsite.journal.compare import compare_stores
from onsite.journal.journal import entries_of
from onsite.store.migrations import prepare
from onsite.sync import intake, service
from onsite.sync.keys import certificates
from onsite.sync.keys.keyring import new_keyring, new_recovery_code
from onsite.sync.link.state import Phase
from onsite.sync.pack import in_packs, message_id, packed, unpacked
from onsite.sync.rules import Held
from onsite.sync.service import Community, Founding
from onsite.wiring import STORE_FILE
from tests.faults import streaming
from tests.faults.network.hub import RigHub
from tests.faults.network.proxy import TcpProxy
from tests.faults.network.station import PEOPLE, RigStation

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from onsite.clock import Clock
    from onsite.journal.entry import Entry
    from onsite.sync.facts import Role, StationAdmitted
    from onsite.wiring import Site

_CHAINS = text("SELECT station, count(*), max(number) FROM journal_entry GROUP BY station")
_POLL_S = 0.05
_TOLD = {"phase", "detail", "hub", "unsent", "behind"}
_HELD_S = 10.0
_NOWHERE = ("127.0.0.1", 9)


class Rig:
    """The event. The station `lead` founds it, and its laptop is the first hub."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stations: list[RigStation] = []
        self.keyring = new_keyring()
        self.hub: RigHub
        self.lead: RigStation
        self.authority = ""
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        try:
            await self._open()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_why: object) -> None:
        for station in self.stations:
            await station.close()
        await self._stack.aclose()

    def new_hub(self, on: RigStation, name: str, **chosen: Any) -> RigHub:
        """A hub on a station's laptop; not started."""
        folder = self.folder / name
        hub = RigHub(on.site, self.keyring, self.authority, folder, self._note_lines, **chosen)
        self._stack.push_async_callback(hub.kill)
        return hub

    async def entered(self, line: TcpProxy) -> TcpProxy:
        """A line of the test's own, which is taken away with the rig."""
        return await self._stack.enter_async_context(line)

    async def station(
        self,
        name: str,
        role: Role = "desk",
        *,
        clock: Clock | None = None,
        connect: bool = True,
        empty: bool = False,
    ) -> RigStation:
        """Another station, admitted, with everything that the hub has or with nothing."""
        station = await self._laptop(name, clock)
        await self.admit(station, role)
        if not empty:
            await self._hand_over(self.hub.site, station)
        if connect:
            station.connect()
        return station

    async def stranger(self, name: str) -> RigStation:
        """A laptop with everything that the hub has, that was not admitted."""
        station = await self._laptop(name, None)
        await self._remember(station, "desk")
        await self._hand_over(self.hub.site, station)
        return station

    async def admit(self, station: RigStation, role: Role = "desk") -> None:
        """Let a laptop belong to the event."""
        asked = await self._remember(station, role)
        await self.hub.site.write(service.admit, self.keyring, asked, "lead")
        await self.hub.refresh()

    async def several(self, many: int, *, connect: bool = True) -> list[RigStation]:
        """The lead and others, so many together."""
        others = [await self.station(f"desk{number}", connect=connect) for number in range(1, many)]
        if connect:
            self.lead.connect()
        return [self.lead, *others]

    async def moved(self, hub: RigHub) -> None:
        """All lines lead to another hub now."""
        self.hub = hub
        for station in self.stations:
            station.proxy.target = hub.target
        self._note_lines()

    async def until(
        self, condition: Callable[[], bool], seconds: float = 20.0, what: str = ""
    ) -> float:
        """Wait until something is so; answers how long that took."""
        began = time.monotonic()
        while not condition():
            self._check_links()
            if time.monotonic() - began > seconds:
                raise AssertionError(f"not within {seconds} s: {what or condition}; {self.told()}")
            await asyncio.sleep(_POLL_S)
        return time.monotonic() - began

    async def converged(
        self, *stations: RigStation, within: float = 20.0, honest: bool = True
    ) -> float:
        """Wait until all stores are the same; then check all that must hold.

        Args:
            stations: those that must agree; without any, all.
            within: seconds.
            honest: whether to check what the screens have shown, too.
        """
        among = stations or tuple(self.stations)
        began = time.monotonic()
        while (why := await asyncio.to_thread(_unlike, among)) is not None:
            self._check_links()
            if time.monotonic() - began > within:
                raise AssertionError(f"not the same within {within} s: {why}; {self.told()}")
            await asyncio.sleep(_POLL_S)
        took = time.monotonic() - began
        acts = set().union(*(each.acts for each in among))
        for station in among:
            assert acts - await station.scans() == set(), f"{station.name} lacks confirmed acts"
        if honest:
            self.honest(*among)
        return took

    async def settled(self, *stations: RigStation) -> None:
        """Wait until stations are connected and have nothing to send; without any, all."""
        among = stations or self.stations
        await self.until(
            lambda: all((each.phase, each.state.unsent) == (Phase.LIVE, 0) for each in among)
        )

    def honest(self, *stations: RigStation) -> None:
        """No screen has shown for more than five seconds what was not so."""
        lies = {each.name: each.screen.lies() for each in stations or self.stations}
        assert not any(lies.values()), lies

    async def until_async(
        self, condition: Callable[[], Awaitable[bool]], seconds: float = 20.0
    ) -> None:
        """As `until`, for what must be asked of a store."""
        began = time.monotonic()
        while not await condition():
            self._check_links()
            assert time.monotonic() - began < seconds, self.told()
            await asyncio.sleep(_POLL_S)

    async def has(self, station: RigStation, acts: set[str]) -> bool:
        """Whether a station knows these scans."""
        return acts <= await station.scans()

    async def holds_back(self, station: RigStation, expected: list[tuple[str, int, Held]]) -> None:
        """Wait until a station holds just that in quarantine: whose, which number, why."""
        began, held = time.monotonic(), None
        while held != sorted(expected):
            assert time.monotonic() - began < _HELD_S, (station.name, held, expected)
            self._check_links()
            await asyncio.sleep(_POLL_S)
            found = await station.site.read(intake.quarantined)
            held = sorted((row["station"], row["number"], Held(row["reason"])) for row in found)

    async def entries(self, of: RigStation, at: RigStation | None = None) -> list[Entry]:
        """The entries of a station, as another has them."""
        return await (at or of).site.read(entries_of, of.id)

    async def send(self, entries: Sequence[Entry], by: RigStation, *, window: bool = True) -> None:
        """Put entries into the stream by a station's own hand, whatever the rules say.

        Args:
            entries: of one station.
            by: under whose name.
            window: whether they bear the id by which the server knows them again.
        """
        assert self.hub.admin is not None
        own = all(entry.station == by.id for entry in entries)
        names = self.hub.names
        for number, pack in enumerate(in_packs(entries)):
            mark = message_id(pack) if window else f"again-{number}-{time.monotonic_ns()}"
            await self.hub.admin.jetstream.publish(
                names.journal(by.id) if own else names.relay(by.id),
                packed(pack),
                headers={"Nats-Msg-Id": mark},
            )

    async def doubles(self) -> int:
        """How many entries the hub's stream holds more than once."""
        assert self.hub.admin is not None
        names, stream = self.hub.names, self.hub.admin.jetstream
        seen: Counter[tuple[str, int, str]] = Counter()
        for sequence in range(1, (await self.hub.figures()).last_seq + 1):
            message = await stream.get_msg(names.stream, sequence)
            seen.update(
                (each.station, each.number, each.previous) for each in unpacked(message.data)
            )
        return sum(many - 1 for many in seen.values())

    async def revoke(self, station: RigStation) -> int:
        """The lead takes a station out of the event."""
        last = await self.lead.site.write(service.revoke, self.keyring, station.id, "lost", "lead")
        await self.hub.refresh()
        return last

    def told(self) -> str:
        """How everything stands, for a test that failed."""
        stations = ", ".join(
            f"{each.name}: {each.state.model_dump(include=_TOLD)}"
            for each in self.stations
            if hasattr(each, "link")
        )
        return f"hub {'up' if self.hub.up else 'down'}; {stations}"

    async def _open(self) -> None:
        (self.folder / "template").mkdir(parents=True)
        prepare(self.folder / "template" / STORE_FILE)
        self.lead = await self._laptop("lead", None)
        await self._found()
        await self.moved(self.new_hub(self.lead, "hub"))
        await self.hub.start()

    async def _laptop(self, name: str, clock: Clock | None) -> RigStation:
        target = self.hub.target if self.stations else _NOWHERE
        proxy = await self.entered(TcpProxy(target, self._note_lines))
        data = self.folder / name
        data.mkdir()
        shutil.copy(self.folder / "template" / STORE_FILE, data / STORE_FILE)
        station = RigStation(name, data, proxy, clock)
        station.open()
        self.stations.append(station)
        return station

    async def _remember(self, station: RigStation, role: Role) -> StationAdmitted:
        asked = service.described(station.site.journal.signer, station.name, role)
        community = Community(self.keyring.event, self.authority)
        there = (station.proxy.address,)
        await station.site.write(service.remember, community, asked, there)
        return asked

    async def _found(self) -> None:
        site = self.lead.site
        self.authority = certificates.authority(self.keyring, site.clock.now())
        founding = Founding(self.keyring, self.authority, new_recovery_code(), "lead")
        await site.write(service.found, founding, "lead")
        await asyncio.to_thread(streaming.furnish, site, PEOPLE)

    async def _hand_over(self, giver: Site, taker: RigStation) -> None:
        """As by a file: everything that one has, for the other."""

        def everything(rows: Connection) -> list[Entry]:
            chains = rows.execute(_CHAINS).all()
            return [entry for chain in chains for entry in entries_of(rows, chain[0])]

        entries = await giver.read(everything)
        await taker.site.write(intake.take, entries, (), "rig")

    def _note_lines(self) -> None:
        for station in self.stations:
            station.screen.note(self.hub.up and station.proxy.whole)

    def _check_links(self) -> None:
        for station in self.stations:
            error = station.failed()
            if error is not None:
                raise AssertionError(f"the link of {station.name} has ended") from error


def _unlike(stations: Sequence[RigStation]) -> str | None:
    """The first difference between the stores, in words; None where there is none."""
    first, *others = stations
    chains = {each.name: each.site.read_now(_chains) for each in stations}
    for other in others:
        if chains[other.name] != chains[first.name]:
            return f"{first.name} has {chains[first.name]}, {other.name} {chains[other.name]}"
    for other in others:
        compared = first.site.store.read_now(
            lambda here, other=other: other.site.store.read_now(
                lambda there: compare_stores(here, there)
            )
        )
        if not compared.equal:
            return f"{first.name} and {other.name}: {compared}"
    return None


def _chains(rows: Connection) -> list[tuple[str, int, int]]:
    return sorted((row[0][:6], row[1], row[2]) for row in rows.execute(_CHAINS))
