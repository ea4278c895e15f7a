"""What libraries print past Python does not reach the screen, in a real terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals", allow_module_level=True)

from tests.process.terminal import IN, OUT, Terminal

F6 = b"\x1b[17~"
CTRL_Q = b"\x11"
PROGRAM = Path(__file__).with_name("noise_program.py")


@pytest.fixture
def terminal(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.fspath(Path(__file__).parents[2]))
    opened = Terminal(sys.executable, os.fspath(PROGRAM), os.fspath(tmp_path / "data"))
    yield opened
    opened.close()


def test_it_goes_to_the_log_while_the_screen_is_up(terminal, tmp_path):
    terminal.wait_for(b"entries")
    terminal.press(b"half a name")
    terminal.wait_for(b"name")
    terminal.press(CTRL_Q)
    assert terminal.ended() == 0
    assert terminal.is_restored()

    before, _in, rest = terminal.written.partition(IN)
    shown, _out, after = rest.partition(OUT)
    assert b"BEFORE" in before
    assert b"NOISE" not in shown
    assert b"AFTERWARDS from a library" in after
    assert b"AFTERWARDS from Python" in after
    logged = (tmp_path / "data" / "libraries.log").read_bytes()
    assert b"NOISE of a library" in logged
    assert b"NOISE of the system" in logged


def test_a_crash_is_told_on_the_terminal_all_the_same(terminal, tmp_path):
    terminal.wait_for(b"entries")
    terminal.press(F6)
    terminal.wait_for(IN, times=2)
    terminal.wait_for(b"had to start again")
    terminal.press(CTRL_Q)
    assert terminal.ended() == 0
    (report,) = (tmp_path / "data" / "crash").iterdir()
    between = terminal.written.split(OUT)[1].split(IN)[0]
    assert os.fsencode(report.name) in between
