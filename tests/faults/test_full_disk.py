"""A full disk: said clearly, nothing half-written, and all well once there is room."""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import contextmanager

import pytest

from onsite.errors import StoreError
from onsite.store.backup import back_up
from tests.faults.conftest import Storm, confirmed

SENTENCE = (
    "The disk is full: this was not saved. "
    "Free some space on the disk that holds the Onsite data, then do it again."
)
AFTER = {f"after-{number}" for number in range(20)}
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no limit to a file's size")


def survived(storm: Storm, lines: list[str]) -> None:
    assert json.loads(lines[-1].removeprefix("said ")) == [SENTENCE] * 3
    ok = confirmed(lines)
    assert ok > AFTER
    assert storm.scans() == ok


@POSIX
def test_a_file_that_may_not_grow(storm):
    survived(storm, storm.run("limited"))


@contextmanager
def small_disk(folder, size: str):
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "onsite-test", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("no small disk can be mounted here: that needs root, on Linux")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_is_full(tmp_path):
    with small_disk(tmp_path / "disk", "3m") as disk:
        storm = Storm(disk / "data")
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(1_000_000))
        lines = storm.run("full", ballast)
        survived(storm, lines)


def test_a_copy_that_has_no_room_leaves_nothing_behind(storm, tmp_path):
    with small_disk(tmp_path / "disk", "64k") as disk:
        with pytest.raises(StoreError, match="The copy of the store could not be written"):
            back_up(storm.data / "onsite.db", disk / "copy.db")
        assert list(disk.iterdir()) == []
