"""A copy of the store as it is at one moment, while others go on writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from onsite.errors import BadInputError, StoreError
from onsite.language import _
from onsite.store.failures import translated

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def backup_place(store: Path, at: datetime, label: str) -> Path:
    """Where a copy goes that nobody chose a place for: `backups/` beside the store."""
    folder = store.parent / "backups"
    wish = f"{store.stem}-{at:%Y%m%dT%H%M%SZ}-{label}"
    names = [wish, *(f"{wish}-{more}" for more in range(2, 1000))]
    return next(place for name in names if not (place := folder / f"{name}.db").exists())


def back_up(store: Path, copy: Path) -> None:
    """Write a copy of the store; it is whole, or it is not there.

    In the copy no chain is this station's own. Put back in place of the store, it makes the
    station begin a new chain, since the numbers after the copy may be known elsewhere already.

    Raises:
        BadInputError: there is a file already.
        StoreError: the copy could not be written.
    """
    if copy.exists():
        raise BadInputError(
            _("There is a file already: {file}").format(file=copy),
            _("Give the copy another name, or move that file away."),
        )
    part = copy.with_name(copy.name + ".part")
    try:
        with translated():
            copy.parent.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            _copy(store, part)
        part.replace(copy)
    except (OSError, StoreError) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreError(
            _("The copy of the store could not be written: {file}").format(file=copy),
            _("Free some space on that disk or choose another place, then do it again."),
        ) from error


def _copy(store: Path, part: Path) -> None:
    with (
        closing(sqlite3.connect(store, isolation_level=None)) as source,
        closing(sqlite3.connect(part, isolation_level=None)) as target,
    ):
        source.backup(target)
        # One file, without a journal beside it that could be left behind.
        target.execute("PRAGMA journal_mode = DELETE").fetchall()
        known = "SELECT 1 FROM sqlite_master WHERE name = 'journal_station'"
        if target.execute(known).fetchone():
            target.execute("UPDATE journal_station SET own = 0")
