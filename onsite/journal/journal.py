"""The journal at work: `append` what happened here, `receive` what happened elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from sqlalchemy import bindparam, func, insert, select, update

from onsite.clock import to_ms
from onsite.errors import JournalError
from onsite.journal import facts as registry
from onsite.journal import hlc
from onsite.journal.entry import NO_PREVIOUS, Entry, Signer, digest
from onsite.journal.fold import Sheet, all_folds, erase, folded_tables, table_of
from onsite.journal.tables import EntryRow, StationRow
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from onsite.clock import Clock
    from onsite.journal.facts import Fact

_ENTRY = table_of(EntryRow)
_STATION = table_of(StationRow)
_CHUNK = 500
_ENTRY_COLUMNS = tuple(_ENTRY.c[field.name] for field in fields(Entry))

_HEAD = select(_STATION.c.last_number, _STATION.c.last_hash, _STATION.c.last_time).where(
    _STATION.c.station == bindparam("station")
)
_ADD_ENTRY = insert(_ENTRY)
_MOVE_HEAD = (
    update(_STATION)
    .where(_STATION.c.station == bindparam("which"))
    .values(
        last_number=bindparam("number"), last_hash=bindparam("hash"), last_time=bindparam("time")
    )
)
_LAST_TIMES = (
    select(_ENTRY.c.subject, func.max(_ENTRY.c.time))
    .where(_ENTRY.c.subject.in_(bindparam("subjects", expanding=True)))
    .group_by(_ENTRY.c.subject)
)
_LAST_TIME = select(func.max(_ENTRY.c.time)).where(_ENTRY.c.subject == bindparam("subject"))
_OF_SUBJECTS = (
    select(*_ENTRY_COLUMNS)
    .where(_ENTRY.c.subject.in_(bindparam("subjects", expanding=True)))
    .order_by(_ENTRY.c.time, _ENTRY.c.station, _ENTRY.c.number)
)
_AT = select(_ENTRY.c.hash, _ENTRY.c.previous).where(
    _ENTRY.c.station == bindparam("station"), _ENTRY.c.number == bindparam("number")
)


@dataclass(frozen=True)
class Refusal:
    """An entry that was not taken, and why, for a person to read."""

    entry: Entry
    why: str


@dataclass(frozen=True)
class Receipt:
    """What came of a batch: how many entries were new, how many known, which were refused."""

    new: int
    known: int
    refused: tuple[Refusal, ...] = ()


class Journal:
    """This station's journal. All its methods run inside a transaction of the store.

    Args:
        signer: the identity of this station; its chain must have been opened (`open_chain`).
        clock: tells the time of new entries.
    """

    def __init__(self, signer: Signer, clock: Clock) -> None:
        self._signer = signer
        self.clock = clock

    @property
    def station(self) -> str:
        """The id of this station."""
        return self._signer.station

    def open_chain(self, rows: Connection) -> None:
        """Begin this station's chain in a store that does not have it yet."""
        if rows.execute(_HEAD, {"station": self.station}).first() is None:
            head = {"last_number": 0, "last_hash": NO_PREVIOUS, "last_time": 0}
            rows.execute(insert(_STATION), {"station": self.station, "own": True, **head})

    def append(self, rows: Connection, *facts: Fact, operator: str) -> list[Entry]:
        """Record facts of this station and fold them into rows.

        They are on disk when the transaction that `rows` belongs to has returned.
        """
        now_ms = to_ms(self.clock.now())
        number, previous, time = rows.execute(_HEAD, {"station": self.station}).one()
        entries, hashes = [], []
        for fact in facts:
            number, time = number + 1, hlc.following(time, now_ms)
            entry, previous = self._signed(fact, number, time, operator, previous)
            entries.append(entry)
            hashes.append(previous)
        head = {"which": self.station, "number": number, "hash": previous, "time": time}
        _take(rows, entries, hashes, now_ms)
        rows.execute(_MOVE_HEAD, head)
        return entries

    def receive(self, rows: Connection, entries: Iterable[Entry]) -> Receipt:
        """Record entries of other stations and fold them into rows.

        Any order, any batches, and any number of times give the same rows. An entry is refused
        when its signature is not its station's, when another entry stands under its number, or
        when its neighbours in the chain do not link to it.
        """
        now_ms = to_ms(self.clock.now())
        taken: dict[tuple[str, int], tuple[Entry, str]] = {}
        refused, known = [], 0
        for entry in entries:
            hashed = entry.hash()
            why = _refusal(rows, entry, hashed, taken)
            if why == "":
                known += 1
            elif why:
                refused.append(Refusal(entry, why))
            else:
                taken[entry.station, entry.number] = (entry, hashed)
        ordered = sorted(taken.values(), key=lambda pair: pair[0].order)
        if ordered:
            _take(rows, [pair[0] for pair in ordered], [pair[1] for pair in ordered], now_ms)
            self._move_heads(rows, ordered, now_ms)
        return Receipt(len(ordered), known, tuple(refused))

    def _signed(
        self, fact: Fact, number: int, time: int, operator: str, previous: str
    ) -> tuple[Entry, str]:
        unsigned = Entry(
            self.station,
            number,
            time,
            operator,
            fact.subject,
            fact.kind,
            fact.version,
            fact.model_dump_json(),
            previous,
        )
        body = unsigned.body()
        return replace(unsigned, signature=self._signer.sign(body)), digest(body)

    def _move_heads(
        self, rows: Connection, taken: Sequence[tuple[Entry, str]], now_ms: int
    ) -> None:
        last: dict[str, tuple[Entry, str]] = {}
        for entry, hashed in taken:
            if entry.station not in last or entry.number > last[entry.station][0].number:
                last[entry.station] = (entry, hashed)
        for station, (entry, hashed) in last.items():
            head = rows.execute(_HEAD, {"station": station}).first()
            place = {"last_number": entry.number, "last_hash": hashed, "last_time": entry.time}
            if head is None:
                rows.execute(insert(_STATION), {"station": station, "own": False, **place})
            elif entry.number > head.last_number:
                moved = {"number": entry.number, "hash": hashed, "time": entry.time}
                rows.execute(_MOVE_HEAD, {"which": station, **moved})
        self._follow(rows, max(entry.time for entry, _hash in taken), now_ms)

    def _follow(self, rows: Connection, heard: int, now_ms: int) -> None:
        head = rows.execute(_HEAD, {"station": self.station}).one()
        time = hlc.observed(head.last_time, heard, now_ms)
        if time != head.last_time:
            place = {"number": head.last_number, "hash": head.last_hash, "time": time}
            rows.execute(_MOVE_HEAD, {"which": self.station, **place})


def _refusal(
    rows: Connection,
    entry: Entry,
    hashed: str,
    taken: dict[tuple[str, int], tuple[Entry, str]],
) -> str | None:
    """Why an entry is not taken: a sentence, "" when it is already here, None when it is."""

    def stored(number: int) -> tuple[str, str] | None:
        pair = taken.get((entry.station, number))
        if pair is not None:
            return pair[1], pair[0].previous
        row = rows.execute(_AT, {"station": entry.station, "number": number}).first()
        return (row.hash, row.previous) if row is not None else None

    if not entry.is_signed():
        return _("its signature is not this station's")
    here, before, after = (stored(entry.number + step) for step in (0, -1, 1))
    if here is not None:
        return "" if here[0] == hashed else _("another entry already stands under this number")
    linked = before[0] if before else NO_PREVIOUS if entry.number == 1 else entry.previous
    if entry.number < 1 or entry.previous != linked or (after and after[1] != hashed):
        return _("it does not link to its neighbours in the chain")
    return None


def _take(rows: Connection, entries: Sequence[Entry], hashes: Sequence[str], now_ms: int) -> None:
    """Write entries down, in their order, and fold them."""
    last = _last_times(rows, {entry.subject for entry in entries})
    rows.execute(
        _ADD_ENTRY,
        [
            {
                **{column.name: getattr(entry, column.name) for column in _ENTRY_COLUMNS},
                "hash": hashed,
                "folded": registry.readable(entry.kind, entry.version),
                "received_ms": now_ms,
            }
            for entry, hashed in zip(entries, hashes, strict=True)
        ],
    )
    # An equal time may still come earlier by station, so it counts as late too.
    late = {entry.subject for entry in entries if last.get(entry.subject, -1) >= entry.time}
    fold(
        rows,
        (entry for entry in entries if entry.subject not in late),
        fresh={entry.subject for entry in entries} - last.keys(),
    )
    if late:
        refold(rows, late)


def _last_times(rows: Connection, subjects: set[str]) -> dict[str, int]:
    if len(subjects) == 1:
        (subject,) = subjects
        time = rows.execute(_LAST_TIME, {"subject": subject}).scalar()
        return {subject: time} if time is not None else {}
    found: dict[str, int] = {}
    for chunk in _chunks(sorted(subjects)):
        found.update(row.tuple() for row in rows.execute(_LAST_TIMES, {"subjects": chunk}))
    return found


def fold(rows: Connection, entries: Iterable[Entry], *, fresh: set[str]) -> None:
    """Fold entries that come in time order, per subject, after all that were folded before."""
    sheet = Sheet(rows, fresh)
    listeners = _listeners()
    unread = []
    for entry in entries:
        if not registry.readable(entry.kind, entry.version):
            continue
        try:
            fact = registry.read(entry.kind, entry.version, entry.payload)
        except ValidationError:
            unread.append({"which": entry.station, "at": entry.number})
            continue
        for listener in listeners.get(entry.kind, ()):
            listener(sheet, entry, fact)
    sheet.flush()
    if unread:
        rows.execute(_SET_ASIDE, unread)


_SET_ASIDE = (
    update(_ENTRY)
    .where(_ENTRY.c.station == bindparam("which"), _ENTRY.c.number == bindparam("at"))
    .values(folded=False)
)


def _listeners() -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for each in all_folds():
        for fact in each.facts:
            found.setdefault(fact.kind, []).append(each.apply)
    return found


def refold(rows: Connection, subjects: Iterable[str]) -> None:
    """Throw the rows of the subjects away and fold them again from their first entries."""
    for chunk in _chunks(sorted(subjects)):
        erase(rows, chunk)
        found = (Entry(*row) for row in rows.execute(_OF_SUBJECTS, {"subjects": chunk}).all())
        fold(rows, found, fresh=set(chunk))


def refold_everything(rows: Connection) -> int:
    """Throw every folded row away and fold the whole journal again; answers how many entries."""
    for table in folded_tables():
        rows.execute(table.delete())
    subjects = list(rows.execute(select(_ENTRY.c.subject).distinct()).scalars())
    refold(rows, subjects)
    return int(rows.execute(select(func.count()).select_from(_ENTRY)).scalar_one())


def fold_waiting(rows: Connection) -> int:
    """Fold what an earlier Onsite could not read and this one can; answers how many entries."""
    waiting = rows.execute(
        select(_ENTRY.c.subject, _ENTRY.c.kind, _ENTRY.c.version, func.count().label("many"))
        .where(_ENTRY.c.folded == 0)
        .group_by(_ENTRY.c.subject, _ENTRY.c.kind, _ENTRY.c.version)
    ).all()
    ready = [row for row in waiting if registry.readable(row.kind, row.version)]
    for kind, version in {(row.kind, row.version) for row in ready}:
        rows.execute(
            update(_ENTRY)
            .where(_ENTRY.c.folded == 0, _ENTRY.c.kind == kind, _ENTRY.c.version == version)
            .values(folded=True)
        )
    refold(rows, {row.subject for row in ready})
    return sum(row.many for row in ready)


def waiting(rows: Connection) -> dict[str, int]:
    """How many entries of each kind this Onsite keeps but cannot read."""
    found = rows.execute(
        select(_ENTRY.c.kind, func.count()).where(_ENTRY.c.folded == 0).group_by(_ENTRY.c.kind)
    )
    return dict(sorted(row.tuple() for row in found))


def entries_of(rows: Connection, station: str, after: int = 0) -> list[Entry]:
    """A station's entries with a number above `after`, in the order of their numbers."""
    found = rows.execute(
        select(*_ENTRY_COLUMNS)
        .where(_ENTRY.c.station == station, _ENTRY.c.number > after)
        .order_by(_ENTRY.c.number)
    )
    return [Entry(*row) for row in found]


def history(rows: Connection, subject: str) -> list[Entry]:
    """Every entry of a subject, in time order."""
    return [Entry(*row) for row in rows.execute(_OF_SUBJECTS, {"subjects": [subject]})]


def only_chain(rows: Connection) -> str:
    """The station whose own store this is.

    Raises:
        JournalError: the store has not been opened by a station yet.
    """
    own = rows.execute(select(_STATION.c.station).where(_STATION.c.own == 1)).scalars().all()
    if len(own) != 1:
        raise JournalError(_("This store belongs to no single station."))
    return str(own[0])


def _chunks(subjects: Sequence[str]) -> Iterator[list[str]]:
    turn = iter(subjects)
    while chunk := list(islice(turn, _CHUNK)):
        yield chunk
