"""A store that was put back from a copy joins again, and nothing of it is lost."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from contextlib import asynccontextmanager, closing

import pytest

from onsite.checkin.facts import Direction, Outcome, Reason, ScanMade, Verdict
from onsite.clock import to_ms
from onsite.errors import NotPossibleError
from onsite.journal.audit import audit
from onsite.journal.identity import KEY_FILE
from onsite.store.backup import back_up
from onsite.sync import intake, membership
from onsite.sync.joining.joining import join
from onsite.sync.link import state
from onsite.sync.link.link import Link
from onsite.sync.link.state import LinkState, Phase
from onsite.sync.stations.acts import invite
from onsite.wiring import STORE_FILE, open_site
from tests.sync.laptops import everything, tables


@asynccontextmanager
async def linked(*sites):
    """Links at work, as long as this lasts."""
    links = [Link(site, relay_after_s=0.1) for site in sites]
    tasks = [asyncio.create_task(link.run()) for link in links]
    try:
        yield links
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def until(holds) -> None:
    """Wait for something that other tasks bring about."""
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 - nobody tells when a store has changed
            await asyncio.sleep(0.05)


def codes(site) -> list[str]:
    """The scans that are in the journal, of whomever."""
    return sorted(
        json.loads(entry.payload)["code"]
        for entry in everything(site)
        if entry.kind == ScanMade.kind
    )


def scan(site, *names) -> None:
    """Scans with those codes."""
    refused = Verdict(outcome=Outcome.REFUSE, reason=Reason.UNKNOWN)
    for name in names:
        fact = ScanMade(
            key=name,
            at_ms=1,
            checkpoint="main",
            direction=Direction.ENTRY,
            code=name,
            attendee=None,
            verdict=refused,
        )
        site.write_now(lambda journal, rows, fact=fact: journal.append(rows, fact, operator="Noor"))


def copied(data, copy) -> None:
    """The whole folder, as a tool that knows nothing of Onsite copies it."""
    copy.mkdir()
    with (
        closing(sqlite3.connect(data / STORE_FILE)) as source,
        closing(sqlite3.connect(copy / STORE_FILE)) as target,
    ):
        source.backup(target)
    shutil.copy(data / KEY_FILE, copy / KEY_FILE)


@pytest.fixture
async def spoiled(hub, station, tmp_path):
    """A hub, and a desk that was put back from a copy and went on beside what others know."""
    one = await hub()
    desk = await station(one, "desk")
    async with linked(one.site, desk):
        scan(desk, "before")
        await until(lambda: codes(one.site) == ["before"])
        await until(lambda: desk.read_now(membership.station, desk.journal.station) is not None)
        copy = tmp_path / "copy"
        await asyncio.to_thread(copied, desk.data, copy)
        scan(desk, "known 1", "known 2")
        await until(lambda: len(codes(one.site)) == 3)
    restored = open_site(copy, operator="Noor")
    scan(restored, "lost 1", "lost 2", "lost 3")
    yield one, restored
    restored.close()


ALL = ["before", "known 1", "known 2", "lost 1", "lost 2", "lost 3"]


async def test_what_only_an_old_copy_holds_is_recorded_again(spoiled):
    one, site = spoiled
    former = site.journal.station
    async with linked(one.site, site) as links:
        await until(lambda: links[1].state.phase is Phase.FORKED)
    assert codes(site) == ["before", "lost 1", "lost 2", "lost 3"]
    code, _invitation = await invite(one.site, "desk", "Desk again", at_once=True)
    joined = await join(site, code, None, "", lambda *_told: None)
    assert (joined.name, joined.recorded_again) == ("Desk again", 3)
    assert joined.station == site.journal.station != former
    async with linked(one.site, site) as links:
        await until(lambda: codes(one.site) == codes(site) == ALL)
        await until(lambda: links[1].state.phase is Phase.LIVE)
        await until(lambda: tables(one.site) == tables(site))
    for each in (one.site, site):
        assert each.store.read_now(audit).good
    # What it had sent under its former numbers stays held back by all, to be looked at.
    for each in (one.site, site):
        assert {held["station"] for held in each.read_now(intake.quarantined)} <= {former}
    again = open_site(site.data, operator="Noor")
    assert again.journal.station == joined.station
    again.close()


async def test_a_process_with_the_former_identity_records_nothing_more(spoiled):
    one, site = spoiled
    other = open_site(site.data, operator="Noor")
    async with linked(one.site, site) as links:
        await until(lambda: links[1].state.phase is Phase.FORKED)
    code, _invitation = await invite(one.site, "desk", at_once=True)
    await join(site, code, None, "", lambda *_told: None)
    with pytest.raises(NotPossibleError, match="has a new identity since"):
        scan(other, "too late")
    other.close()


async def test_a_backup_that_was_put_back_has_a_new_identity_and_joins_with_it(hub, station):
    one = await hub()
    desk = await station(one, "desk")
    async with linked(one.site, desk):
        scan(desk, "before")
        await until(lambda: codes(one.site) == ["before"])
    copy = desk.data.with_name("copy")
    await asyncio.to_thread(back_up, desk.data / STORE_FILE, copy / STORE_FILE)
    site = open_site(copy, operator="Noor")
    scan(site, "after")
    code, _invitation = await invite(one.site, "desk", at_once=True)
    joined = await join(site, code, None, "Desk again", lambda *_told: None)
    assert (joined.station, joined.recorded_again) == (site.journal.station, 0)
    async with linked(one.site, site):
        await until(lambda: codes(one.site) == ["after", "before"])
    site.close()


async def test_the_operators_and_the_order_stay(spoiled):
    one, site = spoiled
    async with linked(one.site, site) as links:
        await until(lambda: links[1].state.phase is Phase.FORKED)
    code, _invitation = await invite(one.site, "desk", at_once=True)
    await join(site, code, None, "", lambda *_told: None)
    own = [each for each in everything(site) if each.station == site.journal.station]
    said = [(each.operator, json.loads(each.payload)["code"]) for each in own]
    assert said == [("Noor", "lost 1"), ("Noor", "lost 2"), ("Noor", "lost 3")]


async def test_a_sound_station_keeps_its_identity(hub, station):
    one = await hub()
    desk = await station(one, "desk")
    scan(desk, "mine")
    code, _invitation = await invite(one.site, "desk", at_once=True)
    before = desk.journal.station
    joined = await join(desk, code, None, "", lambda *_told: None)
    assert (joined.station, joined.recorded_again) == (before, 0)


async def test_a_copied_identity_records_again_what_no_hub_holds(hub, station):
    one = await hub()
    desk = await station(one, "desk")
    async with linked(one.site, desk):
        scan(desk, "sent")
        await until(lambda: codes(one.site) == ["sent"])
    scan(desk, "unsent")
    state.write(desk.data, LinkState(at_ms=to_ms(desk.clock.now()), phase=Phase.COPIED))
    code, _invitation = await invite(one.site, "desk", "Desk again", at_once=True)
    joined = await join(desk, code, None, "", lambda *_told: None)
    assert joined.recorded_again == 1
    async with linked(one.site, desk):
        await until(lambda: codes(one.site) == codes(desk) == ["sent", "unsent"])


async def test_who_has_something_to_record_again_does_not_become_a_display(spoiled):
    one, site = spoiled
    former = site.journal.station
    async with linked(one.site, site) as links:
        await until(lambda: links[1].state.phase is Phase.FORKED)
    code, _invitation = await invite(one.site, "display", "Stage", at_once=True)
    with pytest.raises(NotPossibleError, match="is a display"):
        await join(site, code, None, "", lambda *_told: None)
    again = open_site(site.data, operator="Noor")
    assert (again.journal.station, site.journal.station) == (former, former)
    assert codes(again) == ["before", "lost 1", "lost 2", "lost 3"]
    again.close()
    code, _invitation = await invite(one.site, "desk", "Desk again", at_once=True)
    assert (await join(site, code, None, "", lambda *_told: None)).recorded_again == 3
