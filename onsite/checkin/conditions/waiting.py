"""When a condition will hold, if nothing else happens until then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from onsite.checkin.conditions.holding import holds
from onsite.plan.conditions.tree import (
    All,
    Amount,
    AnyOf,
    Choice,
    Flag,
    Is,
    Number,
    Subject,
    When,
    leaves,
)
from onsite.plan.conditions.worlds import STEP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onsite.checkin.conditions.known import Known
    from onsite.plan.conditions.tree import Condition, Leaf
    from onsite.plan.hours import Opening

_MINUTE = timedelta(minutes=1)
_OF_A_DAY = (Subject.DAY, Subject.WEEKDAY)


@dataclass(frozen=True, slots=True)
class Doors:
    """When and where a ticket could come in at a checkpoint, but for its condition."""

    openings: tuple[Opening, ...]
    """Of the checkpoint, in order."""
    days: tuple[date, ...]
    """For which the ticket is good."""
    begins: datetime | None = None
    """Of the ticket's own window; None where it does not bind here."""
    ends: datetime | None = None
    gates: tuple[str, ...] = ()
    """Of the checkpoint."""

    def day_at(self, at: datetime) -> date | None:
        """The day of the event that it is at an instant; None where the ticket is no good then."""
        if (self.begins is not None and at < self.begins) or (
            self.ends is not None and at >= self.ends
        ):
            return None
        days = (each.day for each in self.openings if each.opens <= at < each.closes)
        day = next(days, None)
        return day if day in self.days else None


def from_when(condition: Condition, known: Known, doors: Doors) -> datetime | None:
    """The first instant after now at which the condition holds and the doors are open.

    It is a full minute where the condition still holds then; None where there is none.
    """
    if not could_hold(condition, known, changes_by_time):
        return None
    for opening in doors.openings:
        for at in sorted(_candidates(condition, known, doors, opening)):
            if _holds_at(condition, known, doors, at):
                full = at + (-_since_minute(at)) % _MINUTE
                return full if _holds_at(condition, known, doors, full) else at
    return None


def could_hold(condition: Condition, known: Known, open_to: Callable[[Leaf], bool]) -> bool:
    """Whether the condition would hold if the comparisons did that are open to change."""
    if isinstance(condition, All):
        return all(could_hold(part, known, open_to) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return any(could_hold(part, known, open_to) for part in condition.parts)
    return open_to(condition) or holds(condition, known)


def changes_by_time(leaf: Leaf) -> bool:
    """Whether a comparison may come to hold, or cease to, if nothing else happens."""
    if isinstance(leaf, Number):
        return not leaf.amount.counts or leaf.span.kind not in ("all", "on")
    if isinstance(leaf, Choice):
        return leaf.subject in _OF_A_DAY
    return leaf.flag is Flag.PRESENT_TODAY if isinstance(leaf, Is) else True


def _holds_at(condition: Condition, known: Known, doors: Doors, at: datetime) -> bool:
    day = doors.day_at(at)
    return day is not None and holds(condition, known.at(at, day))


def _candidates(
    condition: Condition, known: Known, doors: Doors, opening: Opening
) -> set[datetime]:
    """The instants of an opening, after now, between which nothing changes."""
    if opening.closes <= known.now:
        return set()
    turns = {opening.opens, doors.begins or opening.opens}
    then = known.at(opening.closes, opening.day)
    for leaf in leaves(condition):
        turns.update(_turns(leaf, then))
    return {at for at in turns if known.now < at and opening.opens <= at < opening.closes}


def _turns(leaf: Leaf, known: Known) -> Iterator[datetime]:
    """The instants up to now at which a comparison may come to hold, or cease to, on a day."""
    if isinstance(leaf, When):
        instant = known.instant(leaf.moment)
        if instant is not None:
            yield instant
            yield instant + STEP
    elif isinstance(leaf, Number) and leaf.amount in (Amount.LAST, Amount.FIRST):
        for entry in (each for each in known.entries if each <= known.now):
            yield entry
            yield entry + leaf.value * _MINUTE
            yield entry + (leaf.value + 1) * _MINUTE


def _since_minute(at: datetime) -> timedelta:
    return timedelta(seconds=at.second, microseconds=at.microsecond)
