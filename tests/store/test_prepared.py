"""Statements compiled once answer as SQLAlchemy does."""

from __future__ import annotations

import pytest
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, bindparam, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from onsite.errors import StoreError
from onsite.store.prepared import Prepared
from onsite.store.writer import Store

GUEST = Table(
    "guest",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("order", String),
    Column("vip", Boolean),
)
ROWS = [{"number": 1, "order": "A", "vip": True}, {"number": 2, "order": None, "vip": False}]
ADD = Prepared(insert(GUEST), into=GUEST)
BY_NUMBER = Prepared(select(GUEST).where(GUEST.c.number == bindparam("which")))
VIPS = Prepared(select(GUEST.c.number).where(GUEST.c.vip.is_(True), GUEST.c.order == "A"))


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "store.db")
    opened.write_now(GUEST.create)
    opened.write_now(lambda rows: ADD.run_many(rows, ROWS))
    yield opened
    opened.close()


def test_rows_come_with_their_names_and_types(store):
    found = store.read_now(lambda rows: [BY_NUMBER.first(rows, {"which": n}) for n in (1, 2, 3)])

    assert found == [*ROWS, None]
    assert found[0]["vip"] is True


def test_values_of_the_statement_itself_are_kept(store):
    assert store.read_now(lambda rows: VIPS.all(rows, {})) == [{"number": 1}]


def test_an_upsert_writes_every_column(store):
    statement = upsert(GUEST)
    change = {"order": statement.excluded["order"], "vip": statement.excluded["vip"]}
    changing = Prepared(
        statement.on_conflict_do_update(index_elements=["number"], set_=change), into=GUEST
    )
    changed = {"number": 2, "order": "B", "vip": True}

    store.write_now(lambda rows: changing.run(rows, changed))

    assert store.read_now(lambda rows: BY_NUMBER.first(rows, {"which": 2})) == changed


def test_a_failure_is_a_sentence_and_leaves_nothing(store):
    def fill_then_fail(rows):
        ADD.run(rows, {"number": 3, "order": "C", "vip": False})
        rows.connection.dbapi_connection.execute("PRAGMA query_only = ON")
        ADD.run(rows, {"number": 4, "order": "C", "vip": False})

    with pytest.raises(StoreError):
        store.write_now(fill_then_fail)

    assert store.read_now(lambda rows: BY_NUMBER.first(rows, {"which": 3})) is None
