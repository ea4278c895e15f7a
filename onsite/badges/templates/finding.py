"""The template of a name: the user's own beside the plan first, then those that ship."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from onsite.badges.templates.mistakes import TemplateError
from onsite.badges.templates.reading import read
from onsite.badges.templates.shelves import FOLDER, Folder, beside, names_in, shipped
from onsite.errors import BadInputError
from onsite.language import _
from onsite.plan.files import shown
from onsite.plan.wording import shown_value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onsite.badges.templates.model import Template
    from onsite.badges.templates.shelves import Shelf

__all__ = [
    "FOLDER",
    "TemplateError",
    "file_of",
    "find",
    "find_in",
    "in_file",
    "named",
    "names",
]
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def find(name: str, plan_folder: Path | None) -> Template:
    """The template of that name, with all that it inherits.

    Args:
        name: as the plan says it.
        plan_folder: in which the plan's file lies; None where only the shipped ones count.

    Raises:
        BadInputError: there is none of that name, or its file is no template.
    """
    return find_in(name, beside(plan_folder))


def names(plan_folder: Path | None) -> tuple[str, ...]:
    """Every template that `find` knows, one's own first."""
    return names_in(beside(plan_folder))


def find_in(name: str, shelves: Sequence[Shelf]) -> Template:
    """The template of that name on some shelves.

    Raises:
        BadInputError: as in `find`.
    """
    found = read(name, shelves) if _NAME.fullmatch(name) else None
    if found is None:
        known = names_in(shelves)
        close = difflib.get_close_matches(name, known, 1)
        advice = _("Did you mean “{guess}”?").format(guess=close[0]) if close else ""
        raise BadInputError(
            _("There is no badge design {name}. Known here: {known}.").format(
                name=shown_value(name), known=", ".join(known)
            ),
            advice,
        )
    return found


def in_file(file: Path) -> Template:
    """The template in a file, wherever it lies; it may inherit from those beside it.

    Raises:
        BadInputError: the file is not there, or is no template.
    """
    if not file.is_file():
        raise BadInputError(
            _("There is no file {file}.").format(file=shown(file)),
            _("Check its name and folder, or make one with “onsite badges new”."),
        )
    return find_in(file_of(file).stem, (Folder(file.parent), shipped()))


def file_of(file: Path) -> Path:
    """The same file, whose name can be a design's.

    Raises:
        BadInputError: it cannot.
    """
    if file.suffix != ".toml":
        raise _no_name(shown(file))
    named(file.stem)
    return file


def named(name: str) -> str:
    """The same name, which a design can have.

    Raises:
        BadInputError: it cannot.
    """
    if not _NAME.fullmatch(name):
        raise _no_name(shown_value(name))
    return name


def _no_name(said: str) -> BadInputError:
    return BadInputError(
        _("A design is known by the name of its file, and {file} cannot be one.").format(file=said),
        _("Name it with small letters, digits and -, as speaker-a6.toml."),
    )
