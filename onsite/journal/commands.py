"""The journal from the shell: `onsite audit`, `onsite backup`."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onsite.language import _, ngettext
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onsite.journal.audit import Audit
    from onsite.wiring import Site


@click.command(
    help=_(
        """Verify everything that was ever recorded on this computer.

        Walks every station's chain of signed entries, then works every table out again from
        them and compares. Ends with 0 when all is good, with 1 when something is wrong; the
        first thing that is wrong is named.

        The answer with --json: good, entries, stations, waiting (by kind), repaired, and
        entry (station, number, what) or row (table, key, what), which are null when good."""
    )
)
@click.option(
    "--repair",
    is_flag=True,
    help=_("Work wrong tables out again from the entries, if these are good."),
)
@command_options
def audit(shell: Shell, *, repair: bool) -> int:
    """Verify the store that the options name."""
    shell.store()
    with shell.site() as site:
        result = _audited(site, shell)
        repaired = repair and result.row is not None
        if repaired:
            from onsite.journal.folding import refold_everything

            site.store.write_now(refold_everything)
            result = _audited(site, shell)
    answer = {"good": result.good, **asdict(result), "repaired": repaired}
    shell.say("\n".join(_lines(result, repaired=repaired, asked=repair)), answer)
    return 0 if result.good else 1


@click.command(
    help=_(
        """Copy the store while it is in use.

        The copy goes to FILE, or into the folder `backups` beside the store. When a copy is
        put back, this station goes on with a new identity; nothing of the copy is lost.

        The answer with --json: file."""
    )
)
@click.argument("file", required=False, type=click.Path(path_type=Path, readable=False))
@command_options
def backup(shell: Shell, file: Path | None) -> None:
    """Copy the store that the options name."""
    from onsite.clock import SystemClock
    from onsite.store.backup import back_up, backup_place
    from onsite.store.migrations import check_is_store

    store = shell.store()
    check_is_store(store)
    copy = file or backup_place(store, SystemClock().now(), "backup")
    back_up(store, copy)
    shell.say(_("The store was copied to {file}").format(file=copy), {"file": str(copy)})


def _audited(site: Site, shell: Shell) -> Audit:
    from onsite.journal.audit import audit as verify

    with _progress(shell) as told:
        return site.store.read_now(lambda rows: verify(rows, told))


@contextmanager
def _progress(shell: Shell) -> Iterator[Callable[[int, int], None]]:
    if shell.as_json or not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    with click.progressbar(length=1, label=_("Verifying"), file=sys.stderr) as bar:

        def told(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield told


def _lines(result: Audit, *, repaired: bool, asked: bool) -> Iterator[str]:
    entries = ngettext("{number} entry", "{number} entries", result.entries)
    stations = ngettext("{number} station", "{number} stations", result.stations)
    yield _("Journal: {entries} of {stations}.").format(
        entries=entries.format(number=result.entries),
        stations=stations.format(number=result.stations),
    )
    kept = sum(result.waiting.values())
    if kept:
        text = ngettext(
            "{number} entry is kept for a newer Onsite: this one cannot read it.",
            "{number} entries are kept for a newer Onsite: this one cannot read them.",
            kept,
        )
        yield text.format(number=kept)
    if repaired:
        yield _("The tables were worked out again from the entries.")
    yield from _verdict(result, asked=asked)


def _verdict(result: Audit, *, asked: bool) -> Iterator[str]:
    if result.entry is not None:
        bad = _("Bad: entry {number} of station {station}: {what}.")
        yield bad.format(**asdict(result.entry))
        if asked:
            yield _("Nothing was repaired: the entries themselves are not good.")
        yield _("Keep this store as it is, and go on with a copy from the backups folder.")
    elif result.row is not None:
        key = ", ".join(repr(part) for part in result.row.key)
        bad = _("Bad: table {table}, row {key}: {what}.")
        yield bad.format(table=result.row.table, key=key, what=result.row.what)
        yield _("Run “onsite audit --repair” to work the tables out again from the entries.")
    else:
        yield _("All good: every entry is signed and in place, and the tables agree with them.")
