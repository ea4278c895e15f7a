"""Another store, looked into: never brought up to date, and no file beside it is touched."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from onsite.errors import StoreBusyError, StoreError
from onsite.language import _
from onsite.store.engine import BUSY_TIMEOUT_MS
from onsite.store.failures import damaged, translated
from onsite.store.migrations import HEAD, revision_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

MAGIC = b"SQLite format 3\0"
"""What every file of SQLite begins with."""
_WAL = 2


@contextmanager
def visited(path: Path) -> Iterator[Connection]:
    """A connection to a store that can only read, for use by any one thread.

    The store may be in use: what is seen is one moment of it.

    Raises:
        StoreDamagedError: the file is not a store.
        StoreBusyError: it came into use meanwhile, so that what was read may not hold.
        StoreError: it cannot be read, or is not of the form that this Onsite works with.
    """
    still = _is_still(path)
    before = path.stat()
    with translated(), _opened(path, still=still) as driver:
        engine = create_engine("sqlite://", creator=lambda: driver, poolclass=NullPool)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as rows:
            driver.execute("BEGIN")
            _check_form(driver, path)
            yield rows
    if still and (not _is_still(path) or path.stat().st_mtime_ns != before.st_mtime_ns):
        raise StoreBusyError(
            _("The store came into use while it was compared: {file}").format(file=path),
            _("Do it again."),
        )


@contextmanager
def _opened(path: Path, *, still: bool) -> Iterator[sqlite3.Connection]:
    # An ordinary connection would write what another one left in the log, or make a log.
    how = "immutable=1" if still else "mode=ro"
    place = quote(path.resolve().as_posix(), safe="/:", errors="surrogateescape")
    address = f"file://{'' if place.startswith('/') else '/'}{place}?{how}"
    opening = sqlite3.connect(
        address,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_TIMEOUT_MS / 1000,
    )
    with closing(opening) as driver:
        driver.execute("PRAGMA query_only = ON").fetchall()
        driver.execute("PRAGMA temp_store = MEMORY").fetchall()
        yield driver


def _is_still(path: Path) -> bool:
    """Whether nobody has the store open: it keeps a log while it is in use, and has none now."""
    with path.open("rb") as file:
        head = file.read(20)
    return head[18:19] == bytes([_WAL]) and not path.with_name(f"{path.name}-wal").exists()


def _check_form(driver: sqlite3.Connection, path: Path) -> None:
    found = revision_in(driver)
    if not found.isdigit():
        raise damaged()
    if found != HEAD:
        raise other_form(found, path)


def other_form(found: str, path: Path) -> StoreError:
    """The error for a store whose tables are not as this Onsite has them."""
    return StoreError(
        _("Another version of Onsite made {file} (its form is {found}, ours {ours}).").format(
            file=path, found=found, ours=HEAD
        ),
        _("Update Onsite on both computers, open both stores once, then compare again."),
    )
