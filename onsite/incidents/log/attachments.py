"""Files of incidents: copied into the data folder, under the hash of what is in them."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onsite.cleaning import clean
from onsite.errors import BadInputError, StoreFullError
from onsite.language import _
from onsite.sync.placing import sync_folder

if TYPE_CHECKING:
    from typing import BinaryIO

FOLDER = "attachments"
LARGEST = 100_000_000
"""Bytes of one file."""
_PIECE = 1 << 20
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was copied in."""

    sha256: str
    name: str
    """As it was called."""
    size: int
    """In bytes."""
    media: str
    """Its media type by its name; empty where that does not tell."""


def take(data: Path, source: Path) -> Attached:
    """Copy a file in; when it returns, the copy is on disk.

    Args:
        data: the folder of the store.
        source: the file.

    Raises:
        BadInputError: it is not there, is empty, cannot be read, or is too large.
        StoreFullError: there is no room for it.
    """
    folder = data / FOLDER
    try:
        source_size = source.stat().st_size if source.is_file() else None
    except OSError:
        source_size = None
    if source_size is None:
        raise BadInputError(
            _("There is no file {file}.").format(file=source),
            _("It may have been moved: look where it is, and try again."),
        )
    _check_size(source, source_size)
    folder.mkdir(parents=True, exist_ok=True)
    sha256, size = _copied(source, folder)
    media = mimetypes.guess_type(source.name)[0] or ""
    return Attached(sha256, clean(source.name)[:_LONGEST_NAME] or sha256[:8], size, media)


def path(data: Path, sha256: str) -> Path:
    """Where a file lies, if it is here: only the station that took it has it."""
    return data / FOLDER / sha256


def _copied(source: Path, folder: Path) -> tuple[str, int]:
    try:
        with (
            source.open("rb") as read,
            tempfile.NamedTemporaryFile(dir=folder, delete=False) as copy,
        ):
            try:
                sha256, size = _copy(read, copy)
                _check_size(source, size)
                copy.flush()
                os.fsync(copy.fileno())
                Path(copy.name).replace(folder / sha256)
            except BaseException:
                Path(copy.name).unlink(missing_ok=True)
                raise
        sync_folder(folder)
        sync_folder(folder.parent)
    except OSError as error:
        if error.filename == str(source):
            raise BadInputError(
                _("{file} cannot be read: {why}").format(file=source, why=error.strerror)
            ) from error
        raise StoreFullError(
            _("The file could not be copied: {why}").format(why=error.strerror),
            _("Make room on the disk of {folder}, and try again.").format(folder=folder),
        ) from error
    return sha256, size


def _copy(read: BinaryIO, copy: object) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while piece := read.read(_PIECE):
        digest.update(piece)
        size += len(piece)
        copy.write(piece)  # type: ignore[attr-defined]
        if size > LARGEST:
            break
    return digest.hexdigest(), size


def _check_size(source: Path, size: int) -> None:
    if not size:
        raise BadInputError(
            _("{file} is empty.").format(file=source), _("Look whether it was written to the end.")
        )
    if size > LARGEST:
        raise BadInputError(
            _("{file} is larger than 100 MB.").format(file=source),
            _("Add a link to it instead, or a smaller copy."),
        )
