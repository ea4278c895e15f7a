"""`onsite hub`, where the stations of an event meet, and `onsite exchange`, where none can."""

from __future__ import annotations

import asyncio
import platform
import shutil
import sys
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onsite.sync.exchange.reading import Failure, Report
    from onsite.sync.hub.founding import Questions
    from onsite.sync.hub.options import HubOptions
    from onsite.sync.hub.running import RunningHub
    from onsite.wiring import Site

_GIGABYTE = 1_000_000_000
_LAST_PORT = 65_535
_Port = click.IntRange(1, _LAST_PORT)


@click.command(
    help=_(
        """Be the hub, which the stations of the event meet at, until Ctrl+C.

        The first time, this founds the event for several stations and shows its recovery code,
        once. On another laptop of the event it takes the place of the hub that was; for that
        the recovery code is asked for.

        With --plain or --json, or without a terminal, lines are printed rather than a screen
        shown. With --json each line is one object; the first says that the hub is open.

        Where a venue has a hub of its own, its stations keep to it. Any laptop of that venue
        takes its place with “onsite hub” alone."""
    )
)
@click.option("--port", type=_Port, default=4222, show_default=True, help=_("The port to use."))
@click.option("--name", metavar="NAME", help=_("Of this station, when it founds the event."))
@click.option(
    "--listen",
    metavar="ADDRESS",
    default="0.0.0.0",  # noqa: S104 - stations come from the network; it is TLS with keys
    help=_("Listen at this address of the computer alone."),
)
@click.option(
    "--recovery-code",
    "code",
    metavar="CODE",
    help=_("Rather than being asked for it; - reads it from standard input."),
)
@click.option(
    "--limit-gb",
    type=click.FloatRange(min=0.1),
    default=10.0,
    show_default=True,
    help=_("How much the hub may keep on its disk."),
)
@click.option(
    "--cluster",
    metavar="NAME=HOST:PORT,…",
    help=_("All hubs of a cluster of three, this one too, and where they reach each other."),
)
@click.option("--node", metavar="NAME", default="", help=_("Which hub of the cluster this one is."))
@click.option("--leafnodes", type=_Port, metavar="PORT", help=_("Let NATS leaf nodes in here."))
@click.option(
    "--upstream",
    metavar="HOST:PORT",
    help=_("Be the hub of a venue, and exchange everything with this hub of the same event."),
)
@click.option("--venue", metavar="NAME", help=_("Of which venue this is the hub, as West."))
@click.option(
    "--leaf-of",
    metavar="HOST:PORT",
    help=_("Keep nothing, and pass everything on to the hub that lets leaf nodes in here."),
)
@click.option("--plain", is_flag=True, help=_("Print lines rather than show a screen."))
@command_options
def hub(shell: Shell, plain: bool, **chosen: Any) -> int:
    """Run `onsite hub`."""
    from onsite.sync.hub import venue as hub_venue
    from onsite.sync.hub.founding import authority_here
    from onsite.sync.hub.program import server_program

    options = _options(chosen)
    hub_venue.check(options)
    server_program()  # to say so before anything is founded
    with shell.site() as site:
        hub_venue.check_member(site, options)
        options = hub_venue.at_venue(site, options, chosen["venue"])
        authority = authority_here(site, _questions(shell, chosen["name"], chosen["code"]))
        opened = _hub(site, authority, options)
        if plain or shell.as_json or not _terminal():
            from onsite.sync.hub.serving import serve

            return asyncio.run(serve(opened, shell.say))
        from onsite.sync.hub.screen import show

        return show(opened)


def _options(chosen: dict[str, Any]) -> HubOptions:
    from onsite.sync.hub.options import LEAF_PORT, HubOptions, nodes_in
    from onsite.sync.joining.invitation import full_address

    leaf_of, upstream = chosen["leaf_of"], chosen["upstream"]
    return HubOptions(
        port=chosen["port"],
        listen=chosen["listen"],
        limit_bytes=round(chosen["limit_gb"] * _GIGABYTE),
        nodes=nodes_in(chosen["cluster"], chosen["node"]) if chosen["cluster"] else (),
        node=chosen["node"],
        leaf_port=chosen["leafnodes"],
        leaf_of=full_address(leaf_of, LEAF_PORT) if leaf_of else "",
        upstream=full_address(upstream) if upstream else "",
    )


def _hub(site: Site, authority: Any, options: HubOptions) -> RunningHub:
    from onsite.sync.discovery import announced
    from onsite.sync.hub.running import Around, RunningHub
    from onsite.sync.joining import admission
    from onsite.sync.link.sidecar import Sidecar

    links = [Sidecar(site.data)]
    if options.upstream:
        links.append(Sidecar(site.data, upstream=options.upstream))
    site.written.extend(link.wake for link in links)
    return RunningHub(site, authority, options, Around(admission, announced, tuple(links)))


def _questions(shell: Shell, name: str | None, code: str | None) -> Questions:
    from onsite.sync.hub.founding import Questions

    def kept(fresh: str) -> None:
        from onsite.sync.hub.words import recovery

        cells = shutil.get_terminal_size().columns
        shell.say(recovery(fresh, cells), {"recovery_code": fresh})
        if _terminal() and not shell.as_json and not _yes(_("Have you written it down?")):
            raise NotPossibleError(
                _("Nothing was founded, and the code shown above is void."),
                _("Run “onsite hub” again with pen and paper at hand: it shows a new code."),
            )

    def asked() -> str:
        if code == "-":
            return sys.stdin.readline().strip()
        if code:
            return code
        if not _terminal():
            raise NotPossibleError(
                _("This laptop needs the event's recovery code to become the hub."),
                _("Give it with --recovery-code, or run “onsite hub” in a terminal."),
            )
        said: str = click.prompt(_("Recovery code of the event"))
        return said

    return Questions(name or platform.node() or "Hub", kept, asked)


def _yes(question: str) -> bool:
    """The answer; Ctrl+C and the end of the input are a no."""
    try:
        return bool(click.confirm(question))
    except click.Abort:
        click.echo(err=True)
        return False


def _terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


@click.group(help=_("Bring entries from station to station by file, where there is no network."))
def exchange() -> None:
    """The group of the commands for files."""


@exchange.command(
    name="write",
    help=_(
        """Write what the other stations lack to FILE, which only they can read.

        FILE may be a folder, as that of a USB stick: the file then gets a name of its own. It
        holds what the others lack as far as is known from files of theirs that were read here,
        and everything where nothing is known.

        The answer with --json: file, entries, stations, whole."""
    ),
)
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--for",
    "names",
    metavar="NAME",
    multiple=True,
    help=_("Only for this station; may be given several times."),
)
@click.option("--all", "everything", is_flag=True, help=_("Everything, whatever they have."))
@command_options
def write_file(shell: Shell, file: Path, names: tuple[str, ...], *, everything: bool) -> None:
    """Write a file for other stations."""
    from onsite.sync.exchange.words import written_lines
    from onsite.sync.exchange.writing import write

    shell.store()
    with shell.site() as site, _progress(shell, _("Writing")) as told:
        written = write(site, file, names, everything=everything, tell=told)
    shell.say("\n".join(written_lines(written)), {**asdict(written), "file": str(written.file)})


@exchange.command(
    name="read",
    help=_(
        """Take what is in FILE, which another station wrote.

        FILE may be a folder: then every such file in it is read, the oldest first. Reading a
        file again does no harm.

        The answer with --json: files, each with file, station, name, created_ms, sealed, new,
        known, quarantined, released, forked, lacking, held_back; and failed, each with file,
        happened, advice."""
    ),
)
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@command_options
def read_file(shell: Shell, file: Path) -> int:
    """Read a file of another station, or all of a folder."""
    from onsite.sync.erasing.erased import sentence
    from onsite.sync.erasing.erasing import check
    from onsite.sync.exchange.reading import files_in, read_all
    from onsite.sync.exchange.words import failure_lines, report_lines

    shell.store()
    files = files_in(file) if file.is_dir() else [file]
    with shell.site() as site, _progress(shell, _("Reading")) as told:
        reports, failures = read_all(site, files, told)
        gone = check(site, away=False)
    if gone is not None:
        raise sentence(gone, site.data)
    if failures and len(files) == 1:
        raise failures[0].error
    lines = [line for each in reports for line in report_lines(each)]
    lines += [line for each in failures for line in failure_lines(each)]
    shell.say("\n".join(lines), _told_of(reports, failures))
    return 1 if failures else 0


def _told_of(reports: list[Report], failures: list[Failure]) -> dict[str, Any]:
    read = [{**asdict(each), "file": str(each.file)} for each in reports]
    failed = [
        {"file": str(each.file), "happened": each.error.happened, "advice": each.error.advice}
        for each in failures
    ]
    return {"files": read, "failed": failed}


@contextmanager
def _progress(shell: Shell, label: str) -> Iterator[Callable[[int, int], None]]:
    if shell.as_json or not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def told(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield told
        told(1, 1)  # there may have been nothing to do
