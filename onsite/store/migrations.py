"""Brings a store's tables to the form that this Onsite works with."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, cast

from onsite.bundled import bundled
from onsite.clock import SystemClock
from onsite.errors import StoreError, StoreNewerError
from onsite.language import _
from onsite.store.backup import back_up, backup_place
from onsite.store.engine import PATIENCE_S, connect
from onsite.store.failures import damaged, translated, unwritable

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from onsite.clock import Clock

HEAD = "0001"
"""The newest revision under `db/migrations`, kept here since importing Alembic takes long."""


def prepare(path: Path, clock: Clock | None = None) -> None:
    """Make the store if it is missing, and bring an older one up to date, wholly or not at all.

    Before an older store is changed, a copy of it is put into `backups/` beside it. An
    up-to-date store costs one SELECT.

    Raises:
        StoreNewerError: a newer Onsite wrote it.
        StoreDamagedError: the file is not a store.
        StoreError: it cannot be read, copied or written.
    """
    _make_folder(path.parent)
    if path.is_dir():
        raise StoreError(
            _("There is a folder where the store should be: {file}").format(file=path),
            _("Move that folder away, or choose another folder with --data."),
        )
    with translated():
        found = _revision(path)
    if found == HEAD:
        return
    _check(found)
    if found:
        _keep_copy(path, found, clock or SystemClock())
    with translated():
        _migrate(path)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise StoreError(
            _("The data folder is a file: {file}").format(file=folder),
            _("Choose another folder with --data."),
        ) from error
    except OSError as error:
        raise unwritable() from error


def _revision(path: Path) -> str:
    """The store's revision; "" where there is nothing yet, "?" where it is something else."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=PATIENCE_S)) as driver:
        return _revision_in(driver)


def _revision_in(driver: sqlite3.Connection) -> str:
    try:
        found = driver.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.OperationalError:
        # Asked again, so that a file that cannot be read at all fails here with its own cause.
        tables = driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return "?" if tables[0] else ""
    return str(found[0][0]) if len(found) == 1 else "?"


def _check(found: str) -> None:
    if not found or (found.isdigit() and found < HEAD):
        return
    if found.isdigit() and found > HEAD:
        raise StoreNewerError(
            _("A newer Onsite has written this store (its form is {found}, ours {ours}).").format(
                found=found, ours=HEAD
            ),
            _("Update Onsite on this computer, or choose another folder with --data."),
        )
    raise damaged()


def _keep_copy(path: Path, found: str, clock: Clock) -> None:
    try:
        back_up(path, backup_place(path, clock.now(), found))
    except StoreError as error:
        raise StoreError(
            _("The store must be brought up to date, but no copy of it could be made first."),
            error.advice,
        ) from error


def _migrate(path: Path) -> None:
    rows = connect(path)
    driver = cast("sqlite3.Connection", rows.connection.dbapi_connection)
    try:
        driver.execute("BEGIN IMMEDIATE")
        try:
            _run(rows, driver)
            driver.execute("COMMIT")
        except BaseException:
            if driver.in_transaction:
                driver.execute("ROLLBACK")
            raise
    finally:
        rows.close()
        rows.engine.dispose()


def _run(rows: Connection, driver: sqlite3.Connection) -> None:
    # Another process may have been quicker while we waited for the lock.
    found = _revision_in(driver)
    if found == HEAD:
        return
    _check(found)
    upgrade(rows, HEAD)
    if found:
        from onsite.journal import features
        from onsite.journal.folding import refold_everything

        features.load()
        refold_everything(rows)


def upgrade(rows: Connection, to: str) -> None:
    """Run the migrations up to a revision inside the transaction at hand."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    # Config interpolates, so a percent sign in a folder's name has to be doubled.
    config.set_main_option("script_location", str(bundled("db/migrations")).replace("%", "%%"))
    config.attributes["rows"] = rows
    command.upgrade(config, to)
