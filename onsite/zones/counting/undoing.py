"""Taking back what one has counted oneself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.zones.counting import own
from onsite.zones.counting.facts import CountUndone
from onsite.zones.counting.views import OwnTap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.zones.acting import By

_LONGEST = 35


def undo(
    journal: Journal, rows: Connection, _plan: Plan | None, by: By, taps: OwnTap | Sequence[OwnTap]
) -> tuple[OwnTap, ...]:
    """Take back what the operator has counted at this station.

    Answers what was taken back now, and not before; `in_base` says of each whether a base had
    taken it in, so that this moves nothing.

    Raises:
        NotPossibleError: somebody else has counted it.
    """
    asked = [taps] if isinstance(taps, OwnTap) else taps
    gone = tuple(tap for tap in asked if _stands(rows, journal, by, tap))
    places: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for tap in gone:
        places[tap.counter, tap.minute, tap.batch].append(tap.place)
    said = [
        CountUndone(
            counter=counter,
            key=part_of(by.key, number),
            in_minute=minute,
            batch=batch,
            taps=tuple(sorted(of_batch)),
            at_ms=by.at_ms,
        )
        for number, ((counter, minute, batch), of_batch) in enumerate(places.items())
    ]
    journal.append(rows, *said, operator=by.operator)
    return gone


def undo_last(
    journal: Journal, rows: Connection, plan: Plan | None, by: By, counter: str, how_many: int = 1
) -> tuple[OwnTap, ...]:
    """Take back the last taps of the operator on a counting screen, the newest first.

    Answers as `undo`; nothing where there are none, or where this very press was done already.

    Args:
        counter: empty for all of the operator's at this station.
        how_many: one tap, however many people it stands for, is one.
    """
    if own.has_done(rows, journal.station, counter, by.key, 0):
        return ()
    last = own.own_taps(rows, journal.station, by.operator, counter, how_many)
    return undo(journal, rows, plan, by, last)


def part_of(key: str, number: int) -> str:
    """The key of one of several facts that are recorded for one press, from 0."""
    return key if number == 0 else f"{key[:_LONGEST]}-{number}"


def _stands(rows: Connection, journal: Journal, by: By, tap: OwnTap) -> bool:
    act = own.act_of(rows, journal.station, tap)
    if act is None or act.operator != by.operator:
        raise NotPossibleError(
            _("Somebody else has counted that."), _("Only who has counted it can take it back.")
        )
    return tap.place < len(act.taps) and tap.place not in act.undone
