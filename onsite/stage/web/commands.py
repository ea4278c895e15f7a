"""The page of the displays, from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onsite.language import _
from onsite.shell import command_options

if TYPE_CHECKING:
    from onsite.shell import Shell

_PORT = 8137  # `address.PORT`, which would have to be imported for every --help


@click.command(
    help=_(
        """Serve the displays as a page, to any number of browsers: confidence monitors, the green
        room, phones.

        The page counts by itself, also when this computer cannot be reached. It shows the
        speaker's view or the backstage view of a stage, in the language of the browser; it can
        change nothing. Its address cannot be guessed and stays the same until --new-address.

        Without --host only this computer reaches it. With --host 0.0.0.0 all of its networks do:
        whoever has the address can look.

        \b
        With --json, one object for each line:
          address    where the page is; the likeliest of `addresses`
          addresses  everywhere it can be reached
          network    whether other computers reach it
          stages     the names of those that can be seen, by their ids
          viewers    how many look; after the first line alone, whenever it has changed
          closed     true, in the last one"""
    )
)
@click.option(
    "--stage", metavar="ID", default="", help=_("Show this stage alone; without it, all of them.")
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help=_("An address of this computer to listen on; 0.0.0.0 for all."),
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=_PORT,
    show_default=True,
    help=_("0 takes a free one."),
)
@click.option(
    "--new-address", is_flag=True, help=_("Make a new address; the old one shows nothing more.")
)
@click.option("--with-input", is_flag=True, hidden=True)
@command_options
def serve(
    shell: Shell, *, stage: str, host: str, port: int, new_address: bool, with_input: bool
) -> int:
    """Run `onsite stage serve`."""
    from onsite.stage.web.opening import Asked, open_page

    return open_page(shell, Asked(stage, host, port, new_address, with_input))
