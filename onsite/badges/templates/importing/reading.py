"""A layout of another system, whichever it is, as the text of a template."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from onsite.badges.templates.importing import indico, pretix
from onsite.badges.templates.importing.draft import Unsaid, toml
from onsite.badges.templates.importing.wording import sentence
from onsite.errors import BadInputError
from onsite.language import _


@dataclass(frozen=True, slots=True)
class Carried:
    """What came of a layout."""

    system: str
    text: str
    """A valid template."""
    unsaid: tuple[Unsaid, ...]


def carried_over(text: str, file: str, size: tuple[float, float] | None = None) -> Carried:
    """The template that a layout is the beginning of.

    Args:
        text: JSON.
        file: what to call it in errors and in the template.
        size: of the page, width and height in millimetres, where the layout does not say it.

    Raises:
        BadInputError: it is no layout of a system that is known here, or of no size for a badge.
    """
    data = _parsed(text, file)
    if pretix.is_layout(data):
        found = pretix.draft(data, size)
    elif indico.is_layout(data):
        found = indico.draft(data)
    else:
        raise BadInputError(
            _("{file} is neither a badge layout of pretix nor one of Indico.").format(file=file),
            _("Save the layout's JSON as the system gives it: pretix's API, Indico's designer."),
        )
    if found is None:
        raise BadInputError(
            _(
                "How large the page of {file} is does not stand in it, or is no badge's size."
            ).format(file=file),
            _("Say it: onsite badges import {file} --size 105x148").format(file=file),
        )
    if not found.front:
        raise BadInputError(
            _("Nothing of {file} can stand on a badge here.").format(file=file),
            _("Begin with one that ships: onsite badges new my-badge --from a6"),
        )
    asides = [sentence(each) for each in found.unsaid]
    heading = _("Carried over from {system} ({file}).").format(system=found.system, file=file)
    if asides:
        heading += " " + _("What could not be:")
    return Carried(found.system, toml(found, heading, asides), tuple(found.unsaid))


def _parsed(text: str, file: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInputError(
            _("{file}, line {line}, column {column}: this is not valid JSON.").format(
                file=file, line=error.lineno, column=error.colno
            )
        ) from error
    except RecursionError as error:
        raise BadInputError(_("{file} is nested too deep.").format(file=file)) from error
    except ValueError as error:
        raise BadInputError(_("A number has too many digits.")) from error
