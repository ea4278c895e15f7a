"""What a revoked station leaves to the lead: its entries that no hub holds, in a sealed file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.sync import membership
from onsite.sync.exchange.carrying import Load, fill
from onsite.sync.exchange.file import FOR_THE_LEAD, SUFFIX, FileWriter
from onsite.sync.exchange.peers import in_order
from onsite.sync.exchange.writing import header_of, writable
from onsite.sync.link import ledger
from onsite.sync.rules import missing_there, without_spans

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.sync.link.ledger import Held
    from onsite.sync.membership import Trust

_LINKS = ("hub", "upstream")
_LAST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file that only a laptop with the event's key can open."""

    file: Path
    entries: int


def seal(journal: Journal, rows: Connection, data: Path, trust: Trust) -> Sealed | None:
    """Write what no hub holds to a sealed file; once this returns, it is on disk.

    Written inside the transaction that erases the same entries, so that none can be recorded in
    between. Answers None where hubs hold everything.

    Args:
        journal: of the station that leaves.
        rows: the open transaction.
        data: the folder for the file.
        trust: the event that it belonged to.

    Raises:
        NotPossibleError: the lead's key is not known here.
        StoreError: the file cannot be written.
    """
    missing = unsent(rows, journal.station)
    if not missing:
        return None
    founded = membership.founded(rows)
    if founded is None:
        raise NotPossibleError(
            _("What was recorded here cannot be sealed: the event's founding never arrived."),
            _("Read a file of the lead with “onsite exchange read”, then try again."),
        )
    path = data / f"sealed-{journal.station[:6]}-{journal.clock.now():%Y%m%d}{SUFFIX}"
    header = header_of(journal, trust, "sealed")
    load = Load({}, missing, [])
    with writable(path) as opened:
        writer = FileWriter(opened, journal.signer, header, {FOR_THE_LEAD: founded.box})
        entries = fill(writer, load, lambda *asked: ledger.span_of(rows, *asked))
    if not entries:  # nothing but what the event's key has signed, which is everywhere
        path.unlink()
        return None
    return Sealed(path, entries)


def unsent(rows: Connection, own: str) -> Held:
    """The entries of all stations that no hub holds; of this one also those that do not count.

    Args:
        rows: the open transaction.
        own: the station whose store this is.
    """
    there: Held = {}
    for link in _LINKS:
        for station, spans in ledger.held(rows, link).items():
            there[station] = in_order((*there.get(station, ()), *spans))
    me = membership.station(rows, own)
    if me is not None and me.through is not None:
        there[own] = without_spans(there.get(own, ()), ((me.through + 1, _LAST),))
    return missing_there(ledger.here(rows).spans, there)
