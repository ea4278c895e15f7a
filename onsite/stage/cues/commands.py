"""Cues from the shell: `onsite stage cues list`, `add`, `fire` and others."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.stage.cues import service, telling
from onsite.stage.cues import wording as words
from onsite.stage.cues.facts import CueFields
from onsite.stage.cues.finding import when_typed, which_cue
from onsite.stage.cues.present import is_fired_here
from onsite.stage.cues.reading import cues as read_cues
from onsite.stage.shell.finding import span, which_item
from onsite.stage.shell.opened import opened
from onsite.stage.shell.options import rundown_options
from onsite.sync import membership

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.shell import Shell
    from onsite.stage.cues.cue import Standing
    from onsite.stage.shell.opened import Opened

F = TypeVar("F", bound="Callable[..., Any]")
_OBJECT = _(
    "With --json, one object: cue (its id), name, item, department, target, value, anchor, "
    "offset_s, standby_s, run, state, due, stood_by, done_by_hand, done_by, fired (each with at, "
    "due, by_clock, station, operator, ended, result, why, detail)."
)
_NONE = _(
    "There are no cues yet. Add one to an item, by its number or title:\n"
    "  onsite stage cues add 3 “LX 12” --department light --at start --to caller --say “LX 12, go”"
)


@click.group(
    help=_(
        """What must be done at a moment of an item: a light, a track, a message, a call.

        A cue is due at the start of its item, at its end, at a phase, or by a key. It is fired
        once in each running of the item, by the laptop on which that was started; what could not
        be fired in time waits for a key. What fails is shown, and the timer goes on."""
    )
)
def cues() -> None:
    """Run `onsite stage cues`."""


def _field_options(command: F) -> F:
    given: Any = command
    options = (
        ("--department", "department", _("Who does it: one of those of the stage.")),
        ("--at", "at", _("key, start, end, warning, danger, overtime: start+1:30, end-2:00.")),
        ("--to", "target", _("display, caller, sound, or a target of the plan.")),
        ("--say", "value", _("What is shown, called, played or sent.")),
        ("--standby", "standby", _("So long before it is due it stands by: 15s.")),
    )
    for name, key, told in reversed(options):
        given = click.option(name, key, metavar="TEXT", help=told)(given)
    return cast("F", given)


@cues.command(
    "list",
    help=_("List the cues, and what came of them.")
    + "\n\n\b\n"
    + _(
        "With --json, one object: stage, day, station (which fires the next ones; empty: whichever "
        "starts an item), cues (each as “add” says it)."
    ),
)
@click.option("--department", metavar="TEXT", default="", help=_("Those of one only."))
@click.option("--item", metavar="ITEM", help=_("Those of one item only."))
@rundown_options
def list_(shell: Shell, *, department: str, item: str | None, stage: str, day: str) -> None:
    """Run `onsite stage cues list`."""
    with opened(shell, stage, day) as at:
        kept = at.kept()
        named = which_item(kept, item)
        known = at.site.read_now(read_cues, at.stage, at.day)
        show = kept.show(at.now_ms)
        found = [
            each
            for each in known.standings(kept, show, at.now_ms)
            if department in ("", each.cue.department) and named in ("", each.cue.item)
        ]
        lines = telling.lines(kept, at.plan, found)
        station = known.keeper(kept, show, show.running)
        told = {"stage": at.stage, "day": at.day, "station": station}
    objects = [telling.as_object(each) for each in found]
    shell.say("\n".join(lines) or _NONE, {**told, "cues": objects})


@cues.command(
    help=_("Give ITEM a cue called NAME; it waits for a key unless --at says when.")
    + "\n\n"
    + _OBJECT
)
@click.argument("item")
@click.argument("name")
@_field_options
@rundown_options
def add(shell: Shell, *, item: str, name: str, stage: str, day: str, **said: Any) -> None:
    """Run `onsite stage cues add`."""
    with opened(shell, stage, day) as at:
        fields = _fields(said, name=name, department=at.plan.stages[at.stage].departments[-1])
        target = which_item(at.kept(), item)
        made = _write(at, service.add, target, fields)
        each = _standing(at, made.id)
    _say(shell, each, _("Cue {cue}: {when}.").format(cue=made.name, when=words.when(made)))


@cues.command(help=_("Change what is named of CUE, and nothing else.") + "\n\n" + _OBJECT)
@click.argument("cue")
@click.option("--name", metavar="TEXT", help=_("What it is called."))
@_field_options
@rundown_options
def edit(shell: Shell, *, cue: str, stage: str, day: str, **said: Any) -> None:
    """Run `onsite stage cues edit`."""
    with opened(shell, stage, day) as at:
        made = _write(at, service.change, _which(at, cue), _fields(said))
        each = _standing(at, made.id)
    _say(shell, each, _("Cue {cue}: {when}.").format(cue=made.name, when=words.when(made)))


@cues.command(help=_("Take CUE out; what it has done stays on record.") + "\n\n" + _OBJECT)
@click.argument("cue")
@rundown_options
def remove(shell: Shell, *, cue: str, stage: str, day: str) -> None:
    """Run `onsite stage cues remove`."""
    with opened(shell, stage, day) as at:
        each = _standing(at, _which(at, cue))
        gone = _write(at, service.remove, each.cue.id)
    _say(shell, each, _("Cue {cue} is gone.").format(cue=gone.name))


@cues.command(
    help=_("Call CUE to stand by; GO fires it: “onsite stage cues fire”.") + "\n\n" + _OBJECT
)
@click.argument("cue")
@rundown_options
def standby(shell: Shell, *, cue: str, stage: str, day: str) -> None:
    """Run `onsite stage cues standby`."""
    with opened(shell, stage, day) as at:
        each = _write(at, service.stand_by, _which(at, cue))
    _say(shell, each, _("Cue {cue}: {state}.").format(cue=each.cue.name, state=words.state(each)))


@cues.command(
    help=_(
        """Fire CUE now, from this laptop; again, where it has failed.

        The exit code is 1 where it fails."""
    )
    + "\n\n"
    + _OBJECT
)
@click.argument("cue")
@rundown_options
def fire(shell: Shell, *, cue: str, stage: str, day: str) -> int:
    """Run `onsite stage cues fire`."""
    from onsite.stage.cues.firing import fire as fire_now
    from onsite.stage.cues.reaching import Reach

    with opened(shell, stage, day) as at:
        which, at.site.operator = _which(at, cue), at.operator()
        reach = Reach(at.site, lambda: click.echo("\a", nl=False, err=True))
        found = asyncio.run(fire_now(reach, at.press(), which))
        each = _standing(at, which)
    if found is None:
        raise NotPossibleError(_("A cue was fired just now; wait for a second."))
    said = words.came(each.cue.name, found[1])
    _say(shell, each, said)
    return 1 if found[1][0] else 0


@cues.command(help=_("Say that CUE was done by hand; it is not fired any more.") + "\n\n" + _OBJECT)
@click.argument("cue")
@rundown_options
def done(shell: Shell, *, cue: str, stage: str, day: str) -> None:
    """Run `onsite stage cues done`."""
    with opened(shell, stage, day) as at:
        each = _write(at, service.done, _which(at, cue))
    _say(shell, each, _("Cue {cue} is done, by hand.").format(cue=each.cue.name))


@cues.command(
    help=_(
        """Fire the cues from this laptop, in the place of the one on which the item was started.

        It holds until somebody starts an item on another laptop.

        \b
        With --json, one object: stage, day, station, before (the station that fired them until now;
        it goes on as long as it is cut off)"""
    )
)
@rundown_options
def take(shell: Shell, *, stage: str, day: str) -> None:
    """Run `onsite stage cues take`."""
    with opened(shell, stage, day) as at:
        before = _write(at, service.take)
        told = {"stage": at.stage, "day": at.day, "station": at.site.journal.station}
        names = {each.station: each.name for each in at.site.read_now(membership.stations)}
        said = [words.taken(names.get(before, before[:6]))]
        if not is_fired_here(at.site.data):
            said.append(_("No console is open here yet: “onsite stage” opens one."))
    shell.say("\n".join(said), {**told, "before": before})


def _write(at: Opened, act: Callable[..., Any], *arguments: Any) -> Any:
    return at.site.write_now(act, at.plan, at.press(), at.operator(), *arguments)


def _which(at: Opened, text: str) -> str:
    return which_cue(at.site.read_now(read_cues, at.stage, at.day).cues, text)


def _standing(at: Opened, cue: str) -> Standing:
    kept = at.kept()
    known = at.site.read_now(read_cues, at.stage, at.day)
    told = known.standings(kept, kept.show(at.now_ms), at.now_ms)
    found = next((each for each in told if each.cue.id == cue), None)
    if found is None:
        raise NotPossibleError(
            _("The item of that cue is not in the rundown any more."),
            _("“onsite stage undo” takes back what was done last."),
        )
    return found


def _say(shell: Shell, each: Standing, said: str) -> None:
    shell.say(said, telling.as_object(each))


def _fields(said: dict[str, Any], **usual: str) -> CueFields:
    given = {key: text for key, text in said.items() if text is not None}
    told: dict[str, Any] = {**usual, **given}
    if "at" in told:
        told["anchor"], told["offset_ms"] = when_typed(told.pop("at"))
    if "standby" in told:
        told["standby_ms"] = span(told.pop("standby"), least=0)
    return CueFields(**told)
