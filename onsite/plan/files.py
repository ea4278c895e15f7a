"""A plan's file on the disk, and everything that may stand there instead of one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from onsite.bundled import bundled
from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.plan.wording import printable

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

LIMIT_BYTES = 1_000_000
"""Far more than any plan needs, and little enough to read at once."""
_TEMPLATE = ("2026-11-24", "2026-11-25", "Europe/Berlin")
"""What the shipped starting plan has in the places of the days and the zone."""


def text_in(file: Path) -> str:
    """The text of a file in UTF-8, with or without a byte order mark.

    Raises:
        BadInputError: there is no such text; the sentence says why.
    """
    try:
        raw = _bytes_in(file)
    except FileNotFoundError as error:
        raise BadInputError(
            _("There is no file {file}.").format(file=shown(file)),
            _("Check its name and folder, or make one with “onsite plan init”."),
        ) from error
    except (OSError, ValueError) as error:
        raise BadInputError(
            _("The file {file} cannot be read.").format(file=shown(file)),
            _("Check that it is a file and that you may read it."),
        ) from error
    return _decoded(raw, file)


def starting_plan(now: datetime, zone: str) -> str:
    """The commented starting plan, for an event of today and tomorrow in that time zone.

    Args:
        now: aware.
        zone: IANA name.
    """
    # The plan's own `day_ends`: in the small hours it is still yesterday.
    first = (now.astimezone(ZoneInfo(zone)) - timedelta(hours=4)).date()
    ours = (first.isoformat(), (first + timedelta(days=1)).isoformat(), zone)
    text = bundled("assets/plan/event.toml").read_text(encoding="utf-8")
    for template, mine in zip(_TEMPLATE, ours, strict=True):
        text = text.replace(template, mine)
    return text


def write_new(file: Path, text: str, otherwise: str) -> None:
    """Write a new file.

    Args:
        file: where to.
        text: what is in it.
        otherwise: what to do where something has that name already, in words.

    Raises:
        NotPossibleError: something has that name already, or nothing can be written there.
    """
    try:
        with file.open("xb") as new:
            new.write(text.encode())
    except FileExistsError as error:
        raise NotPossibleError(
            _("{file} is there already, and was left as it is.").format(file=shown(file)),
            otherwise,
        ) from error
    except (OSError, ValueError) as error:
        raise NotPossibleError(
            _("{file} cannot be written.").format(file=shown(file)),
            _("Choose a folder that exists and that you may write to."),
        ) from error


def shown(file: Path) -> str:
    """A file's name as it can be printed: any bytes may be in one."""
    return printable(str(file))


def _bytes_in(file: Path) -> bytes:
    if file.is_dir():
        raise BadInputError(
            _("{file} is a folder, not a file.").format(file=shown(file)),
            _("Name the plan's file in it, as {file}.").format(file=shown(file / "event.toml")),
        )
    if file.exists() and not file.is_file():
        raise BadInputError(
            _("{file} is not an ordinary file.").format(file=shown(file)),
            _("Name a TOML file, as event.toml."),
        )
    with file.open("rb") as opened:
        raw = opened.read(LIMIT_BYTES + 1)
    if len(raw) > LIMIT_BYTES:
        raise BadInputError(
            _("{file} is larger than 1 MB, and no plan is.").format(file=shown(file)),
            _("Name the plan's file; attendee lists are read by “onsite roster import”."),
        )
    return raw


def _decoded(raw: bytes, file: Path) -> str:
    if b"\0" in raw:
        raise BadInputError(
            _("{file} is not a text in UTF-8.").format(file=shown(file)),
            _("Name the plan's TOML file, or save it again as UTF-8."),
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadInputError(
            _("{file} is not a text in UTF-8: see line {line}.").format(
                file=shown(file), line=line
            ),
            _("Save it again as UTF-8."),
        ) from error
