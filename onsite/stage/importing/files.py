"""The bytes of a file, and the errors of one that holds no programme."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from onsite.errors import BadInputError
from onsite.language import _
from onsite.roster.encodings import decode

if TYPE_CHECKING:
    from pathlib import Path

LIMIT_MB = 50
"""A larger file is no programme: the largest congress has less than five."""


def content(path: Path) -> bytes:
    """What the file holds.

    Raises:
        BadInputError: it cannot be read; with the reason.
    """
    try:
        if not path.is_file() and path.exists():
            raise BadInputError(
                _("“{file}” is not a file.").format(file=path),
                _("Name the file that holds the programme."),
            )
        if path.stat().st_size > LIMIT_MB * 1_000_000:
            raise BadInputError(
                _("“{file}” is larger than {limit} MB: that is no programme.").format(
                    file=path.name, limit=LIMIT_MB
                ),
                _("Export only the schedule, and import that file."),
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise BadInputError(
            _("There is no file “{file}”.").format(file=path), _("Check the name and the folder.")
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise BadInputError(
            _("“{file}” cannot be read: {why}.").format(file=path, why=why),
            _("Check its permissions, or copy it to a folder of your own."),
        ) from error


def text(data: bytes, file: str) -> str:
    """The text of a file, in whatever encoding it is.

    Raises:
        BadInputError: it is no text.
    """
    found = decode(data)
    if found is None:
        raise no_programme(file)
    return found


def parsed_json(said: str, file: str) -> Any:
    """The value of a JSON text.

    Raises:
        BadInputError: it is none; with the line.
    """
    try:
        return json.loads(said)
    except json.JSONDecodeError as error:
        raise broken(file, error.lineno, error.msg) from error
    except (ValueError, RecursionError) as error:
        raise no_programme(file) from error


def broken(file: str, line: int, why: str) -> BadInputError:
    """The error for a file that cannot be read on from some line."""
    return BadInputError(
        _("“{file}” cannot be read on from line {line}: {why}.").format(
            file=file, line=line, why=why
        ),
        _("It may have been cut off: download or export it again, and import that file."),
    )


def no_programme(file: str) -> BadInputError:
    """The error for a file that holds something else."""
    return BadInputError(
        _("“{file}” holds no programme that can be read.").format(file=file),
        _(
            "Export it as JSON or XML (pretalx, frab), iCalendar, an Ontime project, or as a"
            " CSV or XLSX sheet with one session in each row."
        ),
    )


def empty(file: str) -> BadInputError:
    """The error for a programme without sessions."""
    return BadInputError(
        _("“{file}” has no sessions.").format(file=file),
        _("Check whether its schedule has been released, and export it again."),
    )
