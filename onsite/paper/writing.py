"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError
from onsite.language import _

if TYPE_CHECKING:
    from pathlib import Path


def write(file: Path, content: bytes) -> None:
    """Write a file. What was there stays until all of it is written.

    Raises:
        NotPossibleError: it cannot be written; with the reason.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise NotPossibleError(
            _("{file} could not be written: {why}.").format(file=file, why=why),
            _("Name another file with --out."),
        ) from error
    finally:
        with contextlib.suppress(OSError, ValueError):
            part.unlink(missing_ok=True)
