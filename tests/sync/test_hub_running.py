"""A real hub: opened, watched, and closed."""

from __future__ import annotations

import asyncio
import os
import signal
import time


async def eventually(true, within_s: float = 5.0):
    """Wait until something holds."""
    give_up = time.monotonic() + within_s
    while time.monotonic() < give_up:
        if await true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(true)


async def test_a_hub_opens_quickly_and_a_station_gets_in(hub, station):
    began = time.monotonic()
    one = await hub()
    took = time.monotonic() - began
    desk = await station(one, "Desk 1")

    async def lets_in() -> bool:
        try:
            connection = await one.connect(desk)
        except Exception:
            return False
        alive = await connection.alive(one.running.subjects.probe(desk.journal.station))
        await connection.abort()
        return alive

    await eventually(lets_in)
    assert took < 3
    print(took)
    print(one.running.overview())
