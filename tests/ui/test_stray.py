from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from onsite.ui import stray
from onsite.ui.stray import LOG_FILE, kept_off_the_screen

OPEN = Path("/proc/self/fd")


@contextmanager
def as_standard_error(file):
    """Let descriptor 2 be a file, as a terminal would be."""
    before = os.dup(2)
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(opened, 2)
    try:
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)
        os.close(opened)


@pytest.fixture
def screen(tmp_path):
    return tmp_path / "screen"


def test_what_python_says_and_draws_reaches_the_screen_and_the_rest_the_log(tmp_path, screen):
    before = sys.__stderr__
    with as_standard_error(screen):
        with kept_off_the_screen(tmp_path / "data"):
            os.write(2, b"noise\n")
            sys.__stderr__.write("drawn 你好\n")
            sys.__stderr__.flush()
        os.write(2, b"after\n")

    assert screen.read_text("utf-8") == "drawn 你好\nafter\n"
    assert (tmp_path / "data" / LOG_FILE).read_text() == "noise\n"
    assert sys.__stderr__ is before


def test_all_is_as_before_when_it_ends_in_an_error(tmp_path, screen):
    before = sys.__stderr__, sys.stderr
    with as_standard_error(screen):
        with pytest.raises(KeyError), kept_off_the_screen(tmp_path):
            raise KeyError
        os.write(2, b"after")
    assert screen.read_text() == "after"
    assert (sys.__stderr__, sys.stderr) == before


def test_without_a_folder_it_is_lost(tmp_path, screen):
    (tmp_path / "file").touch()
    for data in (None, tmp_path / "file"):
        with as_standard_error(screen), kept_off_the_screen(data):
            os.write(2, b"noise")
    assert screen.read_text() == ""


def test_the_log_goes_on_and_begins_anew_when_it_is_large(tmp_path, monkeypatch):
    monkeypatch.setattr(stray, "LARGEST", 20)
    monkeypatch.setattr(stray, "LOOK_EVERY_S", 0.001)
    log = tmp_path / LOG_FILE
    for said in (b"one ", b"two "):
        with kept_off_the_screen(tmp_path):
            os.write(2, said)
    assert log.read_bytes() == b"one two "
    with kept_off_the_screen(tmp_path):
        os.write(2, b"x" * 30)
        give_up = time.monotonic() + 20
        while log.stat().st_size:
            assert time.monotonic() < give_up
            time.sleep(0.001)
        os.write(2, b"anew")
    assert log.read_bytes() == b"anew"


def test_it_leaves_no_descriptor_open(tmp_path):
    if not OPEN.is_dir():
        pytest.skip("NOT TESTED: this system does not list its open files")
    before = len(list(OPEN.iterdir()))
    for _time in range(3):
        with kept_off_the_screen(tmp_path):
            pass
    assert len(list(OPEN.iterdir())) == before
