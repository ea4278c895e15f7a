"""Hubs in the local network, on the loopback interface."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import replace

import pytest

from onsite.sync.discovery import Announced, Browser, announced, seen
from onsite.sync.joining.invitation import fingerprint_of
from onsite.sync.keys.secrets import event_token

LOOPBACK = ["127.0.0.1"]
# Other hubs may be announced on this machine meanwhile.
EVENT, OTHER = secrets.token_hex(32), secrets.token_hex(32)
HUB = Announced(
    epoch=3,
    station="aa" * 32,
    addresses=("192.168.1.10:4333",),
    venue="West",
    token=event_token(EVENT),
    fingerprint=fingerprint_of(EVENT).hex(),
)
NEWER = replace(
    HUB, epoch=4, station="bb" * 32, addresses=("10.0.0.7:4222", "10.0.0.8:4222"), leaf=True
)
FOREIGN = replace(HUB, token=event_token(OTHER), fingerprint=fingerprint_of(OTHER).hex())


async def until(browser: Browser, hubs: list[Announced]) -> None:
    async with asyncio.timeout(20):
        while browser.hubs() != hubs:
            await browser.changed.wait()
            browser.changed.clear()


@pytest.mark.parametrize(
    "wanted", [HUB.token, HUB.fingerprint, HUB.fingerprint.upper()], ids=["token", "key", "KEY"]
)
async def test_a_hub_is_found(wanted):
    async with announced(HUB, LOOPBACK):
        assert await seen(wanted, 15, LOOPBACK) == [HUB]


async def test_others_are_waited_for_where_any_may_be_the_one():
    async with announced(HUB, LOOPBACK), announced(NEWER, LOOPBACK):
        assert await seen(HUB.token, 15, LOOPBACK, more_s=2.0) == [NEWER, HUB]


async def test_hubs_come_and_go_the_one_in_force_first():
    browser = Browser(HUB.token, LOOPBACK)
    await browser.start()
    async with announced(HUB, LOOPBACK), announced(FOREIGN, LOOPBACK):
        await until(browser, [HUB])
        async with announced(NEWER, LOOPBACK):
            await until(browser, [NEWER, HUB])
        await until(browser, [HUB])
    await until(browser, [])
    await browser.stop()


async def test_nobody_is_found_where_nobody_is():
    assert await seen(HUB.token, 0.3, LOOPBACK) == []


async def test_without_such_a_network_nothing_is_seen_and_nothing_is_raised():
    nowhere = ["203.0.113.77"]
    async with announced(HUB, nowhere):
        assert await seen(HUB.token, 0.3, nowhere) == []
