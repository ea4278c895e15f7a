"""`onsite stage serve`: what it says, what it refuses, how it ends."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.request

from onsite.plan.service import publish
from onsite.stage.web.address import PORT
from onsite.stage.web.commands import serve as command
from tests.stage.display.conftest import PLAN


def test_it_refuses_what_cannot_be_served(run, site):
    code, _out, said = run("stage", "serve")
    assert (code, said.splitlines()[0]) == (1, "No plan has been published here yet.")
    site.write_now(publish, PLAN, "Maria")
    code, _out, said = run("stage", "serve", "--stage", "nowhere")
    assert code == 1
    assert "nowhere" in said
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, out, _said = run("stage", "serve", "--port", str(port), "--json")
    assert code == 1
    error = json.loads(out)["error"]
    assert str(port) in error["happened"]
    assert "--port" in error["advice"]
    code, _out, said = run("stage", "serve", "--host", "no-such-host.invalid")
    assert code == 1
    assert "no-such-host.invalid" in said


def test_without_options_only_this_computer_reaches_it():
    usual = {each.name: each.default for each in command.params}
    assert (usual["host"], usual["port"]) == ("127.0.0.1", PORT)


def test_it_tells_how_many_look_and_ends_by_a_signal(served):
    assert set(served.answer) == {"address", "addresses", "network", "stages", "viewers"}
    assert served.answer["network"] is False
    assert served.answer["stages"] == {"main": "Main stage", "annex": "Annex"}
    looking = urllib.request.urlopen(served.address + "events?stage=main", timeout=20)
    assert looking.readline().startswith(b"data: {")
    assert served.line() == {"viewers": 1}
    looking.close()
    assert served.line() == {"viewers": 0}
    served.process.terminate()
    assert served.line() == {"closed": True}
    assert served.process.wait(20) == 0


def test_to_the_network_is_said_clearly(hall):
    command = [sys.executable, "-m", "onsite", "--data", str(hall.site.data), "stage", "serve"]
    process = subprocess.Popen(
        [*command, "--host", "0.0.0.0", "--port", "0", "--stage", "main"],
        stdout=subprocess.PIPE,
        text=True,
    )
    with process.stdout as lines:
        said = []
        while not said or "Ctrl+C" not in said[-1]:
            said.append(lines.readline())
        process.send_signal(signal.SIGINT)
        rest = lines.read()
    assert process.wait(20) == 0
    text = "".join(said)
    assert "SERVED TO THE NETWORK, not encrypted" in text
    assert "/backstage?stage=main" in text
    assert "annex" not in text
    assert rest == "The page is closed.\n"
