"""Making a store, bringing one up to date, and what cannot be."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from onsite.bundled import bundled
from onsite.errors import StoreDamagedError, StoreError, StoreNewerError
from onsite.journal import features
from onsite.roster.search_tables import SEARCH_DDL
from onsite.store import migrations
from onsite.store.engine import connect
from onsite.store.migrations import HEAD, Scripts, prepare
from onsite.store.writer import Store
from tests import made_stores


@pytest.fixture(autouse=True)
def _made_by_the_migrations(monkeypatch):
    monkeypatch.setattr(migrations, "_migrate", made_stores.MADE)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "onsite.db"


def run(path, *statements: str) -> list[tuple]:
    with closing(sqlite3.connect(path, isolation_level=None)) as driver:
        return [row for statement in statements for row in driver.execute(statement).fetchall()]


def test_head_is_the_newest_script():
    config = Config()
    config.set_main_option("script_location", str(bundled("db/migrations")))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes of files")
def test_the_folder_of_a_new_store_is_for_its_owner_alone(tmp_path):
    prepare(tmp_path / "event" / "onsite.db")
    assert (tmp_path / "event").stat().st_mode & 0o777 == 0o700


def test_a_new_store_has_every_table_that_is_declared(path):
    features.load()
    prepare(path)
    rows = connect(path)
    told = {"include_object": _is_declared}
    found = compare_metadata(MigrationContext.configure(rows, opts=told), SQLModel.metadata)
    rows.close()
    rows.engine.dispose()
    assert found == []


def _is_declared(item, name, kind, reflected, compare_to) -> bool:
    # The index over the search is no table of its own, and `number` only serves that index.
    searched = kind == "table" and name.startswith("attendee_search_")
    numbered = kind in ("column", "unique_constraint") and item.table.name == "attendee_search"
    return not searched and not (numbered and compare_to is None)


def test_a_new_store_has_the_index_of_the_search(path):
    prepare(path)
    stored = run(path, "SELECT sql FROM sqlite_master WHERE sql LIKE '%attendee_search%'")
    made = {_in_one_line(sql) for (sql,) in stored}
    assert {_in_one_line(sql) for sql in SEARCH_DDL} - made == set()


def _in_one_line(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).strip()


def test_an_up_to_date_store_is_left_alone_without_alembic(path):
    prepare(path)
    before = path.read_bytes()
    code = (
        "import sys; from pathlib import Path; from onsite.store.migrations import prepare;"
        "prepare(Path(sys.argv[1])); print('alembic' in sys.modules)"
    )
    asked = [sys.executable, "-c", code, str(path)]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout == "False\n"
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["onsite.db"]


def test_an_empty_file_is_a_new_store(path):
    path.parent.mkdir()
    path.touch()
    prepare(path)
    assert run(path, "SELECT version_num FROM alembic_version") == [(HEAD,)]


@pytest.fixture
def next_version(tmp_path):
    """An Onsite with one more migration, made of these statements."""

    def make(*statements: str) -> Scripts:
        folder = tmp_path / "migrations"
        shutil.copytree(bundled("db/migrations"), folder)
        script = "from alembic import op\n\n"
        script += f"revision, down_revision = '0002', {HEAD!r}\n\n\ndef upgrade():\n"
        script += "".join(f"    op.execute({statement!r})\n" for statement in statements)
        (folder / "versions" / "0002_next.py").write_text(script)
        return Scripts("0002", lambda: folder)

    return make


@pytest.fixture
def filled(site):
    """The file of a store that has an attendee."""
    from onsite.roster.facts import AttendeeListed, Record

    fact = AttendeeListed(
        attendee="1", source="plain", source_key="1", record=Record(name="Jane", codes=("T1",))
    )
    site.write_now(lambda journal, rows: journal.append(rows, fact, operator="Maria"))
    site.close()
    return site.data / "onsite.db"


NAMES = "SELECT name FROM attendee"


def test_an_older_store_is_copied_migrated_and_folded_again(filled, next_version, clock):
    prepare(
        filled,
        clock,
        next_version("ALTER TABLE journal_station ADD COLUMN name TEXT", "DELETE FROM credential"),
    )
    assert run(filled, "SELECT version_num FROM alembic_version") == [("0002",)]
    assert run(filled, "SELECT name, last_number FROM journal_station") == [(None, 1)]
    assert run(filled, "SELECT code, state FROM credential") == [("T1", "live")]
    copies = sorted((filled.parent / "backups").iterdir())
    assert [copy.name for copy in copies] == [f"onsite-20261124T083000Z-{HEAD}.db"]
    assert run(copies[0], "SELECT version_num FROM alembic_version", NAMES) == [
        (HEAD,),
        ("Jane",),
    ]


def test_a_migration_that_fails_changes_nothing(filled, next_version):
    before = sorted(run(filled, "SELECT name, sql FROM sqlite_master"))
    scripts = next_version(
        "DROP TABLE presence",
        "DELETE FROM attendee",
        "CREATE TABLE half (done INTEGER)",
        "INSERT INTO nowhere VALUES (1)",
    )
    with pytest.raises(Exception, match="no such table: nowhere"):
        prepare(filled, scripts=scripts)
    assert sorted(run(filled, "SELECT name, sql FROM sqlite_master")) == before
    assert run(filled, "SELECT version_num FROM alembic_version", NAMES) == [(HEAD,), ("Jane",)]


def test_without_a_copy_nothing_is_migrated(filled, next_version):
    scripts = next_version("DELETE FROM attendee")
    (filled.parent / "backups").write_text("a file where the folder should be")
    with pytest.raises(StoreError) as caught:
        prepare(filled, scripts=scripts)
    assert str(caught.value) == (
        "The store must be brought up to date, but no copy of it could be made first. "
        "Free some space on that disk or choose another place, then do it again."
    )
    assert run(filled, "SELECT version_num FROM alembic_version", NAMES) == [(HEAD,), ("Jane",)]


def test_a_store_of_a_newer_onsite_is_refused_untouched(filled):
    run(filled, "UPDATE alembic_version SET version_num = '0973'")
    before = filled.read_bytes()
    with pytest.raises(StoreNewerError) as caught:
        prepare(filled)
    assert str(caught.value) == (
        f"A newer Onsite has written this store (its form is 0973, ours {HEAD}). "
        "Update Onsite on this computer, or choose another folder with --data."
    )
    assert filled.read_bytes() == before


def _text(path) -> None:
    path.write_text("Order code;Attendee name\n" * 100)


def _other_database(path) -> None:
    run(path, "CREATE TABLE bookmarks (url TEXT)")


def _other_alembic(path) -> None:
    run(
        path,
        "CREATE TABLE alembic_version (version_num TEXT)",
        "INSERT INTO alembic_version VALUES ('ae1027a6acf')",
    )


def _two_versions(path) -> None:
    prepare(path)
    run(path, "INSERT INTO alembic_version VALUES ('0000')")


def _cut(path) -> None:
    prepare(path)
    path.write_bytes(b"SQLite format 3\x00" + os.urandom(5000))


@pytest.mark.parametrize(
    "make", [_text, _other_database, _other_alembic, _two_versions, _cut], ids=lambda f: f.__name__
)
def test_a_file_that_is_no_store_is_refused_untouched(path, make):
    path.parent.mkdir()
    make(path)
    before = path.read_bytes()
    with pytest.raises(StoreDamagedError) as caught:
        prepare(path)
    assert str(caught.value) == (
        "The data file is damaged or is not an Onsite store. "
        "Choose another folder with --data, or put back a copy from the backups folder."
    )
    assert path.read_bytes() == before


def test_a_folder_in_place_of_the_store_is_said(path):
    path.mkdir(parents=True)
    with pytest.raises(
        StoreError, match=r"There is a folder where the store should be: .*onsite\.db"
    ):
        prepare(path)


def test_a_file_in_place_of_the_data_folder_is_said(path):
    path.parent.write_text("")
    with pytest.raises(StoreError, match=r"The data folder is a file: .*data"):
        prepare(path)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder nobody may write to")
def test_a_folder_that_cannot_be_made_is_said(path):
    with pytest.raises(StoreError, match="cannot be written to"):
        prepare(Path("/proc/self/onsite/onsite.db"))


def test_a_percent_sign_in_a_folder_is_a_percent_sign(tmp_path):
    prepare(tmp_path / "100 % ready %(here)s" / "onsite.db")


def test_who_comes_second_finds_it_done(filled, next_version):
    scripts = next_version("ALTER TABLE journal_station ADD COLUMN name TEXT")
    prepare(filled, scripts=scripts)
    prepare(filled, scripts=scripts)
    store = Store(filled)
    store.write_now(lambda rows: migrations._bring_up(rows, scripts))
    store.close()
    assert run(filled, "SELECT version_num FROM alembic_version") == [("0002",)]
    assert len(list((filled.parent / "backups").iterdir())) == 1
