"""`onsite badges keys` and `onsite badges verify`: what badges are made with, and what one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.language import _, ngettext
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.badges.codes.keys import Held
    from onsite.plan.model import Plan
    from onsite.wiring import Site


@click.group(
    invoke_without_command=True,
    help=_(
        """The keys that badges are made with. Without a command it lists them.

        A key is made when the first badge is, and given to every station that may have it, also
        to those that join later. Each has a character, the third one of the codes it makes.

        \b
        With --json, one object: keys, each with
          character, key, scheme (mac or ed25519), station (that made it), made
          holds    whether badges can be made with it here
          tells    whether forgeries can be told by it here
          used     whether badges are made with it here from now on
          counts   whether its badges count: false where the plan has badges signed, and only
                   desks have given out this key
          revoked  null, or when; and why"""
    ),
)
@command_options
def keys(shell: Shell) -> None:
    """Run `onsite badges keys`."""
    if click.get_current_context().invoked_subcommand is None:
        with shell.site() as site:
            _list(shell, site)


@keys.command(
    help=_(
        """Make a new key for all badges from now on. Badges made before stay good.

        \b
        With --json, one object: character, key, scheme."""
    )
)
@command_options
def rotate(shell: Shell) -> None:
    """Run `onsite badges keys rotate`."""
    from onsite.badges.codes.key import Scheme
    from onsite.badges.codes.keys import rotate as made

    with shell.site() as site:
        signs = shell.plan(site).badges.code == Scheme.ED25519.value
        key = site.write_now(made, Scheme.ED25519 if signs else Scheme.MAC, site.operator)
    said = _("Badges are made with the key {character} from now on.")
    told = {"character": key.character, "key": key.id, "scheme": key.scheme.value}
    shell.say(said.format(character=key.character), told)


@keys.command(
    help=_(
        """Let no badge count any more that was made with a key: its laptop was stolen.

        KEY is its character, or the beginning of its id. Everybody with such a badge needs a new
        one, so have those printed first: revoke a station that was lost, and its keys are used
        for no further badge by themselves.

        \b
        With --json, one object: character, key."""
    )
)
@click.argument("key")
@click.option("--why", metavar="TEXT", required=True, help=_("For whoever reads the record."))
@command_options
def revoke(shell: Shell, key: str, why: str) -> None:
    """Run `onsite badges keys revoke`."""
    from onsite.badges.codes.keys import revoke as end
    from onsite.staff.service import anybody_with, overruling
    from onsite.staff.shell_pin import supervisor

    with shell.site() as site:
        plan = shell.plan(site)
        guarded = site.read_now(anybody_with, plan, overruling(plan))
        by = supervisor(site, plan).id if guarded else ""
        gone = site.write_now(end, key, why, by, site.operator)
    said = _("No badge counts any more that was made with the key {character}.")
    told = {"character": gone.character, "key": gone.id}
    shell.say(said.format(character=gone.character), told)


@keys.command(
    help=_(
        """Give the keys of this station to those that lack them. The app does it by itself.

        \b
        With --json, one object: given."""
    )
)
@command_options
def share(shell: Shell) -> None:
    """Run `onsite badges keys share`."""
    from onsite.badges.codes.keys import share as give

    with shell.site() as site:
        many = site.write_now(give, site.operator)
    said = ngettext("{many} key was given.", "{many} keys were given.", many)
    shell.say(said.format(many=many) if many else _("No station lacks a key."), {"given": many})


@click.command(
    help=_(
        """Say whether CODE is a badge of this event and whether it counts; nobody is let in.

        CODE is what the QR code says, or the id under it.

        \b
        With --json, one object:
          state       genuine, unproven (this station lacks its key), replaced, forged,
                      withdrawn (its key was), unknown (the key is not known here), mistyped or
                      none (no badge's code)
          attendee, generation   null where the code is none
          name        empty where they are not on the list here
          changed     name or other, where the list says something else than the badge
          why, at     of a badge that counts no more"""
    )
)
@click.argument("code")
@command_options
def verify(shell: Shell, code: str) -> int:
    """Run `onsite badges verify`."""
    from onsite.badges.codes.asked import asked

    with shell.site() as site:
        found = site.read_now(asked, site.journal.signer, code)
    shell.say(found.sentence, found.told)
    return 0 if found.good else 1


def _list(shell: Shell, site: Site) -> None:
    from onsite.badges.codes.force import in_force
    from onsite.badges.codes.keys import held
    from onsite.plan.service import current

    plan = site.read_now(current)
    known = site.read_now(held, site.journal.signer)
    used, good = _used(site, plan), {each.key.id for each in site.read_now(in_force, known)}
    lines = [_line(each, plan, used, counts=each.key.id in good) for each in known]
    lines = lines or [_("There is no badge key yet: one is made with the first badge.")]
    told = [_told(each, used) | {"counts": each.key.id in good} for each in known]
    shell.say("\n".join(lines), {"keys": told})


def _used(site: Site, plan: Plan | None) -> str:
    """The id of the key that this station uses; empty where it would have to make one."""
    from onsite.badges.codes.key import Scheme
    from onsite.badges.codes.keys import in_use

    signs = plan is not None and plan.badges.code == Scheme.ED25519.value
    key = site.read_now(in_use, site.journal.signer, Scheme.ED25519 if signs else Scheme.MAC)
    return key.id if key is not None else ""


def _line(one: Held, plan: Plan | None, used: str, *, counts: bool) -> str:
    from onsite.clock import from_ms

    at = from_ms(one.made_ms)
    when = plan.local(at) if plan is not None else at
    if one.revoked_ms:
        state = _("revoked: {why}").format(why=one.why)
    elif not counts:
        state = _("not in force: the plan has badges signed, and no lead station has given it")
    elif one.key.id == used:
        state = _("in use")
    elif one.key.secret:
        state = _("good")
    else:
        state = _("tells forgeries") if one.tells else _("not given to this station yet")
    return f"{one.key.character}  {one.key.scheme.value:<8} {when:%Y-%m-%d %H:%M}  {state}"


def _told(one: Held, used: str) -> dict[str, Any]:
    from onsite.clock import from_ms

    return {
        "character": one.key.character,
        "key": one.key.id,
        "scheme": one.key.scheme.value,
        "station": one.station,
        "made": from_ms(one.made_ms).isoformat(),
        "holds": bool(one.key.secret),
        "tells": one.tells,
        "used": one.key.id == used,
        "revoked": from_ms(one.revoked_ms).isoformat() if one.revoked_ms else None,
        "why": one.why,
    }
