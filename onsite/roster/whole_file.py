"""A file that is read whole, and the errors of one that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onsite.errors import BadInputError
from onsite.language import _

if TYPE_CHECKING:
    from pathlib import Path


class Wanted(NamedTuple):
    """What the file is to hold: how large it may be, and what to do where it is another."""

    limit_mb: int
    too_large: str
    """The whole sentence for a file that is larger, with `{file}` and `{limit}`."""
    smaller: str
    """What to do about that."""
    within: str
    """What to do where it is a folder."""
    instead: str
    """What to do where it is no file at all."""
    elsewhere: str
    """What to do where there is none."""


def content(path: Path, wanted: Wanted) -> bytes:
    """What the file holds.

    Raises:
        BadInputError: it cannot be read; with the reason.
    """
    try:
        _check(path, wanted)
        return path.read_bytes()
    except FileNotFoundError:
        said = _("There is no file “{file}”.").format(file=path)
        raise BadInputError(said, wanted.elsewhere) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise BadInputError(
            _("“{file}” cannot be read: {why}.").format(file=path, why=why),
            _("Check its permissions, or copy it to a folder of your own."),
        ) from error


def _check(path: Path, wanted: Wanted) -> None:
    if path.is_dir():
        said = _("“{file}” is a folder, not a file.").format(file=path)
        raise BadInputError(said, wanted.within)
    if path.exists() and not path.is_file():
        raise BadInputError(_("“{file}” is not a file.").format(file=path), wanted.instead)
    if path.stat().st_size > wanted.limit_mb * 1_000_000:
        said = wanted.too_large.format(file=path.name, limit=wanted.limit_mb)
        raise BadInputError(said, wanted.smaller)
