"""A station that contradicts itself: what of it counts, the same for everybody.

Its store was put back from a copy, or somebody copied its key, or it lies. Each station comes to
the same by `linking.standing`, as soon as it knows what the others hold to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.journal.journal import entries_of
from onsite.journal.linking import standing
from onsite.language import _
from onsite.sync import quarantine
from onsite.sync.link import ledger
from onsite.sync.rules import Held

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from onsite.journal.entry import Entry
    from onsite.journal.journal import Journal


def decide(
    journal: Journal, rows: Connection, station: str, counts: Callable[[Entry], bool]
) -> bool:
    """Have that of a station's entries stand which does so for everybody; whether it was not so.

    Args:
        journal: of another station.
        rows: the open transaction.
        station: that contradicts itself.
        counts: whether it may have recorded such an entry at all.
    """
    here, held = entries_of(rows, station), quarantine.unlinked(rows, station)
    wanted = standing([*here, *(entry for entry in held.values() if counts(entry))])
    stood, stay = {entry.hash for entry in here}, {entry.hash for entry in wanted}
    moved = [each.number for each in (*here, *wanted) if each.hash in stood ^ stay]
    if not moved:
        return False
    from_number = min(moved)
    gone = journal.cut(rows, station, from_number - 1)
    later = [entry for entry in wanted if entry.number >= from_number]
    journal.receive(rows, later, verified=True)
    why = _("another entry of this station stands in its place")
    out = [(entry, Held.UNLINKED, why) for entry in gone if entry.hash not in stay]
    quarantine.release(rows, [key for key, entry in held.items() if entry.hash in stay])
    quarantine.take_back(journal, rows, out)
    # Whoever holds to the others must come to hear of these.
    ledger.forget_held(rows, station, from_number)
    return True
