"""A group of commands that are imported when they are run, not when they are listed."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import click

from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping


class LazyGroup(click.Group):
    """A group that knows where its commands lie.

    Args:
        commands_at: name to `module:attribute`, and what the overview says of it; in the order in
            which a newcomer needs them.
    """

    def __init__(
        self, *arguments: Any, commands_at: Mapping[str, tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        self._at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in their order."""
        del ctx
        return list(self._at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        del ctx
        if cmd_name not in self._at:
            return None
        module, _colon, attribute = self._at[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, without importing any of the commands."""
        del ctx
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(about)) for name, (_path, about) in self._at.items()])
