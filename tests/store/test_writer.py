"""The one thread that touches the store."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import closing

import pytest

from onsite.errors import StoreBusyError, StoreDamagedError, StoreError
from onsite.store import engine
from onsite.store.engine import connect
from onsite.store.writer import Store
from tests.quick_disk import DURABLE


@pytest.fixture
def path(tmp_path):
    return tmp_path / "store.db"


@pytest.fixture
def store(path):
    opened = Store(path, patience_s=0.0)
    opened.write_now(lambda rows: rows.exec_driver_sql("CREATE TABLE told (text TEXT UNIQUE)"))
    yield opened
    opened.close()


def tell(text: str):
    return lambda rows: rows.exec_driver_sql("INSERT INTO told VALUES (?)", (text,))


def told(rows) -> list[str]:
    return list(rows.exec_driver_sql("SELECT text FROM told ORDER BY rowid").scalars())


def test_what_a_commit_rests_on(path, monkeypatch):
    monkeypatch.setattr(engine, "_PRAGMAS", DURABLE)
    rows = connect(path)
    asked = ("journal_mode", "synchronous", "busy_timeout")
    found = [rows.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked]
    rows.close()
    assert found == ["wal", 2, 5000]


async def test_a_write_is_there_for_others_when_it_returns(store, path):
    await store.write(tell("a"))
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT text FROM told").fetchall() == [("a",)]
    assert await store.read(told) == ["a"]


async def test_work_is_done_in_one_other_thread_in_its_order(store):
    def work(number):
        return lambda rows: (number, threading.current_thread().name)

    done = await asyncio.gather(*(store.write(work(number)) for number in range(20)))
    assert done == [(number, "onsite-store_0") for number in range(20)]


def test_work_that_fails_leaves_nothing(store):
    def fail(rows):
        tell("a")(rows)
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        store.write_now(fail)
    with pytest.raises(Exception, match="UNIQUE"):
        store.write_now(lambda rows: [tell("b")(rows), tell("b")(rows)])
    store.write_now(tell("c"))
    assert store.read_now(told) == ["c"]


def test_a_read_sees_one_moment(store, path):
    def twice(rows):
        before = told(rows)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("INSERT INTO told VALUES ('foreign')")
        return before, told(rows)

    assert store.read_now(twice) == ([], [])
    assert store.read_now(told) == ["foreign"]


async def test_the_version_changes_when_another_wrote_and_only_then(store, path):
    before = await store.foreign_version()
    await store.write(tell("mine"))
    assert await store.foreign_version() == before
    other = Store(path)
    other.write_now(tell("foreign"))
    other.close()
    assert await store.foreign_version() != before


def test_a_lock_that_never_ends_is_said_and_passes(store, path):
    store.write_now(lambda rows: rows.exec_driver_sql("PRAGMA busy_timeout = 1"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError) as caught:
            store.write_now(tell("a"))
        assert store.read_now(told) == []
        other.execute("ROLLBACK")
    assert str(caught.value) == (
        "Another Onsite window has been writing for too long: this was not saved. "
        "Wait until it has finished or close it, then do it again."
    )
    store.write_now(tell("b"))
    assert store.read_now(told) == ["b"]


def test_a_short_lock_is_waited_for(path, store):
    patient = Store(path, patience_s=60)
    patient.write_now(lambda rows: rows.exec_driver_sql("PRAGMA busy_timeout = 1"))
    locked, free = threading.Event(), threading.Event()

    def hold(rows):
        locked.set()
        free.wait(30)

    holder = threading.Thread(target=lambda: store.write_now(hold))
    holder.start()
    locked.wait(30)
    threading.Timer(0.2, free.set).start()
    patient.write_now(tell("waited"))
    holder.join()
    patient.close()
    assert store.read_now(told) == ["waited"]


def test_a_file_that_is_no_store_is_said(path):
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    with pytest.raises(StoreDamagedError):
        Store(path)


def test_a_place_that_cannot_be_opened_is_said(tmp_path):
    with pytest.raises(StoreError, match="The data folder cannot be written to"):
        Store(tmp_path)


def test_a_store_may_be_closed_twice(path):
    store = Store(path)
    store.close()
    store.close()
