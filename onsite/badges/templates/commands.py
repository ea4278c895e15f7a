"""`onsite badges templates`, `check`, `new` and `import`: designs from the shell."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onsite.language import N_, _, ngettext
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.badges.templates.model import Template

_FILE = click.Path(path_type=Path, readable=False)
_PLAN = click.option(
    "--plan",
    "event",
    type=_FILE,
    default=Path("event.toml"),
    help=_("The plan's file; your own designs lie in the folder badges beside it."),
)
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*[xX×]\s*(\d+(?:\.\d+)?)\s*(?:mm)?\s*")
_WHOSE = {"own": N_("your own"), "published": N_("published"), "shipped": N_("ships with Onsite")}


@dataclass(frozen=True, slots=True)
class _Listed:
    """A design in the list; `wrong` says why it is none, empty where it is one."""

    name: str
    whose: str
    template: Template | None
    wrong: str = ""


@click.command(
    help=_(
        """List the designs: your own beside the plan, those published to this station, and those
        that ship with Onsite. Where two have the same name, the first counts.

        \b
        With --json, one object:
          templates  each with name, title, width, height (mm; null: a roll, as long as what is on
                     it), fold, whose (own, published, shipped), wrong (why it is none, or empty)"""
    )
)
@_PLAN
@command_options
def templates(shell: Shell, event: Path) -> None:
    """Run `onsite badges templates`."""
    found = list(_all(shell, event))
    lines = [_line(each) for each in found]
    lines.append(_("Make your own: onsite badges new my-badge --from a6"))
    shell.say("\n".join(lines), {"templates": [_as_object(each) for each in found]})


@click.command(
    help=_(
        """Say what is wrong with the design in FILE, all of it; nothing is changed.

        \b
        With --json, one object:
          valid, file, template (where it is valid), warnings (what would go wrong on paper),
          problems (where it is not valid; each with file, line, column, key, wrong, example)"""
    )
)
@click.argument("file", type=_FILE)
@command_options
def check(shell: Shell, file: Path) -> int:
    """Run `onsite badges check`."""
    from onsite.badges.templates.finding import TemplateError, in_file
    from onsite.badges.templates.trial import warnings
    from onsite.plan.files import shown

    try:
        template = in_file(file)
    except TemplateError as error:
        if not shell.as_json:
            raise
        problems = [asdict(problem) for problem in error.problems]
        said = {"happened": error.happened, "advice": error.advice}
        shell.say("", {"valid": False, "file": shown(file), "error": said, "problems": problems})
        return 1
    wrong = warnings(template)
    told = _("{file} is a valid design: {summary}.")
    lines = [told.format(file=shown(file), summary=_summary(template))]
    lines += [f"! {each}" for each in wrong]
    answer = {"valid": True, "file": shown(file), "template": template.model_dump(mode="json")}
    shell.say("\n".join(lines), {**answer, "warnings": wrong})
    return 0


@click.command(
    help=_(
        """Begin a design of your own: NAME.toml in the folder badges beside the plan.

        \b
        With --json, one object: file"""
    )
)
@click.argument("name")
@click.option("--from", "base", default="a6", help=_("The design that it begins as; else a6."))
@_PLAN
@command_options
def new(shell: Shell, name: str, base: str, event: Path) -> None:
    """Run `onsite badges new`."""
    from onsite.badges.templates.finding import find, named
    from onsite.badges.templates.shelves import FOLDER
    from onsite.badges.templates.starting import starting_template
    from onsite.plan.files import shown

    file = event.parent / FOLDER / f"{named(name)}.toml"
    _write(file, starting_template(name, find(base, event.parent)))
    said = _("{file} is ready: change it, and see it with “onsite badges preview {name}”.")
    shell.say(said.format(file=shown(file), name=name), {"file": shown(file)})


@click.command(
    "import",
    help=_(
        """Carry a badge layout of pretix or Indico over, as the beginning of a design.

        FILE is JSON: a layout as pretix's API gives it, or what Indico's designer stores. What
        cannot be carried over is listed, and stands in the new file, too.

        \b
        With --json, one object:
          system, file (empty where it is printed), text, unsaid (code, where, detail, said)"""
    ),
)
@click.argument("file", type=_FILE)
@click.option("-o", "--output", type=_FILE, help=_("The new file; else it is printed."))
@click.option(
    "--size", metavar="SIZE", help=_("Of the page, as 105x148 or a6, where FILE does not say it.")
)
@command_options
def import_layout(shell: Shell, file: Path, output: Path | None, size: str | None) -> None:
    """Run `onsite badges import`."""
    from onsite.badges.templates.finding import file_of
    from onsite.badges.templates.importing.reading import carried_over
    from onsite.badges.templates.importing.wording import sentence
    from onsite.plan.files import shown, text_in

    found = carried_over(text_in(file), shown(Path(file.name)), _size(size))
    asides = [{**asdict(each), "said": sentence(each)} for each in found.unsaid]
    said = found.text.rstrip()
    if output is not None:
        _write(file_of(output), found.text)
        first = _("{file} is written: a beginning, carried over from {system}.")
        lines = [f"  {each['said']}" for each in asides]
        said = "\n".join([first.format(file=shown(output), system=found.system), *lines])
    answer = {"system": found.system, "file": shown(output) if output else "", "text": found.text}
    shell.say(said, {**answer, "unsaid": asides})


def _write(file: Path, text: str) -> None:
    from onsite.plan.files import write_new

    with suppress(OSError):  # where the folder cannot be made, the next line says so
        file.parent.mkdir(parents=True, exist_ok=True)
    write_new(file, text, _("Give another name."))


def _all(shell: Shell, event: Path) -> Iterator[_Listed]:
    from onsite.badges.templates.reading import read
    from onsite.badges.templates.shelves import FOLDER, Folder, shipped
    from onsite.errors import OnsiteError

    shelves = [
        ("own", Folder(event.parent / FOLDER)),
        ("published", _published(shell)),
        ("shipped", shipped()),
    ]
    for number, (whose, shelf) in enumerate(shelves):
        for name in shelf.names():
            try:
                template = read(name, [each for _whose, each in shelves[number:]])
            except OnsiteError as error:
                yield _Listed(name, whose, None, error.happened)
            else:
                yield _Listed(name, whose, template)


def _published(shell: Shell) -> Any:
    """What was given to this station; nothing where there is no store yet."""
    from onsite.badges.templates.publishing import published
    from onsite.badges.templates.shelves import Published
    from onsite.wiring import STORE_FILE, data_folder

    if not ((shell.data or data_folder()) / STORE_FILE).exists():
        return Published()
    with shell.site() as site:
        return site.read_now(published)


def _size(said: str | None) -> tuple[float, float] | None:
    from onsite.badges.templates.model import size_named
    from onsite.errors import BadInputError
    from onsite.plan.wording import shown_value

    if said is None:
        return None
    named = size_named(said)
    if named is not None and named.height is not None:
        return named.width, named.height
    found = _SIZE.fullmatch(said)
    if found is None:
        raise BadInputError(
            _("{size} is not a size.").format(size=shown_value(said)),
            _("Write width and height in millimetres, as --size 105x148, or a name, as a6."),
        )
    return float(found[1]), float(found[2])


def _line(each: _Listed) -> str:
    if each.template is None:
        return f"{each.name}  ! {each.wrong}"
    shape = _shape(each.template)
    return "  ".join([each.name, each.template.label, shape, _(_WHOSE[each.whose])])


def _shape(template: Template) -> str:
    size = template.size
    told = _("{width:g} × {height:g} mm") if size.height else _("{width:g} mm wide, from a roll")
    shape = told.format(width=size.width, height=size.height)
    folds = {"back": N_("printed on both sides"), "butterfly": N_("folded at the top")}
    return f"{shape}, {_(folds[template.fold])}" if template.fold in folds else shape


def _summary(template: Template) -> str:
    count = len(template.layers) + len(template.back)
    layers = ngettext("{count} layer", "{count} layers", count).format(count=count)
    return f"{_shape(template)}, {layers}"


def _as_object(each: _Listed) -> dict[str, Any]:
    template = each.template
    return {
        "name": each.name,
        "title": template.label if template else "",
        "width": template.size.width if template else None,
        "height": template.size.height if template else None,
        "fold": template.fold if template else None,
        "whose": each.whose,
        "wrong": each.wrong,
    }
