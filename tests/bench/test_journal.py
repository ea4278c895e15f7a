"""The journal beside its floors: one bare sqlite3 commit, and one signature.

Run: `uv run pytest tests/bench/test_journal.py --benchmark-only`.
"""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import func, select

from onsite.journal.audit import audit
from onsite.journal.entry import Signer
from onsite.journal.fold import table_of
from onsite.journal.folding import refold_everything
from onsite.journal.journal import size
from onsite.roster.facts import AttendeeWithdrawn
from onsite.roster.tables import AttendeeRow
from tests.bench.conftest import MANY

ROUNDS = 2000


@pytest.mark.benchmark(group="append one fact")
def test_floor_of_append_one_bare_commit(benchmark, bare):
    benchmark.pedantic(bare, rounds=ROUNDS, warmup_rounds=20)


@pytest.mark.benchmark(group="append one fact")
def test_floor_of_append_one_signature(benchmark):
    signer = Signer.from_seed(bytes(32))
    benchmark.pedantic(lambda: signer.sign(b"x" * 400), rounds=ROUNDS, warmup_rounds=20)


@pytest.mark.benchmark(group="append one fact")
def test_append(benchmark, hall):
    numbers = itertools.count()

    def append():
        fact = AttendeeWithdrawn(attendee=f"nobody{next(numbers)}")
        journal = hall.journal
        return hall.store.write_now(lambda rows: journal.append(rows, fact, operator="Bench"))

    entries = benchmark.pedantic(append, rounds=ROUNDS, warmup_rounds=20)
    assert len(entries) == 1


@pytest.mark.benchmark(group="all entries again")
def test_fold_of_100_000_entries(benchmark, hall):
    folded = benchmark.pedantic(lambda: hall.store.write_now(refold_everything), rounds=1)
    many = select(func.count()).select_from(table_of(AttendeeRow))
    assert folded == hall.read_now(size)
    assert hall.read_now(lambda rows: rows.execute(many).scalar_one()) == MANY
    assert benchmark.stats.stats.max < 20


@pytest.mark.benchmark(group="all entries again")
def test_audit_of_100_000_entries(benchmark, hall):
    result = benchmark.pedantic(lambda: hall.read_now(audit), rounds=1)
    assert result.good
