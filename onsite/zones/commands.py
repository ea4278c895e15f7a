"""`onsite zones`: who is where, how many may be, and what changes that, from the shell."""

from __future__ import annotations

import sys

import click

from onsite.language import N_, _
from onsite.lazy_group import LazyGroup
from onsite.shell import Shell, command_options

_AT = "onsite.zones.shell"
COMMANDS = {
    "list": (f"{_AT}.look_commands:list_", N_("List all zones: how many are in, how many may be.")),
    "show": (f"{_AT}.look_commands:show", N_("Show one zone: its limits, ways, counters.")),
    "check": (f"{_AT}.check_commands:check", N_("Look whether zones are ready for people.")),
    "recount": (f"{_AT}.recount_commands:recount", N_("Say how many are really there.")),
    "close": (f"{_AT}.recount_commands:close", N_("Close the day of a zone.")),
    "block": (f"{_AT}.act_commands:block", N_("Say that an exit or an aisle is blocked.")),
    "clear": (f"{_AT}.act_commands:clear", N_("Say that it is free again.")),
    "limit": (f"{_AT}.act_commands:limit", N_("Let fewer in for now, or as the plan says again.")),
    "evacuate": (f"{_AT}.act_commands:evacuate", N_("Have everybody leave; see who is left.")),
    "drift": (f"{_AT}.measure_commands:drift", N_("Say how far counts stray, when to recount.")),
    "history": (f"{_AT}.measure_commands:history", N_("Show how a zone filled and emptied.")),
    "gates": (f"{_AT}.measure_commands:gates", N_("Compare people in zones with the gates.")),
    "camera": (f"{_AT}.measure_commands:camera", N_("Show a camera's hint beside the hand count.")),
    "export": (f"{_AT}.export_commands:export", N_("Write tables, or a day's report on paper.")),
}
"""Name to where it lies, and what the overview says of it. One entry for each command."""


@click.group(
    cls=LazyGroup,
    commands_at=COMMANDS,
    invoke_without_command=True,
    help=_(
        """Zones: how many people are where, how many may be, and when it gets too full.

        Without a command it opens the overview on the screen; in a script it lists all zones.
        ZONE is a zone of the plan, by its id or its name. To count: onsite count ZONE"""
    ),
)
@command_options
def zones(shell: Shell) -> int:
    """Run `onsite zones`."""
    if click.get_current_context().invoked_subcommand is not None:
        return 0
    if not shell.as_json and sys.stdin.isatty() and sys.stdout.isatty():
        from onsite.sync.opening import open_area

        return open_area(shell, "zones")
    from onsite.zones.shell.look_commands import say_list

    say_list(shell)
    return 0
