"""`onsite badges`: each room of badges gives its own commands, loaded when they are run."""

from __future__ import annotations

import click

from onsite.language import N_, _
from onsite.lazy_group import LazyGroup
from onsite.shell import Shell, command_options

COMMANDS = {
    "templates": (
        "onsite.badges.templates.commands:templates",
        N_("List the designs, the shipped ones and your own."),
    ),
    "new": ("onsite.badges.templates.commands:new", N_("Begin a design of your own.")),
    "check": (
        "onsite.badges.templates.commands:check",
        N_("Say what is wrong with a design, line by line."),
    ),
    "import": (
        "onsite.badges.templates.commands:import_layout",
        N_("Carry a badge layout of pretix or Indico over."),
    ),
    "preview": (
        "onsite.badges.preview.commands:preview",
        N_("Show a badge as it will be printed, while its design is edited."),
    ),
    "print": ("onsite.badges.printing.commands:print_badge", N_("Print somebody's badge.")),
    "jobs": ("onsite.badges.printing.commands:jobs", N_("List the badges that are printed.")),
    "cancel": ("onsite.badges.printing.commands:cancel", N_("Cancel a print job.")),
    "move": (
        "onsite.badges.printing.commands:move",
        N_("Have another printer do a print job."),
    ),
    "printers": (
        "onsite.badges.printers.commands:printers",
        N_("How the printers are; a test page; which there are to find."),
    ),
    "handed": (
        "onsite.badges.custody.commands:handed",
        N_("Say that a guest has their badge."),
    ),
    "void": (
        "onsite.badges.custody.commands:void",
        N_("Say that a badge was destroyed."),
    ),
    "labels": (
        "onsite.badges.printing.commands:labels",
        N_("How many labels are left, and for how long."),
    ),
    "verify": (
        "onsite.badges.codes.commands:verify",
        N_("Say whether a badge is genuine and counts."),
    ),
    "keys": (
        "onsite.badges.codes.commands:keys",
        N_("The keys that badges are made with: list, renew, revoke."),
    ),
    "ahead": (
        "onsite.badges.bulk.commands:ahead",
        N_("Names and badges before the event, on the screen."),
    ),
    "names-check": (
        "onsite.badges.bulk.commands:names_check",
        N_("Look through all names the evening before."),
    ),
    "preprint": (
        "onsite.badges.bulk.commands:preprint",
        N_("Print badges ahead, sorted into boxes."),
    ),
    "boxes": (
        "onsite.badges.bulk.commands:boxes",
        N_("List the boxes of badges, print their labels."),
    ),
}
"""Name to where it lies, and what the overview says of it. One entry for each command."""


@click.group(
    cls=LazyGroup,
    commands_at=COMMANDS,
    invoke_without_command=True,
    help=_(
        """Badges: their designs, and how they are printed.

        Without a command it opens the printers on the screen."""
    ),
)
@command_options
def badges(shell: Shell) -> int:
    """Run `onsite badges`."""
    from onsite.sync.opening import open_or_help

    return open_or_help(shell, "printers")
