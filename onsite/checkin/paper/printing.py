"""Making a list on paper: what it says is read, drawn, and noted, so that its ticks are known."""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.checkin.paper.drawing import Pen
from onsite.checkin.paper.facts import PaperListMade
from onsite.checkin.paper.sheets import make_list
from onsite.clock import to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from onsite.checkin.paper.pages import Format
    from onsite.checkin.paper.sheets import PaperList
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.wiring import Site

    Progress = Callable[[str, int, int], None]

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, 1, I, O: they are mistaken for each other on paper."""
_LABEL = 5
_PART = 500
"""So many people are named by one entry."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list is wanted."""

    checkpoint: str
    by_desk: bool = True
    desk: str = ""
    """The one desk that is wanted; empty for all."""
    paper: Format = "a4"


@dataclass(frozen=True, slots=True)
class Printed:
    """A list that was made."""

    label: str
    found: PaperList
    pages: int


def print_list(
    site: Site, plan: Plan, wanted: Wanted, file: Path, progress: Progress | None = None
) -> Printed:
    """Make the list, note whom it names, and write it as a PDF.

    Raises:
        BadInputError: the plan has no such desk there.
        NotPossibleError: nobody is on the list, or the file cannot be written.
    """
    _check(plan, wanted)
    found = site.read_now(
        make_list,
        plan,
        wanted.checkpoint,
        site.clock.now(),
        by_desk=wanted.by_desk,
        only=wanted.desk,
        progress=progress,
    )
    if not found.people:
        raise NotPossibleError(
            _("Nobody would stand on this list."),
            _("Import the attendee list first, or choose another checkpoint or desk."),
        )
    label = "".join(secrets.choice(_LETTERS) for _each in range(_LABEL))
    many = _write(site, Pen(found, plan, label, wanted.paper), label, found, file, progress)
    return Printed(label, found, many)


def _write(
    site: Site,
    pen: Pen,
    label: str,
    found: PaperList,
    file: Path,
    progress: Progress | None,
) -> int:
    part = file.with_name(f".{file.name}.part")
    try:
        many = pen.draw(part, progress)
        # Noted before it is there to be printed: no tick on it must be unknown.
        site.write_now(_note, label, found, site.operator)
        part.replace(file)
    except OSError as error:
        raise NotPossibleError(
            _("The list could not be written to {file}: {why}.").format(
                file=file, why=error.strerror or type(error).__name__
            ),
            _("Name another file with --out."),
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return many


def _check(plan: Plan, wanted: Wanted) -> None:
    here = [key for key, desk in plan.desks.items() if desk.checkpoint == wanted.checkpoint]
    if wanted.desk and wanted.desk not in here:
        raise BadInputError(
            _("There is no desk “{desk}” at this checkpoint.").format(desk=wanted.desk),
            _("Choose one of: {desks}.").format(desks=", ".join(here) or "–"),
        )


def _note(journal: Journal, rows: Connection, label: str, found: PaperList, operator: str) -> None:
    lines = list(found.lines)
    parts = (
        PaperListMade(
            list=label,
            made_ms=to_ms(found.made),
            checkpoint=found.checkpoint,
            people=len(lines),
            first=begin + 1,
            attendees=tuple(line.attendee for line in lines[begin : begin + _PART]),
        )
        for begin in range(0, len(lines), _PART)
    )
    journal.append(rows, *parts, operator=operator)
