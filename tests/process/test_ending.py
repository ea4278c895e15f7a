"""How the app ends and starts again in a real terminal: signals, crashes, a lost window."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals and no such signals", allow_module_level=True)

from tests.process.terminal import IN, OUT, Terminal

F6 = b"\x1b[17~"
CTRL_Q = b"\x11"
PROGRAM = Path(__file__).with_name("stage_program.py")


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def terminal(data, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.fspath(Path(__file__).parents[2]))
    opened = Terminal(sys.executable, os.fspath(PROGRAM), os.fspath(data))
    yield opened
    opened.close()


def is_sound(data: Path) -> bool:
    """Whether the store was closed: nothing is left to be taken over from its log."""
    with closing(sqlite3.connect(data / "onsite.db")) as rows:
        return rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_cleanly(terminal, data, number, code):
    terminal.wait_for(b"entries")
    terminal.kill(number)
    assert terminal.ended() == code
    assert terminal.is_restored()
    assert not (data / "onsite.db-wal").exists()
    assert is_sound(data)
    assert b"Traceback" not in terminal.written


def test_a_signal_during_the_start_ends_it_too(terminal):
    terminal.wait_for(IN)
    terminal.kill(signal.SIGTERM)
    assert terminal.ended() == 143
    assert terminal.is_restored()


def test_a_closed_window_ends_it(terminal, data):
    terminal.wait_for(b"entries")
    terminal.hang_up()
    assert terminal.ended() == 129
    assert not (data / "onsite.db-wal").exists()


def test_a_terminal_that_vanishes_unsaid_ends_it(terminal, data):
    terminal.wait_for(b"entries")
    terminal.vanish()
    assert terminal.ended() == 129
    assert not (data / "onsite.db-wal").exists()


def test_woken_from_a_stop_it_reads_on_and_shows_all_anew(terminal):
    terminal.wait_for(b"entries")
    shown = terminal.written.count(b"entries")
    terminal.kill(signal.SIGSTOP)
    terminal.kill(signal.SIGCONT)
    terminal.wait_for(b"entries", times=shown + 1)
    terminal.press(b"half a name")
    terminal.wait_for(b"name")
    terminal.press(CTRL_Q)
    assert terminal.ended() == 0
    assert terminal.is_restored()
    assert terminal.written.count(IN) == 1


def test_the_user_ends_it(terminal):
    terminal.wait_for(b"entries")
    terminal.press(CTRL_Q)
    assert terminal.ended() == 0
    assert terminal.is_restored()


def test_after_a_crash_it_starts_again_and_says_where_the_report_is(terminal, data):
    terminal.wait_for(b"entries")
    terminal.press(b"half a name")
    terminal.wait_for(b"name")
    terminal.press(F6)
    terminal.wait_for(IN, times=2)
    terminal.wait_for(b"had to start again")
    terminal.press(CTRL_Q)
    assert terminal.ended() == 0
    assert terminal.is_restored()
    (report,) = (data / "crash").iterdir()
    assert "builtins.KeyError" in report.read_text()
    for shown in (terminal.written, report.read_bytes()):
        assert b"Jane" not in shown
        assert b"Traceback" not in shown
    between = terminal.written.split(OUT)[1].split(IN)[0]
    assert os.fsencode(report.name) in between


def test_bytes_that_are_no_text_do_not_end_it(terminal, data):
    terminal.wait_for(b"entries")
    terminal.press(b"half \x9b\xff a name")
    terminal.wait_for(b"a name")
    terminal.press(CTRL_Q)
    assert terminal.ended() == 0
    assert not (data / "crash").exists()


def test_it_gives_up_when_it_crashes_again_and_again(terminal, data):
    for start in range(1, 5):
        terminal.wait_for(IN, times=start)
        terminal.wait_for(b"Person 5", times=start)
        terminal.press(F6)
    assert terminal.ended() == 1
    assert terminal.is_restored()
    assert len(list((data / "crash").iterdir())) == 4
