"""What people do to a count: count, move people, take back what they counted themselves."""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

from onsite.errors import BadInputError
from onsite.journal.facts import LATEST_MS
from onsite.language import _
from onsite.zones.counting import own, reading
from onsite.zones.counting.bases import newest_cut
from onsite.zones.counting.facts import (
    MINUTE_MS,
    MOST_AT_ONCE,
    MOST_TAPS,
    PeopleMoved,
    TapsCounted,
)
from onsite.zones.counting.places import check_way, check_zone
from onsite.zones.counting.recounting import (
    Recounted,
    close_day,
    recount,
    withdraw_recount,
)
from onsite.zones.counting.undoing import part_of, undo, undo_last

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.zones.acting import By
    from onsite.zones.counting.views import OwnTap, Standing

    Tap = tuple[int, int]

__all__ = [
    "Recounted",
    "check_zone",
    "close_day",
    "count",
    "count_in",
    "move",
    "recount",
    "take_back",
    "undo",
    "undo_last",
    "withdraw_recount",
]


def count(  # noqa: PLR0913, PLR0917 - the act, and where it is done
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    counter: str,
    zone: str,
    taps: Sequence[tuple[int, int]],
) -> Standing:
    """Count people who came or went.

    Args:
        counter: the counting screen or command that was opened for it.
        zone: its id or its name.
        taps: instants in milliseconds UTC since 1970, and how many came or, below zero, went.

    Raises:
        BadInputError: there is no such zone; or nobody, or too many, came or went.
    """
    return count_in(journal, rows, by, counter, check_zone(plan, zone), taps)


def count_in(
    journal: Journal,
    rows: Connection,
    by: By,
    counter: str,
    zone: str,
    taps: Sequence[tuple[int, int]],
) -> Standing:
    """Count in the zone of that id, whether the plan still has it or not.

    What was tapped before a new plan left the zone out has happened all the same.

    Raises:
        BadInputError: nobody, or too many, came or went.
    """
    _check_taps(taps)
    timed = _after_the_cut(rows, by, taps, zone)
    if not own.has_done(rows, journal.station, counter, by.key, min(at_ms for at_ms, _ in taps)):
        said = [
            TapsCounted(counter=counter, key=key, zone=zone, at_ms=at_ms, taps=batch)
            for key, at_ms, batch in _batches(by.key, timed)
        ]
        journal.append(rows, *said, operator=by.operator)
    return reading.standing(rows, zone)


def take_back(
    journal: Journal, rows: Connection, by: By, counter: str, zone: str
) -> tuple[Standing, tuple[OwnTap, ...]]:
    """Take back the last tap of a counting screen in a zone; answers how that stands, and what.

    Nothing is taken back where there is none, or where this very press was done already.
    """
    undone = undo_last(journal, rows, None, by, counter)
    return reading.standing(rows, zone), undone


def move(  # noqa: PLR0913, PLR0917 - the act, and where it is done
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    counter: str,
    zone: str,
    to_zone: str,
    people: int,
) -> tuple[Standing, Standing]:
    """Count people out of one zone and into another: both, or neither.

    Raises:
        BadInputError: there is no such zone, they are the same, or one is within the other; or
            nobody, or too many, went.
    """
    zone, to_zone = check_zone(plan, zone), check_zone(plan, to_zone)
    check_way(plan, zone, to_zone)
    check_people(people)
    if people < 0:
        raise BadInputError(_("Give how many people went, as 12."))
    ((at_ms, _people),) = _after_the_cut(rows, by, [(by.at_ms, people)], zone, to_zone)
    if not own.has_done(rows, journal.station, counter, by.key, by.at_ms):
        said = PeopleMoved(
            counter=counter, key=by.key, zone=zone, to_zone=to_zone, at_ms=at_ms, people=people
        )
        journal.append(rows, said, operator=by.operator)
    return reading.standing(rows, zone), reading.standing(rows, to_zone)


def _after_the_cut(
    rows: Connection, by: By, taps: Sequence[Tap], *zones: str
) -> list[tuple[int, int]]:
    """The taps, never before a recount that is known here while the clock says it is to come.

    Where the clock of this station is behind that of the one that recounted, what is tapped now
    would be taken as counted already.
    """
    cut_ms = newest_cut(rows, *zones)
    earliest_ms = cut_ms + 1 if by.at_ms <= cut_ms else 0
    return [(max(at_ms, earliest_ms), people) for at_ms, people in taps]


def _batches(key: str, taps: Sequence[Tap]) -> Iterator[tuple[str, int, tuple[Tap, ...]]]:
    """As they are recorded, each within a minute: key, instant of the first, taps."""
    by_minute: dict[int, list[Tap]] = defaultdict(list)
    for at_ms, people in sorted(taps, key=itemgetter(0)):
        by_minute[at_ms // MINUTE_MS].append((at_ms, people))
    parts = (
        within[first : first + MOST_TAPS]
        for within in by_minute.values()
        for first in range(0, len(within), MOST_TAPS)
    )
    for number, part in enumerate(parts):
        began_ms = part[0][0]
        yield part_of(key, number), began_ms, tuple((at - began_ms, people) for at, people in part)


def _check_taps(taps: Sequence[Tap]) -> None:
    if not taps:
        raise BadInputError(_("Nobody came or went."), _("Give how many, as 12."))
    for at_ms, people in taps:
        check_people(people)
        if not 0 <= at_ms <= LATEST_MS:
            raise BadInputError(_("That is no time of a count."))


def check_people(people: int) -> None:
    """Whether so many can come or go at once.

    Raises:
        BadInputError: nobody does, or too many.
    """
    if people == 0:
        raise BadInputError(_("Nobody came or went."), _("Give how many, as 12."))
    if abs(people) > MOST_AT_ONCE:
        raise BadInputError(
            _("{people} are more than can be counted at once.").format(people=people),
            _("Give {most} at the most.").format(most=MOST_AT_ONCE),
        )
