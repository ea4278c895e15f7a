"""What a laptop's scanners are, kept in its data folder."""

from __future__ import annotations

import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.errors import StoreError
from onsite.scanner import settings
from onsite.scanner.settings import HandSettings, ScannerSettings

CHOSEN = ScannerSettings(
    camera="rtsp://door:secret@10.0.0.7/1",
    mirrored=True,
    preview=False,
    hand=HandSettings(
        prefix="\x02", suffix="§", layout="de", fast_ms=50, serial="usb-1", baud=115200
    ),
)


def test_what_was_chosen_is_there_again(tmp_path):
    settings.save(tmp_path, CHOSEN)

    assert settings.load(tmp_path) == CHOSEN
    assert settings.damage(tmp_path) is None
    assert [path.name for path in tmp_path.iterdir()] == ["scanner.json"]


def test_nothing_was_chosen(tmp_path):
    assert settings.load(tmp_path / "not there") == ScannerSettings()
    assert settings.damage(tmp_path / "not there") is None


def test_a_password_in_an_address_is_nobody_elses(tmp_path):
    settings.save(tmp_path, CHOSEN)

    assert stat.S_IMODE((tmp_path / "scanner.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "written",
    [b"", b"{", b"\xff\xfe", b"[]", b"null", b'{"camera": 3}', b'{"hand": {"fast_ms": 0}}'],
)
def test_a_damaged_file_is_told_and_harmless(tmp_path, written):
    (tmp_path / "scanner.json").write_bytes(written)

    assert settings.load(tmp_path) == ScannerSettings()
    assert "scanner.json is damaged. Choose again" in str(settings.damage(tmp_path))

    settings.save(tmp_path, CHOSEN)
    assert settings.load(tmp_path) == CHOSEN


def test_a_folder_of_that_name_is_told_and_harmless(tmp_path):
    (tmp_path / "scanner.json").mkdir()

    assert settings.load(tmp_path) == ScannerSettings()
    assert "scanner.json is damaged. Choose again" in str(settings.damage(tmp_path))
    with pytest.raises(StoreError, match=r"cannot be written"):
        settings.save(tmp_path, CHOSEN)
    assert [path.name for path in tmp_path.iterdir()] == ["scanner.json"]


def test_what_a_newer_version_adds_does_not_matter(tmp_path):
    (tmp_path / "scanner.json").write_text('{"camera": "0", "zoom": 2, "hand": {"beep": true}}')

    assert settings.load(tmp_path) == ScannerSettings(camera="0")
    assert settings.damage(tmp_path) is None


def test_where_nothing_can_be_written_the_last_stays(tmp_path):
    with pytest.raises(StoreError, match=r"Check the permissions"):
        settings.save(tmp_path / "not there", CHOSEN)


def test_a_path_that_is_no_text_is_told_and_the_last_stays(tmp_path):
    settings.save(tmp_path, CHOSEN)
    chosen = CHOSEN.model_copy(update={"camera": os.fsdecode(b"/films/\xff/door.mp4")})

    with pytest.raises(StoreError, match=r"Rename the file"):
        settings.save(tmp_path, chosen)

    assert settings.load(tmp_path) == CHOSEN
    assert [path.name for path in tmp_path.iterdir()] == ["scanner.json"]


@given(st.binary(max_size=200))
def test_no_file_is_too_odd(tmp_path_factory, written):
    folder = tmp_path_factory.mktemp("odd")
    (folder / "scanner.json").write_bytes(written)

    assert isinstance(settings.load(folder), ScannerSettings)


def test_what_a_crash_has_left_half_written_goes_and_what_is_young_stays(tmp_path):
    old, young = tmp_path / "scanner.json.17", tmp_path / "scanner.json.18"
    for left in (old, young, tmp_path / "scanner.json.mine"):
        left.write_text("{")
    os.utime(old, (0, 0))
    os.utime(tmp_path / "scanner.json.mine", (0, 0))

    settings.save(tmp_path, ScannerSettings())

    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "scanner.json",
        "scanner.json.18",
        "scanner.json.mine",
    ]
