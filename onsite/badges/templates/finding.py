"""Where templates lie: the user's own beside the plan, then those that ship with Onsite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.errors import BadInputError

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.badges.templates.model import Template

FOLDER = "badges"
"""Beside the plan's file."""


class TemplateError(BadInputError):
    """A file is not a template; the sentence names file, line, key and an example."""


def find(name: str, plan_folder: Path | None) -> Template:
    """The template of that name."""
    raise NotImplementedError


def names(plan_folder: Path | None) -> tuple[str, ...]:
    """Every template there is, by its name."""
    raise NotImplementedError
