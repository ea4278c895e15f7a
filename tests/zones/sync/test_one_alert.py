"""Two consoles in two processes and a desk, over a real hub: a level is told once."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from onsite.incidents import reading as incidents
from onsite.plan.service import current, publish
from onsite.zones.levels.facts import LevelPassed
from onsite.zones.levels.reading import passed
from tests.zones.conftest import heard
from tests.zones.sync.conftest import PLAN, Post, until

ROOT = Path(__file__).parents[3]
FOREVER_MS = 1 << 53
PATIENCE_S = 7.0
"""Longer than a console waits for the one before it."""


@contextmanager
def console(data: Path):
    """A console's program on a folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.zones.sync.console_program", data],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
    )
    try:
        yield
    finally:
        process.stdin.close()
        try:
            process.wait(15)
        finally:
            process.kill()
            process.wait()


def levels(site) -> list[tuple[int, int, bool]]:
    """Which levels were recorded, with how many people, and whether an incident tells of it."""
    found = site.read_now(passed, "hall", 0, FOREVER_MS)
    return [(each.level, each.people, bool(each.incident)) for each in found]


def recorded_by(site) -> list[str]:
    """The stations that have recorded a level, one for each time."""
    return [each.station for each in heard(site) if each.kind == LevelPassed.kind]


def crowd(site) -> list[str]:
    """The open incidents of a crowd."""
    plan = site.read_now(current)
    return [each.id for each in site.read_now(incidents.open_ones, plan) if "crowd" in each.types]


async def test_in_touch_one_tells_and_after_a_partition_one_incident_is_left(hub, station):
    one = await hub()
    other, desk = await station(one, "Console", "control"), await station(one, "Desk", "desk")
    sites = (one.site, other, desk)
    await one.site.write(publish, PLAN, "Maria")
    consoles = (console(one.site.data), console(other.data))
    tally = Post(desk, "Tally")
    with consoles[0], consoles[1]:
        tally.connect()
        try:
            await until(lambda: all(each.read_now(current) is not None for each in sites))
            await until(lambda: tally.is_live)
            tally.plan = desk.read_now(current)

            await tally.count("hall", 92)
            await until(lambda: all(levels(each) == [(90, 92, True)] for each in sites))
            await asyncio.sleep(PATIENCE_S)
            assert len(recorded_by(one.site)) == 1
            assert [len(crowd(each)) for each in sites] == [1, 1, 1]
            incident = crowd(desk)

            # Apart, each console knows only its own part, and each must warn of it.
            await one.running.stop()
            for site in (one.site, other):
                apart = Post(site, "apart")
                apart.plan = tally.plan
                await apart.count("hall", 10)
            await until(lambda: all(len(levels(each)) == 2 for each in sites[:2]))
            await one.running.start()
            await until(lambda: len(recorded_by(one.site)) == 3)
            await until(lambda: all(levels(each) == levels(desk) for each in sites))
            assert levels(desk) == [(90, 92, True), (100, 102, True)]
            assert [crowd(each) for each in sites] == [incident] * 3
        finally:
            await tally.leave()
