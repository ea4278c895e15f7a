"""Reading a file that another station wrote."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import bindparam, func, select

from onsite.errors import BadInputError, NotPossibleError, OnsiteError, StoreError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.plan.files import shown
from onsite.sync import intake, membership
from onsite.sync.exchange import peers
from onsite.sync.exchange.carrying import certified_kinds, in_chunks
from onsite.sync.exchange.file import (
    CERTIFIED,
    ENTRIES,
    FOR_THE_LEAD,
    HEADS,
    SUFFIX,
    FileReader,
)
from onsite.sync.exchange.writing import trusted
from onsite.sync.keys import keyring
from onsite.sync.keys.secrets import box_key, event_token
from onsite.sync.link import ledger
from onsite.sync.pack import unpacked
from onsite.sync.rules import Held, missing_there
from onsite.sync.tables import QuarantineRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from nacl.public import PrivateKey
    from sqlalchemy import Connection

    from onsite.journal.entry import Entry
    from onsite.sync.exchange.carrying import Progress
    from onsite.sync.exchange.file import Header
    from onsite.wiring import Site

_QUARANTINE = table_of(QuarantineRow)
_HELD_BACK = select(func.count()).where(
    _QUARANTINE.c.station == bindparam("station"), _QUARANTINE.c.reason == Held.REVOKED.value
)


@dataclass(frozen=True, slots=True)
class Report:
    """What came of reading a file."""

    file: Path
    station: str
    """That wrote it."""
    name: str
    """Of that station."""
    created_ms: int
    sealed: bool
    """Whether it is what a revoked station has left to the lead."""
    new: int
    known: int
    quarantined: int
    released: int
    """Taken out of the quarantine, since more is known of their stations now."""
    forked: bool
    """It holds other entries under numbers of this very station."""
    lacking: int
    """How many entries that are here its writer did not have when writing."""
    held_back: int
    """Entries of its writer that wait here, because it was revoked."""


def read(site: Site, path: Path, tell: Progress = lambda *_: None) -> Report:
    """Take what is in a file. It can be read any number of times, and stopped at any moment.

    Args:
        site: of the station that reads.
        path: the file.
        tell: told how many entries of how many are read.

    Raises:
        NotPossibleError: this station has not joined, or the file is not for it, of another
            event, or written by a station that does not belong to the event.
        BadInputError: it is no such file, or not as it was written; nothing was taken.
    """
    trust = trusted(site)
    with _opened(path) as reader:
        header = reader.header
        if header.event != event_token(trust.event):
            raise NotPossibleError(
                _("{file} is of another event than this station.").format(file=shown(path)),
                _("Choose the data folder of that event with --data, or name another file."),
            )
        reader.check()
        who, secret = _opening_key(site, header, path)
        taking = _Taking(site, path, reader, tell)
        for holds, content in reader.chunks(who, secret):
            taking.chunk(holds, content)
        return taking.report()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was not read, and why."""

    file: Path
    error: OnsiteError


def read_all(
    site: Site, files: Iterable[Path], tell: Progress = lambda *_: None
) -> tuple[list[Report], list[Failure]]:
    """Read one file after the other; what is wrong with one does not keep from the next.

    Raises:
        StoreError: the store takes no more.
    """
    reports: list[Report] = []
    failures: list[Failure] = []
    for file in files:
        try:
            reports.append(read(site, file, tell))
        except StoreError:
            raise
        except OnsiteError as error:
            failures.append(Failure(file, error))
    return reports, failures


def files_in(folder: Path) -> list[Path]:
    """The files of a folder that were written by `onsite exchange`, the oldest first.

    Raises:
        BadInputError: there is none, or the folder cannot be read.
    """
    found: list[tuple[int, Path]] = []
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            with suppress(OSError, BadInputError), path.open("rb") as file:
                found.append((FileReader(file, path).header.created_ms, path))
    if not found:
        raise BadInputError(
            _("There is no file of “onsite exchange” in {folder}.").format(folder=shown(folder)),
            _("Their names end with {suffix}.").format(suffix=SUFFIX),
        )
    return [path for _created, path in sorted(found)]


@contextmanager
def _opened(path: Path) -> Iterator[FileReader]:
    try:
        with path.open("rb") as file:
            yield FileReader(file, path)
    except FileNotFoundError as error:
        raise BadInputError(_("There is no file {file}.").format(file=shown(path))) from error
    except (OSError, ValueError) as error:
        raise BadInputError(
            _("The file {file} cannot be read.").format(file=shown(path)),
            _("Look whether it is still there; it can be read again from the beginning."),
        ) from error


def _opening_key(site: Site, header: Header, path: Path) -> tuple[str, PrivateKey]:
    if site.journal.station in header.keys:
        return site.journal.station, box_key(site.journal.signer)
    ring = keyring.load(site.data)
    if ring is not None:
        return FOR_THE_LEAD, ring.box()
    if header.kind == "sealed":
        raise NotPossibleError(
            _("{file} was left to the lead by a station that was revoked.").format(
                file=shown(path)
            ),
            _("Read it on a laptop that has been the hub of this event."),
        )
    return site.journal.station, box_key(site.journal.signer)


class _Heads(BaseModel):
    held: dict[str, tuple[tuple[int, int], ...]] = {}
    entries: int = Field(default=0, ge=0)


@dataclass
class _Taking:
    """A file that is being read."""

    site: Site
    path: Path
    reader: FileReader
    tell: Progress
    heads: _Heads = field(default_factory=_Heads)
    writer: membership.Station | None = None
    sum: intake.Intake = field(default_factory=intake.Intake)
    done: int = 0

    def chunk(self, holds: bytes, content: bytes) -> None:
        try:
            if holds == HEADS:
                self.heads = _Heads.model_validate_json(content)
            elif holds == CERTIFIED:
                # The writer's own admission may be among these, so they come before its check.
                kinds = set(certified_kinds())
                self._take(each for each in unpacked(content) if each.kind in kinds)
            elif holds == ENTRIES:
                self._check_writer()
                self._take(unpacked(content))
        except ValueError as error:  # pydantic's own is one
            raise self.reader.malformed() from error

    def report(self) -> Report:
        writer = self._check_writer()
        header, site = self.reader.header, self.site
        sealed = header.kind == "sealed"
        lacking = 0
        if not sealed and writer.station != site.journal.station:
            lacking = self._lacking()
        held_back = site.read_now(_held_back, writer.station)
        return Report(
            file=self.path,
            station=writer.station,
            name=writer.name,
            created_ms=header.created_ms,
            sealed=sealed,
            new=self.sum.new,
            known=self.sum.known,
            quarantined=self.sum.quarantined,
            released=self.sum.released,
            forked=self.sum.forked,
            lacking=lacking,
            held_back=held_back,
        )

    def _take(self, entries: Iterable[Entry]) -> None:
        for some in in_chunks(entries):
            good, bad = intake.verified(some)
            came = self.site.write_now(intake.take, good, bad, self.path.name)
            self.sum = intake.Intake(
                new=self.sum.new + came.new,
                known=self.sum.known + came.known,
                quarantined=self.sum.quarantined + came.quarantined,
                released=self.sum.released + came.released,
                forked=self.sum.forked or came.forked,
            )
            self.done += len(some)
            self.tell(min(self.done, self.heads.entries), self.heads.entries)

    def _check_writer(self) -> membership.Station:
        if self.writer is not None:
            return self.writer
        station = self.reader.header.station
        known = self.site.read_now(membership.station, station)
        if known is None or not known.name:
            raise NotPossibleError(
                _(
                    "{file} was written by a station that is not known to belong to this event."
                ).format(file=shown(self.path)),
                _("Read a file of the lead first, or let that station join."),
            )
        if known.revoked and keyring.load(self.site.data) is None:
            raise NotPossibleError(
                _(
                    "{file} was written by “{name}”, which was revoked; nothing was taken from it."
                ).format(file=shown(self.path), name=known.name),
                _("Read it on a laptop that has been the hub: what counts is decided there."),
            )
        self.writer = known
        return known

    def _lacking(self) -> int:
        header = self.reader.header
        try:
            holding = peers.Holding(at_ms=header.created_ms, held=self.heads.held)
        except ValidationError as error:
            raise self.reader.malformed() from error
        with suppress(OSError):  # then the next file is larger than it need be
            trust = trusted(self.site)
            peers.note(self.site.data, trust.event, header.station, holding)
        here = self.site.read_now(ledger.here).spans
        return ledger.count(missing_there(here, holding.spans()))


def _held_back(rows: Connection, station: str) -> int:
    return int(rows.execute(_HELD_BACK, {"station": station}).scalar_one())
