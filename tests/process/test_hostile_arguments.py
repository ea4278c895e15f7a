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
    ("count", "{}", "--in", "1"),
    ("zones", "show", "{}"),
    ("zones", "export", "--as", "all", "--out", "{}.json"),
]


MARK = "\x1e"
"""Ends what one command has said; Onsite itself never writes it."""
ONE_AFTER_THE_OTHER = f"""
import json, sys
from onsite.cli import main

for arguments in json.loads(sys.argv[1]):
    try:
        main(arguments)
    except SystemExit as ended:
        code = ended.code or 0
    sys.stdout.flush()
    print(code, end={MARK!r}, flush=True)
    print(end={MARK!r}, file=sys.stderr, flush=True)
"""
"""A program that runs commands: what is started once is started for all of them."""


def program(commands) -> list[str]:
    return [sys.executable, "-c", ONE_AFTER_THE_OTHER, json.dumps(commands)]


def with_argument(command, text: str) -> list[str]:
    return [part.replace("{}", text) for part in command]


@pytest.fixture(scope="module")
def event(tmp_path_factory):
    folder = tmp_path_factory.mktemp("event")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("ONSITE_DATA", str(folder / "data"))
        patch.setenv("ONSITE_LANGUAGE", "en")
        (folder / "list.csv").write_text("Name,Code\nAnn,A1\n")
        both = program([["plan", "init"], ["plan", "publish", "event.toml"]])
        done = subprocess.run(both, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        assert done.stdout.decode().split(MARK)[1][-1] == "0"
        yield


@pytest.fixture(scope="module")
def at_a_terminal(event) -> dict[tuple[str, ...], str]:
    """What each command writes to a terminal when it is given orders to the terminal."""
    terminal = Terminal(*program([with_argument(command, STEERING) for command in COMMANDS]))
    terminal.ended()
    written = terminal.written.decode()
    terminal.close()
    # The program ends what is said twice: at the terminal both of its outputs are one.
    said = written.split(MARK)[::2]
    return dict(zip(COMMANDS, said[: len(COMMANDS)], strict=True))


@pytest.fixture(scope="module")
def answered(event) -> dict[tuple[str, ...], tuple[int, str, str]]:
    """What each command answers to bytes that are no text: its code, its two outputs."""
    asked = [[*with_argument(command, HALF), "--json"] for command in COMMANDS]
    done = subprocess.run(
        program(asked), check=True, capture_output=True, stdin=subprocess.DEVNULL, text=True
    )
    answers = {}
    outputs = zip(done.stdout.split(MARK), done.stderr.split(MARK), strict=True)
    for command, (said, complained) in zip(COMMANDS, outputs, strict=False):
        code = said.splitlines()[-1]
        answers[command] = (int(code), said.removesuffix(code), complained)
    return answers


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_argument_reaches_the_terminal_raw(at_a_terminal, command):
    written = at_a_terminal[command].rstrip("012")

    assert written.strip()
    assert not {"\x1b", "\x07", "\u202e"} & set(written)
    assert "report is in" not in written


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are characters there")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_bytes_that_are_no_text_are_answered(answered, command):
    code, said, complained = answered[command]

    assert code in {0, 1, 2}
    assert "report is in" not in said
    assert isinstance(json.loads(said), dict)
    assert complained == ""


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are characters there")
def test_bytes_on_a_real_command_line_are_answered(event):
    arguments = ["checkin", "scan", HALF, "--json"]
    command = [sys.executable, "-m", "onsite", *map(os.fsencode, arguments)]

    done = subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL)

    assert done.returncode in {0, 1, 2}
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
