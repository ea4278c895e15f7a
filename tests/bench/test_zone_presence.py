"""Who is in 20 zones by badge, of 100,000 attendees: a look after ten more passages each.

Run: `uv run pytest tests/bench/test_zone_presence.py --benchmark-only`. `extra_info` holds the
p50 and p95 of a look, and how long the first look at a store takes, which is read in pieces, in
all and for its longest piece, in milliseconds.
"""

from __future__ import annotations

import itertools
import random
import time
from datetime import timedelta

import pytest

from onsite.checkin.facts import Direction, Outcome, Reason, ScanMade, Verdict
from onsite.checkin.zones import desks
from onsite.clock import SystemClock, to_ms
from onsite.plan.service import current, publish
from onsite.wiring import open_site

MANY = 100_000
ZONES, DOORS = 20, 3
ROUNDS = 300
P95_MS = 20
PIECE_MS = 50
_ADMITTED = Verdict(outcome=Outcome.ADMIT, reason=Reason.ADMITTED)


def _plan(now) -> str:
    days = ", ".join((now + timedelta(days=step)).date().isoformat() for step in (-1, 0, 1))
    said = [f'[event]\nname = "Benchmark"\nzone = "UTC"\ndays = [{days}]']
    said.append('[checkpoints.door]\nname = "Main door"')
    for zone in range(ZONES):
        said.append(f'[zones.z{zone}]\nname = "Zone {zone}"\ncounted_by = "badges"')
        said += [
            f'[checkpoints.c{zone}-{door}]\nname = "Door {door}"\nzone = "z{zone}"\nkind = "other"'
            for door in range(DOORS)
        ]
    return "\n".join(said)


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A venue in which everybody has passed the door, and one or two zones."""
    site = open_site(tmp_path_factory.mktemp("presence"), operator="Bench", clock=SystemClock())
    now = site.clock.now()
    site.write_now(publish, _plan(now), "Bench")
    chance, keys = random.Random(1), itertools.count()
    begin_ms = to_ms(now - timedelta(hours=6))
    write = site.journal.append
    for first in range(0, MANY, 2000):
        facts = [
            fact
            for who in range(first, first + 2000)
            for fact in _passages(f"a{who}", begin_ms, chance, keys)
        ]
        site.store.write_now(lambda rows, facts=facts: write(rows, *facts, operator="Bench"))
    yield site
    site.close()


def _passages(who, at_ms, chance, keys):
    at_ms += chance.randrange(3_600_000)
    yield _passage(who, "door", at_ms, Direction.ENTRY, keys)
    for _ in range(chance.choice((1, 1, 2))):
        zone = chance.randrange(ZONES)
        for direction in (Direction.ENTRY, *((Direction.EXIT,) if chance.random() < 0.7 else ())):
            at_ms += chance.randrange(600_000, 3_600_000)
            where = f"c{zone}-{chance.randrange(DOORS)}"
            yield _passage(who, where, at_ms, direction, keys)


def _passage(who, where, at_ms, direction, keys):
    return ScanMade(
        key=f"k{next(keys)}",
        at_ms=at_ms,
        checkpoint=where,
        direction=direction,
        code="",
        attendee=who,
        verdict=_ADMITTED,
        again="always",
    )


def _pieces(full, plan):
    """How long each of the store's calls takes by itself."""
    there = False
    while not there:
        began, now = time.process_time(), full.clock.now()
        there = full.read_now(desks.read_ahead, plan, now, to_ms(now) - 30 * 60_000)
        yield time.process_time() - began


@pytest.mark.benchmark(group="presence of 20 zones")
def test_a_look_while_people_pass(benchmark, full):
    plan, chance, keys = full.read_now(current), random.Random(2), itertools.count(10_000_000)
    pieces = list(_pieces(full, plan))
    benchmark.extra_info["first_ms"] = round(sum(pieces) * 1000)
    benchmark.extra_info["longest_piece_ms"] = round(max(pieces) * 1000)
    # Not the very longest: the collector of garbage may fall into any of them.
    assert sorted(pieces)[len(pieces) * 98 // 100] * 1000 < PIECE_MS

    def pass_by():
        now_ms = to_ms(full.clock.now())
        facts = [
            _passage(
                f"a{chance.randrange(MANY)}",
                f"c{chance.randrange(ZONES)}-{chance.randrange(DOORS)}",
                now_ms,
                chance.choice(list(Direction)),
                keys,
            )
            for _ in range(10)
        ]
        write = full.journal.append
        full.store.write_now(lambda rows: write(rows, *facts, operator="Bench"))
        return (), {}

    cpu = []

    def look():
        began = time.process_time()
        now = full.clock.now()
        found = full.read_now(desks.in_zones, plan, now)
        by_gates = full.read_now(desks.by_gates, plan, now)
        cpu.append(time.process_time() - began)
        return found, by_gates

    found, by_gates = benchmark.pedantic(look, setup=pass_by, rounds=ROUNDS)
    taken = sorted(benchmark.stats.stats.data)
    benchmark.extra_info["p50_ms"] = round(taken[len(taken) // 2] * 1000, 2)
    benchmark.extra_info["p95_ms"] = round(taken[len(taken) * 95 // 100] * 1000, 2)
    # Of the time that it takes by itself: others work at the machine, too.
    cpu_ms = sorted(cpu)[len(cpu) * 95 // 100] * 1000
    benchmark.extra_info["cpu_p95_ms"] = round(cpu_ms, 2)
    assert by_gates == MANY
    assert sum(each.people for each in found.values()) > MANY / 5
    assert cpu_ms < P95_MS


@pytest.mark.benchmark(group="presence of 20 zones")
def test_the_passages_of_the_last_half_hour(benchmark, full):
    plan = full.read_now(current)
    until_ms = to_ms(full.clock.now())

    def look():
        from_ms = until_ms - 30 * 60_000
        return [
            full.read_now(desks.minutes, plan, f"z{zone}", from_ms, until_ms)
            for zone in range(ZONES)
        ]

    assert len(benchmark.pedantic(look, rounds=20)) == ZONES
