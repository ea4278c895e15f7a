"""Files that are put in place whole, also where another process reads what they replace."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from onsite.sync import placing
from onsite.sync.placing import news, placed, placed_for_owner

WAYS = pytest.mark.parametrize("place", [placed, placed_for_owner])


@pytest.fixture
def windows(monkeypatch):
    """`windows(times)`: Windows refuses so often to replace a file, since somebody reads it."""
    replace, waited = Path.replace, []
    monkeypatch.setattr(placing.time, "sleep", waited.append)

    def refusing(times, code=32):
        def refused(new, target):
            if len(waited) < times:
                error = PermissionError(13, "in use")
                error.winerror = code
                raise error
            return replace(new, target)

        monkeypatch.setattr(Path, "replace", refused)
        return waited

    return refusing


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@WAYS
def test_a_file_is_there_whole_or_as_it_was(tmp_path, place):
    path = tmp_path / "list.json"
    path.write_bytes(b"before")

    def cut_short():
        with place(path) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cut_short()
    assert (names(tmp_path), path.read_bytes()) == (["list.json"], b"before")
    with place(path) as file:
        file.write(b"after")
    assert (names(tmp_path), path.read_bytes()) == (["list.json"], b"after")


@WAYS
@pytest.mark.parametrize("code", [5, 32])
def test_a_file_that_somebody_reads_on_windows_is_waited_for(tmp_path, windows, place, code):
    waited = windows(3, code)
    with place(tmp_path / "list.json") as file:
        file.write(b"after")
    assert (tmp_path / "list.json").read_bytes() == b"after"
    assert len(waited) == 3


def test_a_file_that_stays_open_on_windows_is_given_up_within_a_second(tmp_path, windows):
    waited = windows(100)
    with pytest.raises(PermissionError), placed(tmp_path / "list.json") as file:
        file.write(b"after")
    assert names(tmp_path) == []
    assert 0.5 < sum(waited) < 1.0


def test_what_cannot_be_done_at_all_is_told_at_once(tmp_path, windows):
    waited = windows(1, code=112)  # the disk is full
    with pytest.raises(PermissionError), placed(tmp_path / "list.json") as file:
        file.write(b"after")
    assert waited == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_what_a_crash_left_is_no_way_to_a_secret(tmp_path):
    (tmp_path / "secret.new").write_bytes(b"left")
    (tmp_path / "secret.new").chmod(0o666)
    with placed_for_owner(tmp_path / "secret") as file:
        assert stat.S_IMODE((tmp_path / "secret.new").stat().st_mode) == 0o600
        file.write(b"seed")
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert names(tmp_path) == ["secret"]


def test_news_that_cannot_be_placed_stop_nothing_and_leave_nothing(tmp_path, windows):
    (tmp_path / "link.json").write_text("before")
    waited = windows(1)
    news(tmp_path / "link.json", "after")
    assert waited == []
    assert (names(tmp_path), (tmp_path / "link.json").read_text()) == (["link.json"], "before")
