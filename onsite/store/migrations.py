"""Brings a store's tables to the form that this Onsite works with."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from onsite.bundled import bundled
from onsite.clock import SystemClock
from onsite.errors import StoreError, StoreNewerError
from onsite.language import _
from onsite.store.backup import back_up, backup_place
from onsite.store.engine import PATIENCE_S
from onsite.store.failures import damaged, translated, unwritable
from onsite.store.writer import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from onsite.clock import Clock

HEAD = "0001"
"""The newest revision under `db/migrations`, kept here since importing Alembic takes long."""


@dataclass(frozen=True)
class Scripts:
    """The migrations that lead to a newest revision."""

    head: str
    folder: Callable[[], Path]


SHIPPED = Scripts(HEAD, lambda: bundled("db/migrations"))


def prepare(path: Path, clock: Clock | None = None, scripts: Scripts = SHIPPED) -> None:
    """Make the store if it is missing, and bring an older one up to date, wholly or not at all.

    Before an older store is changed, a copy of it is put into `backups/` beside it. An
    up-to-date store costs one SELECT.

    Args:
        path: of the store's file; its folder is made.
        clock: tells the time for the name of the copy.
        scripts: other migrations than those that ship.

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
    if found == scripts.head:
        return
    _check(found, scripts.head)
    if found:
        _keep_copy(path, found, clock or SystemClock())
    _migrate(path, scripts)


def check_is_store(path: Path) -> None:
    """Make sure that an Onsite wrote the file, be it an older or a newer one.

    Raises:
        StoreDamagedError: the file is not a store.
        StoreError: it cannot be read.
    """
    with translated():
        found = _revision(path)
    if not found.isdigit():
        raise damaged()


def _make_folder(folder: Path) -> None:
    try:
        # It holds personal data: others at this computer have no business in it.
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
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
        return revision_in(driver)


def revision_in(driver: sqlite3.Connection) -> str:
    """The revision of an open store; "" of an empty file, "?" of another kind of file."""
    try:
        found = driver.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.OperationalError:
        # Asked again, so that a file that cannot be read at all fails here with its own cause.
        tables = driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return "?" if tables[0] else ""
    return str(found[0][0]) if len(found) == 1 else "?"


def _check(found: str, head: str) -> None:
    if not found or (found.isdigit() and found < head):
        return
    if found.isdigit() and found > head:
        raise StoreNewerError(
            _("A newer Onsite has written this store (its form is {found}, ours {ours}).").format(
                found=found, ours=head
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


def _migrate(path: Path, scripts: Scripts) -> None:
    store = Store(path)
    try:
        store.write_now(lambda rows: _bring_up(rows, scripts))
    finally:
        store.close()


def _bring_up(rows: Connection, scripts: Scripts) -> None:
    # Another process may have been quicker while we waited for the lock.
    found = revision_in(cast("sqlite3.Connection", rows.connection.dbapi_connection))
    if found == scripts.head:
        return
    _check(found, scripts.head)
    _upgrade(rows, scripts)
    if found:
        from onsite.journal import features
        from onsite.journal.folding import refold_everything

        features.load()
        refold_everything(rows)


def _upgrade(rows: Connection, scripts: Scripts) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    # Config interpolates, so a percent sign in a folder's name has to be doubled.
    config.set_main_option("script_location", str(scripts.folder()).replace("%", "%%"))
    config.attributes["rows"] = rows
    command.upgrade(config, scripts.head)
