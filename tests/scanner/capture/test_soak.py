"""A camera that comes and goes all day costs no memory, no thread and no open file."""

from __future__ import annotations

import gc
import os
import threading
from pathlib import Path

import pytest

from onsite.scanner.capture import CameraTrouble, Newest, address, pipe, source_of
from tests.scanner.capture.servers import HttpCamera, RtspCamera, jpeg, running
from tests.scanner.capture.test_pipe import Writer
from tests.scanner.capture.watching import seen_through

STATUS = Path("/proc/self/status")
OPEN = Path("/proc/self/fd")
if not STATUS.exists():
    pytest.skip(
        "NOT TESTED: this system does not tell what a process holds", allow_module_level=True
    )

FIRST, MORE = 8, 25
"""Times: until everything is loaded and its pools are filled, and those that are measured."""
MOST_KB = 9_000


def held() -> tuple[int, int, int]:
    """Kilobytes of memory, threads, open files."""
    gc.collect()
    rows = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
    return int(rows["VmRSS"].split()[0]), threading.active_count(), len(list(OPEN.iterdir()))


def watched_once(source) -> None:
    newest = Newest(source)
    try:
        with pytest.raises(CameraTrouble):
            seen_through(newest)
    finally:
        newest.close()


def grows(watch) -> tuple[int, int, int]:
    for _time in range(FIRST):
        watch()
    before = held()
    for _time in range(MORE):
        watch()
    return tuple(now - then for now, then in zip(held(), before, strict=True))


@pytest.mark.parametrize("kind", [HttpCamera, RtspCamera])
@pytest.mark.parametrize("how", [{"closes": True}, {"status": 404}])
def test_a_camera_of_the_network(kind, how):
    with running(kind(frames=3, rate=400, **how)) as camera:
        source = source_of(camera.url)
        memory, _threads, files = grows(lambda: watched_once(source))
    assert memory < MOST_KB
    assert files <= 2  # that the server is still closing


def test_one_that_hangs_again_and_again(monkeypatch):
    monkeypatch.setattr(address, "SILENT_AFTER_S", 0.03)
    with running(HttpCamera(frames=8, rate=400)) as camera:
        source = source_of(camera.url)
        memory, threads, files = grows(lambda: watched_once(source))
    assert memory < MOST_KB
    assert threads <= MORE + 2  # one of the server for each call, which it holds open
    assert files <= MORE + 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="NOT TESTED: no FIFOs here")
@pytest.mark.parametrize("silent", [False, True])
def test_a_pipe(tmp_path, monkeypatch, silent):
    monkeypatch.setattr(pipe, "SILENT_AFTER_S", 0.02 if silent else 2.0)
    os.mkfifo(tmp_path / "door")
    source, picture = source_of(str(tmp_path / "door")), jpeg(90)

    def watch():
        if silent:
            watched_once(source)
            return
        with Writer(tmp_path / "door", [picture] * 3):
            watched_once(source)

    memory, threads, files = grows(watch)
    assert memory < MOST_KB
    assert (threads, files) <= (1, 1)
