"""The acts of a timekeeper from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onsite.language import _
from onsite.stage import service, undoing
from onsite.stage.shell.finding import instant, span, which_act, which_item
from onsite.stage.shell.opened import press_and_tell, write
from onsite.stage.shell.options import rundown_options

if TYPE_CHECKING:
    from onsite.shell import Shell

_ITEM = _("ITEM is its number in “onsite stage show”, its id, or words of its title.")
_SAID = _(
    "With --json, one object: what (took, same-press, already, nothing, refused), deed, item, "
    "title, run, act (its number, for undo), at (UTC, ISO 8601), why; by_s, operator, station, "
    "roles, undone and changes where they say something."
)
_MINUS = {"ignore_unknown_options": True}
"""So that −2 is a length rather than an option."""


def _help(text: str, *, item: bool = True) -> str:
    return "\n\n".join([text, *([_ITEM] if item else []), _SAID])


@click.command(
    help=_help(_("Start ITEM, or what stands by, or what follows. What ran before it is over."))
)
@click.argument("item", default="")
@rundown_options
def go(shell: Shell, *, item: str, stage: str, day: str) -> int:
    """Run `onsite stage go`."""
    return press_and_tell(
        shell,
        stage,
        day,
        lambda at, press, who: write(at, service.go, press, who, which_item(at.kept(), item)),
    )


@click.command(
    "next", help=_help(_("End what runs and start what follows it in order."), item=False)
)
@rundown_options
def next_(shell: Shell, *, stage: str, day: str) -> int:
    """Run `onsite stage next`."""
    return press_and_tell(
        shell, stage, day, lambda at, press, who: write(at, service.next_, press, who)
    )


@click.command(help=_help(_("Let ITEM stand by, so that GO starts it; without one, none does.")))
@click.argument("item", default="")
@rundown_options
def arm(shell: Shell, *, item: str, stage: str, day: str) -> int:
    """Run `onsite stage arm`."""
    return press_and_tell(
        shell,
        stage,
        day,
        lambda at, press, who: write(at, service.arm, press, who, which_item(at.kept(), item)),
    )


@click.command(help=_help(_("Let the timer that runs stand still, or that of ITEM behind it.")))
@click.argument("item", default="")
@rundown_options
def pause(shell: Shell, *, item: str, stage: str, day: str) -> int:
    """Run `onsite stage pause`."""
    return press_and_tell(
        shell,
        stage,
        day,
        lambda at, press, who: write(at, service.pause, press, who, which_item(at.kept(), item)),
    )


@click.command(help=_help(_("Let the timer that stands still go on.")))
@click.argument("item", default="")
@rundown_options
def resume(shell: Shell, *, item: str, stage: str, day: str) -> int:
    """Run `onsite stage resume`."""
    return press_and_tell(
        shell,
        stage,
        day,
        lambda at, press, who: write(at, service.resume, press, who, which_item(at.kept(), item)),
    )


@click.command(help=_help(_("End what runs, and start nothing.")))
@click.argument("item", default="")
@rundown_options
def stop(shell: Shell, *, item: str, stage: str, day: str) -> int:
    """Run `onsite stage stop`."""
    return press_and_tell(
        shell,
        stage,
        day,
        lambda at, press, who: write(at, service.stop, press, who, which_item(at.kept(), item)),
    )


@click.command(
    context_settings=_MINUS,
    help=_help(
        _("Give what runs, or what stands by, more time: +5, 90s, 1:30; less with a minus: -2.")
    ),
)
@click.argument("time")
@click.argument("item", default="")
@rundown_options
def add(shell: Shell, *, time: str, item: str, stage: str, day: str) -> int:
    """Run `onsite stage add`."""
    by_ms = span(time)
    return press_and_tell(
        shell,
        stage,
        day,
        lambda at, press, who: write(
            at, service.add, press, who, by_ms, which_item(at.kept(), item)
        ),
    )


@click.command(
    help=_help(
        _(
            "Say when what runs really began: --ago 90s, or --at 14:03. ITEM names one that is "
            "over already."
        )
    )
)
@click.argument("item", default="")
@click.option("--ago", metavar="TIME", default="", help=_("So long before now."))
@click.option("--at", "when", metavar="CLOCK", default="", help=_("The time of day."))
@rundown_options
def correct(shell: Shell, *, item: str, ago: str, when: str, stage: str, day: str) -> int:
    """Run `onsite stage correct`."""
    if bool(ago) == bool(when):
        raise click.UsageError(_("Give either --ago or --at."))
    before_ms = span(ago, least=0) if ago else 0
    return press_and_tell(
        shell,
        stage,
        day,
        lambda at, press, who: write(
            at,
            service.correct,
            press,
            who,
            instant(at.plan, at.day, when) if when else press.at_ms - before_ms,
            which_item(at.kept(), item),
        ),
    )


@click.command(
    context_settings=_MINUS,
    help=_help(
        _(
            "Plan ITEM, or what is next, and all that follows so much later; what gaps and breaks "
            "take up is not passed on. --apply puts it into the plan."
        )
    ),
)
@click.argument("time", default="")
@click.argument("item", default="")
@click.option("--apply", "apply_", is_flag=True, help=_("Let the delays be the plan."))
@rundown_options
def delay(shell: Shell, *, time: str, item: str, apply_: bool, stage: str, day: str) -> int:
    """Run `onsite stage delay`."""
    if apply_:
        named = time or item
        return press_and_tell(
            shell,
            stage,
            day,
            lambda at, press, who: write(
                at, service.apply_delay, press, who, which_item(at.kept(), named)
            ),
        )
    by_ms = span(time)
    return press_and_tell(
        shell,
        stage,
        day,
        lambda at, press, who: write(
            at, service.delay, press, who, by_ms, which_item(at.kept(), item)
        ),
    )


@click.command(help=_help(_("Leave ITEM out, or what is next.")))
@click.argument("item", default="")
@rundown_options
def skip(shell: Shell, *, item: str, stage: str, day: str) -> int:
    """Run `onsite stage skip`."""
    return press_and_tell(
        shell,
        stage,
        day,
        lambda at, press, who: write(at, service.skip, press, who, which_item(at.kept(), item)),
    )


@click.command(help=_help(_("Leave ITEM in after all.")))
@click.argument("item")
@rundown_options
def unskip(shell: Shell, *, item: str, stage: str, day: str) -> int:
    """Run `onsite stage unskip`."""
    return press_and_tell(
        shell,
        stage,
        day,
        lambda at, press, who: write(at, service.unskip, press, who, which_item(at.kept(), item)),
    )


@click.command(
    help=_help(_("Let items begin and end by the clock, as planned; or by hand again."), item=False)
)
@click.argument("switch", type=click.Choice(["on", "off"]))
@rundown_options
def follow(shell: Shell, *, switch: str, stage: str, day: str) -> int:
    """Run `onsite stage follow`."""
    return press_and_tell(
        shell,
        stage,
        day,
        lambda at, press, who: write(at, service.follow, press, who, on=switch == "on"),
    )


@click.command(
    help=_help(
        _(
            "Undo the last act, or the last edit of this station; or the one with the number ACT "
            "in “onsite stage log”. What was undone is done again by undoing that."
        ),
        item=False,
    )
)
@click.argument("act", default="")
@rundown_options
def undo(shell: Shell, *, act: str, stage: str, day: str) -> int:
    """Run `onsite stage undo`."""
    return press_and_tell(
        shell,
        stage,
        day,
        lambda at, press, who: write(
            at, undoing.undo, press, who, at.site.read_now(which_act, at.kept(), act)
        ),
    )
