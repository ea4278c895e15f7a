"""Several stations at one hub, over loopback, beside the raw limits in the same run.

Run: `uv run pytest tests/bench/test_sync.py --benchmark-only`. The links run in processes of
their own, as at a desk; `extra_info` of each line holds the figures, in milliseconds.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import statistics
import sys
import time
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from onsite.checkin.service import Attempt, scan
from onsite.plan.service import current
from onsite.sync.link import homing, state
from onsite.sync.link.sidecar import Sidecar
from onsite.sync.link.state import Phase
from onsite.sync.pack import in_packs, packed
from onsite.wiring import STORE_FILE
from tests.faults import streaming
from tests.faults.conftest import ROOT
from tests.faults.network.rig import Rig
from tests.faults.network.station import PEOPLE

OFFLINE, AT_ONCE = 2000, 100
STATIONS = 10
GUESTS = OFFLINE * 9 // 10 * STATIONS
_OTHERS = """
SELECT entry.rowid, scan.key FROM journal_entry AS entry
JOIN scan USING (subject, station, number)
WHERE entry.rowid > :after AND entry.station <> :own
"""


@asynccontextmanager
async def stations(folder: Path, many: int):
    """A hub and stations that are connected, each by a link in a process of its own."""
    async with Rig(folder) as rig:
        desks = [await rig.station(f"desk{number}", connect=False) for number in range(many)]
        members = [rig.lead, *desks]
        await rig.lead.site.write(homing.go_to, rig.lead.proxy.address)
        async with linked(members):
            await rig.until(lambda: all(ready(member) for member in members), 60)
            yield rig, desks


@asynccontextmanager
async def linked(members):
    """Their links at work."""
    async with AsyncExitStack() as stack:
        for member in members:
            link = Sidecar(member.data)
            member.site.written[:] = [link.wake]
            link.start()
            stack.callback(link.stop)
        yield


def ready(station) -> bool:
    news = state.read(station.data)
    return news.phase is Phase.LIVE and not news.unsent


def phase(station) -> Phase:
    return state.read(station.data).phase


@pytest.mark.parametrize("many", [2, STATIONS])
@pytest.mark.benchmark(group="entry on one station to row on another")
def test_entry_to_row(benchmark, tmp_path, many):
    found = benchmark.pedantic(lambda: asyncio.run(delays(tmp_path, many)), rounds=1)
    shown = {"p50": found[len(found) // 2], "p99": found[int(len(found) * 0.99)]}
    benchmark.extra_info.update({name: round(s * 1000, 1) for name, s in shown.items()})
    benchmark.extra_info["entries"] = len(found)


async def delays(folder: Path, many: int, each: int = 60) -> list[float]:
    """Each station scans ten times a second; how long until the first of them has the row."""
    async with stations(folder, many) as (_rig, desks):
        made: dict[str, float] = {}
        watched, others = desks[0], desks[1:]
        arriving = asyncio.create_task(arrivals(watched, made, each * len(others)))
        await asyncio.gather(*(scanning(desk, made, each) for desk in desks))
        return sorted(await asyncio.wait_for(arriving, 30))


async def scanning(desk, made: dict[str, float], many: int) -> None:
    for number in range(many):
        await desk.scan(f"C{number % PEOPLE}")
        made[f"{desk.name}-{number}"] = time.perf_counter()
        await asyncio.sleep(0.1)


async def arrivals(desk, made: dict[str, float], many: int) -> list[float]:
    """The delays of the others' scans. Asked for often, so only what is new is looked at."""
    found: list[float] = []
    after = await many_entries(desk)
    while len(found) < many:
        asked = {"own": desk.id, "after": after}
        new = await desk.site.read(lambda rows: rows.exec_driver_sql(_OTHERS, asked).all())  # noqa: B023 - awaited at once
        now = time.perf_counter()
        found += [max(0.0, now - made.get(key, now)) for _row, key in new]
        after = max([after, *(row for row, _key in new)])
        await asyncio.sleep(0.002)
    return found


@pytest.mark.benchmark(group="ten stations, each offline with 2,000 entries, until all are equal")
def test_ten_offline_stations(benchmark, tmp_path):
    figures = benchmark.pedantic(lambda: asyncio.run(reunion(tmp_path)), rounds=1)
    floor = max(figures["bare SQLite"], figures["bare NATS"])
    benchmark.extra_info.update({name: round(s, 2) for name, s in figures.items()})
    benchmark.extra_info["times the slower floor"] = round(figures["equal"] / floor, 1)


async def reunion(folder: Path) -> dict[str, float]:
    """Stations that know each other were apart; the hub is opened to them again; in seconds."""
    async with Rig(folder) as rig:
        await asyncio.to_thread(streaming.furnish, rig.lead.site, GUESTS)
        await rig.lead.site.write(homing.go_to, rig.lead.proxy.address)
        desks = [await rig.station(f"desk{number}", connect=False) for number in range(STATIONS)]
        async with linked([rig.lead, *desks]):
            await rig.until(lambda: all(ready(desk) for desk in desks), 60)
            await rig.converged(*desks, within=30, honest=False)
        for place, desk in enumerate(desks):
            await recorded(desk, place)
        entries = [entry for desk in desks for entry in await rig.entries(desk)]
        everything = await many_entries(desks[0]) + (STATIONS - 1) * OFFLINE
        await rig.hub.stop()
        async with linked(desks):
            await rig.until(lambda: all(phase(desk) is Phase.SEARCHING for desk in desks), 60)
            await asyncio.sleep(3)
            began = time.perf_counter()
            await rig.hub.start()
            while min([await many_entries(desk) for desk in desks]) < everything:  # noqa: ASYNC110 - it is other processes that are waited for
                await asyncio.sleep(0.1)
            equal = time.perf_counter() - began
            await rig.converged(*desks, within=30, honest=False)
        bare = await bare_nats(rig, entries)
        return {"equal": equal, "bare SQLite": await bare_sqlite(desks), "bare NATS": bare}


async def recorded(desk, place: int) -> None:
    """As at a door: most guests come to one desk; every tenth came to two that were apart."""
    plan = await desk.site.read(current)
    span = OFFLINE * 9 // 10

    def work(journal, rows, first: int) -> None:
        for number in range(first, first + AT_ONCE):
            code = f"C{(place * span + number) % GUESTS}"
            scan(journal, rows, plan, Attempt(f"{place}-{number}", "door", desk.name, code=code))

    for first in range(0, OFFLINE, AT_ONCE):
        await desk.site.write(work, first)


async def many_entries(desk) -> int:
    """Nothing is taken out of these journals, so the last place is the number; asked for often."""
    return await desk.ask("SELECT max(rowid) FROM journal_entry")


async def bare_sqlite(desks) -> float:
    """The same rows into as many stores, all at once."""
    pipe, programs = asyncio.subprocess.PIPE, []
    for desk in desks:
        desk.site.close()
        source, target = desk.data / "source.db", desk.data / STORE_FILE
        target.replace(source)
        target.write_bytes(source.read_bytes())
        ran = [sys.executable, "-m", "tests.bench.sync_floor_program", str(source), str(target)]
        programs.append(
            await asyncio.create_subprocess_exec(*ran, cwd=ROOT, stdin=pipe, stdout=pipe)
        )
    for program in programs:
        await program.stdout.readline()
    began = time.perf_counter()
    for program in programs:
        program.stdin.write(b"\n")
    for program in programs:
        await program.stdout.readline()
    took = time.perf_counter() - began
    for program in programs:
        await program.wait()
    return took


async def bare_nats(rig, entries) -> float:
    """The same packs through a stream of their own, and to as many readers."""
    streams = rig.hub.admin.jetstream
    await streams.add_stream(name="BARE", subjects=["bare"], max_bytes=100_000_000)
    chains = itertools.groupby(entries, key=lambda entry: entry.station)
    packs = [packed(pack) for _station, chain in chains for pack in in_packs(list(chain))]
    done = [asyncio.Event() for _reader in range(STATIONS)]
    for each in done:
        left = itertools.count(1)

        async def hear(_message, each=each, left=left) -> None:
            if next(left) == len(packs):
                each.set()

        await streams.subscribe("bare", cb=hear, ordered_consumer=True, stream="BARE")
    began = time.perf_counter()
    window = asyncio.Semaphore(16)

    async def send(pack: bytes) -> None:
        async with window:
            await streams.publish("bare", pack)

    await asyncio.gather(*(send(pack) for pack in packs), *(each.wait() for each in done))
    return time.perf_counter() - began


@pytest.mark.benchmark(group="scan to durable verdict at a desk that is linked")
def test_scan_while_500_entries_a_second_arrive(benchmark, tmp_path):
    quiet, busy = benchmark.pedantic(lambda: asyncio.run(under_load(tmp_path)), rounds=1)
    benchmark.extra_info.update(quiet_p50=round(quiet * 1000, 3), busy_p50=round(busy * 1000, 3))


async def under_load(folder: Path) -> tuple[float, float]:
    async with stations(folder, 2) as (_rig, desks):
        desk, other = desks
        quiet = await median_scan(desk, 400)
        before = await many_entries(desk)
        other.site.close()
        pipe = asyncio.subprocess.PIPE
        flood = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.bench.sync_flood_program", other.data, cwd=ROOT, stdin=pipe
        )
        while await many_entries(desk) < before + 500:  # noqa: ASYNC110 - it is another process that is waited for
            await asyncio.sleep(0.1)
        busy = await median_scan(desk, 400)
        flood.stdin.close()
        assert await flood.wait() == 0
        return quiet, busy


async def median_scan(desk, many: int) -> float:
    took = []
    for number in range(many):
        began = time.perf_counter()
        await desk.scan(f"C{number % PEOPLE}")
        took.append(time.perf_counter() - began)
        await asyncio.sleep(0.01)
    return statistics.median(took)


@pytest.mark.skipif(sys.platform != "linux", reason="the time of another process, from /proc")
@pytest.mark.benchmark(group="an idle link")
def test_idle_link(benchmark, tmp_path):
    share = benchmark.pedantic(lambda: asyncio.run(idle(tmp_path)), rounds=1)
    benchmark.extra_info["percent of a core"] = round(share * 100, 2)


async def idle(folder: Path, seconds: float = 15) -> float:
    async with stations(folder, 2) as (_rig, desks):
        await asyncio.sleep(3)
        before = ticks(state.read(desks[0].data).process)
        await asyncio.sleep(seconds)
        used = ticks(state.read(desks[0].data).process) - before
        return used / os.sysconf("SC_CLK_TCK") / seconds


def ticks(process: int) -> int:
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(told[11]) + int(told[12])
