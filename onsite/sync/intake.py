"""The one way in for entries of other stations, by network or by file.

Each is verified before it is applied: its signature, its place in its station's chain, whether
its station belongs to the event, and whether it may record such a thing. What is not taken goes
to the quarantine with the reason; some of it only waits until more is known of its station.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from onsite.errors import NotPossibleError
from onsite.journal import facts as registry
from onsite.journal import folding
from onsite.journal.entry import genuine, is_signed_by
from onsite.journal.fold import table_of
from onsite.journal.journal import entries_of
from onsite.journal.linking import stands
from onsite.language import _
from onsite.sync import forks, membership, quarantine
from onsite.sync.facts import Certified
from onsite.sync.rules import Held, judged
from onsite.sync.tables import QuarantineRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from onsite.journal.entry import Entry
    from onsite.journal.journal import Journal, Refusal
    from onsite.sync.quarantine import Bad
    from onsite.sync.rules import Member

_QUARANTINE = table_of(QuarantineRow)
_FORKED = (
    select(_QUARANTINE.c.hash)
    .where(
        _QUARANTINE.c.station == bindparam("station"),
        _QUARANTINE.c.reason == Held.UNLINKED.value,
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of a batch."""

    new: int = 0
    known: int = 0
    quarantined: int = 0
    released: int = 0
    """Taken out of the quarantine, now that more is known of their stations."""
    forked: bool = False
    """Somebody else holds another entry under a number of this very station."""
    members_changed: bool = False
    contradicting: tuple[Entry, ...] = ()
    """Others stand in the places of these."""
    moved: bool = False
    """Some of these came to stand in the places of others: see `ledger.forget_held`."""
    reread: bool = False
    """What was dropped may count, now that more is known: streams must be read once more."""


def verified(pack: Sequence[Entry]) -> tuple[list[Entry], list[Bad]]:
    """Those of a pack that their stations have signed, and the others.

    Takes time: not in a transaction. Pack by pack, as they were made: then every station comes
    to the same, even of one that signs wrongly.
    """
    found = list(zip(pack, genuine(pack), strict=True))
    good = [entry for entry, is_genuine in found if is_genuine]
    return good, [(entry, Held.FORGED, "") for entry, is_genuine in found if not is_genuine]


def take(
    journal: Journal, rows: Connection, good: Sequence[Entry], bad: Sequence[Bad], via: str
) -> Intake:
    """Record what counts, hold back what does not; run inside `store.write`.

    Args:
        good: entries whose signatures were verified, of any stations, in any order.
        bad: what `verified` has sorted out.
        via: who passed them on: a station's id, or the name of a file.

    Raises:
        NotPossibleError: the store belongs to no event; another process may have erased it since.
    """
    judge = _judge(journal, rows)
    if not judge.event:
        raise _no_event()
    held = list(bad)
    certified, ordinary = _parted(good)
    sound, unsound = judge.judged(certified)
    first = journal.receive(rows, sound, verified=True)
    if first.new:  # what was just learned of the stations counts for the others already
        judge = _judge(journal, rows)
    allowed, refused = judge.judged(ordinary)
    second = journal.receive(rows, allowed, verified=True)
    clashes = first.refused + second.refused
    held += unsound + refused + [(each.entry, Held.UNLINKED, each.why) for each in clashes]
    quarantine.hold(journal, rows, held, via)
    moved = _decide(journal, rows, clashes)
    return Intake(
        new=first.new + second.new,
        known=first.known + second.known,
        quarantined=len(held),
        released=settle(journal, rows) if first.new else 0,
        forked=any(each.entry.station == journal.station for each in clashes),
        members_changed=first.new > 0,
        contradicting=tuple(each.entry for each in clashes if not stands(rows, each.entry)),
        moved=moved,
        reread=first.new > 0 and quarantine.dropped_in_vain(rows),
    )


def settle(journal: Journal, rows: Connection) -> int:
    """Apply what is now known of the stations to what was taken or held back before.

    Answers how many entries were taken out of the quarantine.
    """
    for station in membership.stations(rows):
        if station.through is not None and station.station != journal.station:
            _withdraw(journal, rows, station.station, station.through)
    return _take_up(journal, rows)


def reconsider(journal: Journal, rows: Connection) -> None:
    """Judge what has become readable with a newer Onsite; run before it is folded.

    An older one cannot tell what a kind needs that it does not know, and takes it.
    """
    judge = _judge(journal, rows)
    found = folding.readable_now(rows)
    bad = [each for each in found if each.station != journal.station and not judge.counts(each)]
    for station in sorted({each.station for each in bad}):
        first = min(each.number for each in bad if each.station == station)
        allowed, refused = judge.judged(journal.cut(rows, station, first - 1))
        quarantine.take_back(journal, rows, refused)
        journal.receive(rows, allowed, verified=True)
    settle(journal, rows)


def is_forked(rows: Connection, station: str) -> bool:
    """Whether others know another entry under a number of this very station."""
    return rows.execute(_FORKED, {"station": station}).first() is not None


def quarantined(rows: Connection) -> list[Any]:
    """What was not taken, newest first."""
    newest = select(_QUARANTINE).order_by(_QUARANTINE.c.at_ms.desc(), _QUARANTINE.c.hash)
    return list(rows.execute(newest).mappings())


def _no_event() -> NotPossibleError:
    return NotPossibleError(
        _("This computer does not belong to the event any more: nothing was taken in."),
        _("Close Onsite and open it again; it then says why."),
    )


def _parted(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Those that decide who belongs to the event, and the others."""
    certified: list[Entry] = []
    ordinary: list[Entry] = []
    for entry in entries:
        (certified if _decides(entry) else ordinary).append(entry)
    return certified, ordinary


def _decides(entry: Entry) -> bool:
    fact = registry.known(entry.kind)
    return fact is not None and issubclass(fact, Certified) and entry.version <= fact.version


def _is_certified(entry: Entry, event: str) -> bool:
    fact = folding.fact_of(entry)
    if not isinstance(fact, Certified) or not event:
        return False
    try:
        signature = bytes.fromhex(fact.signature)
    except ValueError:
        return False
    return is_signed_by(event, signature, fact.statement())


@dataclass(frozen=True, slots=True)
class _Judge:
    """What is known of the event's stations at a moment."""

    event: str
    own: str
    members: dict[str, Member]

    def objection(self, entry: Entry) -> Held | None:
        """Why an entry does not count, or None if it does."""
        if _decides(entry):
            return None if _is_certified(entry, self.event) else Held.UNCERTIFIED
        if entry.station == self.own:
            return None
        return _why(self.members.get(entry.station), entry)

    def counts(self, entry: Entry) -> bool:
        return self.objection(entry) is None

    def judged(self, entries: Iterable[Entry]) -> tuple[list[Entry], list[Bad]]:
        """Those that count, and the others."""
        found = [(entry, self.objection(entry)) for entry in entries]
        allowed = [entry for entry, why in found if why is None]
        return allowed, [(entry, why, "") for entry, why in found if why is not None]


def _judge(journal: Journal, rows: Connection) -> _Judge:
    trusted = membership.trust(rows)
    event = trusted.event if trusted is not None else ""
    return _Judge(event, journal.station, membership.members(rows))


def _why(member: Member | None, entry: Entry) -> Held | None:
    known = registry.readable(entry.kind, entry.version)
    return judged(member, entry.number, registry.duty_of(entry.kind) if known else None)


def _withdraw(journal: Journal, rows: Connection, station: str, through: int) -> None:
    if all(_decides(entry) for entry in entries_of(rows, station, through)):
        return
    certified, ordinary = _parted(journal.cut(rows, station, through))
    journal.receive(rows, certified, verified=True)
    quarantine.take_back(journal, rows, [(entry, Held.REVOKED, "") for entry in ordinary])


def _take_up(journal: Journal, rows: Connection) -> int:
    waiting = quarantine.waiting(rows)
    if not waiting:
        return 0
    judge = _judge(journal, rows)
    free: dict[str, Entry] = {}
    for key, (entry, reason) in waiting.items():
        why = judge.objection(entry)
        if why is None:
            free[key] = entry
        elif why != reason:
            quarantine.explain(rows, key, why)
    receipt = journal.receive(rows, free.values(), verified=True)
    quarantine.release(rows, free)
    clashes = [(each.entry, Held.UNLINKED, each.why) for each in receipt.refused]
    quarantine.take_back(journal, rows, clashes)
    _decide(journal, rows, receipt.refused)
    return receipt.new


def _decide(journal: Journal, rows: Connection, clashes: Iterable[Refusal]) -> bool:
    """Where a station contradicts itself, have that stand which does so for everybody.

    Not of this very station: it goes on under a new identity. Answers whether anything moved.
    """
    forked = {each.entry.station for each in clashes if each.ousts} - {journal.station}
    if not forked:
        return False
    counts = _judge(journal, rows).counts
    moved = [forks.decide(journal, rows, station, counts) for station in sorted(forked)]
    return any(moved)
