"""Files that are under their name only when they are whole, and on the disk."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, TypeVar

from onsite.errors import NotPossibleError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

T = TypeVar("T")


def written(file: Path, write: Callable[[BinaryIO], T]) -> T:
    """Write a file; answers what the writing answers. Where it fails, what was there stays.

    Raises:
        NotPossibleError: it cannot be written.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as out:
            answer = write(out)
            # What is recorded as printed must outlive a power cut, too.
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError as error:
        raise cannot(file, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return answer


def cannot(file: Path, error: OSError) -> NotPossibleError:
    """Why nothing is there."""
    return NotPossibleError(
        _("{file} could not be written: {why}.").format(
            file=file, why=error.strerror or type(error).__name__
        ),
        _("Name another place with --out. What was done before is recorded."),
    )
