"""`onsite stage`: the rundowns and the timer, on the screen and from the shell."""

from __future__ import annotations

import click

from onsite.language import N_, _
from onsite.lazy_group import LazyGroup
from onsite.shell import Shell, command_options

COMMANDS = {
    "import": (
        "onsite.stage.importing.commands:import_",
        N_("Import a programme: pretalx, frab, a calendar, a sheet, Ontime."),
    ),
    "export": (
        "onsite.stage.exporting.commands:export",
        N_("Export rundowns: a calendar, a sheet, or on paper."),
    ),
    "slip": (
        "onsite.stage.exporting.commands:slip",
        N_("Say how late everything was, why, and who took it up."),
    ),
    "rundowns": ("onsite.stage.shell.commands:rundowns", N_("List the rundowns there are.")),
    "show": ("onsite.stage.shell.commands:show", N_("Show a rundown: planned, expected, actual.")),
    "go": ("onsite.stage.shell.act_commands:go", N_("Start an item: GO.")),
    "next": ("onsite.stage.shell.act_commands:next_", N_("End what runs, start what follows.")),
    "arm": ("onsite.stage.shell.act_commands:arm", N_("Let an item stand by.")),
    "pause": ("onsite.stage.shell.act_commands:pause", N_("Let the timer stand still.")),
    "resume": ("onsite.stage.shell.act_commands:resume", N_("Let the timer go on.")),
    "stop": ("onsite.stage.shell.act_commands:stop", N_("End what runs.")),
    "add": ("onsite.stage.shell.act_commands:add", N_("Give more time, or less.")),
    "correct": ("onsite.stage.shell.act_commands:correct", N_("Say when an item really began.")),
    "delay": ("onsite.stage.shell.act_commands:delay", N_("Plan everything from an item later.")),
    "cut": ("onsite.stage.shell.edit_commands:cut", N_("Cut what is to come to end in time.")),
    "skip": ("onsite.stage.shell.act_commands:skip", N_("Leave an item out.")),
    "unskip": ("onsite.stage.shell.act_commands:unskip", N_("Leave an item in after all.")),
    "follow": ("onsite.stage.shell.act_commands:follow", N_("Let items begin by the clock.")),
    "undo": ("onsite.stage.shell.act_commands:undo", N_("Undo the last act or edit.")),
    "edit": (
        "onsite.stage.shell.edit_commands:edit",
        N_("Change the rundown as it runs."),
    ),
    "cues": ("onsite.stage.cues.commands:cues", N_("What must be done at moments of items.")),
    "message": (
        "onsite.stage.display.commands:message",
        N_("Show a message to the speaker, and whether it was seen."),
    ),
    "blackout": (
        "onsite.stage.display.commands:blackout",
        N_("Make the speaker's display black, or show again."),
    ),
    "flash": ("onsite.stage.display.commands:flash", N_("Have the speaker's display flash.")),
    "serve": (
        "onsite.stage.web.commands:serve",
        N_("Serve the displays as a page, to any number of browsers."),
    ),
    "log": (
        "onsite.stage.shell.commands:log",
        N_("All that was done, and what came of it."),
    ),
    "card": (
        "onsite.stage.exporting.commands:card",
        N_("Print the keys of the console on one page."),
    ),
    "speakers": (
        "onsite.stage.readiness.commands:speakers",
        N_("Show how far the speakers are, and whom to call."),
    ),
    "ready": ("onsite.stage.readiness.commands:ready", N_("Say how far a speaker is.")),
    "link": ("onsite.stage.shell.commands:link", N_("Say who of the list a speaker is.")),
}
"""Name to where it lies, and what the overview says of it. One entry for each command."""


@click.group(
    cls=LazyGroup,
    commands_at=COMMANDS,
    invoke_without_command=True,
    help=_(
        """The stage: rundowns, timer, speakers.

        Without a command it opens the timekeeper's console on the screen."""
    ),
)
@click.option(
    "--stage", metavar="ID", default="", help=_("Which stage; not needed where there is only one.")
)
@command_options
def stage(shell: Shell, *, stage: str) -> int:
    """Run `onsite stage`."""
    from onsite.sync.opening import open_or_help

    return open_or_help(shell, "stage", {"stage": _named(shell, stage)} if stage else None)


def _named(shell: Shell, stage: str) -> str:
    """The id of the stage on which the console opens; it must not show another unsaid.

    Raises:
        BadInputError: the plan has no such stage, or it was said before another command.
    """
    from onsite.errors import BadInputError
    from onsite.plan.service import current
    from onsite.stage.shell.finding import which_stage

    command = click.get_current_context().invoked_subcommand
    if command is not None:
        raise BadInputError(
            _("--stage comes after the command."),
            _("Run: onsite stage {command} --stage {stage}").format(command=command, stage=stage),
        )
    with shell.site() as site:
        plan = site.read_now(current)
        return site.read_now(which_stage, plan, stage, "") if plan is not None else stage
