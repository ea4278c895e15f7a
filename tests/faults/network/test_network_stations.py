"""Stations that are connected, or come to be, have the same entries and the same rows."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from onsite.checkin.facts import Outcome, Reason
from onsite.clock import SystemClock
from onsite.journal import facts as registry
from onsite.journal.audit import audit
from onsite.journal.folding import waiting
from onsite.sync.clock import marks as clocks
from onsite.sync.clock.hub_clock import HubClock
from onsite.sync.link.state import Phase
from tests.faults.network.station import WRONG_FOR_S, RigStation


async def test_two_stations_have_the_same(rig):
    lead, desk = await rig.several(2)
    await desk.record(120)
    await lead.record(30)

    await rig.converged()

    await rig.settled()
    for station in (lead, desk):
        assert (await station.site.read(audit)).good


async def test_24_stations_at_once(rig):
    """All were away, all have something to say, and all come back in the same moment."""
    stations = await rig.several(24, connect=False)
    for station in stations:
        await station.record(10)
    for station in stations:
        station.connect()

    await rig.converged(within=60)
    await rig.until(lambda: all(len(each.state.peers) == 23 for each in stations))


async def test_the_same_ticket_at_two_desks(rig):
    _lead, one, two = await rig.several(3)
    await rig.converged()

    first = await one.scan("C7")
    await rig.until_async(lambda: rig.has(two, one.acts))
    second = await two.scan("C7")

    assert (first.verdict.outcome, second.verdict.outcome) == (Outcome.ADMIT, Outcome.REFUSE)
    assert second.verdict.reason is Reason.ALREADY_IN


async def test_the_same_ticket_at_two_desks_that_are_apart(rig):
    """Both let the person in; once they meet, both know it, and the person counts once."""
    lead, one, two = await rig.several(3)
    await rig.converged()
    await one.proxy.refuse()
    await two.proxy.refuse()
    answers = [await desk.scan("C7") for desk in (one, two)]
    await one.proxy.heal()
    await two.proxy.heal()

    await rig.converged()

    assert [each.verdict.outcome for each in answers] == [Outcome.ADMIT, Outcome.ADMIT]
    for station in (lead, one, two):
        assert await station.ask("SELECT count(*) FROM presence WHERE inside") == 1
        assert await station.ask("SELECT key FROM scan WHERE conflict") == answers[1].key


class SetClock:
    """A computer's clock that was set wrong."""

    def __init__(self, wrong: timedelta) -> None:
        self._wrong = wrong

    def now(self):
        return SystemClock().now() + self._wrong


@pytest.mark.parametrize("hours", [-1, 1])
async def test_a_station_whose_clock_is_an_hour_off(rig, hours):
    """What it recorded alone is marked; what it records later stands where it belongs."""
    base = SetClock(timedelta(hours=hours))
    desk = await rig.station("desk", connect=False)
    await desk.reopened(HubClock(base, desk.data))
    rig.lead.connect()
    await desk.record(3)
    alone = [each.number for each in await rig.entries(desk)]
    desk.connect()
    await rig.until(lambda: desk.state.offset_ms is not None)
    await rig.converged()
    for station in (rig.lead, desk):
        doubtful = await station.site.read(clocks.doubts)
        off = [doubtful.of(desk.id, number) for number in alone]
        assert [round(ms / 3_600_000, 2) for ms in off] == [hours] * 3

    before, between, after = [
        await station.scan(f"C{number}")
        for number, station in ((11, rig.lead), (12, desk), (13, rig.lead))
    ]

    await rig.converged()
    assert before.at < between.at < after.at


async def test_a_station_from_a_backup_takes_its_own_later_entries_back(rig, tmp_path):
    lead, desk, other = await rig.several(3)
    await desk.record(30)
    await rig.converged()
    await desk.disconnect()
    await desk.backed_up(tmp_path / "backup")
    desk.connect()
    await desk.record(30)
    await rig.converged()
    await desk.restored(tmp_path / "backup")
    assert len(await desk.scans()) == 30
    desk.connect()

    await rig.converged()
    await desk.record(5)
    await rig.converged()

    assert desk.phase is Phase.LIVE
    for station in (lead, desk, other):
        await rig.holds_back(station, [])


async def test_a_station_from_a_backup_that_wrote_other_entries_is_told(rig, tmp_path):
    """Under numbers that the others know already. Nothing of theirs changes."""
    lead, desk, other = await rig.several(3)
    await rig.converged()
    await desk.disconnect()
    await desk.backed_up(tmp_path / "backup")
    desk.connect()
    await desk.record(10)
    await rig.converged()
    kept = {each.name: await each.scans() for each in (lead, other)}
    await desk.restored(tmp_path / "backup")
    lost, desk.acts = desk.acts, {f"{each}-again" for each in desk.acts}
    await desk.record(20, at_once=20)
    desk.acts = set()
    desk.connect()

    await rig.until(lambda: desk.phase is Phase.FORKED)
    await other.record(5)
    await rig.until_async(lambda: rig.has(lead, other.acts))
    await rig.until_async(lambda: rig.has(desk, other.acts))
    await rig.hub.stop()
    rig.hub.forget()
    await rig.hub.start()
    newcomer = await rig.station("newcomer", empty=True)

    await rig.converged(lead, other, newcomer)
    assert kept["lead"] | other.acts == await newcomer.scans()
    assert lost <= kept["lead"]
    await rig.until(lambda: desk.phase is Phase.FORKED)
    for station in (lead, other, newcomer):
        await rig.holds_back(station, [])


async def test_two_installations_with_the_same_identity(rig):
    lead, desk = await rig.several(2)
    await rig.converged()
    await desk.disconnect()
    desk.site.close()
    shutil.copytree(desk.data, rig.folder / "copy")
    desk.open()
    copy = RigStation("copy", rig.folder / "copy", desk.proxy)
    copy.open()
    try:
        desk.connect()
        copy.connect()
        for each in (desk, copy):
            await rig.until(lambda each=each: each.phase is Phase.COPIED, WRONG_FOR_S)
    finally:
        await copy.close()
    await lead.record(5)
    await rig.converged()
    await rig.until(lambda: desk.phase is Phase.LIVE)


async def test_entries_that_an_older_onsite_cannot_read_are_carried(rig, monkeypatch):
    """They reach everybody through stations that cannot read them, and count after the upgrade."""
    lead, desk, other = await rig.several(3)
    await rig.converged()
    await desk.disconnect()
    admitted = await desk.scan("C3")
    await desk.undo(admitted.key)
    with monkeypatch.context() as older:
        older.delitem(registry._KINDS, "scan.undone")
        desk.connect()
        for station in (lead, other):
            await rig.until_async(lambda station=station: waits_for(station, {"scan.undone": 1}))
            assert await station.ask("SELECT count(*) FROM presence WHERE inside") == 1

    for station in (lead, other):
        await station.reopened()

    await rig.converged()
    for station in (lead, desk, other):
        assert await waits_for(station, {})
        assert await station.ask("SELECT count(*) FROM presence WHERE inside") == 0


async def waits_for(station: RigStation, kinds: dict[str, int]) -> bool:
    return await station.site.read(waiting) == kinds
