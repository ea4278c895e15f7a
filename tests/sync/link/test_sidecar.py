"""The process of the link ends with whoever started it, and is started again when it fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from onsite.sync.link import state
from onsite.sync.link.sidecar import GONE, HANGS_S, Sidecar

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
PROGRAM = Path(__file__).with_name("sidecar_program.py")
ENDS = [sys.executable, "-c", "pass"]
IS_GONE = [sys.executable, "-c", f"raise SystemExit({GONE})"]
DEAF = [sys.executable, "-c", "import time; time.sleep(60)"]


class Seconds:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def sidecar(tmp_path, seconds):
    """Makes sidecars of a folder; they are stopped at the end."""
    made: list[Sidecar] = []

    def one(program=None) -> Sidecar:
        made.append(Sidecar(tmp_path, program=program, monotonic=seconds))
        return made[-1]

    yield one
    for each in made:
        each.stop(0.1)


def until(true, within_s: float = 30.0) -> None:
    give_up = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def is_alive(process: int) -> bool:
    """Whether it runs; one that has ended and that nobody has asked for does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    try:
        told = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return not Path("/proc/self").exists()
    return told.rpartition(")")[2].split()[0] != "Z"


def works(folder) -> int:
    """The process that tells the news; 0 where none does."""
    news = state.read(folder)
    return news.process if news.at_ms else 0


def test_it_starts_the_link_and_ends_it(sidecar, tmp_path):
    one = sidecar()
    assert one.process is None
    one.start()
    one.start()
    until(lambda: works(tmp_path) == one.process)
    one.wake()
    one.check()

    began = time.monotonic()
    one.stop()
    assert time.monotonic() - began < 2
    assert (one.process, works(tmp_path)) == (None, 0)


def test_once_stopped_it_stays_so(sidecar, seconds):
    one = sidecar(DEAF)
    one.start()
    one.stop(0)
    seconds.now += 100
    one.check()
    one.wake()
    one.stop()
    assert one.process is None


def test_it_can_be_started_again(sidecar):
    one = sidecar(DEAF)
    one.start()
    one.stop(0)
    one.start()
    assert one.process is not None


def test_what_has_ended_is_started_again_after_longer_and_longer_pauses(sidecar, seconds):
    one = sidecar(ENDS)
    one.start()
    pauses, last = [], seconds.now
    for _second in range(100):
        until(lambda: one.process is None)
        seconds.now += 1
        before = one.starts
        one.check()
        if one.starts > before:
            pauses.append(seconds.now - last)
            last = seconds.now
    assert pauses[:5] == [2, 3, 5, 9, 17]


def test_after_it_has_run_for_long_it_is_started_again_at_once(sidecar, seconds, tmp_path):
    one = sidecar(DEAF)
    one.start()
    for _second in range(100):
        seconds.now += 1
        state.write(tmp_path, state.LinkState(at_ms=int(seconds.now)))
        one.check()
    assert one.starts == 1
    os.kill(one.process, signal.SIGTERM)
    until(lambda: one.process is None)
    one.check()
    seconds.now += 1
    one.check()
    assert one.starts == 2


def test_where_the_data_was_erased_it_is_not_started_again(sidecar, seconds):
    one = sidecar(IS_GONE)
    one.start()
    until(lambda: one.process is None)
    for _second in range(50):
        seconds.now += 1
        one.check()
    assert one.starts == 1


@POSIX
def test_one_that_tells_no_news_is_killed_and_replaced(sidecar, seconds, tmp_path):
    one = sidecar()
    one.start()
    until(lambda: works(tmp_path) == one.process)
    hung = one.process
    os.kill(hung, signal.SIGSTOP)
    one.check()
    seconds.now += HANGS_S - 1
    one.check()
    assert one.process == hung

    seconds.now += 2
    one.check()
    assert not is_alive(hung)
    seconds.now += 1
    one.check()
    until(lambda: works(tmp_path) == one.process)
    assert one.process != hung


def test_waking_one_that_does_not_listen_neither_waits_nor_fails(sidecar):
    one = sidecar(DEAF)
    one.start()
    began = time.monotonic()
    for _commit in range(100_000):
        one.wake()
    assert time.monotonic() - began < 2


def test_waking_one_that_is_dead_does_not_fail(sidecar):
    one = sidecar(ENDS)
    one.start()
    until(lambda: one.process is None)
    one.wake()


def test_a_program_that_cannot_be_started_does_not_fail(sidecar, seconds, tmp_path):
    one = sidecar([os.fspath(tmp_path / "missing")])
    one.start()
    seconds.now += 10
    one.check()
    one.wake()
    assert one.process is None


@POSIX
def test_ctrl_c_in_the_terminal_does_not_reach_it(sidecar):
    one = sidecar(DEAF)
    one.start()
    assert os.getpgid(one.process) not in (os.getpgid(0), 0)


@POSIX
def test_it_ends_within_two_seconds_when_its_parent_is_killed(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, os.fspath(PROGRAM), os.fspath(tmp_path)], stdout=subprocess.PIPE
    )
    child = int(parent.stdout.readline())
    until(lambda: works(tmp_path) == child)

    parent.kill()
    parent.communicate()
    began = time.monotonic()
    until(lambda: not is_alive(child), 5)
    assert time.monotonic() - began < 2


@POSIX
def test_it_ends_even_when_it_hangs_and_its_parent_is_killed_once_it_goes_on(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, os.fspath(PROGRAM), os.fspath(tmp_path)], stdout=subprocess.PIPE
    )
    child = int(parent.stdout.readline())
    until(lambda: works(tmp_path) == child)
    os.kill(child, signal.SIGSTOP)
    parent.kill()
    parent.communicate()
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGCONT)
    until(lambda: not is_alive(child), 4)
