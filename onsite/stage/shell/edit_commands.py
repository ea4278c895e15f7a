"""The rundown edited from the shell: `onsite stage edit add`, `set`, `move` and others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import click

from onsite.errors import BadInputError
from onsite.language import _
from onsite.stage import cutting, editing
from onsite.stage.fields import Clearable
from onsite.stage.shell import fields, telling
from onsite.stage.shell.finding import instant, which_item
from onsite.stage.shell.opened import opened, press_and_tell, write
from onsite.stage.shell.options import rundown_options

if TYPE_CHECKING:
    from onsite.shell import Shell
    from onsite.stage.facts import Edit
    from onsite.stage.fields import ItemFields, Speaker
    from onsite.stage.outcomes import Outcome, Press
    from onsite.stage.reading import Kept
    from onsite.stage.shell.opened import Opened

_NO_LENGTH = ("milestone", "count-up")
_SAID = _(
    "With --json, one object: what (took, nothing, refused), deed, item, title, act (its number, "
    "for undo), at, why, changes."
)
_AFTER = click.option(
    "--after", metavar="ITEM", help=_("It follows that one: its number, id or title.")
)
_FIRST = click.option("--first", is_flag=True, help=_("It is the first one."))


@click.group(
    help=_(
        """Change a rundown, also while it runs: each change is on all laptops at once.

        What two people change at the same time both counts, as long as it is not the same
        field of the same item. “onsite stage undo” takes a change back."""
    )
)
def edit() -> None:
    """Run `onsite stage edit`."""


@edit.command(
    help=_(
        """Add an item called TITLE; it is the last one unless --after or --first say otherwise.

        Without --start it begins when the one before it is planned to end."""
    )
    + "\n\n"
    + _SAID
)
@click.argument("title")
@_AFTER
@_FIRST
@fields.field_options
@rundown_options
def add(
    shell: Shell, *, title: str, after: str | None, first: bool, stage: str, day: str, **said: Any
) -> int:
    """Run `onsite stage edit add`."""

    def made(at: Opened, kept: Kept, press: Press) -> list[Edit]:
        whole = fields.read(at.plan, at.day, {**said, "title": title}, _speaking(kept))
        before = _place(kept, after, first=first, last=True)
        return [editing.added(press, _timed(kept, whole, before), after=before)]

    return _edited(shell, stage, day, made)


@edit.command(
    "set",
    help=_(
        """Change fields of ITEM: those that are named, and no others.

        --usual lets it be again as is usual for its kind and stage."""
    )
    + "\n\n"
    + _SAID,
)
@click.argument("item")
@click.option("--title", metavar="TEXT", help=_("What it is called."))
@click.option(
    "--usual",
    multiple=True,
    type=click.Choice([name.removesuffix("_ms") for name in get_args(Clearable)]),
    help=_("As usual again."),
)
@fields.field_options
@rundown_options
def set_(shell: Shell, *, item: str, stage: str, day: str, **said: Any) -> int:
    """Run `onsite stage edit set`."""

    def made(at: Opened, kept: Kept, press: Press) -> list[Edit]:
        changes = fields.read(at.plan, at.day, said, _speaking(kept))
        return [editing.changed(press, which_item(kept, item), changes, fields.cleared(said))]

    return _edited(shell, stage, day, made)


@edit.command(help=_("Move ITEM to another place; its planned start stays.") + "\n\n" + _SAID)
@click.argument("item")
@_AFTER
@_FIRST
@rundown_options
def move(shell: Shell, *, item: str, after: str | None, first: bool, stage: str, day: str) -> int:
    """Run `onsite stage edit move`."""
    if first == (after is not None):
        raise click.UsageError(_("Give either --after or --first."))

    def made(at: Opened, kept: Kept, press: Press) -> list[Edit]:
        del at
        place = _place(kept, after, first=first, last=False)
        return [editing.moved(press, which_item(kept, item), place)]

    return _edited(shell, stage, day, made)


@edit.command(
    help=_(
        """Let ITEM and OTHER change places.

        The first slot begins, and the last one ends, as planned before."""
    )
    + "\n\n"
    + _SAID
)
@click.argument("item")
@click.argument("other")
@rundown_options
def swap(shell: Shell, *, item: str, other: str, stage: str, day: str) -> int:
    """Run `onsite stage edit swap`."""

    def made(at: Opened, kept: Kept, press: Press) -> list[Edit]:
        del at
        return [*editing.swapped(kept, press, which_item(kept, item), which_item(kept, other))]

    return _edited(shell, stage, day, made)


@edit.command(help=_("Take ITEM out of the rundown.") + "\n\n" + _SAID)
@click.argument("item")
@rundown_options
def remove(shell: Shell, *, item: str, stage: str, day: str) -> int:
    """Run `onsite stage edit remove`."""

    def made(at: Opened, kept: Kept, press: Press) -> list[Edit]:
        del at
        return [editing.removed(press, which_item(kept, item))]

    return _edited(shell, stage, day, made)


@edit.command(
    help=_(
        """Keep the slot of ITEM for whoever is not there yet: it begins by hand only.

        --off lets it begin as planned again."""
    )
    + "\n\n"
    + _SAID
)
@click.argument("item")
@click.option("--off", is_flag=True, help=_("Not any more."))
@rundown_options
def hold(shell: Shell, *, item: str, off: bool, stage: str, day: str) -> int:
    """Run `onsite stage edit hold`."""

    def made(at: Opened, kept: Kept, press: Press) -> list[Edit]:
        del at
        return [editing.held(press, which_item(kept, item), on=not off)]

    return _edited(shell, stage, day, made)


@edit.command(
    "must-end",
    help=_("Say when everything must be over: a time of day, or “plan” for what the plan says.")
    + "\n\n"
    + _SAID,
)
@click.argument("clock")
@rundown_options
def must_end(shell: Shell, *, clock: str, stage: str, day: str) -> int:
    """Run `onsite stage edit must-end`."""

    def made(at: Opened, kept: Kept, press: Press) -> list[Edit]:
        del kept
        at_ms = None if clock == "plan" else instant(at.plan, at.day, clock)
        return [editing.set_must_end(press, at_ms)]

    return _edited(shell, stage, day, made)


@click.command(
    help=_(
        """Show how what is to come would be cut in proportion to be over at CLOCK; --apply does it.

        Without CLOCK it is the time at which everything must end. Nothing is cut below its
        shortest, and what runs is not cut.

        \b
        With --json, one object: ends, uncut_s (so much later than asked for), items (item,
        planned_start, planned_length_s, start, length_s), applied"""
    )
)
@click.argument("clock", default="")
@click.option("--apply", "apply_", is_flag=True, help=_("Let it be the plan."))
@rundown_options
def cut(shell: Shell, *, clock: str, apply_: bool, stage: str, day: str) -> int:
    """Run `onsite stage cut`."""
    with opened(shell, stage, day) as at:
        kept, press = at.kept(), at.press()
        must = kept.rundown.must_end_ms
        if not clock and must is None:
            raise BadInputError(
                _("Nothing says when everything must be over."), _("Say it, as 18:30.")
            )
        end_ms = instant(at.plan, at.day, clock) if clock else must or 0
        found = cutting.what_if(kept, press.at_ms, end_ms)
        lines, applied = telling.proposal_lines(kept, at.plan, found), False
        if apply_:
            outcome = write(at, cutting.cut, press, at.operator(), end_ms)
            lines, applied = [*lines, at.said(outcome)], outcome.what == "took"
    shell.say("\n".join(lines), {**telling.proposal_object(found), "applied": applied})
    return 0 if applied or not apply_ else 1


def _edited(shell: Shell, stage: str, day: str, made: Any) -> int:
    def act(at: Opened, press: Press, who: str) -> Outcome:
        return write(at, editing.edit, press, who, made(at, at.kept(), press))

    return press_and_tell(shell, stage, day, act)


def _speaking(kept: Kept) -> list[Speaker]:
    return [each for said in kept.fields.values() for each in said.speakers or ()]


def _place(kept: Kept, after: str | None, *, first: bool, last: bool) -> str:
    """The item that another one is to follow; empty for the first place."""
    if after is not None:
        return which_item(kept, after)
    if first or not kept.rundown.items:
        return ""
    return kept.rundown.items[-1].id if last else ""


def _timed(kept: Kept, said: ItemFields, before: str) -> ItemFields:
    """With a planned start, and a length where its kind needs one."""
    if said.length_ms is None and (said.kind or "talk") not in _NO_LENGTH:
        raise BadInputError(
            _("It has no length."), _("Say how long it is planned, as --length 20.")
        )
    if said.start_ms is not None:
        return said
    if not before and not kept.rundown.items:
        raise BadInputError(
            _("The first item needs a time to begin."), _("Say when, as --start 9:00.")
        )
    follows = kept.rundown.by_id.get(before)
    start_ms = follows.end_ms if follows is not None else kept.rundown.items[0].start_ms
    return said.model_copy(update={"start_ms": start_ms})
