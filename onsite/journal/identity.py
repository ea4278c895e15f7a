"""Who this station is: its secret key in a file, and the chain in the store that belongs to it.

Two stations must never write the same chain, and one station must never write the same number
twice. So a key is used only with the store that knows it as its own. A new store, or a copy
that was put back, gets a new key; a chain whose key is not here stays as another station's.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from onsite.errors import StoreError
from onsite.journal import features
from onsite.journal.entry import Signer
from onsite.journal.fold import table_of
from onsite.journal.folding import fold_waiting
from onsite.journal.journal import Journal
from onsite.journal.tables import StationRow
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from onsite.clock import Clock

KEY_FILE = "station.key"
NEXT_FILE = "station.key.next"
"""Holds the key of a change of identity until that is on disk."""
_SEED_BYTES = 32
_STATION = table_of(StationRow)
_OWN = select(_STATION.c.station).where(_STATION.c.own == 1)


def open_journal(
    rows: Connection,
    data: Path,
    clock: Clock,
    judge: Callable[[Journal, Connection], None] = lambda *_: None,
) -> Journal:
    """The journal of the station whose store this is; run inside `store.write`.

    What an upgrade of Onsite has made readable is folded on the way.

    Args:
        rows: a transaction that holds the store's write lock, which keeps two processes that
            start at once from making two keys.
        data: the folder of the key file.
        clock: tells the time of new entries.
        judge: takes out what has become readable and does not count, before it is folded.

    Raises:
        StoreError: the key file cannot be read or written.
    """
    features.load()
    path = data / KEY_FILE
    own = rows.execute(_OWN).scalars().all()
    try:
        _settle(data, own, clock)
        signer = _read(path)
        if signer is None or list(own) != [signer.station]:
            signer = Signer.generate()
            _replace(path, signer, clock)
            rows.execute(update(_STATION).values(own=False))
    except OSError as error:
        raise _unwritable(path) from error
    journal = Journal(signer, clock)
    journal.open_chain(rows)
    judge(journal, rows)
    fold_waiting(rows)
    return journal


def change(journal: Journal, rows: Connection, data: Path, signer: Signer) -> None:
    """Go on under another identity; the chain so far stays as another station's.

    The key lies beside the former one until `settle`: should the transaction not come to its
    end, nothing has changed.

    Raises:
        StoreError: the key file cannot be written.
    """
    path = data / NEXT_FILE
    try:
        _write(path, signer)
    except OSError as error:
        raise _unwritable(path) from error
    rows.execute(update(_STATION).values(own=False))
    journal.signer = signer
    journal.open_chain(rows)


def settle(rows: Connection, data: Path, clock: Clock) -> None:
    """Put the key of a change in place that is on disk; the next start does it otherwise.

    Raises:
        StoreError: the key file cannot be written.
    """
    try:
        _settle(data, rows.execute(_OWN).scalars().all(), clock)
    except OSError as error:
        raise _unwritable(data / KEY_FILE) from error


def _settle(data: Path, own: Sequence[str], clock: Clock) -> None:
    following = _read(data / NEXT_FILE)
    if following is not None and list(own) == [following.station]:
        _put(data / NEXT_FILE, data / KEY_FILE, clock)


def _unwritable(path: Path) -> StoreError:
    return StoreError(
        _("The key of this station cannot be read or written: {file}").format(file=path),
        _("Check the permissions of the data folder, or choose another one with --data."),
    )


def _read(path: Path) -> Signer | None:
    try:
        seed = bytes.fromhex(path.read_text(encoding="ascii"))
    except (FileNotFoundError, IsADirectoryError, ValueError):
        return None
    return Signer.from_seed(seed) if len(seed) == _SEED_BYTES else None


def _replace(path: Path, signer: Signer, clock: Clock) -> None:
    """Put a new key in place, at once or not at all; an older file is kept beside it."""
    new = path.with_name(f"{path.name}.new-{os.getpid()}")
    _write(new, signer)
    _put(new, path, clock)


def _write(new: Path, signer: Signer) -> None:
    new.unlink(missing_ok=True)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:  # noqa: PTH123 - the mode must hold from the first byte
        file.write(signer.seed().hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(new.parent)


def _put(new: Path, path: Path, clock: Clock) -> None:
    if os.path.lexists(path):
        path.replace(_aside(path, clock))
    new.replace(path)
    _sync_folder(path.parent)


def _aside(path: Path, clock: Clock) -> Path:
    wish = f"{path.name}.old-{clock.now():%Y%m%dT%H%M%SZ}"
    names = [wish, *(f"{wish}-{more}" for more in range(2, 1000))]
    return next(place for name in names if not os.path.lexists(place := path.with_name(name)))


def _sync_folder(folder: Path) -> None:
    # Windows can neither open nor sync a folder; there the rename itself is journalled.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
