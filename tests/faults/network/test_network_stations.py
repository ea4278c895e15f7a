"""Stations that are connected, or come to be, have the same entries and the same rows."""

from __future__ import annotations

from onsite.sync.state import Phase


async def test_two_stations_have_the_same(rig):
    lead, desk = await rig.several(2)
    await desk.record(120)
    await lead.record(30)

    await rig.converged()

    assert (lead.phase, desk.phase) == (Phase.LIVE, Phase.LIVE)
    assert (lead.state.unsent, desk.state.unsent) == (0, 0)
