"""What the machine itself does to a hub: its power is cut, or its cable. Needs root, on Linux."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

from onsite.sync.link.state import Phase
from tests.faults.network.station import CONNECTED, WRONG_FOR_S

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTES = 48


def root(*command: object) -> bool:
    """Run a command that only root may; whether it went well."""
    try:
        done = subprocess.run([*map(str, command)], capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0


@contextmanager
def mounted(image: Path, at: Path):
    """A disk in a file. What was not brought to the disk yet is not in the file."""
    # Otherwise the file system itself brings everything to the disk every five seconds.
    if not root("mount", "-o", "loop,commit=300", image, at):
        pytest.skip("no disk in a file can be mounted here: that needs root, on Linux")
    try:
        yield
    finally:
        root("umount", "-l", at)


async def test_the_power_of_the_hub_is_cut(real_disk, rig, tmp_path):
    """What it had acknowledged is on its disk; nothing else had to be."""
    image, after, at = tmp_path / "disk", tmp_path / "disk after", tmp_path / "at"
    at.mkdir()
    with image.open("wb") as file:
        file.truncate(MEGABYTES * 1_000_000)
    if not root("mkfs.ext4", "-q", "-F", image):
        pytest.skip("no disk can be made here: that needs mkfs.ext4")
    _lead, desk = await rig.several(2, connect=False)
    with mounted(image, at):
        hub = rig.new_hub(rig.lead, "at/hub")
        await rig.moved(hub)
        await hub.start()
        rig.lead.connect()
        desk.connect()
        for _batch in range(10):
            await desk.record(50)
        await rig.settled()
        before = await hub.figures()
        await desk.record(50)
        os.kill(hub.process, signal.SIGSTOP)
        shutil.copyfile(image, after)
        await hub.kill()
    for station in rig.stations:
        await station.proxy.refuse()
    with mounted(after, at):
        await hub.start()
        kept = await hub.figures()
        assert kept.messages >= before.messages > 10
        for station in rig.stations:
            await station.proxy.heal()
        await rig.settled()
        await rig.converged()
        await hub.stop()


@contextmanager
def far_away():
    """A network of its own, joined by one cable; gives its name, its address and the cable."""
    mark = secrets.token_hex(2)
    name, cable, subnet = f"onsite-{mark}", f"on{mark}", f"10.213.{int(mark[:2], 16)}"
    made = root("ip", "netns", "add", name)
    made = made and root("ip", "link", "add", cable, "type", "veth", "peer", "e0", "netns", name)
    made = made and root("ip", "addr", "add", f"{subnet}.1/24", "dev", cable)
    within = ("ip", "netns", "exec", name)
    made = made and root(*within, "ip", "addr", "add", f"{subnet}.2/24", "dev", "e0")
    made = made and root(*within, "ip", "link", "set", "e0", "up")
    made = made and root("ip", "link", "set", cable, "up")
    try:
        if not made:
            pytest.skip("no network of its own can be made here: that needs root, on Linux")
        yield within, f"{subnet}.2", cable
    finally:
        root("ip", "link", "del", cable)
        root("ip", "netns", "del", name)


async def test_the_cable_to_the_hub_is_pulled(rig):
    """No proxy stands between: the packets of a real connection get lost."""
    with ExitStack() as stack:
        within, host, cable = stack.enter_context(far_away())
        await rig.hub.stop()
        hub = rig.new_hub(rig.lead, "far", listen=host)
        hub.within = within
        await rig.moved(hub)
        await hub.start()
        stations = [rig.lead, *[await rig.station(f"desk{each}", connect=False) for each in (1, 2)]]
        for station in stations:
            station.connect(address=hub.address)
            await station.record(20)
        await rig.settled()

        root("ip", "link", "set", cable, "down")
        for station in stations:
            station.screen.note(whole=False)
            await station.record(20)
        await rig.until(lambda: not any(each.phase in CONNECTED for each in stations), WRONG_FOR_S)
        root("ip", "link", "set", cable, "up")
        for station in stations:
            station.screen.note(whole=True)

        await rig.converged()
        await rig.settled()
        assert {each.phase for each in stations} == {Phase.LIVE}
        await hub.stop()
