"""The count of a busy day: 20 zones, 100 counters, six million taps.

Most of the day is written into the store row by row, as folding would have; of a sample of
minutes the test shows that folding them again gives the very same rows.

Run: `uv run pytest tests/bench/test_zones.py --benchmark-only`.
"""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import closing
from datetime import timedelta

import pytest

from onsite.clock import from_ms
from onsite.journal import hlc
from onsite.journal.entry import Signer
from onsite.journal.folding import refold
from onsite.journal.journal import Journal
from onsite.plan.service import current, publish
from onsite.wiring import open_site
from onsite.zones.acting import By
from onsite.zones.counting import reading, service
from onsite.zones.counting.facts import TapsCounted
from onsite.zones.surveying import survey
from tests.bench.test_console import told
from tests.conftest import START, ManualClock

ZONES, COUNTERS, MINUTES, BATCHES, TAPS = 20, 5, 940, 8, 8
"""Counters of each zone; in each minute of each counter so many batches of so many taps."""
MANY = ZONES * COUNTERS * MINUTES * BATCHES * TAPS
BEGAN = START.replace(hour=6, minute=0)
LIMIT_S, LATE_LIMIT_S = 0.05, 0.02
PLAN = """
[event]
name = "Summit"
zone = "UTC"
days = [2026-11-24]

[checkpoints.door]
name = "Door"
""" + "".join(
    f'\n[zones.z{zone}]\nname = "Hall {zone}"\narea_m2 = 5000\nuse = "standing"\n'
    f'exits.a = {{ name = "North", width_m = 12 }}\nexits.b = {{ name = "South", width_m = 9 }}\n'
    for zone in range(ZONES)
)
_ENTRY = f"INSERT INTO journal_entry VALUES ({', '.join('?' * 13)})"
_BATCH = "INSERT INTO zone_batch VALUES (?, ?, ?, ?, ?)"
_FLOW = "INSERT INTO zone_flow VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


def key_of(number: int) -> str:
    """As long and as little alike as those that screens make."""
    return hashlib.md5(str(number).encode(), usedforsecurity=False).hexdigest()


def minute_of(counter: int, minute: int):
    """What one counter did in a minute of the day: the batches, each with its taps."""
    for batch in range(BATCHES):
        # In the morning more come than go, in the evening more go.
        out = 2 + (minute > MINUTES // 2) * 3
        changes = (-1 if (tap + counter + minute) % 8 < out else 1 for tap in range(TAPS))
        yield batch * 7000, tuple((tap * 30, change) for tap, change in enumerate(changes))


def write_day(driver) -> None:
    """The day in the store, as its stations would have brought it."""
    for counter in range(ZONES * COUNTERS):
        station, zone = f"{counter // COUNTERS:064x}", f"z{counter // COUNTERS}"
        entries, batches, flows = [], [], []
        number = counter % COUNTERS * MINUTES * BATCHES
        for minute in range(MINUTES):
            at = int(BEGAN.timestamp()) // 60 + minute
            subject, lines, net = f"count:{counter:032x}:{at}", [], [0, 0]
            for within_ms, taps in minute_of(counter, minute):
                number += 1
                key, at_ms = key_of(number), at * 60_000 + within_ms
                fact = TapsCounted.model_construct(
                    counter=f"{counter:032x}", key=key, zone=zone, at_ms=at_ms, taps=taps
                )
                said = (station, number, hlc.stamp(at_ms), "Bo", subject, "zone.taps", 1)
                payload = (fact.model_dump_json(), f"{number:064x}", f"{number + 1:064x}")
                entries.append((*said, *payload, bytes(64), 1, at_ms + 300))
                act = [key, number, "Bo", zone, "", within_ms, taps]
                lines.append(json.dumps(act, separators=(",", ":")) + "\n")
                for _ms, people in taps:
                    net[people < 0] += 1
            batches.append((subject, station, f"{counter:032x}", at, "".join(lines)))
            last_ms = at * 60_000 + within_ms + taps[-1][0]
            flows.append((subject, zone, at, f"{counter:032x}", *net, last_ms, station, "Bo"))
        driver.executemany(_ENTRY, entries)
        driver.executemany(_BATCH, batches)
        driver.executemany(_FLOW, flows)


def folding_gives_the_same(site) -> None:
    """What makes the figures mean something."""
    subjects = [
        f"count:{counter:032x}:{int(BEGAN.timestamp()) // 60 + minute}"
        for counter in range(0, ZONES * COUNTERS, 9)
        for minute in (0, 469, 471, MINUTES - 1)
    ]
    asked = ", ".join(f"'{subject}'" for subject in subjects)

    def rows_of(rows):
        where = f"WHERE subject IN ({asked})"
        found = [
            rows.exec_driver_sql(f"SELECT * FROM {name} {where}").all()
            for name in ("zone_batch", "zone_flow")
        ]
        return [sorted(map(tuple, table)) for table in found]

    before = site.read_now(rows_of)
    site.store.write_now(lambda rows: refold(rows, subjects))
    assert site.read_now(rows_of) == before
    assert [len(table) for table in before] == [len(subjects)] * 2
    counted = 'SELECT sum(came) + sum("left") FROM zone_flow'
    found = site.read_now(lambda rows: rows.exec_driver_sql(counted).scalar_one())
    assert found == MANY > 6_000_000


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """The open store of that day, at its end."""
    clock = ManualClock(BEGAN + timedelta(minutes=MINUTES))
    site = open_site(tmp_path_factory.mktemp("day"), operator="Maria", clock=clock)
    with closing(site):
        site.write_now(publish, PLAN, "Maria")
        site.store.write_now(lambda rows: write_day(rows.connection.dbapi_connection))
        folding_gives_the_same(site)
        yield site


def measured(act, rounds: int) -> list[float]:
    took = []
    for _round in range(rounds):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return took


@pytest.mark.benchmark(group="zones: six million taps")
@pytest.mark.parametrize("recounted", [False, True], ids=["no recount", "a recount each"])
def test_standings(benchmark, day, recounted):
    plan = day.read_now(current)
    if recounted:
        # Twelve hours ago: nearly all of the day is counted on top.
        for zone in plan.zones:
            by = By("Maria", int(BEGAN.timestamp() * 1000) + 3_630_000, f"recount {zone}")
            day.write_now(service.recount, plan, by, zone, 500)
    found = day.read_now(reading.standings, plan)
    assert len(found) == ZONES
    assert all((each.base is not None) == recounted for each in found.values())
    assert all(len(each.counters) == COUNTERS for each in found.values())
    took = measured(lambda: day.read_now(reading.standings, plan), 100)
    benchmark.pedantic(lambda: None)
    assert told(benchmark, took) < LIMIT_S


@pytest.mark.benchmark(group="zones: six million taps")
def test_overview(benchmark, day):
    plan, now = day.read_now(current), day.clock.now()
    assert len(day.read_now(survey, plan, now).zones) == ZONES
    took = measured(lambda: day.read_now(survey, plan, now), 100)
    benchmark.pedantic(lambda: None)
    assert told(benchmark, took) < LIMIT_S


@pytest.mark.benchmark(group="zones: six million taps")
def test_a_late_tap(benchmark, day):
    """A minute of eight taps a second; every tenth batch comes when all others are here.

    A counting screen writes four batches a second at the most.
    """
    clock = ManualClock(BEGAN + timedelta(minutes=MINUTES - 1))
    entries = far_minute(clock, 240)
    late = entries[::10]
    punctual = [each for each in entries if each not in late]
    day.write_now(lambda journal, rows: journal.receive(rows, punctual))
    waiting = iter(late)
    took = measured(
        lambda: day.write_now(lambda journal, rows: journal.receive(rows, [next(waiting)])),
        len(late),
    )
    assert day.read_now(reading.standing, "z3").counters[0].came == 480
    benchmark.pedantic(lambda: None)
    assert told(benchmark, took) < LATE_LIMIT_S


def far_minute(clock, batches: int) -> list:
    """What another station counted in a minute."""
    began_ms = int(clock.now().timestamp()) // 60 * 60_000
    journal, entries, previous = Journal(Signer.from_seed(bytes(32)), clock), [], "0" * 64
    for number in range(batches):
        at_ms = began_ms + number * 250
        fact = TapsCounted(
            counter="f" * 32, key=key_of(number), zone="z3", at_ms=at_ms, taps=((0, 1), (125, 1))
        )
        entry = journal._signed(fact, number + 1, hlc.stamp(at_ms), "Bo", previous)
        entries.append(entry)
        previous = entry.hash
    return entries


@pytest.mark.benchmark(group="zones: six million taps")
def test_a_tap_is_on_disk(benchmark, day, real_disk):
    """From the service to the answer; the minute fills meanwhile."""
    plan = day.read_now(current)
    at_ms = int(day.clock.now().timestamp() * 1000)
    numbers = iter(range(1000))

    def tap():
        number = next(numbers)
        by = By("Maria", at_ms + number * 100, f"tap {number:027}")
        return day.write_now(service.count, plan, by, "e" * 32, "z1", [(by.at_ms, 1)])

    took = measured(tap, 300)
    benchmark.pedantic(lambda: None)
    assert told(benchmark, took) < LIMIT_S


@pytest.mark.benchmark(group="zones: growth by tap, in bytes")
@pytest.mark.parametrize("together", [1, 8, 20])
def test_growth_of_the_store(benchmark, tmp_path, together):
    """A tap alone, eight and twenty in one batch: the whole file, entries, rows and indexes."""
    clock = ManualClock(BEGAN)
    with closing(open_site(tmp_path / "data", operator="Maria", clock=clock)) as site:
        site.write_now(publish, PLAN, "Maria")
        plan, before = site.read_now(current), pages(site)
        for number in range(2400 // together * 4):
            clock.set(from_ms(int(BEGAN.timestamp() * 1000) + number * 250 * together))
            by = By("Maria", int(clock.now().timestamp() * 1000), key_of(number))
            taps = [(by.at_ms, 1)] * together
            site.write_now(service.count, plan, by, f"{together:032x}", "z1", taps)
        grown = (pages(site) - before) / (2400 // together * 4 * together)
    benchmark.extra_info["bytes by tap"] = round(grown)
    benchmark.pedantic(lambda: None)
    assert grown < {1: 1000, 8: 160, 20: 90}[together]


def pages(site) -> int:
    """Bytes of the store that are in use."""
    used = "SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count"
    return 4096 * site.read_now(lambda rows: rows.exec_driver_sql(used).scalar_one())
