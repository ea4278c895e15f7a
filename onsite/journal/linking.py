"""Whether an entry fits into its station's chain as far as that is known here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.errors import JournalError, NotPossibleError
from onsite.journal.entry import NO_PREVIOUS
from onsite.journal.fold import table_of
from onsite.journal.tables import EntryRow
from onsite.language import _
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.entry import Entry

_ENTRY = table_of(EntryRow)
_AT = Prepared(
    select(_ENTRY.c.hash, _ENTRY.c.previous, _ENTRY.c.time).where(
        _ENTRY.c.station == bindparam("station"), _ENTRY.c.number == bindparam("number")
    )
)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as its neighbours in the chain see it."""

    hash: str
    previous: str
    time: int


def refusal(rows: Connection, entry: Entry, links: dict[tuple[str, int], Link]) -> str | None:
    """Why a signed entry is not taken, "" when it is, None when it is here already.

    Args:
        rows: the open transaction.
        entry: of any station.
        links: what the batch brought so far; an entry that is taken is added.
    """
    new = Link(entry.hash(), entry.previous, entry.time)
    before, here, after = (
        links.get((entry.station, number)) or _link_at(rows, entry.station, number)
        for number in (entry.number - 1, entry.number, entry.number + 1)
    )
    if here is not None:
        same = here.hash == new.hash
        return None if same else _("another entry already stands under this number")
    if entry.number == 1:
        before = Link(NO_PREVIOUS, "", -1)
    if (before and not _follows(new, before)) or (after and not _follows(after, new)):
        return _("it does not link to its neighbours in the chain")
    links[entry.station, entry.number] = new
    return ""


def chain_gone() -> JournalError:
    """The error for a store in which this station's chain is not, or no longer: it was erased."""
    return JournalError(
        _("The store no longer holds this station's own entries: nothing was recorded."),
        _("Close Onsite and open it again; it then says why."),
    )


def renewed() -> NotPossibleError:
    """The error for a process that was opened under an identity which the store has given up."""
    return NotPossibleError(
        _("This computer has joined again and has a new identity since: nothing was recorded."),
        _("Close Onsite and open it again, then do it once more."),
    )


def _link_at(rows: Connection, station: str, number: int) -> Link | None:
    row = _AT.first(rows, {"station": station, "number": number})
    return Link(**row) if row is not None else None


def _follows(later: Link, earlier: Link) -> bool:
    return later.previous == earlier.hash and later.time > earlier.time
