from __future__ import annotations

import os
import threading
from contextlib import suppress

import pytest

from onsite.scanner.capture import CameraTrouble, Newest, Trouble, pipe, source_of
from onsite.scanner.capture.pipe import Pipe
from tests.scanner.capture.servers import GREYS, RATE, jpeg
from tests.scanner.capture.test_files import video
from tests.scanner.capture.watching import greys, seen_through

if not hasattr(os, "mkfifo"):
    pytest.skip("Windows has no FIFOs", allow_module_level=True)


@pytest.fixture
def fifo(tmp_path):
    os.mkfifo(tmp_path / "door")
    return tmp_path / "door"


@pytest.fixture
def patience(monkeypatch):
    monkeypatch.setattr(pipe, "SILENT_AFTER_S", 0.3)


class Writer:
    """Writes into a pipe, then closes it, or holds it open until it is let go."""

    def __init__(self, fifo, chunks, *, closes=True, every=0.0):
        self.let_go = threading.Event()
        self._fifo, self._chunks, self._closes, self._every = fifo, chunks, closes, every
        self._thread = threading.Thread(target=self._write, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_raised):
        self.let_go.set()
        self._thread.join(10)

    def _write(self):
        with suppress(BrokenPipeError), self._fifo.open("wb", buffering=0) as opened:
            for chunk in self._chunks:
                opened.write(chunk)
                self.let_go.wait(self._every)
            if not self._closes:
                self.let_go.wait(10)


def pictures(many=9):
    return [jpeg(GREYS[number % 3]) for number in range(many)]


def watched(fifo):
    """Open the pipe and see it through to its end."""
    return list(greys(source_of(str(fifo)).open()))


def test_it_is_a_camera_that_is_live(fifo):
    source = source_of(str(fifo))
    assert source == Pipe(fifo)
    assert (source.name, source.live) == ("door", True)


def test_jpegs_one_after_the_other_are_its_frames(fifo):
    with Writer(fifo, pictures()):
        assert watched(fifo) == list(GREYS) * 3


def test_a_video_in_a_container_is_read_too(fifo, tmp_path):
    data = video(tmp_path / "a.avi").read_bytes()
    with Writer(fifo, [data]):
        assert watched(fifo) == list(GREYS)


def test_one_into_which_nobody_writes_hangs(fifo, patience):
    with pytest.raises(CameraTrouble) as told:
        source_of(str(fifo)).open()
    assert told.value.kind is Trouble.HANGING
    assert str(told.value) == (
        "Nothing is written into door. Start, or look at, the program that sends its picture there."
    )


def test_a_writer_that_goes_silent_hangs(fifo, patience):
    with Writer(fifo, pictures(), closes=False), pytest.raises(CameraTrouble) as told:
        watched(fifo)
    assert told.value.kind is Trouble.HANGING


@pytest.mark.parametrize("written", [b"hello, desk", b"\xff\xd8\xff\xda\0\4xxxx\xff\xd9"])
def test_what_is_no_picture_is_said(fifo, patience, capfd, written):
    with Writer(fifo, [written]), pytest.raises(CameraTrouble) as told:
        watched(fifo)
    assert told.value.kind is Trouble.UNREADABLE
    assert capfd.readouterr() == ("", "")


def test_one_that_is_gone_or_closed_to_us_is_said(fifo, monkeypatch):
    def refused(*_arguments):
        raise PermissionError(13, "Permission denied")

    with pytest.raises(CameraTrouble) as told:
        Pipe(fifo.with_name("gone")).open()
    assert told.value.kind is Trouble.GONE

    monkeypatch.setattr(pipe.os, "open", refused)
    with pytest.raises(CameraTrouble) as told:
        Pipe(fifo).open()
    assert told.value.kind is Trouble.DENIED


def test_it_begins_with_the_writer_and_comes_back_with_the_next(fifo):
    source = source_of(str(fifo))
    newest = Newest(source)
    newest.start()
    for _writer in range(2):
        with Writer(fifo, pictures(200), every=1 / RATE, closes=False) as writer:
            assert newest.latest(10).picture.shape == (64, 64)
            writer.let_go.set()
        with pytest.raises(CameraTrouble) as told:
            seen_through(newest)
        assert told.value.kind is Trouble.ENDED
        newest.close()
        newest = Newest(source)
        newest.start()
    newest.close()


def test_a_pipe_that_somebody_else_reads_too_is_waited_for(fifo, monkeypatch):
    flow = pipe.Flow(os.open(fifo, os.O_RDONLY | os.O_NONBLOCK))
    read, quicker = os.read, iter([BlockingIOError])

    def late(descriptor, size):
        for error in quicker:
            raise error
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", late)
    with Writer(fifo, [b"frame"]):
        assert flow.read(5) == b"frame"
    flow.close()
