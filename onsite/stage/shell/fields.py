"""What is said of an item by options: `--title`, `--start`, `--length` and the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

import click

from onsite.cleaning import clean
from onsite.errors import BadInputError
from onsite.language import _
from onsite.stage.fields import Clearable, ItemFields, Kind, Speaker, StartRule
from onsite.stage.people import BETWEEN, speakers
from onsite.stage.shell.finding import instant, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onsite.plan.model import Plan

F = TypeVar("F", bound="Callable[..., Any]")
_LENGTHS = ("length", "shortest", "qa", "warn", "danger")
_TEXTS = (
    *("title", "moderator", "introduction", "agreed", "qa_form", "room", "notes", "late_reason"),
)
_LONGEST = 4_000
_CLEARED = {name.removesuffix("_ms"): name for name in get_args(Clearable)}


def field_options(command: F) -> F:
    """Give a command an option for each field; it is then called with `said`, to be read."""
    given: Any = command
    for option in reversed(_options()):
        given = option(given)
    return cast("F", given)


def read(plan: Plan, day: str, said: dict[str, Any], known: Iterable[Speaker] = ()) -> ItemFields:
    """The fields that the options name.

    Args:
        plan: the plan in force.
        day: of the rundown, as ISO date.
        said: the options.
        known: those who speak that day already.

    Raises:
        BadInputError: one of them cannot be read.
    """
    fields: dict[str, Any] = {
        f"{name}_ms": span(said[name], least=0) for name in _LENGTHS if said[name] is not None
    }
    for name in _TEXTS:
        if said.get(name) is not None:
            fields[name] = clean(said[name])[:_LONGEST]
    if said["start"] is not None:
        fields["start_ms"] = instant(plan, day, said["start"])
    if said["qualify"] is not None:
        fields["qualify"] = _range(said["qualify"])
    if said["speaker"]:
        fields["speakers"] = speakers(BETWEEN.join(said["speaker"]), known)
    if said["custom"]:
        fields["custom"] = dict(map(_custom, said["custom"]))
    for name in ("kind", "rule", "early"):
        if said[name] is not None:
            fields[name] = said[name]
    return ItemFields(**fields)


def cleared(said: dict[str, Any]) -> tuple[Clearable, ...]:
    """What is to be as usual again."""
    return tuple(cast("Clearable", _CLEARED[name]) for name in said["usual"])


def _options() -> list[Any]:
    return [
        click.option("--start", metavar="CLOCK", help=_("Planned, as a time of day: 14:05.")),
        click.option("--length", metavar="TIME", help=_("Planned, with its Q&A: 20, 1:30, 1h15.")),
        click.option("--kind", type=click.Choice(get_args(Kind)), help=_("What it is.")),
        click.option(
            "--rule",
            type=click.Choice(get_args(StartRule)),
            help=_("How it begins: after the one before, hard, by hand only, by itself."),
        ),
        click.option("--shortest", metavar="TIME", help=_("To what it may shrink.")),
        click.option("--qa", metavar="TIME", help=_("Its Q&A, at the end of its length.")),
        click.option("--early/--not-early", default=None, help=_("It may begin before its time.")),
        click.option("--warn", metavar="TIME", help=_("So much is left when its warning begins.")),
        click.option("--danger", metavar="TIME", help=_("So much is left when danger begins.")),
        click.option("--qualify", metavar="FROM-TO", help=_("A contest's speech: 4:30-7:30.")),
        click.option(
            "--speaker",
            multiple=True,
            metavar="NAME",
            help=_("Also as “Name <e-mail>”; several with ; between them."),
        ),
        click.option("--moderator", metavar="TEXT", help=_("Who leads through it.")),
        click.option("--introduction", metavar="TEXT", help=_("How the speaker is introduced.")),
        click.option("--agreed", metavar="TEXT", help=_("The warnings that were agreed upon.")),
        click.option("--qa-form", metavar="TEXT", help=_("How questions are taken.")),
        click.option("--room", metavar="TEXT", help=_("As the programme calls it.")),
        click.option("--notes", metavar="TEXT", help=_("For the crew.")),
        click.option(
            "--late-reason", metavar="TEXT", help=_("Why it was late: for the slip report.")
        ),
        click.option(
            "--custom", multiple=True, metavar="NAME=TEXT", help=_("Anything else, by its name.")
        ),
    ]


def _range(text: str) -> tuple[int, int]:
    low, _dash, high = text.replace("–", "-").partition("-")
    found = span(low, least=0), span(high, least=0)
    if found[0] > found[1]:
        raise BadInputError(
            _("“{value}” ends before it begins.").format(value=text),
            _("Write the shorter one first, as 4:30-7:30."),
        )
    return found


def _custom(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise BadInputError(
            _("“{value}” has no name.").format(value=text),
            _("Write NAME=TEXT, as “Mic=Headset 2”; an empty text takes it away."),
        )
    return clean(name), clean(value)[:_LONGEST]
