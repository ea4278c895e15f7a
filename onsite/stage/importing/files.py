"""The bytes of a file, and the errors of one that holds no programme."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from onsite.errors import BadInputError
from onsite.language import _
from onsite.roster import whole_file
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
    name_it = _("Name the file that holds the programme.")
    wanted = whole_file.Wanted(
        LIMIT_MB,
        _("“{file}” is larger than {limit} MB: that is no programme."),
        _("Export only the schedule, and import that file."),
        name_it,
        name_it,
        _("Check the name and the folder."),
    )
    return whole_file.content(path, wanted)


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
