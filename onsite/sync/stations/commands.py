"""`onsite stations`: who belongs to the event, who may join, who no longer does."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.shell import Shell, command_options
from onsite.sync.stations import lead_commands

if TYPE_CHECKING:
    from onsite.sync.joining.fetching import Fetched
    from onsite.sync.joining.joining import Joined

_OPENED_WITH = {"stage": "onsite stage", "display": "onsite display"}
"""By the role of a station, what it is there for; all others are desks."""


@click.group(
    invoke_without_command=True,
    help=_(
        """The laptops of this event: see them, let new ones join, take lost ones out.

        Without a command it opens the stations on the screen; in a script, or with --json, it
        lists them.

        A second laptop joins in three steps: “onsite hub” on the first one, “onsite stations
        invite” beside it, and “onsite stations join CODE” on the second."""
    ),
)
@command_options
def stations(shell: Shell) -> int:
    """Run `onsite stations`."""
    if click.get_current_context().invoked_subcommand is not None:
        return 0
    if not shell.as_json and sys.stdin.isatty() and sys.stdout.isatty():
        from onsite.sync.opening import open_stations

        return open_stations(shell)
    return _list(shell)


@stations.command(
    "list",
    help=_(
        """List the stations, how this one is connected, and who asks to join.

        \b
        With --json, one object:
          event, station    of this computer; event is null while it works alone
          phase, hub, unsent  of this computer's link
          stations          station, name, role, heard, entries, held, unsent,
                            offset_ms, version, revoked, why, and state: own, here,
                            silent, never or revoked
          asking            token, name, role, station, computer, since"""
    ),
)
@command_options
def list_(shell: Shell) -> int:
    """Run `onsite stations list`."""
    return _list(shell)


@stations.command(
    help=_(
        """Join the event that CODE is for; give the hub's ADDRESS where it is not found.

        CODE is what “onsite stations invite” shows on the laptop of the hub: the letters, with
        or without hyphens and blanks, or the text in the picture. The lead is asked; then the
        event is fetched, and the desk can be opened as soon as the list is there. Without a
        CODE, the screen opens on which it is typed or scanned.

        \b
        With --json, one object: event, station, name, role, address, usable, complete,
        recorded_again (entries of a former identity that nobody else held)."""
    )
)
@click.argument("words", metavar="[CODE [ADDRESS]]", nargs=-1)
@click.option("--name", metavar="NAME", default="", help=_("Of this station, as Desk 3."))
@click.option("--no-wait", is_flag=True, help=_("Do not wait until the event has been fetched."))
@command_options
def join(shell: Shell, *, words: tuple[str, ...], name: str, no_wait: bool) -> int:
    """Run `onsite stations join`."""
    _begin_anew(shell)
    if not words:
        from onsite.sync.opening import open_join

        return open_join(shell, name=name)
    from onsite.sync.joining import fetching, invitation, joining
    from onsite.sync.joining.progress import Teller

    typed, address = invitation.with_address(words)
    code = invitation.parsed(typed)
    teller = Teller(sys.stderr, quiet=shell.as_json)
    with shell.site() as site:
        try:
            joined = asyncio.run(joining.join(site, code, address, name, teller))
            last = fetching.Fetched(0, usable=False, complete=False)
            if not no_wait:
                last = fetching.fetch(site, teller.fetched)
        finally:
            teller.done()
    shell.say(_welcome(joined, last), {**asdict(joined), **_state(last)})
    return 0


def _begin_anew(shell: Shell) -> None:
    """A computer whose data was erased may come back, as a new station."""
    from onsite.clock import SystemClock
    from onsite.sync.erasing.erased import set_aside
    from onsite.wiring import data_folder

    set_aside(shell.data or data_folder(), f"{SystemClock().now():%Y%m%d-%H%M%S}")


@stations.command(
    "hub",
    help=_(
        """Tell this station the ADDRESS of the hub, where it does not find it by itself.

        As 192.168.1.10 or 192.168.1.10:4222; it stands on the hub's screen.

        With --json: address."""
    ),
)
@click.argument("address")
@command_options
def hub_(shell: Shell, *, address: str) -> None:
    """Run `onsite stations hub`."""
    from onsite.sync import membership
    from onsite.sync.joining.invitation import full_address
    from onsite.sync.link import homing

    shell.store()
    named = full_address(address)
    with shell.site() as site:
        if site.read_now(membership.trust) is None:
            raise NotPossibleError(
                _("This computer belongs to no event of several stations yet."),
                _("Join one: onsite stations join CODE {address}").format(address=address),
            )
        site.write_now(homing.go_to, named)
    said = _("The hub is looked for at {address} from now on.").format(address=named)
    shell.say(said, {"address": named})


@stations.command(
    help=_(
        """Show what arrived and was not taken, and why.

        \b
        With --json, one object: held, a list of station, name, number, kind, reason, detail,
        via, at."""
    )
)
@command_options
def quarantine(shell: Shell) -> None:
    """Run `onsite stations quarantine`."""
    from onsite.sync.stations.listing import held_back

    shell.store()
    with shell.site() as site:
        shell.say(*held_back(site))


for each in (
    lead_commands.invite,
    lead_commands.approve,
    lead_commands.refuse,
    lead_commands.rename,
    lead_commands.revoke,
    lead_commands.release,
):
    stations.add_command(each)


def _list(shell: Shell) -> int:
    from onsite.sync.stations.listing import overview

    shell.store()
    with shell.site() as site:
        shell.say(*overview(site))
    return 0


def _state(last: Fetched) -> dict[str, bool]:
    return {"usable": last.usable, "complete": last.complete}


def _welcome(joined: Joined, last: Fetched) -> str:
    named = _("This computer is “{name}” now.").format(name=joined.name)
    command = _OPENED_WITH.get(joined.role, "onsite desk")
    if last.complete:
        return f"{named} " + _("Everything is here: run “{command}”.").format(command=command)
    said = _("The event is fetched once Onsite is open: run “{command}”.")
    return f"{named} " + said.format(command=command)
