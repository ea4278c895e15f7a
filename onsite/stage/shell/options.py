"""The options that every command of the stage has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from onsite.language import _
from onsite.shell import command_options

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")


def rundown_options(command: F) -> F:
    """Give a command `--stage` and `--day`, besides those of all commands."""
    given: Any = command_options(command)
    given = click.option(
        "--day",
        default="",
        metavar="DAY",
        help=_("A date, or 1 for the first day; without it today, or the nearest of the event."),
    )(given)
    return cast(
        "F",
        click.option(
            "--stage",
            default="",
            metavar="STAGE",
            help=_("Its id or name; not needed where there is only one."),
        )(given),
    )
