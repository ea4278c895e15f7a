"""Files written whole or not at all, in the format that their name asks for."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Literal

from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

Format = Literal["ical", "csv", "pdf"]
SUFFIXES: dict[str, Format] = {".ics": "ical", ".ical": "ical", ".csv": "csv", ".pdf": "pdf"}
ENDINGS: dict[Format, str] = {"ical": ".ics", "csv": ".csv", "pdf": ".pdf"}


def chosen(out: Path | None, said: str | None) -> Format:
    """The format that was said, or that the name of the file asks for; on paper otherwise.

    Raises:
        BadInputError: the name asks for one that there is not.
    """
    formats: dict[str, Format] = {each: each for each in ENDINGS}
    if said is not None:
        return formats[said]
    if out is None or not out.suffix:
        return "pdf"
    known = SUFFIXES.get(out.suffix.lower())
    if known is None:
        raise BadInputError(
            _("“{file}” could be anything.").format(file=out.name),
            _("End its name with one of {endings}, or say --format.").format(
                endings=", ".join(ENDINGS.values())
            ),
        )
    return known


def write(file: Path, content: Callable[[BinaryIO], int]) -> int:
    """Write a file; answers what `content` does. What was there stays until all of it is written.

    Args:
        file: where to.
        content: writes it.

    Raises:
        NotPossibleError: it cannot be written; with the reason.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        with part.open("wb") as out:
            answer = content(out)
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
    return answer
