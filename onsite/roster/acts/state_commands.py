"""Blocks, payments and codes from the shell: `onsite roster block`, `pay`, `code`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onsite.language import _
from onsite.roster.acts.options import act_options, doer, which

if TYPE_CHECKING:
    from typing import Literal

    from onsite.shell import Shell


@click.command(
    "block",
    short_help=_("Let nobody in on a ticket."),
    help=_(
        """Let nobody in on the ticket of the attendee that has CODE, until it is lifted.

        A list that is imported later does not lift it. With --json, one object: attendee."""
    ),
)
@click.argument("code")
@act_options
def block(shell: Shell, *, code: str, note: str) -> int:
    """Run `onsite roster block`."""
    from onsite.roster.acts import states

    with shell.site() as site:
        who = which(site, code)
        site.write_now(states.block, who, doer(site, note))
    shell.say(_("Blocked."), {"attendee": who})
    return 0


@click.command(
    "unblock",
    short_help=_("Lift a block."),
    help=_(
        """Lift the block of the attendee that has CODE, whether the list or a desk has made it.

        A list that is imported later does not make it again. With --json, one object: attendee."""
    ),
)
@click.argument("code")
@act_options
def unblock(shell: Shell, *, code: str, note: str) -> int:
    """Run `onsite roster unblock`."""
    from onsite.roster.acts import states

    with shell.site() as site:
        who = which(site, code)
        site.write_now(states.lift_block, who, doer(site, note, "lift-block"))
    shell.say(_("The block was lifted."), {"attendee": who})
    return 0


@click.command(
    "pay",
    short_help=_("Record money that was taken on site."),
    help=_(
        """Record that the attendee that has CODE has paid on site, with the number of the receipt.

        The ticket stays paid, whatever a list says later. --undo takes it back.
        With --json, one object: attendee, receipt."""
    ),
)
@click.argument("code")
@click.option("--receipt", metavar="NUMBER", default="", help=_("The number of the receipt."))
@click.option("--amount", metavar="TEXT", default="", help=_("As on the receipt, as “90 EUR”."))
@click.option("--undo", is_flag=True, help=_("The money was given back."))
@act_options
def pay(shell: Shell, *, code: str, receipt: str, amount: str, undo: bool, note: str) -> int:
    """Run `onsite roster pay`."""
    from onsite.roster.acts import states

    with shell.site() as site:
        who = which(site, code)
        if undo:
            site.write_now(states.return_payment, who, doer(site, note))
        else:
            site.write_now(states.accept_payment, who, receipt, amount, doer(site, note))
    said = _("The payment was taken back.") if undo else _("Paid.")
    shell.say(said, {"attendee": who, "receipt": receipt})
    return 0


@click.group("code", help=_("Give codes, take them away."))
def code() -> None:
    """The group."""


@code.command(
    "new",
    short_help=_("Give an attendee a new code."),
    help=_(
        """Give the attendee that has CODE a new one, beside those they have.

        With --json, one object: attendee, code."""
    ),
)
@click.argument("code")
@click.option("--instead", is_flag=True, help=_("The codes they had are revoked."))
@act_options
def new(shell: Shell, *, code: str, instead: bool, note: str) -> int:
    """Run `onsite roster code new`."""
    from onsite.roster.acts import codes

    with shell.site() as site:
        who = which(site, code)
        made = site.write_now(codes.issue, who, doer(site, note), instead=instead)
    shell.say(_("New code: {code}").format(code=made), {"attendee": who, "code": made})
    return 0


@code.command(
    "revoke",
    short_help=_("Take a code away, or give it back."),
    help=_(
        """Take CODE away: nobody comes in with it any more, whatever a list says later.

        --undo gives it back. With --json, one object: attendee, code, state."""
    ),
)
@click.argument("code")
@click.option("--attendee", metavar="ID", default="", help=_("Whose, where several have it."))
@click.option("--undo", is_flag=True, help=_("It is good again."))
@act_options
def revoke(shell: Shell, *, code: str, attendee: str, undo: bool, note: str) -> int:
    """Run `onsite roster code revoke`."""
    return _set(shell, code, attendee, "live" if undo else "revoked", note)


@code.command(
    "lost",
    short_help=_("Take a code away whose badge was lost."),
    help=_(
        """Take CODE away since what it stands on was lost; “code new” gives another.

        With --json, one object: attendee, code, state."""
    ),
)
@click.argument("code")
@click.option("--attendee", metavar="ID", default="", help=_("Whose, where several have it."))
@act_options
def lost(shell: Shell, *, code: str, attendee: str, note: str) -> int:
    """Run `onsite roster code lost`."""
    return _set(shell, code, attendee, "lost", note)


def _set(
    shell: Shell, code: str, attendee: str, state: Literal["live", "revoked", "lost"], note: str
) -> int:
    from onsite.roster.acts import codes, wording

    with shell.site() as site:
        if state == "live":
            who = site.write_now(codes.give_back, code, doer(site, note), attendee=attendee)
        else:
            whose = doer(site, note)
            who = site.write_now(codes.revoke, code, whose, attendee=attendee, state=state)
    said = _("{code}: {state}").format(code=code, state=wording.state(state))
    shell.say(said, {"attendee": who, "code": code, "state": state})
    return 0
