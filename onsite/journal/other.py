"""What a store is compared with: another store, or the answer of an audit elsewhere."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from onsite.errors import BadInputError
from onsite.journal.compare import Comparison, compare_digests, compare_stores
from onsite.journal.digests import Digest, digest
from onsite.language import _
from onsite.store.migrations import HEAD
from onsite.store.visiting import MAGIC, other_form, visited

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

_LIMIT_BYTES = 50_000_000
"""Far more than the answer of an audit has, and little enough to read at once."""
_DIGEST = TypeAdapter(Digest)


@contextmanager
def opened(file: Path) -> Iterator[Connection | Digest]:
    """What lies in that file: a store, only to be read, or the digest in an audit's answer.

    Raises:
        BadInputError: it is neither, or cannot be read.
        StoreError: it is a store that cannot be read, or one of another form.
    """
    try:
        raw = _beginning(file)
    except (OSError, ValueError) as error:
        raise BadInputError(
            _("The file {file} cannot be read.").format(file=file),
            _("Name the data folder of another station, a copy of a store, or an answer."),
        ) from error
    if raw.startswith(MAGIC):
        with visited(file) as rows:
            yield rows
    else:
        yield _digest_in(raw, file)


def compare_with(rows: Connection, other: Connection | Digest) -> Comparison:
    """Compare an open store with what was opened."""
    if isinstance(other, Digest):
        return compare_digests(digest(rows), other)
    return compare_stores(rows, other)


def _beginning(file: Path) -> bytes:
    with file.open("rb") as source:
        head = source.read(len(MAGIC))
        return head if head == MAGIC else head + source.read(_LIMIT_BYTES)


def _digest_in(raw: bytes, file: Path) -> Digest:
    try:
        answer = json.loads(raw)["digest"]
        form = str(answer["form"])
        found = _DIGEST.validate_python(answer) if form == HEAD else None
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise BadInputError(
            _("There is neither a store nor the answer of an audit in {file}.").format(file=file),
            _("Write one on the other computer with “onsite audit --json > FILE”."),
        ) from error
    if found is None:
        raise other_form(form, file)
    return found
