"""The counter screen in a real terminal: held keys, pastes, kill -9, a disk that is full."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals and no such signals", allow_module_level=True)

from onsite.plan.service import publish
from onsite.wiring import open_site
from onsite.zones.counting import reading
from tests.bench.glass import Glass
from tests.process.terminal import Terminal
from tests.zones.counter.conftest import PLAN

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 4
HELD_S = 0.033
PATIENCE_S = 20.0
CTRL_Q = b"\x11"
OWN = re.compile(r"You: ([\d,]+) in, ([\d,]+) out")


class Counting:
    """A terminal in which somebody counts in the hall, and what stands there."""

    def __init__(self, data: Path) -> None:
        self.terminal = Terminal(
            *(sys.executable, "-m", "onsite", "count", "hall", "--data", os.fspath(data))
        )
        self._glass = Glass(80, 24)
        self._seen = 0
        self.look_until(lambda: "✓ saved" in self.text)

    @property
    def text(self) -> str:
        written = self.terminal.written
        self._glass.write(written[self._seen :])
        self._seen = len(written)
        return "\n".join(self._glass.lines())

    @property
    def counted(self) -> int | None:
        """Who is in the hall by this counter, once all of it is said to be saved; else None."""
        shown = self.text
        own = OWN.search(shown)
        return int(own[1]) - int(own[2]) if own and "✓ saved" in shown else None

    def look_on(self, seconds: float) -> None:
        """Take what the program writes, as a terminal does."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.terminal._read(left)

    def look_until(self, seen) -> None:
        until = time.monotonic() + PATIENCE_S
        while not seen():
            assert time.monotonic() < until, self.text
            self.look_on(0.02)

    def tap(self, keys: str, gap: float = 0.15) -> None:
        """Press keys one after another."""
        for key in keys:
            self.terminal.press(key.encode())
            self.look_on(gap)

    def end(self) -> None:
        self.terminal.press(CTRL_Q)
        assert self.terminal.ended() == 0


def total(data: Path) -> int:
    site = open_site(data)
    try:
        return site.read_now(reading.standing, "hall").total
    finally:
        site.close()


@pytest.fixture
def data(tmp_path):
    return filled(tmp_path / "data")


def filled(folder: Path) -> Path:
    site = open_site(folder, operator="Maria")
    site.write_now(publish, PLAN, "Maria")
    site.close()
    return folder


@pytest.fixture
def counting(monkeypatch):
    """Opens the screen in a terminal of its own."""
    monkeypatch.setenv("ONSITE_LANGUAGE", "en")
    terminals = []

    def start(data: Path) -> Counting:
        terminals.append(Counting(data))
        return terminals[-1]

    yield start
    for each in terminals:
        each.terminal.close()


def test_only_what_a_hand_taps_is_counted(counting, data):
    at = counting(data)
    at.tap("j +jf")
    at.look_until(lambda: at.counted == 3)
    # A key that is held for two seconds, after half a second.
    at.tap("j", 0.5)
    at.tap("j" * 60, HELD_S)
    at.look_until(lambda: "A key that is held counts once" in at.text)
    at.look_on(0.4)
    # Pasted, in a terminal that says so and in one that does not; a scanner.
    at.terminal.press(b"\x1b[200~++++ 12\rjjj\x1b[201~")
    at.look_on(0.4)
    at.terminal.press(b"+j-+ jjf 12\r")
    at.look_on(0.4)
    at.tap("4006-+81f\r", 0.004)
    at.look_until(lambda: "That was a scanner, or pasted" in at.text)
    at.look_on(0.4)
    at.tap("j")
    at.look_until(lambda: at.counted == 5)
    at.end()
    assert total(data) == 5


def test_two_who_count_at_one_laptop_see_each_other_within_a_second(counting, data):
    one, other = counting(data), counting(data)
    one.tap("jj")
    tapped = time.monotonic()
    other.look_until(lambda: "+2, " in other.text)
    assert time.monotonic() - tapped < 1.0
    other.tap("f")
    one.look_until(lambda: "−1, " in one.text)
    one.end()
    other.end()
    assert total(data) == 1


def test_what_stands_there_as_saved_survives_kill_9(counting, data):
    rolled, before, shown = random.Random(20261124), 0, 0
    for _kill in range(KILLS):
        at = counting(data)
        for _tap in range(rolled.randint(2, 5)):
            at.terminal.press(b"j")
            at.look_on(rolled.uniform(0.12, 0.3))
            shown = at.counted if at.counted is not None else shown
        at.look_until(lambda at=at, shown=shown: (at.counted or 0) > shown or at.counted == shown)
        shown = at.counted or shown
        at.terminal.press(b"j")
        at.look_on(rolled.uniform(0.0, 0.4))
        shown = at.counted if at.counted is not None else shown
        at.terminal.kill(signal.SIGKILL)
        at.terminal.program.wait()
        after = total(data)
        # The last tap may be on disk, and not yet told.
        assert 0 <= after - before - shown <= 1
        before, shown = after, 0
    at = counting(data)
    at.end()
    assert total(data) == before > KILLS


@contextmanager
def small_disk(folder: Path, size: str):
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "onsite-test", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here: that needs root, on Linux")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_up(ballast: Path) -> None:
    """A file that takes all the room there is."""
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def test_taps_that_found_no_room_are_saved_when_somebody_counts_again(counting, tmp_path):
    with small_disk(tmp_path / "disk", "24m") as disk:
        data = filled(disk / "data")
        at = counting(data)
        at.tap("jj")
        at.look_until(lambda: at.counted == 2)
        fill_up(disk / "ballast")
        for _round in range(200):
            at.tap("j", 0.2)
            if "NOT SAVED" in at.text:
                break
        at.tap("jju")
        own = OWN.search(at.text)
        tapped = int(own[1]) - 1 if own else 0
        at.terminal.program.send_signal(signal.SIGTERM)
        assert at.terminal.ended() == 128 + signal.SIGTERM
        said = at.terminal.written.rpartition(b"\x1b")[2].decode()
        assert "NOT SAVED" in said
        assert "kept here" in said
        before = total(data)
        assert before < tapped
        # Still no room: nothing is lost, and nothing is counted twice.
        at = counting(data)
        at.end()
        (disk / "ballast").unlink()
        for _round in range(2):
            at = counting(data)
            at.end()
            assert total(data) == tapped > 4
        assert list((data / "taps").iterdir()) == []


def test_taps_survive_the_end_of_a_program_that_waits_for_the_store(counting, data):
    at = counting(data)
    locking = sqlite3.connect(data / "onsite.db", isolation_level=None)
    with closing(locking):
        locking.execute("BEGIN IMMEDIATE")
        at.tap("jjjf")
        at.terminal.program.send_signal(signal.SIGTERM)
        at.look_on(1.0)
        at.terminal.kill(signal.SIGKILL)
        at.terminal.program.wait()
        locking.execute("ROLLBACK")
    assert total(data) == 0
    counting(data).end()
    assert total(data) == 2


def test_taps_wait_for_room_on_a_full_disk(counting, tmp_path):
    with small_disk(tmp_path / "disk", "24m") as disk:
        data = filled(disk / "data")
        at = counting(data)
        at.tap("jj")
        at.look_until(lambda: at.counted == 2)
        ballast = disk / "ballast"
        fill_up(ballast)
        for _round in range(200):
            at.tap("j", 0.2)
            if "NOT SAVED" in at.text:
                break
        at.tap("jj")
        at.look_until(lambda: "The disk is full" in at.text)
        own = OWN.search(at.text)
        tapped = int(own[1]) if own else 0
        ballast.unlink()
        at.look_until(lambda: at.counted == tapped)
        at.end()
        assert total(data) == tapped > 4
