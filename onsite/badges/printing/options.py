"""An option of the commands that print."""

from __future__ import annotations

import click

from onsite.language import _

wait_option = click.option(
    "--wait",
    "seconds",
    type=float,
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help=_("For how long it is waited until the page is printed."),
)
