"""What the lead does about stations from the shell, on a laptop that holds the event's key."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from onsite.errors import NotPossibleError
from onsite.language import _, ngettext
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.sync.facts import Role

_ROLES = ("lead", "desk", "stage", "control", "counter", "display")


@click.command(
    help=_(
        """Make a join code for one new station; only on the laptop of the hub.

        The code is shown as a picture to scan and as letters to type. It is good for one
        station and for a few minutes. Unless --approve-at-once is given, you are asked when
        the station comes: see “onsite stations approve”.

        \b
        With --json, one object: code (as in the picture), letters, addresses, token, role,
        name, expires, approve_at_once."""
    )
)
@click.option(
    "--role",
    type=click.Choice(_ROLES),
    default="desk",
    show_default=True,
    help=_(
        "lead may record everything, desk scans, stage runs the stages, control the incidents, "
        "counter counts people, display only shows."
    ),
)
@click.option("--name", metavar="NAME", default="", help=_("For the new station, as Desk 3."))
@click.option(
    "--minutes",
    type=click.IntRange(1, 1_440),
    default=10,
    show_default=True,
    help=_("How long the code is good for."),
)
@click.option(
    "--approve-at-once", "at_once", is_flag=True, help=_("Let whoever has the code join unasked.")
)
@click.option(
    "--address", metavar="HOST:PORT", default="", help=_("Where the new station reaches the hub.")
)
@click.option("--no-qr", is_flag=True, help=_("Print no picture."))
@command_options
def invite(  # noqa: PLR0913 - one for each option
    shell: Shell, *, role: Role, name: str, minutes: int, at_once: bool, address: str, no_qr: bool
) -> None:
    """Run `onsite stations invite`."""
    from onsite.sync.joining import invitation
    from onsite.sync.stations import acts as station_acts
    from onsite.sync.stations import listing

    shell.store()
    named = invitation.full_address(address) if address else ""
    lasts = timedelta(minutes=minutes)
    with shell.site() as site:
        made = station_acts.invite(
            site, role, _name(name), at_once=at_once, lasts=lasts, address=named
        )
        code, invited = asyncio.run(made)
        if not no_qr and not shell.as_json:
            click.echo(invitation.drawn(code))
        text = listing.code_text(
            code, invited, listing.zone_of(site), runs=station_acts.hub_runs(site.data)
        )
        shell.say(text, listing.code_object(code, invited))


@click.command(
    help=_(
        """Let a station join that asks to: NAME, or the last that asked.

        With --json: token, name, role, station, computer, since."""
    )
)
@click.argument("name", default="")
@command_options
def approve(shell: Shell, *, name: str) -> None:
    """Run `onsite stations approve`."""
    _answer(shell, name, yes=True)


@click.command(
    help=_(
        """Refuse a station that asks to join: NAME, or the last that asked.

        With --json: token, name, role, station, computer, since."""
    )
)
@click.argument("name", default="")
@command_options
def refuse(shell: Shell, *, name: str) -> None:
    """Run `onsite stations refuse`."""
    _answer(shell, name, yes=False)


@click.command(help=_("Give STATION another NAME; only where the event's key is."))
@click.argument("station")
@click.argument("name")
@command_options
def rename(shell: Shell, *, station: str, name: str) -> None:
    """Run `onsite stations rename`."""
    from onsite.sync.stations import acts as station_acts
    from onsite.sync.stations.listing import station_called

    shell.store()
    with shell.site() as site:
        held = station_acts.event_key(site.data)
        known = station_called(site, station)
        site.write_now(station_acts.rename, held, known.station, name, site.operator)
    said = _("“{before}” is called “{name}” now.").format(before=known.name, name=_name(name))
    shell.say(said, {"station": known.station, "name": _name(name), "before": known.name})


@click.command(
    help=_(
        """Take the station NAME out of the event, as when its laptop is lost.

        The hub refuses it at once, nobody takes anything that it records from now on, and it
        erases its data when it next meets the hub, unless it was the hub itself. What it has
        recorded so far counts. It cannot be undone; the computer can join again, as a new
        station.

        With --json: station, name, through (the number of its last entry that counts), led
        (whether a lead is left)."""
    )
)
@click.argument("name")
@click.option("--why", metavar="TEXT", required=True, help=_("The reason; kept in the record."))
@click.option("--yes", is_flag=True, help=_("Do not ask, for scripts."))
@command_options
def revoke(shell: Shell, *, name: str, why: str, yes: bool) -> None:
    """Run `onsite stations revoke`."""
    from onsite.sync import service
    from onsite.sync.stations import acts as station_acts
    from onsite.sync.stations import revoking
    from onsite.sync.stations.listing import station_called
    from onsite.sync.stations.overview import survey

    shell.store()
    with shell.site() as site:
        held = station_acts.event_key(site.data)
        known = station_called(site, name)
        keyholder = known.station in site.read_now(survey).keyholders
        if not yes:
            _confirm(shell, known.name, revoking.keeps_its_data() if keyholder else "")
        through = site.write_now(service.revoke, held, known.station, why, site.operator)
        led = site.read_now(survey).led
    said = ngettext(
        "“{name}” was revoked; {number} of its entries counts.",
        "“{name}” was revoked; {number} of its entries count.",
        through,
    )
    lines = [said.format(name=known.name, number=through)]
    lines += [revoking.keeps_its_data()] if keyholder and yes else []
    lines += [] if led else [revoking.without_lead()]
    answer = {"station": known.station, "name": known.name, "through": through, "led": led}
    shell.say("\n".join(lines), answer)


@click.command(
    help=_(
        """Take in what the revoked station NAME recorded and was held back.

        For what it had recorded before it was lost, and sent too late. Look at it before, with
        “onsite stations quarantine”.

        With --json: station, name, released (how many entries)."""
    )
)
@click.argument("name")
@command_options
def release(shell: Shell, *, name: str) -> None:
    """Run `onsite stations release`."""
    from onsite.sync.stations import acts as station_acts
    from onsite.sync.stations.listing import station_called

    shell.store()
    with shell.site() as site:
        held = station_acts.event_key(site.data)
        known = station_called(site, name)
        many = site.write_now(station_acts.release, held, known.station, site.operator)
    said = ngettext(
        "{n} entry of “{name}” was taken in.", "{n} entries of “{name}” were taken in.", many
    )
    shell.say(
        said.format(n=many, name=known.name),
        {"station": known.station, "name": known.name, "released": many},
    )


def _answer(shell: Shell, name: str, *, yes: bool) -> None:
    from onsite.sync.joining import invited
    from onsite.sync.stations import acts as station_acts
    from onsite.sync.stations import listing

    shell.store()
    with shell.site() as site:
        station_acts.event_key(site.data)
        asked = listing.chosen_request(site, name)
        act = invited.approve if yes else invited.refuse
        act(site.data, asked.token, site.clock.now())
    said = _("Approved: {who}. It joins within a few seconds.") if yes else _("Refused: {who}.")
    shell.say(said.format(who=listing.request_text(asked)), listing.request_object(asked))


def _confirm(shell: Shell, name: str, before: str) -> None:
    question = _("Revoke “{name}” for good? [y/N]").format(name=name)
    try:
        sure = not shell.as_json and click.confirm(
            "\n".join(filter(None, (before, question))),
            default=False,
            prompt_suffix=" ",
            show_default=False,
        )
    except click.Abort:
        sure = False
    if not sure:
        raise NotPossibleError(
            _("It was not confirmed, so nothing was revoked."), _("In a script, add --yes.")
        )


def _name(name: str) -> str:
    from onsite.sync.service import station_name

    return station_name(name) if name else ""
