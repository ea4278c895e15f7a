"""A station's key and the chain that belongs to it."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys

import pytest

from onsite.errors import StoreError
from onsite.journal.audit import audit
from onsite.journal.entry import Signer
from onsite.journal.identity import KEY_FILE, change, open_journal, settle
from onsite.journal.journal import only_chain
from onsite.journal.tables import StationRow
from onsite.store.backup import back_up
from onsite.store.migrations import prepare
from onsite.store.writer import Store
from onsite.wiring import STORE_FILE, open_site

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes of files")


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def chains(site) -> list[tuple]:
    query = "SELECT station, own, last_number FROM journal_station ORDER BY own, station"
    return [tuple(row) for row in site.read_now(lambda rows: rows.exec_driver_sql(query).all())]


def aside(data) -> list[str]:
    return sorted(path.name for path in data.glob(f"{KEY_FILE}.*"))


@pytest.fixture
def opened(data, clock):
    """Opens the store, records one fact, and closes it; answers the station and its chains."""
    from onsite.roster.facts import AttendeeWithdrawn

    def open_once():
        site = open_site(data, clock=clock)
        try:
            fact = AttendeeWithdrawn(attendee="1")
            site.write_now(lambda journal, rows: journal.append(rows, fact, operator="Maria"))
            assert site.read_now(audit).good
            assert site.read_now(only_chain) == site.journal.station
            return site.journal.station, chains(site)
        finally:
            site.close()

    return open_once


def test_a_new_store_makes_a_key_and_goes_on_with_it(data, opened):
    station, _chains = opened()
    assert opened() == (station, [(station, 1, 2)])
    assert aside(data) == []


@POSIX
def test_the_key_is_for_its_owner_alone(data, opened):
    opened()
    path = data / KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(bytes.fromhex(path.read_text())) == 32


def test_a_new_store_beside_an_old_key_gets_a_key_of_its_own(data, opened):
    first, _chains = opened()
    old = (data / KEY_FILE).read_text()
    for file in data.glob(f"{STORE_FILE}*"):
        file.unlink()
    second, found = opened()
    assert first != second
    assert found == [(second, 1, 1)]
    assert aside(data) == [f"{KEY_FILE}.old-20261124T083000Z"]
    assert (data / aside(data)[0]).read_text() == old


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key: key.unlink(),
        lambda key: key.write_text(""),
        lambda key: key.write_text("not a key"),
        lambda key: key.write_text("ab" * 31),
        lambda key: key.write_bytes(b"\xff\xfe\x00"),
        lambda key: key.write_text("cd" * 32),
        lambda key: (key.unlink(), key.mkdir()),
    ],
    ids=["missing", "empty", "no hex", "too short", "no text", "another", "a folder"],
)
def test_without_its_key_a_chain_becomes_anothers_and_nothing_is_lost(data, opened, spoil):
    first, _chains = opened()
    spoil(data / KEY_FILE)
    second, found = opened()
    assert first != second
    assert found == [(first, 0, 1), (second, 1, 1)]
    assert opened() == (second, [(first, 0, 1), (second, 1, 2)])


def test_files_put_aside_never_replace_each_other(data, opened):
    opened()
    for text in ("one", "two", "three"):
        (data / KEY_FILE).write_text(text)
        opened()
    texts = sorted((data / name).read_text() for name in aside(data))
    assert texts == ["one", "three", "two"]


def test_a_copy_that_is_put_back_goes_on_with_a_new_identity(data, opened, tmp_path):
    first, _chains = opened()
    back_up(data / STORE_FILE, tmp_path / "copy.db")
    opened()
    for file in data.glob(f"{STORE_FILE}*"):
        file.unlink()
    shutil.copy(tmp_path / "copy.db", data / STORE_FILE)
    second, found = opened()
    assert found == [(first, 0, 1), (second, 1, 1)]


@POSIX
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read everything")
def test_a_key_that_cannot_be_read_is_said_and_kept(data, opened):
    opened()
    (data / KEY_FILE).chmod(0)
    with pytest.raises(StoreError, match="cannot be read or written"):
        opened()
    assert aside(data) == []


def test_a_folder_that_is_gone_is_said(data, clock):
    prepare(data / STORE_FILE)
    store = Store(data / STORE_FILE)
    with pytest.raises(StoreError, match="cannot be read or written"):
        store.write_now(lambda rows: open_journal(rows, data / "gone", clock))
    table = StationRow.__tablename__
    query = f"SELECT count(*) FROM {table}"
    assert store.read_now(lambda rows: rows.exec_driver_sql(query).scalar_one()) == 0
    store.close()


OPEN = """
import sys
from pathlib import Path
from onsite.wiring import open_site
print("ready", flush=True)
sys.stdin.readline()
site = open_site(Path(sys.argv[1]))
print(site.journal.station, flush=True)
site.close()
"""


def test_a_change_that_did_not_come_to_its_end_changes_nothing(data, opened, clock):
    station, before = opened()
    site = open_site(data, clock=clock)

    def killed(journal, rows):
        change(journal, rows, data, Signer.generate())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        site.write_now(killed)
    site.close()
    again, after = opened()
    assert (again, len(after)) == (station, len(before))
    assert aside(data) == ["station.key.next"]


@pytest.mark.parametrize("settles", [True, False])
def test_a_change_that_is_on_disk_holds_even_if_the_process_was_killed_then(
    data, opened, clock, settles
):
    former, _before = opened()
    new = Signer.generate()
    site = open_site(data, clock=clock)
    site.write_now(change, data, new)
    if settles:
        site.read_now(settle, data, clock)
    site.close()
    again, after = opened()
    assert again == new.station
    assert after == [(former, False, 1), (new.station, True, 1)]
    assert [name[:15] for name in aside(data)] == ["station.key.old"]


def test_processes_that_start_at_once_are_one_station(data):
    asked = [sys.executable, "-c", OPEN, str(data)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [subprocess.Popen(asked, **pipes) for _ in range(4)]
    for process in started:
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    stations = {process.communicate(timeout=60)[0] for process in started}
    assert len(stations) == 1
    assert [process.returncode for process in started] == [0, 0, 0, 0]
    assert aside(data) == []
