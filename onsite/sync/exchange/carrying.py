"""Entries of the journal as the chunks of a file, without ever holding all of them at once."""

from __future__ import annotations

import heapq
import json
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.journal import facts as registry
from onsite.journal.entry import ENTRY_FIELDS, Entry
from onsite.journal.fold import table_of
from onsite.journal.tables import EntryRow
from onsite.sync.exchange.file import CERTIFIED, ENTRIES, HEADS
from onsite.sync.facts import Certified
from onsite.sync.link.ledger import count
from onsite.sync.pack import packed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import Connection

    from onsite.sync.exchange.file import FileWriter
    from onsite.sync.link.ledger import Held
    from onsite.sync.rules import Spans

    Fetch = Callable[[str, int, int, int], list[Entry]]
    """At most so many entries of a station between two numbers: (station, first, last, many)."""
    Progress = Callable[[int, int], None]

AT_ONCE = 1000
"""Entries of one chunk, and of one transaction."""
_BYTES = 1_000_000
_ENTRY = table_of(EntryRow)
_OF_KINDS = (
    select(*(_ENTRY.c[name] for name in ENTRY_FIELDS))
    .where(_ENTRY.c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(_ENTRY.c.time, _ENTRY.c.station, _ENTRY.c.number)
)


@dataclass(frozen=True, slots=True)
class Load:
    """What a file is to hold."""

    here: Held
    """All that its writer holds."""
    missing: Held
    """The entries to carry."""
    certified: list[Entry]
    """What decides who belongs to the event; always carried, since it is little."""


def fill(writer: FileWriter, load: Load, fetch: Fetch, tell: Progress = lambda *_: None) -> int:
    """Write everything; answers how many entries are in the file."""
    total = count(load.missing)
    said = {"held": dict(load.here), "entries": total}
    writer.add(HEADS, json.dumps(said).encode())
    for some in in_chunks(load.certified):
        writer.add(CERTIFIED, packed(some))
    done = len(load.certified)
    kinds = set(certified_kinds())
    ordinary = (each for each in _in_time(load.missing, fetch) if each.kind not in kinds)
    for some in in_chunks(ordinary):
        writer.add(ENTRIES, packed(some))
        done += len(some)
        tell(min(done, total), total)
    writer.finish(b"")
    return done


def certified_here(rows: Connection) -> list[Entry]:
    """Every entry of this journal that decides who belongs to the event, oldest first."""
    asked = {"kinds": certified_kinds()}
    return [Entry(*row) for row in rows.execute(_OF_KINDS, asked)]


def certified_kinds() -> list[str]:
    """The kinds that the event's key signs."""
    return sorted(kind for kind, fact in registry.kinds().items() if issubclass(fact, Certified))


def in_chunks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Entries in lists that are small enough for one chunk and one transaction."""
    some: list[Entry] = []
    size = 0
    for entry in entries:
        some.append(entry)
        size += len(entry.payload)
        if len(some) == AT_ONCE or size >= _BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some


def _in_time(missing: Held, fetch: Fetch) -> Iterator[Entry]:
    # In the order of time nothing has to be folded a second time where it is read.
    chains = [_chain(station, spans, fetch) for station, spans in missing.items()]
    return heapq.merge(*chains, key=attrgetter("order"))


def _chain(station: str, spans: Spans, fetch: Fetch) -> Iterator[Entry]:
    for first, last in spans:
        at = first
        while found := fetch(station, at, last, AT_ONCE):
            yield from found
            at = found[-1].number + 1
