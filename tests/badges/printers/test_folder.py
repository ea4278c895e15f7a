"""The folder that stands for a printer."""

from __future__ import annotations

import errno
import shutil

import pytest
from PIL import Image

from onsite.badges.printers.channel import NotSent, PrinterState, Progress, Sent
from onsite.badges.printers.opening import channel
from onsite.plan.printers import DEFAULT, PrinterPart
from tests.badges.printers.badge import Badge, seen
from tests.conftest import ManualClock

AT_MS = 1_795_509_000_000
FULL = PrinterState("stopped", ("disk-full",), accepting=False)


async def test_a_badge_is_a_file_in_the_data_folder(tmp_path):
    way, badge = channel(DEFAULT, tmp_path, ManualClock()), Badge()

    assert await way.state() == PrinterState("ready")
    assert await way.find("onsite-1", 0) is None
    sent = await way.submit(badge, "onsite-1")

    assert sent == Sent("folder:badges", "onsite-1", "", AT_MS)
    assert [file.name for file in (tmp_path / "badges").iterdir()] == ["onsite-1.pdf"]
    assert (tmp_path / "badges" / "onsite-1.pdf").read_bytes().startswith(b"%PDF")
    assert await way.follow(sent) == (Progress.DONE, ())
    assert await way.cancel(sent) == "too_late"
    assert await way.find("onsite-1", AT_MS) == sent


async def test_pictures_have_one_file_for_each_side(tmp_path):
    part = PrinterPart(name="F", address=f"folder:{tmp_path / 'out'}?format=png", dpi=203)
    way, badge = channel(part, tmp_path / "data", ManualClock()), Badge(sides=2)

    sent = await way.submit(badge, "onsite-1")

    files = sorted((tmp_path / "out").iterdir())
    assert [file.name for file in files] == ["onsite-1-1.png", "onsite-1-2.png"]
    assert [seen(Image.open(file)) for file in files] == [[badge.code]] * 2
    assert await way.follow(sent) == (Progress.DONE, ())


async def test_what_breaks_on_the_way_leaves_nothing(tmp_path, monkeypatch):
    def broken(_file):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("onsite.badges.printers.folder.os.fsync", broken)
    way = channel(DEFAULT, tmp_path, ManualClock())
    with pytest.raises(NotSent, match="Input/output error"):
        await way.submit(Badge(), "onsite-1")
    assert await way.find("onsite-1", 0) is None
    assert list((tmp_path / "badges").iterdir()) == []


async def test_a_full_disk_is_told_before_a_badge_is_sent(tmp_path, monkeypatch):
    way, full = channel(DEFAULT, tmp_path, ManualClock()), shutil.disk_usage(tmp_path)
    free = full._replace(free=50_000)
    monkeypatch.setattr("onsite.badges.printers.folder.shutil.disk_usage", lambda _path: free)
    assert await way.state() == FULL


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
async def test_a_disk_that_takes_no_badge_is_full_until_it_takes_as_much(
    tmp_path, monkeypatch, code
):
    def refuse(_file):
        raise OSError(code, "No space left on device")

    way = channel(DEFAULT, tmp_path, ManualClock())
    with monkeypatch.context() as disk:
        disk.setattr("onsite.badges.printers.folder.os.fsync", refuse)
        with pytest.raises(NotSent, match="folder of Folder: No space left on device"):
            await way.submit(Badge(), "onsite-1")
        assert await way.state() == FULL
    assert await way.state() == PrinterState("ready")
    assert list((tmp_path / "badges").iterdir()) == []


async def test_a_folder_that_cannot_be_is_no_printer(tmp_path):
    (tmp_path / "badges").write_text("a file")
    way = channel(DEFAULT, tmp_path, ManualClock())

    state = await way.state()

    assert (state.kind, state.reasons, state.prints) == (
        "stopped",
        ("folder-not-writable",),
        False,
    )
    with pytest.raises(NotSent, match="Nothing can be written"):
        await way.submit(Badge(), "onsite-1")


async def test_a_file_that_was_taken_away_is_not_known(tmp_path):
    way = channel(DEFAULT, tmp_path, ManualClock())
    sent = Sent("folder:badges", "onsite-1", "", 0)
    assert await way.follow(sent) == (Progress.UNKNOWN, ("no-such-file",))
    assert await way.cancel(sent) == "unknown"
