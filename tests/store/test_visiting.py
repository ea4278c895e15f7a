"""A store that is looked into stays as it was, to the last byte and file."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest

from onsite.errors import StoreBusyError, StoreDamagedError, StoreError
from onsite.store.backup import back_up
from onsite.store.migrations import prepare
from onsite.store.visiting import visited
from onsite.store.writer import Store


def files(folder) -> dict[str, tuple[bytes, int]]:
    return {each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in folder.iterdir()}


def remark(store: Store, text: str) -> None:
    store.write_now(lambda rows: rows.exec_driver_sql("INSERT INTO remark VALUES (?)", (text,)))


def remarks(rows) -> list[str]:
    return list(rows.exec_driver_sql("SELECT text FROM remark").scalars())


@pytest.fixture(params=["onsite.db", "a#b?c%20 王=1&mode=rw.db"])
def path(tmp_path, request):
    """A store that nobody has open, with one remark."""
    if os.name == "nt" and "?" in request.param:
        pytest.skip("no such name on Windows")
    path = tmp_path / "data" / request.param
    prepare(path)
    store = Store(path)
    store.write_now(lambda rows: rows.exec_driver_sql("CREATE TABLE remark (text)"))
    remark(store, "first")
    store.close()
    return path


def test_a_store_at_rest_is_read_and_stays_as_it_is(path):
    before = files(path.parent)
    with visited(path) as rows:
        assert remarks(rows) == ["first"]
        assert files(path.parent) == before
    assert files(path.parent) == before


def test_a_copy_is_read_and_stays_as_it_is(path, tmp_path):
    copy = tmp_path / "copies" / "copy.db"
    back_up(path, copy)
    before = files(copy.parent)
    with visited(copy) as rows:
        assert remarks(rows) == ["first"]
    assert files(copy.parent) == before


def test_a_store_in_use_is_seen_at_one_moment_and_goes_on(path):
    store = Store(path)
    remark(store, "second")
    with visited(path) as rows:
        assert remarks(rows) == ["first", "second"]
        remark(store, "third")
        assert remarks(rows) == ["first", "second"]
    store.close()
    with visited(path) as rows:
        assert remarks(rows) == ["first", "second", "third"]


def test_what_a_crash_left_in_the_log_is_seen_and_left_there(path, tmp_path):
    store = Store(path)
    remark(store, "second")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in (path.name, f"{path.name}-wal"):
        (crashed / name).write_bytes((path.parent / name).read_bytes())
    store.close()
    before = files(crashed)
    with visited(crashed / path.name) as rows:
        assert remarks(rows) == ["first", "second"]
    after = files(crashed)
    assert {name: after[name] for name in before} == before


def attempt(path, statement: str) -> None:
    with visited(path) as rows:
        rows.exec_driver_sql(statement)


@pytest.mark.parametrize("statement", ["DELETE FROM remark", "CREATE TABLE other (text)"])
def test_nothing_can_be_written(path, statement):
    with pytest.raises(StoreError):
        attempt(path, statement)
    with visited(path) as rows:
        assert remarks(rows) == ["first"]


def write_meanwhile(path) -> None:
    with visited(path) as rows:
        remarks(rows)
        store = Store(path)
        remark(store, "second")
        store.close()


def test_a_store_that_came_into_use_meanwhile_is_told(path):
    with pytest.raises(StoreBusyError):
        write_meanwhile(path)


@pytest.mark.parametrize("found", ["0000", "9999"])
def test_a_store_of_another_form_is_refused_and_not_migrated(path, found):
    with closing(sqlite3.connect(path, isolation_level=None)) as driver:
        driver.execute("UPDATE alembic_version SET version_num = ?", (found,))
    before = files(path.parent)
    with pytest.raises(StoreError) as refused, visited(path):
        pass
    said = f"Another version of Onsite made {path} (its form is {found}, ours 0001)."
    assert refused.value.happened == said
    assert files(path.parent) == before


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\0" + bytes(4080), b"SQLite format 3\0 and no more"]
)
def test_what_is_no_store_is_refused(tmp_path, content):
    file = tmp_path / "other.db"
    file.write_bytes(content)
    with pytest.raises(StoreDamagedError), visited(file):
        pass
    assert files(tmp_path).keys() == {"other.db"}
