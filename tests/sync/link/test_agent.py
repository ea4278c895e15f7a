"""The process of the link: one at a time works on a folder, and it ends when its input does."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time

import pytest

from onsite.sync import service
from onsite.sync.link import agent, agent_log, state
from onsite.sync.link.state import Phase
from onsite.wiring import open_site
from tests.sync.laptops import Laptops, pass_on

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


@pytest.fixture
def begin(tmp_path):
    """Starts processes on a folder; those that still run are killed at the end."""
    begun: list[subprocess.Popen[bytes]] = []

    def one(*more: str) -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            "onsite.sync.link.agent",
            "--data",
            os.fspath(tmp_path),
            *more,
        ]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        begun.append(subprocess.Popen(command, **pipes))
        return begun[-1]

    yield one
    for process in begun:
        process.kill()
        process.communicate()


def until(true, within_s: float = 30.0) -> None:
    give_up = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def works(folder, process) -> bool:
    news = state.read(folder)
    return news.process == process.pid and news.at_ms > 0


def ended(process) -> tuple[int, bytes]:
    said, _nothing = process.communicate(timeout=10)
    return process.returncode, said


def test_it_ends_quickly_and_quietly_when_its_input_does(begin, tmp_path):
    process = begin()
    until(lambda: works(tmp_path, process))
    process.stdin.write(b"\n\n")

    began = time.monotonic()
    assert ended(process) == (0, b"")
    assert time.monotonic() - began < 2
    assert state.read(tmp_path).phase is Phase.ALONE
    assert not (tmp_path / "onsite.db-wal").exists()
    assert not (tmp_path / "link.log").exists()


@POSIX
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(begin, tmp_path, number):
    process = begin()
    until(lambda: works(tmp_path, process))
    process.send_signal(number)
    process.wait(10)
    assert process.returncode == 0
    assert not (tmp_path / "onsite.db-wal").exists()


def test_of_two_on_one_folder_one_works_and_the_other_waits_until_it_has_ended(begin, tmp_path):
    first = begin()
    until(lambda: works(tmp_path, first))
    second = begin()
    time.sleep(2)
    assert second.poll() is None
    assert works(tmp_path, first)

    first.kill()
    until(lambda: works(tmp_path, second), 5)


def test_one_that_waits_ends_with_its_input_too(begin, tmp_path):
    first = begin()
    until(lambda: works(tmp_path, first))
    assert ended(begin()) == (0, b"")
    assert works(tmp_path, first)


def test_the_second_link_of_a_venue_keeps_out_of_the_way_of_the_first(begin, tmp_path):
    first, second = begin(), begin("--upstream", "127.0.0.1:1")
    until(lambda: works(tmp_path, first))
    until(lambda: state.read(tmp_path, "upstream").process == second.pid)
    assert works(tmp_path, first)


def test_a_store_that_cannot_be_opened_is_tried_again(begin, tmp_path):
    (tmp_path / "onsite.db").mkdir()
    process = begin()
    until(lambda: state.read(tmp_path).detail == "StoreError")
    assert state.read(tmp_path).phase is Phase.SEARCHING
    (tmp_path / "onsite.db").rmdir()
    until(lambda: works(tmp_path, process))
    assert os.fspath(tmp_path) not in (tmp_path / "link.log").read_text()


def test_where_the_data_was_erased_there_is_nothing_to_do(begin, tmp_path, clock):
    laptops = Laptops(tmp_path / "others", clock)
    site = open_site(tmp_path, operator="Maria", clock=clock)
    asked = service.described(site.journal.signer, "Desk", "desk")
    site.write_now(service.remember, service.Community(laptops.ring.event, "PEM"), asked, ())
    laptops.lead.write_now(service.admit, laptops.ring, asked, "Maria")
    laptops.revoke(site)
    pass_on(laptops.lead, site)
    site.close()
    laptops.close()

    for _start in range(2):
        process = begin()
        assert process.wait(20) == agent.GONE
    assert not (tmp_path / "link.json").exists()


@pytest.fixture
def report(tmp_path):
    """Tells an error to the log."""
    yield agent_log.reporter(tmp_path / "link.log")
    log = logging.getLogger("onsite.link")
    for handler in log.handlers[:]:
        log.removeHandler(handler)
        handler.close()
    logging.captureWarnings(capture=False)
    logging.raiseExceptions = True


@pytest.fixture
def reported(report, tmp_path):
    """Tells an error to the log; answers what stands there then."""

    def told(error: BaseException) -> str:
        report(error)
        return (tmp_path / "link.log").read_text("utf-8")

    return told


def test_the_log_tells_types_and_places_and_no_data(reported):
    with pytest.raises(ValueError, match="Ana") as failed:
        int("Ana Lima")
    text = reported(failed.value)
    assert "builtins.ValueError" in text
    assert "test_agent.py" in text
    assert "Ana" not in text


def test_the_log_never_grows_beyond_a_megabyte(report, tmp_path):
    for _error in range(8000):
        report(ValueError())
    assert sum(path.stat().st_size for path in tmp_path.glob("link.log*")) < 1_000_000
