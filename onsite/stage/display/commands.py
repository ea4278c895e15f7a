"""The display of a stage, and what it is told, from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.stage.display.messages import Message

_STAGE = click.option(
    "--stage", metavar="ID", default="", help=_("Which stage; not needed where there is only one.")
)


@click.command(
    help=_(
        """Show the timer of a stage full screen, for its speaker.

        Run it in a second terminal, or on another laptop of the event: it counts by itself, and
        goes on when the hub is lost. Ctrl+Q ends it, once you have confirmed it.

        With --browser it is served to one or two browsers instead, for a screen on which no
        terminal can run; the address is said. Whoever has the address may look, and say that a
        message was seen."""
    )
)
@_STAGE
@click.option(
    "--view",
    type=click.Choice(["speaker", "backstage"]),
    default="speaker",
    show_default=True,
    help=_("For the speaker: the timer alone. Backstage: also what comes, and when."),
)
@click.option("--browser", is_flag=True, help=_("Serve it to a browser."))
@click.option(
    "--host",
    default="localhost",
    show_default=True,
    metavar="NAME",
    help=_("Of this computer, as the browser calls it; for --browser."),
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8050,
    show_default=True,
    help=_("0 takes a free one; for --browser."),
)
@command_options
def display(shell: Shell, *, stage: str, view: str, browser: bool, host: str, port: int) -> int:
    """Run `onsite display`."""
    if browser:
        from onsite.stage.display.browser import serve

        return serve(shell, stage, view, host, port)
    from onsite.stage.display.opening import open_display

    return open_display(shell, stage, view)


@click.command(
    help=_(
        """Show TEXT on the displays of a stage, in place of the one before.

        Without TEXT it says which one is shown. It is never too late to ask whether it was seen:
        whoever stands beside a display presses the space bar there.

        \b
        With --json, one object:
          stage    the id of the stage
          message  null, or: id, text, at (UTC, ISO 8601), asks_seen, seen_at (or null),
                   unseen (nobody has said so for 20 s)"""
    )
)
@click.argument("text", required=False)
@click.option("--ask-seen", is_flag=True, help=_("Ask for somebody to say that it was seen."))
@click.option("--clear", is_flag=True, help=_("Take the message away."))
@_STAGE
@command_options
def message(shell: Shell, *, text: str | None, ask_seen: bool, clear: bool, stage: str) -> None:
    """Run `onsite stage message`."""
    from onsite.clock import to_ms
    from onsite.stage.display import service

    with shell.site() as site:
        plan = shell.plan(site)
        at = service.only_stage(plan, stage)
        if clear:
            site.write_now(service.clear_message, plan, at, site.operator)
        elif text is not None:
            said = service.Saying(at, text, asks_seen=ask_seen)
            site.write_now(service.show_message, plan, said, site.operator)
        shown = site.read_now(service.told, at).message
        now_ms = to_ms(site.clock.now())
    answer = {"stage": at, "message": _as_object(shown, now_ms) if shown is not None else None}
    shell.say(_line(shown, now_ms), answer)


@click.command(
    help=_(
        """Make the displays of a stage black, or have them show again.

        \b
        With --json, one object: stage, blackout (true or false), changed"""
    )
)
@click.argument("state", type=click.Choice(["on", "off"]))
@_STAGE
@command_options
def blackout(shell: Shell, state: str, stage: str) -> None:
    """Run `onsite stage blackout`."""
    from onsite.stage.display import service

    on = state == "on"
    with shell.site() as site:
        plan = shell.plan(site)
        at = service.only_stage(plan, stage)
        changed = site.write_now(service.set_blackout, plan, at, site.operator, on=on)
    said = _("The displays are black.") if on else _("The displays show again.")
    shell.say(said, {"stage": at, "blackout": on, "changed": changed})


@click.command(
    help=_(
        """Have the displays of a stage flash for a moment.

        \b
        With --json, one object: stage, seen (false where they are black)"""
    )
)
@_STAGE
@command_options
def flash(shell: Shell, stage: str) -> None:
    """Run `onsite stage flash`."""
    from onsite.stage.display import service

    with shell.site() as site:
        plan = shell.plan(site)
        at = service.only_stage(plan, stage)
        seen = site.write_now(service.flash, plan, at, site.operator)
    said = _("The displays flash.") if seen else _("The displays are black: nobody sees a flash.")
    shell.say(said, {"stage": at, "seen": seen})


def _line(shown: Message | None, now_ms: int) -> str:
    if shown is None:
        return _("The displays show no message.")
    said = [_("The displays show: {text}").format(text=shown.text)]
    if shown.seen_ms is not None:
        said.append(_("✓ seen"))
    elif shown.is_unseen(now_ms):
        said.append(_("! not seen"))
    elif shown.awaits_seen:
        said.append(_("waits to be seen"))
    return "  ".join(said)


def _as_object(shown: Message, now_ms: int) -> dict[str, Any]:
    from onsite.clock import from_ms

    return {
        "id": shown.id,
        "text": shown.text,
        "at": from_ms(shown.at_ms).isoformat(),
        "asks_seen": shown.asks_seen,
        "seen_at": from_ms(shown.seen_ms).isoformat() if shown.seen_ms is not None else None,
        "unseen": shown.is_unseen(now_ms),
    }
