"""The `onsite` command: every subcommand, each handing over to one feature.

Nothing heavy is imported here: a subcommand's module is loaded when it is asked for.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

import click

from onsite import __version__, language, shell_words
from onsite.language import N_, _
from onsite.lazy_group import LazyGroup
from onsite.shell import Shell, run

COMMANDS = {
    "desk": ("onsite.checkin.commands:desk", N_("Open the check-in desk on the screen.")),
    "demo": ("onsite.demo.commands:demo", N_("Try everything on a made-up conference.")),
    "train": ("onsite.training.commands:train", N_("Train at the desk with made-up guests.")),
    "plan": ("onsite.plan.commands:plan", N_("Check, publish and show the event's plan.")),
    "roster": ("onsite.roster.commands:roster", N_("Import the attendee list and search it.")),
    "checkin": ("onsite.checkin.commands:checkin", N_("Scan and undo from the shell.")),
    "cases": (
        "onsite.cases.commands:cases",
        N_("The problem desk: who waits, and what is done about it."),
    ),
    "badges": (
        "onsite.badges.commands:badges",
        N_("Badges: their designs, and how they are printed."),
    ),
    "stage": ("onsite.stage.commands:stage", N_("Rundowns, timer and speakers of the stages.")),
    "incidents": (
        "onsite.incidents.commands:incidents",
        N_("Incidents: report one, log it, run it."),
    ),
    "zones": (
        "onsite.zones.commands:zones",
        N_("Zones: how many people are where, and how many may be."),
    ),
    "count": (
        "onsite.zones.shell.count_commands:count",
        N_("Count people in and out of a zone."),
    ),
    "goods": ("onsite.goods.commands:goods", N_("What is handed out, and what is left.")),
    "display": (
        "onsite.stage.display.commands:display",
        N_("Show the timer of a stage full screen, for its speaker."),
    ),
    "scan": (
        "onsite.scanner.hand.commands:scan",
        N_("Show how hand scanners are set, and what one sends."),
    ),
    "cameras": ("onsite.scanner.commands:cameras", N_("List the cameras, and try each.")),
    "status": ("onsite.checkin.commands:status", N_("Show the event, the station, the figures.")),
    "hub": ("onsite.sync.commands:hub", N_("Be the server that several laptops meet at.")),
    "stations": (
        "onsite.sync.stations.commands:stations",
        N_("See the laptops of the event, let new ones join."),
    ),
    "exchange": (
        "onsite.sync.commands:exchange",
        N_("Carry entries by file, where there is no network."),
    ),
    "staff": (
        "onsite.staff.commands:staff",
        N_("Who works here: PINs, roles, shifts, who is where."),
    ),
    "audit": ("onsite.journal.commands:audit", N_("Verify everything that was ever recorded.")),
    "backup": ("onsite.journal.commands:backup", N_("Copy the store while it is in use.")),
    "doctor": ("onsite.doctor.commands:doctor", N_("Find what this computer lacks.")),
}
"""Name to where it lies, and what the overview says of it."""


_GARBAGE = 20_000
"""How many new objects are looked through for cycles at once; Python itself does it after 700."""


def build() -> click.Group:
    """The whole command line, in the language in use."""

    @click.group(
        "onsite",
        cls=LazyGroup,
        commands_at=COMMANDS,
        invoke_without_command=True,
        help=_(
            """Run a conference on the day: check-in that works with the network gone.

            Without a command, the check-in desk opens. New here? Run: onsite demo"""
        ),
    )
    @click.version_option(__version__, prog_name="onsite", help=_("Show the version and leave."))
    @click.option(
        "--language",
        "chosen",
        type=click.Choice(list(language.LANGUAGES)),
        help=_("The language of the screen (or set ONSITE_LANGUAGE)."),
    )
    @click.option(
        "--data",
        type=click.Path(path_type=Path, readable=False),
        metavar="DIR",
        help=_("The folder of the store (or set ONSITE_DATA)."),
    )
    @click.pass_context
    def onsite(ctx: click.Context, data: Path | None, chosen: str | None) -> None:
        shell: Shell = ctx.obj
        shell.data = data
        if chosen:
            language.use(chosen)
        if ctx.invoked_subcommand is None:
            from onsite.checkin.commands import desk

            ctx.exit(ctx.invoke(desk))

    return onsite


def main(arguments: list[str] | None = None) -> None:
    """The entry point of the `onsite` command."""
    # Modules make a hundred thousand objects that stay: to look through them takes a tenth of
    # what most commands do.
    gc.set_threshold(_GARBAGE)
    given = sys.argv[1:] if arguments is None else arguments
    language.use(language.preferred(_wanted(given)))
    shell_words.lend()
    command = build()

    def run_in(shell: Shell) -> Any:
        return command.main(given, "onsite", standalone_mode=False, obj=shell)

    sys.exit(run(run_in, as_json="--json" in given))


def _wanted(arguments: list[str]) -> str | None:
    # The texts of --help are made before the options are read.
    for at, argument in enumerate(arguments):
        if argument == "--language":
            return next(iter(arguments[at + 1 :]), None)
        if argument.startswith("--language="):
            return argument.partition("=")[2]
    return None
