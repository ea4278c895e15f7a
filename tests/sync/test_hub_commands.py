"""`onsite hub` from the shell, as a process of its own with a real server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onsite.sync.hub_server import free_port


@pytest.fixture
def opened(tmp_path, program):
    """Runs `onsite hub --json` until the test ends; the first answers come as objects."""
    running = []

    def open_one(folder: str, *arguments: str, lines: int) -> tuple[subprocess.Popen, list[dict]]:
        command = [Path(sys.executable).with_name("onsite"), "hub", "--json"]
        listening = ["--port", str(free_port()), "--listen", "127.0.0.1"]
        one = subprocess.Popen(
            [*command, *listening, *arguments],
            env={**os.environ, "ONSITE_DATA": str(tmp_path / folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        running.append(one)
        return one, [json.loads(one.stdout.readline()) for _each in range(lines)]

    yield open_one
    for one in running:
        one.kill()
        one.wait()
        one.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_hub_is_founded_and_closed_by_a_signal(opened, tmp_path, number):
    one, (founded, told) = opened("hub", "--name", "Info desk", lines=2)
    assert list(founded) == ["recovery_code"]
    assert (told["phase"], told["epoch"]) == ("open", 1)
    assert [(each["name"], each["role"]) for each in told["stations"]] == [("Info desk", "lead")]
    one.send_signal(number)
    rest = [json.loads(line) for line in one.stdout]
    assert rest[-1] == {"phase": "closed"}
    assert one.wait(10) == 0
    assert not _ours(tmp_path)


def test_the_hubs_own_station_is_linked_to_it(opened, tmp_path):
    opened("hub", lines=2)
    give_up = time.monotonic() + 20
    phase = ""
    while phase != "live":
        assert time.monotonic() < give_up
        time.sleep(0.1)
        state = tmp_path / "hub" / "link.json"
        phase = json.loads(state.read_text())["phase"] if state.exists() else ""


def test_wrong_options_are_refused_before_anything_is_founded(run, tmp_path):
    code, _out, err = run("hub", "--cluster", "a=1.2.3.4:1", "--plain")
    assert (code, err.splitlines()[0]) == (
        1,
        "A cluster needs three hubs with different names.",
    )
    assert not (tmp_path / "data" / "event.key").exists()
    assert run("hub", "--port", "0")[0] == 2
    assert run("hub", "--limit-gb", "0")[0] == 2


def test_a_taken_port_is_said_with_what_to_do(run, hub_port):
    code, out, err = run("hub", "--port", str(hub_port), "--listen", "127.0.0.1", "--plain")
    assert code == 1
    assert "recovery code" in out
    assert err.splitlines()[0] == f"Another program uses the port {hub_port} of this computer."


@pytest.fixture
def hub_port(program):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


def _ours(folder: Path) -> list[str]:
    """Command lines of servers that run on a configuration in that folder."""
    lines = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = each.read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if str(folder) in line and "nats-server" in line:
            lines.append(line)
    return lines
