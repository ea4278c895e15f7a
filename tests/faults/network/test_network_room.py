"""A hub that has no room: it says so, nothing is lost, and with room all of it arrives."""

from __future__ import annotations

from onsite.sync.link.state import Phase
from tests.faults.test_full_disk import small_disk


async def test_the_stream_has_reached_its_limit(rig):
    _lead, desk = await rig.several(2)
    await rig.settled()
    used = (await rig.hub.figures()).bytes
    await rig.hub.resize(used + 10_000)

    await desk.record(300, at_once=10)

    await rig.until(lambda: desk.phase is Phase.HUB_FULL)
    assert desk.state.unsent > 0
    assert (await rig.hub.figures()).bytes <= used + 10_000
    await rig.hub.resize(50_000_000)
    await rig.converged()
    await rig.settled()


async def test_the_disk_of_the_hub_is_full(rig, tmp_path):
    """The server then answers nothing, and goes on so until it is started anew."""
    with small_disk(tmp_path / "disk", "8m") as disk:
        hub = rig.new_hub(rig.lead, "disk/hub")
        await rig.hub.stop()
        await rig.moved(hub)
        await hub.start()
        lead, desk = await rig.several(2)
        await rig.settled()
        ballast = disk / "ballast"
        fill(ballast)

        await desk.record(1500)

        await rig.until(lambda: desk.phase is Phase.HUB_FULL, 30)
        ballast.unlink()
        await hub.again(0)
        await rig.converged()
        await rig.settled()
        assert len(await lead.scans()) == 1500
        await hub.stop()


def fill(ballast) -> None:
    """Write until there is no more room."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return
