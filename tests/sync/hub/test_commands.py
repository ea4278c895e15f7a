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

from onsite.language import current, use
from onsite.sync.hub.server import free_port
from onsite.sync.hub.words import recovery
from onsite.ui.cells import width


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


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such terminal")
@pytest.mark.parametrize("answer", [b"n\n", b"\x03"])
def test_who_has_not_written_the_code_down_founds_nothing(tmp_path, program, answer):
    said, code = at_terminal(tmp_path / "hub", answer)
    lines = [line.rstrip() for line in said.splitlines()]
    assert code == 1
    assert max(map(len, lines)) <= 80
    assert "With it, any laptop of the event can take this one's place, should it break or" in lines
    assert "Nothing was founded, and the code shown above is void." in lines
    assert not (tmp_path / "hub" / "event.key").exists()


def at_terminal(folder, answer):
    """What `onsite hub` says in a terminal of 80 columns to that answer, and its exit code."""
    import pty

    process, terminal = pty.fork()
    if not process:
        # Tests that run in the background of a shell ignore Ctrl+C, and so would their children.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.environ.update(ONSITE_DATA=str(folder), COLUMNS="80", ONSITE_LANGUAGE="en")
        onsite = str(Path(sys.executable).with_name("onsite"))
        os.execv(onsite, [onsite, "hub", "--port", str(free_port()), "--listen", "127.0.0.1"])
    said, asked = b"", False
    while True:
        try:
            more = os.read(terminal, 4096)
        except OSError:
            break
        said += more
        if not more:
            break
        if b"[y/N]" in said and not asked:
            asked = True
            os.write(terminal, answer)
    os.close(terminal)
    return said.decode(), os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
@pytest.mark.parametrize("cells", [60, 80, 120])
def test_the_recovery_code_is_told_in_lines_that_fit(language, cells):
    before = current()
    use(language)
    try:
        lines = recovery("ABCD-EFGH-JKLM", cells).split("\n")
    finally:
        use(before)
    assert max(map(width, lines)) <= cells
    assert "    ABCD-EFGH-JKLM" in lines
    if language == "en":
        assert "nobody" in " ".join(lines).split()


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
