"""Entries by file, for venues without any network: `write` one, `read` those of others."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Literal

from onsite.clock import to_ms
from onsite.errors import BadInputError, NotPossibleError, StoreError
from onsite.language import _
from onsite.plan.files import shown
from onsite.sync import membership
from onsite.sync.exchange import peers
from onsite.sync.exchange.carrying import Load, certified_here, fill
from onsite.sync.exchange.file import FOR_THE_LEAD, SUFFIX, FileReader, FileWriter, Header
from onsite.sync.keys.secrets import event_token
from onsite.sync.link import ledger
from onsite.sync.placing import placed
from onsite.sync.rules import missing_there

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.sync.exchange.carrying import Progress
    from onsite.sync.membership import Station, Trust
    from onsite.sync.rules import Spans
    from onsite.wiring import Site


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written."""

    file: Path
    entries: int
    stations: tuple[str, ...]
    """The names of those that can read it, besides whoever has the event's key."""
    whole: bool
    """Whether it holds everything, because of some of them nothing is known."""


def write(
    site: Site,
    file: Path,
    names: Sequence[str] = (),
    *,
    everything: bool = False,
    tell: Progress = lambda *_: None,
) -> Written:
    """Write what other stations lack to a file that only they can read.

    Args:
        site: of the station that writes.
        file: its name, or a folder in which it gets one.
        names: the stations it is for; without any, all that belong to the event.
        everything: whether or not they are known to have it.
        tell: told how many entries of how many are written.

    Raises:
        NotPossibleError: this station has not joined, was revoked, or is the only one.
        BadInputError: there is no such station, or another file has that name.
        StoreError: the file cannot be written; there is none then.
    """
    trust = trusted(site)
    readers = site.read_now(_readers, site.journal.station, names)
    founded = site.read_now(membership.founded)
    boxes = {each.station: each.box for each in readers}
    boxes |= {FOR_THE_LEAD: founded.box} if founded is not None else {}
    here = site.read_now(ledger.here).spans
    missing = here if everything else _lacking(site, trust, readers, here)
    load = Load(here, missing, site.read_now(certified_here))
    path = _place(site, file, trust)
    header = header_of(site.journal, trust, "exchange")
    with writable(path) as opened:
        writer = FileWriter(opened, site.journal.signer, header, boxes)
        entries = fill(writer, load, lambda *asked: site.read_now(ledger.span_of, *asked), tell)
    named = tuple(each.name for each in readers)
    return Written(path, entries, named, whole=missing == here)


def trusted(site: Site) -> Trust:
    """The event that this station belongs to.

    Raises:
        NotPossibleError: it works alone.
    """
    trust = site.read_now(membership.trust)
    if trust is None:
        raise NotPossibleError(
            _("This computer has not joined an event of several stations."),
            _("Bring it near the hub once and run “onsite stations join CODE” with a join code."),
        )
    return trust


def header_of(journal: Journal, trust: Trust, kind: Literal["exchange", "sealed"]) -> Header:
    """What a file of this station says in clear."""
    return Header(
        kind=kind,
        event=event_token(trust.event),
        station=journal.station,
        created_ms=to_ms(journal.clock.now()),
        keys={},
    )


@contextmanager
def writable(path: Path) -> Iterator[BinaryIO]:
    """A file to write, in the words of the user where it cannot be written."""
    try:
        with placed(path) as opened:
            yield opened
    except OSError as error:
        raise StoreError(
            _("{file} cannot be written; there is no half of it.").format(file=shown(path)),
            _("Look whether there is room on that disk and you may write there; then try again."),
        ) from error


def _readers(rows: Connection, own: str, names: Sequence[str]) -> list[Station]:
    me = membership.station(rows, own)
    if me is not None and me.revoked:
        raise NotPossibleError(
            _("This station was revoked: nobody would take a file from it."),
            _("Ask the lead for a join code and let it join again."),
        )
    others = [
        each
        for each in membership.stations(rows)
        if each.station != own and each.name and each.link and not each.revoked
    ]
    if not others:
        raise NotPossibleError(
            _("No other station belongs to this event yet, so nobody could read the file."),
            _("Let the others join first, with “onsite stations invite”."),
        )
    wanted = {name.casefold() for name in names}
    unknown = wanted - {each.name.casefold() for each in others}
    if unknown:
        raise BadInputError(
            _("There is no station called “{name}”.").format(name=min(unknown)),
            _("The others are: {names}.").format(names=", ".join(each.name for each in others)),
        )
    return [each for each in others if not wanted or each.name.casefold() in wanted]


def _lacking(
    site: Site, trust: Trust, readers: Sequence[Station], here: ledger.Held
) -> dict[str, Spans]:
    """What one of them lacks at least; everything, where of one of them nothing is known."""
    known = peers.known(site.data, trust.event)
    found: dict[str, Spans] = {}
    for each in readers:
        holding = known.get(each.station)
        if holding is None:
            return here
        for station, spans in missing_there(here, holding.spans()).items():
            found[station] = peers.in_order((*found.get(station, ()), *spans))
    return found


def _place(site: Site, file: Path, trust: Trust) -> Path:
    if file.is_dir():
        letters = "".join(each if each.isalnum() else "-" for each in trust.name.casefold())
        return file / f"onsite-{letters}-{site.clock.now():%Y%m%dT%H%M%SZ}{SUFFIX}"
    if file.exists() and not _is_mine(file, site.journal.station):
        raise BadInputError(
            _("There is another file already: {file}").format(file=shown(file)),
            _("Give another name; only a file that this station wrote is written over."),
        )
    return file


def _is_mine(file: Path, station: str) -> bool:
    with suppress(OSError, BadInputError), file.open("rb") as opened:
        return FileReader(opened, file).header.station == station
    return False
