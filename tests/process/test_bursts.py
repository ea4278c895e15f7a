"""Hand scanners in a real terminal: bursts at 2 ms a character, and what a trial shows of them."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals and no such signals", allow_module_level=True)

from onsite.bundled import bundled
from onsite.checkin.roll import last_scans
from onsite.cli import main
from onsite.wiring import open_site
from tests.process.terminal import Terminal

BETWEEN_S = 0.002
"""A fast scanner sends a character so often, in seconds."""
PERSON_S = 0.120
LAST_ANSWER_S = 8.0
"""A desk that has not answered by then will not, in seconds."""
PROGRAM = Path(__file__).with_name("busy_desk_program.py")
CTRL_C, CTRL_Q, ESC = b"\x03", b"\x11", b"\x1b"


@pytest.fixture
def data(tmp_path):
    """A store with the plan and the list of the demo."""
    folder, plan = tmp_path / "data", tmp_path / "event.toml"
    lines = (
        ("plan", "init", os.fspath(plan)),
        ("plan", "publish", os.fspath(plan)),
        ("roster", "import", os.fspath(bundled("db/demo/attendees.csv")), "--yes"),
    )
    for line in lines:
        with pytest.raises(SystemExit) as ended:
            main([*line, "--data", os.fspath(folder)])
        assert not ended.value.code
    return folder


@pytest.fixture
def codes():
    listed = bundled("db/demo/attendees.csv").read_text("utf-8").splitlines()
    place = listed[0].split(",").index("Code")
    return [line.split(",")[place] for line in listed[1:]]


@pytest.fixture
def opened(monkeypatch):
    """Opens a program in a terminal of its own."""
    monkeypatch.setenv("PYTHONPATH", os.fspath(Path(__file__).parents[2]))
    monkeypatch.setenv("ONSITE_LANGUAGE", "en")
    terminals = []

    def open_in(*command):
        terminals.append(Terminal(sys.executable, *command))
        return terminals[-1]

    yield open_in
    for each in terminals:
        each.close()


def send(terminal, text, between=BETWEEN_S):
    """Press keys one after another, each at its time."""
    at = time.monotonic()
    for character in text:
        at += between
        look_on(terminal, at)
        terminal.press(character.encode())


def look_on(terminal, until):
    """Take what the program writes, as a terminal does, until that moment."""
    while (left := until - time.monotonic()) > 0:
        terminal._read(left)


def scanned(data):
    site = open_site(data)
    try:
        return [each.code for each in reversed(site.read_now(last_scans, None, 500))]
    finally:
        site.close()


def scan(terminal, data, codes):
    """Scan what was not taken yet; answers what is missing once the desk is done with it."""
    for code in codes:
        look_on(terminal, time.monotonic() + 0.100)
        send(terminal, f"{code}\r")
    give_up = time.monotonic() + LAST_ANSWER_S
    while (left := [code for code in codes if code not in scanned(data)]) and (
        time.monotonic() < give_up
    ):
        look_on(terminal, time.monotonic() + 0.2)
    return left


def test_every_burst_into_a_busy_screen_is_recorded_once(opened, data, codes):
    terminal = opened(os.fspath(PROGRAM), os.fspath(data))
    terminal.wait_for(b"Scan a ticket, or type a name")
    terminal.wait_for(b"in 0 of")
    send(terminal, "Ferr", PERSON_S)
    missing = scan(terminal, data, [*codes, "NOBODY-1", "NOBODY-2"])
    if missing:
        # Only where the whole machine stood still in the middle of a scan, and that is told.
        assert b"SCAN AGAIN" in terminal.written
        assert len(missing) <= 2
        assert scan(terminal, data, missing) == []
    shown = len(terminal.written)
    send(terminal, "ei", PERSON_S)
    look_on(terminal, time.monotonic() + 0.5)
    terminal.press(CTRL_Q)
    assert terminal.ended() == 0
    assert sorted(scanned(data)) == sorted([*codes, "NOBODY-1", "NOBODY-2"])
    assert b"Ferrei" in terminal.written[shown:]


@pytest.fixture
def trial(opened, tmp_path):
    terminal = opened("-m", "onsite", "scan", "--test", "--data", os.fspath(tmp_path / "none"))
    terminal.wait_for(b"Nobody is let in.")
    return terminal


def is_as_before(terminal):
    return termios.tcgetattr(terminal._theirs) == terminal.before


def test_a_trial_shows_the_bytes_and_ends_with_ctrl_c(trial):
    send(trial, "WS-4K7QX\r")
    trial.wait_for(b"a scan, ended by CR")
    assert b"57 W" in trial.written
    assert b"0D CR" in trial.written
    assert not is_as_before(trial)
    trial.press(CTRL_C)
    assert trial.ended() == 0
    assert is_as_before(trial)


def test_a_trial_ends_with_esc_twice_and_not_with_a_code_that_has_one(trial):
    send(trial, "AB\x1b\x03CD12\r")
    trial.wait_for(b"1: 9 bytes")
    trial.press(ESC)
    time.sleep(0.4)
    trial.press(ESC)
    assert trial.ended() == 0
    assert is_as_before(trial)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(trial, number):
    trial.kill(number)
    assert trial.ended() == 128 + number
    assert is_as_before(trial)
