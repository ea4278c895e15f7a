"""The journal from the shell: `onsite audit`, `onsite backup`."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from onsite.journal.audit import Audit
    from onsite.journal.compare import Comparison
    from onsite.journal.digests import Digest
    from onsite.wiring import Site


@click.command(
    help=_(
        """Verify everything that was ever recorded on this computer.

        Walks every station's chain of signed entries, then works every table out again from
        them and compares. Ends with 0 when all is good, with 1 when something is wrong; the
        first thing that is wrong is named. That entries of other stations have not arrived yet
        is said, and is not wrong.

        With --compare, this store must also hold the same entries and the same rows as OTHER:
        another data folder, a store's file, a copy, or a file with the answer of “onsite audit
        --json” on another computer. OTHER is only read. It ends with 1 when they differ.

        With --who, nothing is verified: it lists what those who answer for others have done, as
        overrides, corrections, PINs that were set, blocks that were lifted; all of it, or that
        of one OPERATOR. With --json, one object: "deeds", each with at (ISO 8601),
        operator, name, station, where, kind, subject, about, what and details.

        The answer with --json: good, entries, stations, waiting (by kind), awaited (by
        station), repaired, entry (station, number, what) or row (table, key, what), which are
        null when good, digest (form, tables, entries), and compared: a list of other, equal,
        here_lacks, there_lacks (by station), conflicting, entry, tables, row, recorded."""
    )
)
@click.option(
    "--repair",
    is_flag=True,
    help=_("Work wrong tables out again from the entries, if these are good."),
)
@click.option(
    "--compare",
    "others",
    multiple=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="OTHER",
    help=_("Compare with another store, or with the answer of an audit. May be repeated."),
)
@click.option(
    "--who",
    is_flag=False,
    flag_value="",
    metavar="[OPERATOR]",
    help=_("List what supervisors did instead: all, or one OPERATOR by id or name."),
)
@command_options
def audit(shell: Shell, *, repair: bool, others: tuple[Path, ...], who: str | None) -> int:
    """Verify the store that the options name."""
    from onsite.journal import wording

    shell.store()
    if who is not None:
        return _who(shell, who)
    files = [_store_in(other) for other in others]
    with shell.site() as site:
        found = _found(site, shell, files)
        repaired = repair and found.audit.row is not None
        if repaired:
            from onsite.journal.folding import refold_everything

            site.store.write_now(refold_everything)
            found = _found(site, shell, files)
    named = list(zip(map(str, others), found.compared, strict=True))
    lines = [*wording.audit_lines(found.audit, repaired=repaired, asked=repair)]
    for other, result in named:
        lines += wording.comparison_lines(result, other)
    answer = {"good": found.audit.good, **asdict(found.audit), "repaired": repaired}
    answer |= {"digest": asdict(found.digest)} if found.digest else {}
    answer["compared"] = [
        {"other": other, "equal": result.equal, **asdict(result)} for other, result in named
    ]
    shell.say("\n".join(lines), answer)
    return 0 if found.audit.good and all(result.equal for result in found.compared) else 1


def _who(shell: Shell, who: str) -> int:
    from onsite.deeds import deeds

    with shell.site() as site:
        found = site.read_now(deeds, who)
    lines = [
        "  ".join(
            (
                f"{each.at:%Y-%m-%d %H:%M}",
                each.name,
                each.where,
                each.what,
            )
        )
        for each in found
    ]
    told = [{**asdict(each), "at": each.at.isoformat(), "what": each.what} for each in found]
    shell.say("\n".join(lines) or _("Nothing of the kind was done here."), {"deeds": told})
    return 0


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


@dataclass(frozen=True)
class _Found:
    audit: Audit
    digest: Digest | None
    compared: list[Comparison]


def _found(site: Site, shell: Shell, files: Sequence[Path]) -> _Found:
    from onsite.journal.audit import audit as verify
    from onsite.journal.digests import digest
    from onsite.journal.other import compare_with, opened

    with ExitStack() as open_files, _progress(shell) as told:
        others = [open_files.enter_context(opened(file)) for file in files]

        def work(rows: Connection) -> _Found:
            return _Found(
                verify(rows, told),
                digest(rows) if shell.as_json else None,
                [compare_with(rows, other) for other in others],
            )

        return site.store.read_now(work)


def _store_in(other: Path) -> Path:
    from onsite.wiring import STORE_FILE

    return other / STORE_FILE if other.is_dir() else other


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
