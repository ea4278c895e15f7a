"""`onsite plan`: check, publish and show the event's plan."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onsite.errors import NotPossibleError
from onsite.language import _, ngettext
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.badges.templates.mistakes import TemplateError
    from onsite.badges.templates.publishing import Gathered
    from onsite.plan.model import Plan
    from onsite.plan.reading import PlanError
    from onsite.plan.service import Published
    from onsite.wiring import Site

_SHOWN_CHANGES = 60


@click.group(help=_("Check, publish and show the event's plan."))
def plan() -> None:
    """The group of the plan's commands."""


@plan.command(help=_("Write a commented starting plan to FILE (event.toml)."))
@click.argument("file", type=click.Path(path_type=Path, readable=False), default=Path("event.toml"))
@command_options
def init(shell: Shell, file: Path) -> None:
    """Write the starting plan; never over something."""
    from onsite.clock import SystemClock, local_zone
    from onsite.plan.files import shown, starting_plan, write_new

    otherwise = _("Give another name: onsite plan init NAME.toml")
    write_new(file, starting_plan(SystemClock().now(), local_zone()), otherwise)
    said = _("{file} is ready: change it to your event, then run “onsite plan publish {file}”.")
    shell.say(said.format(file=shown(file)), {"file": shown(file)})


@plan.command(help=_("Say what is wrong with FILE, all of it; nothing is changed."))
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@command_options
def check(shell: Shell, file: Path) -> int:
    """Check a plan's file."""
    from onsite.badges.templates.finding import TemplateError
    from onsite.badges.templates.publishing import check_named, gathered
    from onsite.plan.files import shown, text_in
    from onsite.plan.reading import PlanError, read

    text = text_in(file)
    try:
        checked = read(text, shown(file))
        designs = gathered(file.parent)
        if designs is not None:
            check_named(text, designs, shown(file))
    except (PlanError, TemplateError) as error:
        return _refuse(shell, error)
    said = _("{file} is a valid plan: {summary}.").format(
        file=shown(file), summary=_summary(checked)
    )
    if designs is not None:
        said += "\n" + _("Badge designs beside it: {names}.").format(names=_listed(designs.texts))
    wrong = _doubts(checked, designs)
    said += "".join(f"\n! {each}" for each in wrong)
    answer = {"valid": True, "file": shown(file), "plan": checked.model_dump(mode="json")}
    names = sorted(designs.texts) if designs is not None else []
    shell.say(said, {**answer, "designs": names, "warnings": wrong})
    return 0


@plan.command(
    help=_(
        """Print the rules of pretix check-in lists in FILE as lines for event.toml.

        FILE is JSON as the API of pretix gives it: a check-in list, several, or the rules alone.
        Names of tickets and gates are looked up in the plan. Exit code 1: something in them has
        no words here, and is named.

        With --json, one object: "lists", each with name, allow, and unsaid: path, part, why."""
    )
)
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--plan",
    "event",
    type=click.Path(path_type=Path, readable=False),
    default=Path("event.toml"),
    help=_("The plan that the names stand in; without it, event.toml."),
)
@command_options
def rules(shell: Shell, file: Path, event: Path) -> int:
    """Bring over the rules of pretix."""
    from onsite.plan.conditions.pretix import printing
    from onsite.plan.conditions.pretix.reading import check_in_lists
    from onsite.plan.files import shown, text_in
    from onsite.plan.reading import read

    into = read(text_in(event), shown(event))
    lists = check_in_lists(text_in(file), shown(file))
    found = printing.all_imported(lists, into)
    shell.say(printing.toml(found, into), printing.as_object(found))
    return int(any(each.unsaid for each in found.values()))


@plan.command(
    help=_(
        """Put the plan in FILE in force, and give the badge designs beside it to every station.

        Those are the files in the folder badges beside FILE; where there is no such folder, the
        designs that were published before stay."""
    )
)
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@command_options
def publish(shell: Shell, file: Path) -> int:
    """Publish a plan's file, and show what it changes."""
    from onsite.badges.templates.finding import TemplateError
    from onsite.badges.templates.publishing import gathered, publish_all
    from onsite.plan.compare import changes
    from onsite.plan.files import shown, text_in
    from onsite.plan.reading import PlanError, read

    text = text_in(file)
    try:
        after = read(text, shown(file))
        designs = gathered(file.parent)
        with shell.site() as site:
            before = _in_force(site)
            put = text, designs, shown(file), site.operator
            published, given = site.write_now(publish_all, *put)
    except (PlanError, TemplateError) as error:
        return _refuse(shell, error)
    differing = changes(before, after) if published.changed else []
    lines = [str(change) for change in differing] if before else [_summary(after)]
    told = [_told(published, lines)]
    if given is not None and given.changed:
        names = _("Badge designs given to every station: {names}.")
        # Of a plan that was in force already: “nothing was done” would not be so.
        told = told if published.changed else []
        told.append(names.format(names=_listed(given.names)))
    wrong = _doubts(after, designs)
    said = "\n".join([*told, *(f"! {each}" for each in wrong)])
    answer = {**asdict(published), "changes": [asdict(change) for change in differing]}
    shapes = asdict(given) if given is not None else None
    shell.say(said, {**answer, "designs": shapes, "warnings": wrong})
    return 0


@plan.command(help=_("Print the plan in force, as it was published."))
@click.option("--version", "number", type=click.IntRange(1), help=_("An earlier one, by number."))
@command_options
def show(shell: Shell, number: int | None) -> None:
    """Print a version's text."""
    from onsite.plan import service
    from onsite.plan.wording import printable

    with shell.site() as site:
        text = site.read_now(service.text_of, number)
        known = site.read_now(service.versions)
    if text is None:
        raise NotPossibleError(_missing(number), _("See “onsite plan versions”."))
    version = known[(number or len(known)) - 1]
    # TOML keeps out the old control characters, but not those above 0x7F.
    lines = [printable(line.replace("\t", " ")) for line in text.splitlines()]
    shell.say("\n".join(lines), {**asdict(version), "text": text})


@plan.command(help=_("List every plan that was published."))
@command_options
def versions(shell: Shell) -> None:
    """List the versions, oldest first."""
    from datetime import UTC

    from onsite.entry_times import shown
    from onsite.plan import service

    with shell.site() as site:
        known = site.read_now(service.versions)
        current = site.read_now(service.current)
        now, zone = site.clock.now(), current.zone if current else UTC
    line = _("{number}  {at}  {operator}  {digest:.12}")
    told = [
        line.format(**{**asdict(each), "at": shown(each.at, now, zone, "%Y-%m-%d %H:%M:%S")})
        for each in known
    ]
    text = "\n".join(told) or _("No plan has been published here yet.")
    shell.say(text, {"versions": [asdict(each) for each in known]})


def _in_force(site: Site) -> Plan | None:
    from onsite.plan.service import current

    try:
        return site.read_now(current)
    except NotPossibleError:
        # A newer Onsite's plan cannot be compared; it can be replaced.
        return None


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or _("none")


def _doubts(plan: Plan, designs: Gathered | None) -> list[str]:
    """What would go wrong with the designs beside a plan, and those that it names."""
    from onsite.badges.templates.publishing import Gathered, strangers
    from onsite.badges.templates.trial import warnings_of

    designs = designs or Gathered({}, {})
    told = _("The design “{name}” asks for “{word}”, which is no category of this plan.")
    strange = [told.format(name=name, word=word) for name, word in strangers(plan, designs)]
    return [*strange, *warnings_of(plan, designs)]


def _refuse(shell: Shell, error: PlanError | TemplateError) -> int:
    if not shell.as_json:
        raise error
    problems = [{"file": error.file, **asdict(problem)} for problem in error.problems]
    said = {"happened": error.happened, "advice": error.advice}
    shell.say("", {"valid": False, "error": said, "problems": problems})
    return 1


def _told(published: Published, lines: list[str]) -> str:
    if not published.changed:
        said = _("This very plan is in force already, as version {number}; nothing was done.")
        return said.format(number=published.number)
    said = _("Published as version {number}; it is in force now.").format(number=published.number)
    more = len(lines) - _SHOWN_CHANGES
    rest = [_("… and {count} more.").format(count=more)] if more > 0 else []
    if not lines:
        rest = [_("Only comments and layout differ from the version before.")]
    return "\n".join([said, *(f"  {line}" for line in [*lines[:_SHOWN_CHANGES], *rest])])


def _missing(number: int | None) -> str:
    if number is None:
        return _("No plan has been published here yet.")
    return _("There is no version {number} of the plan.").format(number=number)


def _summary(checked: Plan) -> str:
    days, categories = len(checked.event.days), len(checked.categories)
    checkpoints, desks = len(checked.checkpoints), len(checked.desks)
    zones, stages = len(checked.zones), len(checked.stages)
    counted = (
        ngettext("{n} day", "{n} days", days).format(n=days),
        ngettext("{n} category", "{n} categories", categories).format(n=categories),
        ngettext("{n} checkpoint", "{n} checkpoints", checkpoints).format(n=checkpoints),
        ngettext("{n} desk", "{n} desks", desks).format(n=desks),
        ngettext("{n} zone", "{n} zones", zones).format(n=zones),
        ngettext("{n} stage", "{n} stages", stages).format(n=stages),
    )
    return _(", ").join([checked.event.name, *counted])
