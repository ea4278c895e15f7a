"""What is typed on the command line comes back as text, never as an order to the terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from onsite.cli import build
from tests.process.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

STEERING = "\x1b[31mX\x07\u202eY"
HALF = "\udcff"
"""What Python makes of a byte that is no UTF-8."""
COMMANDS = [
    ("roster", "show", "{}"),
    ("roster", "search", "{}"),
    ("roster", "import", "{}.csv"),
    ("roster", "import", "list.csv", "--dry-run", "--source", "{}"),
    ("roster", "import", "list.csv", "--map", "name={}"),
    ("roster", "import", "list.csv", "--map", "{}"),
    ("status", "--operator", "{}"),
    ("status", "--{}"),
    ("checkin", "scan", "{}"),
    ("checkin", "scan", "A1", "--checkpoint", "{}", "--key", "{}"),
    ("checkin", "undo", "{}", "--why", "{}"),
    ("plan", "check", "{}.toml"),
    ("desk", "--camera", "{}"),
    ("backup", "{}/copy.db"),
]


@pytest.fixture(scope="module")
def event(tmp_path_factory):
    folder = tmp_path_factory.mktemp("event")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("ONSITE_DATA", str(folder / "data"))
        patch.setenv("ONSITE_LANGUAGE", "en")
        (folder / "list.csv").write_text("Name,Code\nAnn,A1\n")
        onsite("plan", "init")
        assert onsite("plan", "publish", "event.toml").returncode == 0
        yield


def onsite(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "onsite", *map(os.fsencode, arguments)]
    return subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_argument_reaches_the_terminal_raw(event, command):
    given = (part.replace("{}", STEERING) for part in command)
    terminal = Terminal(sys.executable, "-m", "onsite", *given)

    terminal.ended()
    written = terminal.written.decode()
    terminal.close()

    assert written
    assert not {"\x1b", "\x07", "\u202e"} & set(written)
    assert "report is in" not in written


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are characters there")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_bytes_that_are_no_text_are_answered(event, command):
    done = onsite(*(part.replace("{}", HALF) for part in (*command, "--json")))

    assert done.returncode in {0, 1, 2}
    assert b"report is in" not in done.stdout
    assert isinstance(json.loads(done.stdout), dict)
    assert done.stderr == b""


def test_files_that_may_not_be_read_are_told_by_onsite_not_by_click():
    root = build()
    paths = {
        f"{name} {parameter.name}": parameter.type.readable
        for name, command in commands(root, "onsite")
        for parameter in command.params
        if isinstance(parameter.type, click.Path)
    }

    assert paths
    assert not {path for path, checked in paths.items() if checked}


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            assert inner is not None
            yield from commands(inner, f"{name} {each}")
