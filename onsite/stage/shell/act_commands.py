"""The acts of a timekeeper from the shell."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from onsite.cleaning import shown
from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.stage import by_clock, service, undoing
from onsite.stage.shell.finding import instant, span, which_act, which_item
from onsite.stage.shell.opened import press_and_tell, write
from onsite.stage.shell.options import rundown_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.shell import Shell
    from onsite.stage.outcomes import Outcome, Press
    from onsite.stage.shell.opened import Opened

_ITEM = _("ITEM is its number in “onsite stage show”, its id, or words of its title.")
_SAID = _(
    "With --json, one object: what (took, same-press, already, nothing, refused), deed, item, "
    "title, run, act (its number, for undo), at (UTC, ISO 8601), why; by_s, operator, station, "
    "roles, undone, changes, and cues_by (the station, empty for none) where they say something."
)
_MINUS = {"ignore_unknown_options": True}
"""So that −2 is a length rather than an option."""


def _help(text: str, *, item: bool = True) -> str:
    return "\n\n".join([text, *([_ITEM] if item else []), _SAID])


def _of_item(
    shell: Shell, stage: str, day: str, act: Callable[..., Outcome], item: str | None, *given: int
) -> int:
    """Do an act that is about an item, or about what it is by itself where none is named."""

    def done(at: Opened, press: Press, who: str) -> Outcome:
        return write(at, act, press, who, *given, which_item(at.kept(), item))

    return press_and_tell(shell, stage, day, done, begins=act is service.go)


@click.command(
    help=_help(_("Start ITEM, or what stands by, or what follows. What ran before it is over."))
)
@click.argument("item", required=False)
@rundown_options
def go(shell: Shell, *, item: str | None, stage: str, day: str) -> int:
    """Run `onsite stage go`."""
    return _of_item(shell, stage, day, service.go, item)


@click.command(
    "next", help=_help(_("End what runs and start what follows it in order."), item=False)
)
@rundown_options
def next_(shell: Shell, *, stage: str, day: str) -> int:
    """Run `onsite stage next`."""
    return press_and_tell(
        shell, stage, day, lambda at, press, who: write(at, service.next_, press, who), begins=True
    )


@click.command(help=_help(_("Let ITEM stand by, so that GO starts it; without one, none does.")))
@click.argument("item", required=False)
@rundown_options
def arm(shell: Shell, *, item: str | None, stage: str, day: str) -> int:
    """Run `onsite stage arm`."""
    return _of_item(shell, stage, day, service.arm, item)


@click.command(help=_help(_("Let the timer that runs stand still, or that of ITEM behind it.")))
@click.argument("item", required=False)
@rundown_options
def pause(shell: Shell, *, item: str | None, stage: str, day: str) -> int:
    """Run `onsite stage pause`."""
    return _of_item(shell, stage, day, service.pause, item)


@click.command(help=_help(_("Let the timer that stands still go on.")))
@click.argument("item", required=False)
@rundown_options
def resume(shell: Shell, *, item: str | None, stage: str, day: str) -> int:
    """Run `onsite stage resume`."""
    return _of_item(shell, stage, day, service.resume, item)


@click.command(help=_help(_("End what runs, and start nothing.")))
@click.argument("item", required=False)
@rundown_options
def stop(shell: Shell, *, item: str | None, stage: str, day: str) -> int:
    """Run `onsite stage stop`."""
    return _of_item(shell, stage, day, service.stop, item)


@click.command(
    context_settings=_MINUS,
    help=_help(
        _("Give what runs, or what stands by, more time: +5, 90s, 1:30; less with a minus: -2.")
    ),
)
@click.argument("time")
@click.argument("item", required=False)
@rundown_options
def add(shell: Shell, *, time: str, item: str | None, stage: str, day: str) -> int:
    """Run `onsite stage add`."""
    return _of_item(shell, stage, day, service.add, item, span(time))


@click.command(
    help=_help(
        _(
            "Say when what runs really began: --ago 90s, or --at 14:03. ITEM names one that is "
            "over already."
        )
    )
)
@click.argument("item", required=False)
@click.option("--ago", metavar="TIME", default="", help=_("So long before now."))
@click.option("--at", "when", metavar="CLOCK", default="", help=_("The time of day."))
@rundown_options
def correct(shell: Shell, *, item: str | None, ago: str, when: str, stage: str, day: str) -> int:
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
@click.argument("time", required=False)
@click.argument("item", required=False)
@click.option("--apply", "apply_", is_flag=True, help=_("Let the delays be the plan."))
@rundown_options
def delay(
    shell: Shell, *, time: str | None, item: str | None, apply_: bool, stage: str, day: str
) -> int:
    """Run `onsite stage delay`."""
    if apply_:
        named = item if time is None else time
        return _of_item(shell, stage, day, service.apply_delay, named)
    return _of_item(shell, stage, day, service.delay, item, span(time or ""))


@click.command(help=_help(_("Leave ITEM out, or what is next.")))
@click.argument("item", required=False)
@rundown_options
def skip(shell: Shell, *, item: str | None, stage: str, day: str) -> int:
    """Run `onsite stage skip`."""
    return _of_item(shell, stage, day, service.skip, item)


@click.command(help=_help(_("Leave ITEM in after all.")))
@click.argument("item")
@rundown_options
def unskip(shell: Shell, *, item: str, stage: str, day: str) -> int:
    """Run `onsite stage unskip`."""
    return _of_item(shell, stage, day, service.unskip, item)


@click.command(
    help=_help(
        _(
            "Let items begin and end by the clock, as planned; or by hand again. What would be "
            "cut or passed over by it is said before; --yes does it all the same."
        ),
        item=False,
    )
)
@click.argument("switch", type=click.Choice(["on", "off"]))
@click.option("--yes", is_flag=True, help=_("Do not ask, for scripts."))
@rundown_options
def follow(shell: Shell, *, switch: str, yes: bool, stage: str, day: str) -> int:
    """Run `onsite stage follow`."""

    def done(at: Opened, press: Press, who: str) -> Outcome:
        if switch == "on" and not yes:
            _let_look(by_clock.what_if(at.kept(), at.plan, press.at_ms))
        return write(at, service.follow, press, who, on=switch == "on")

    return press_and_tell(shell, stage, day, done, begins=switch == "on")


def _let_look(lost: list[str]) -> None:
    """Ask whether what would be lost may be.

    Raises:
        NotPossibleError: nobody says so.
    """
    if not lost:
        return
    with suppress(click.Abort):
        if sys.stdin.isatty() and click.confirm(
            shown("\n".join([*lost, _("Follow the clock all the same? [y/N]")])),
            default=False,
            prompt_suffix=" ",
            show_default=False,
            err=True,
        ):
            return
    raise NotPossibleError(" ".join(lost), _("Nothing was done. Add --yes to do it all the same."))


@click.command(
    help=_help(
        _(
            "Undo the last act, or the last edit of this station; or the one with the number ACT "
            "in “onsite stage log”. What was undone is done again by undoing that."
        ),
        item=False,
    )
)
@click.argument("act", required=False)
@rundown_options
def undo(shell: Shell, *, act: str | None, stage: str, day: str) -> int:
    """Run `onsite stage undo`."""
    return press_and_tell(
        shell,
        stage,
        day,
        lambda at, press, who: write(
            at, undoing.undo, press, who, at.site.read_now(which_act, at.kept(), act)
        ),
    )
