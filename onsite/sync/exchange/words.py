"""What is told of a file that was written or read, in the language in use."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from onsite.language import _, ngettext
from onsite.plan.files import shown
from onsite.sync import wording
from onsite.sync.link.state import LinkState, Phase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onsite.sync.exchange.reading import Failure, Report
    from onsite.sync.exchange.writing import Written


def written_lines(written: Written) -> Iterator[str]:
    """What was written, for whom, and what to do with it."""
    said = ngettext(
        "{file} holds {n} entry for: {names}.",
        "{file} holds {n} entries for: {names}.",
        written.entries,
    )
    names = ", ".join(written.stations)
    yield said.format(file=shown(written.file), n=written.entries, names=names)
    if written.whole:
        yield _("It holds everything that is recorded here, so it is never too little.")
    else:
        yield _("It holds what they lacked when they last wrote a file that was read here.")
    yield _("There, run: {command}").format(command=f"onsite exchange read {_quoted(written.file)}")


def report_lines(report: Report) -> Iterator[str]:
    """What came of reading a file, and what to do next."""
    yield _headline(report)
    if report.released:
        yield ngettext(
            "{n} entry that had waited here counts now.",
            "{n} entries that had waited here count now.",
            report.released,
        ).format(n=report.released)
    if report.quarantined > report.held_back:
        yield ngettext(
            "{n} entry was not taken: see “onsite stations quarantine”.",
            "{n} entries were not taken: see “onsite stations quarantine”.",
            report.quarantined,
        ).format(n=report.quarantined)
    if report.held_back:
        yield from _held_back(report)
    if report.forked:
        yield wording.phase_sentence(Phase.FORKED, LinkState())
    if report.lacking:
        yield from _lacking(report)


def failure_lines(failure: Failure) -> Iterator[str]:
    """Why a file was not read, and what to do."""
    yield failure.error.happened
    if failure.error.advice:
        yield f"  {failure.error.advice}"


def _headline(report: Report) -> str:
    said = ngettext(
        "{file}, written by “{name}”: {n} new entry, {known} known already.",
        "{file}, written by “{name}”: {n} new entries, {known} known already.",
        report.new,
    )
    return said.format(file=shown(report.file), name=report.name, n=report.new, known=report.known)


def _held_back(report: Report) -> Iterator[str]:
    yield ngettext(
        "{n} entry of “{name}” is held back, since it was revoked.",
        "{n} entries of “{name}” are held back, since it was revoked.",
        report.held_back,
    ).format(n=report.held_back, name=report.name)
    yield _("Let them count with: {command}").format(
        command=f"onsite stations release {shlex.quote(report.name)}"
    )


def _lacking(report: Report) -> Iterator[str]:
    yield ngettext(
        "“{name}” lacks {n} entry that is here.",
        "“{name}” lacks {n} entries that are here.",
        report.lacking,
    ).format(n=report.lacking, name=report.name)
    command = (
        f"onsite exchange write {_quoted(report.file.parent)} --for {shlex.quote(report.name)}"
    )
    yield _("Now write a file back: {command}").format(command=command)


def _quoted(path: Path) -> str:
    return shlex.quote(shown(path))
