from __future__ import annotations

import json

import pytest

from onsite.cli import main
from onsite.clock import SystemClock
from onsite.doctor.machine import STORE_NEW, STORE_UNREADABLE, look
from onsite.store.migrations import HEAD


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["doctor", *arguments])
    return ended.value.code


def test_this_computer_is_looked_at_without_leaving_a_trace(tmp_path, capsys):
    data = tmp_path / "not" / "yet"
    assert run("--json", "--data", str(data)) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ready"] is True
    assert [each["check"] for each in said["findings"]] == [
        "data", "space", "store", "sqlite", "clock", "zones", "terminal", "encoding", "letters",
        "decoders", "camera", "hub", "hub_space", "network", "hub_clock",
    ]  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def test_what_is_missing_makes_the_exit_code_1(tmp_path, capsys):
    (tmp_path / "onsite.db").write_bytes(b"this is no store, it is a text" * 99)
    assert run("--data", str(tmp_path)) == 1
    said = capsys.readouterr().out
    assert "x MISSING: The store cannot be read: it is damaged, or no store of Onsite.\n    → " in (
        said
    )
    assert said.endswith("\nOnsite cannot work here until what is missing has been mended.\n")


def test_a_file_is_no_data_folder(tmp_path):
    (tmp_path / "file").touch()
    assert look(tmp_path / "file", SystemClock()).data_trouble != ""


def test_the_store_is_read_as_it_is(site, clock):
    from onsite.plan import service

    text = '[event]\nname="S"\nzone="UTC"\ndays=[2026-11-24]\n[checkpoints.main]\nname="M"\n'
    assert look(site.data, clock).store == HEAD
    site.write_now(service.publish, text, "Maria")
    seen = look(site.data, clock)
    assert (seen.store, seen.last_record) == (HEAD, clock.now())


def test_no_store_and_an_unreadable_one(tmp_path, clock):
    assert look(tmp_path, clock).store == STORE_NEW
    (tmp_path / "onsite.db").write_bytes(b"")
    assert look(tmp_path, clock).store == STORE_NEW
    (tmp_path / "onsite.db").write_bytes(b"SQLite format 3\0")
    assert look(tmp_path, clock).store == STORE_UNREADABLE


def test_what_was_chosen_and_cannot_be_read_is_told(tmp_path, clock):
    (tmp_path / "scanner.json").write_text("{")

    first, *_others = look(tmp_path, clock).camera_troubles
    assert "scanner.json is damaged" in first.happened
