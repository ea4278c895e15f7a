"""The journal at work: `append` what happened here, `receive` what happened elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, select, update

from onsite.clock import to_ms
from onsite.errors import JournalError
from onsite.journal import facts as registry
from onsite.journal import hlc
from onsite.journal.entry import ENTRY_FIELDS, NO_PREVIOUS, Entry, Signer
from onsite.journal.fold import table_of
from onsite.journal.folding import fold, in_chunks, refold
from onsite.journal.linking import Chains, chain_gone, renewed
from onsite.journal.tables import EntryRow, StationRow
from onsite.language import _
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Connection

    from onsite.clock import Clock
    from onsite.journal.facts import Fact

_ENTRY = table_of(EntryRow)
_STATION = table_of(StationRow)

_HEAD = Prepared(
    select(*(_STATION.c[name] for name in ("own", "last_number", "last_hash", "last_time"))).where(
        _STATION.c.station == bindparam("station")
    )
)
_ADD_ENTRY = Prepared(insert(_ENTRY), into=_ENTRY)
_ADD_STATION = insert(_STATION)
_MOVE_HEAD = Prepared(
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
_LAST_TIME = Prepared(
    select(func.max(_ENTRY.c.time).label("time")).where(_ENTRY.c.subject == bindparam("subject"))
)
_CUT = delete(_ENTRY).where(
    _ENTRY.c.station == bindparam("which"), _ENTRY.c.number > bindparam("after")
)
_LAST_OF = (
    select(_ENTRY.c.number, _ENTRY.c.hash, _ENTRY.c.time)
    .where(_ENTRY.c.station == bindparam("which"))
    .order_by(_ENTRY.c.number.desc())
    .limit(1)
)
_SIZE = select(func.count()).select_from(_ENTRY)
_OF_STATION = (
    select(*(_ENTRY.c[name] for name in ENTRY_FIELDS))
    .where(_ENTRY.c.station == bindparam("station"), _ENTRY.c.number > bindparam("after"))
    .order_by(_ENTRY.c.number)
)


@dataclass(frozen=True)
class Refusal:
    """An entry that was not taken, and why, for a person to read."""

    entry: Entry
    why: str
    ousts: bool = False
    """Whether `linking.standing` may put it in the place of what is here."""


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
        self.signer = signer
        self.clock = clock
        self.permit: Callable[[Connection, Iterable[Fact]], None] | None = None
        """Asked before facts are appended; raises where this station may not record them."""

    @property
    def station(self) -> str:
        """The id of this station."""
        return self.signer.station

    def open_chain(self, rows: Connection) -> None:
        """Begin this station's chain in a store that does not have it yet."""
        if _HEAD.first(rows, {"station": self.station}) is None:
            head = {"last_number": 0, "last_hash": NO_PREVIOUS, "last_time": 0}
            rows.execute(_ADD_STATION, {"station": self.station, "own": True, **head})

    def append(self, rows: Connection, *facts: Fact, operator: str) -> list[Entry]:
        """Record facts of this station and fold them into rows.

        They are on disk when the transaction that `rows` belongs to has returned.
        """
        if not facts:
            return []
        if self.permit is not None:
            self.permit(rows, facts)
        now_ms = to_ms(self.clock.now())
        number, previous, time = self._head(rows)
        entries: list[Entry] = []
        for fact in facts:
            number, time = number + 1, hlc.following(time, now_ms)
            entry = self._signed(fact, number, time, operator, previous)
            entries.append(entry)
            previous = entry.hash
        head = {"which": self.station, "number": number, "hash": previous, "time": time}
        _take(rows, entries, now_ms)
        _MOVE_HEAD.run(rows, head)
        return entries

    def receive(
        self, rows: Connection, entries: Iterable[Entry], *, verified: bool = False
    ) -> Receipt:
        """Record entries of other stations and fold them into rows.

        Any order, any batches, and any number of times give the same rows. An entry is refused
        when its signature is not its station's, when another entry stands under its number, or
        when its neighbours in the chain do not link to it.

        Args:
            rows: the open transaction.
            entries: of any station, this one too: after a copy was put back, it may have written
                more than it knows.
            verified: their signatures were looked at already. That takes longer than the rest,
                so who takes many does it before the store is locked.
        """
        now_ms = to_ms(self.clock.now())
        chains = Chains(rows)
        taken: list[Entry] = []
        refused, known = [], 0
        for entry in entries:
            if not verified and not entry.is_signed():
                refused.append(Refusal(entry, _("its signature is not this station's")))
                continue
            fit = chains.fit(entry)
            known += fit.known
            if fit.why:
                refused.append(Refusal(entry, fit.why, fit.ousts))
            elif not fit.known:
                taken.append(entry)
        if taken:
            taken.sort(key=lambda entry: entry.order)
            _take(rows, taken, now_ms)
            _move_heads(rows, taken)
            self._follow(rows, taken, now_ms)
        return Receipt(len(taken), known, tuple(refused))

    def cut(self, rows: Connection, station: str, after: int) -> list[Entry]:
        """Take another station's entries above `after` out again, and fold without them.

        Answers what was taken out, in the order of its numbers.
        """
        gone = entries_of(rows, station, after)
        if not gone:
            return []
        rows.execute(_CUT, {"which": station, "after": after})
        last = rows.execute(_LAST_OF, {"which": station}).first()
        number, hashed, time = last or (0, NO_PREVIOUS, 0)
        _MOVE_HEAD.run(rows, {"which": station, "number": number, "hash": hashed, "time": time})
        refold(rows, {entry.subject for entry in gone})
        return gone

    def _signed(self, fact: Fact, number: int, time: int, operator: str, previous: str) -> Entry:
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
        return replace(unsigned, signature=self.signer.sign(unsigned.body))

    def _follow(self, rows: Connection, heard: Iterable[Entry], now_ms: int) -> None:
        number, hashed, last = self._head(rows)
        time = last
        for entry in heard:
            time = hlc.observed(time, entry.time, now_ms)
        if time != last:
            place = {"number": number, "hash": hashed, "time": time}
            _MOVE_HEAD.run(rows, {"which": self.station, **place})

    def _head(self, rows: Connection) -> tuple[int, str, int]:
        head = _HEAD.first(rows, {"station": self.station})
        if head is None or not head["own"]:
            raise chain_gone() if head is None else renewed()
        return head["last_number"], head["last_hash"], head["last_time"]


def _take(rows: Connection, entries: Sequence[Entry], now_ms: int) -> None:
    """Write entries down, in their order, and fold them."""
    last = _last_times(rows, {entry.subject for entry in entries})
    _ADD_ENTRY.run_many(
        rows,
        [
            {
                **vars(entry),
                "hash": entry.hash,
                "folded": registry.readable(entry.kind, entry.version),
                "received_ms": now_ms,
            }
            for entry in entries
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
        found = _LAST_TIME.first(rows, {"subject": subject})
        return {subject: found["time"]} if found and found["time"] is not None else {}
    times: dict[str, int] = {}
    for chunk in in_chunks(sorted(subjects)):
        times.update(map(tuple, rows.execute(_LAST_TIMES, {"subjects": chunk})))
    return times


def _move_heads(rows: Connection, taken: Iterable[Entry]) -> None:
    ends = {entry.station: entry for entry in sorted(taken, key=lambda each: each.number)}
    for station, entry in ends.items():
        number = entry.number
        head = _HEAD.first(rows, {"station": station})
        place = {"last_number": number, "last_hash": entry.hash, "last_time": entry.time}
        if head is None:
            rows.execute(_ADD_STATION, {"station": station, "own": False, **place})
        elif number > head["last_number"]:
            # Our own may have followed another's clock already, and never goes back.
            moved = {
                "number": number,
                "hash": entry.hash,
                "time": max(entry.time, head["last_time"]),
            }
            _MOVE_HEAD.run(rows, {"which": station, **moved})


def size(rows: Connection) -> int:
    """How many entries of all stations are kept here."""
    return int(rows.execute(_SIZE).scalar_one())


def entries_of(rows: Connection, station: str, after: int = 0) -> list[Entry]:
    """A station's entries with a number above `after`, in the order of their numbers."""
    return [Entry(*row) for row in rows.execute(_OF_STATION, {"station": station, "after": after})]


def only_chain(rows: Connection) -> str:
    """The station whose own store this is.

    Raises:
        JournalError: the store has not been opened by a station yet.
    """
    own = rows.execute(select(_STATION.c.station).where(_STATION.c.own == 1)).scalars().all()
    if len(own) != 1:
        raise JournalError(_("This store belongs to no single station."))
    return str(own[0])
