"""The command palette: every command by its name, in the language in use."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.command import CommandPalette

from onsite.language import _
from onsite.ui.keys import own_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.screen import Screen

    from onsite.ui.base_app import BaseApp


def show(app: BaseApp) -> None:
    """Open the palette, unless it is open."""
    if not any(isinstance(screen, CommandPalette) for screen in app.screen_stack):
        app.push_screen(CommandPalette(placeholder=_("Search for a command…")))


def commands(app: BaseApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """The commands of the screen, then those of the app."""
    general = (
        SystemCommand(_("Language"), _("English, 简体中文, 繁體中文"), app.action_language),
        SystemCommand(_("Colours"), _("Dark, light, high contrast"), app.action_change_theme),
        SystemCommand(_("Sound"), _("Bell, tones or none"), app.action_sound),
    )
    yield from _keys(app, screen, {command.title for command in general})
    yield from general


def _keys(app: BaseApp, screen: Screen[Any], told: set[str]) -> Iterator[SystemCommand]:
    """Whatever a key does now can be found by its name, too, unless it is told elsewhere."""
    for active in own_keys(screen):
        binding = active.binding
        if binding.description in told or binding.action == "command_palette":
            continue
        told.add(binding.description)
        key = _("Key: {key}").format(key=app.get_key_display(binding))
        run = partial(app.run_action, binding.action, active.node)
        yield SystemCommand(binding.description, key, run)
