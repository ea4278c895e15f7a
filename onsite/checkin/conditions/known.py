"""What conditions can ask about one person at one checkpoint, at one instant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from onsite.plan.conditions.tree import Anchor

if TYPE_CHECKING:
    from onsite.plan.conditions.calendar import Calendar
    from onsite.plan.conditions.tree import Moment


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that an answer depends on. Instants are aware."""

    calendar: Calendar
    now: datetime
    day: date
    """Of the event."""
    category: str | None = None
    """Its id; None where the ticket's type is of no category."""
    ticket: str = ""
    """The name of its type, in lower case, as the two next."""
    variant: str = ""
    gate: str = ""
    """Its id; empty where the station has not said at which it stands."""
    vip: bool = False
    speaker: bool = False
    paid: bool = True
    born: date | int | None = None
    """The date of birth, or the age; None where the list says neither."""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    inside: bool = False
    entries: tuple[datetime, ...] = ()
    """Here, those that count, in the order in which they were."""
    days: tuple[date, ...] = ()
    """Of the event, for each of the entries."""

    def at(self, now: datetime, day: date) -> Known:
        """The same at another instant, if nothing else has happened until then."""
        return replace(self, now=now, day=day)

    @property
    def age(self) -> int | None:
        """In whole years, on the day of the event; None where it is not known."""
        if not isinstance(self.born, date):
            return self.born
        had_birthday = (self.day.month, self.day.day) >= (self.born.month, self.born.day)
        return self.day.year - self.born.year - (not had_birthday)

    def instant(self, moment: Moment) -> datetime | None:
        """A moment as an instant; None where the ticket has no such end.

        Raises:
            NotSetError: the plan gives no such time.
        """
        if moment.base is Anchor.TICKET_START or moment.base is Anchor.TICKET_END:
            start = moment.base is Anchor.TICKET_START
            own = self.valid_from if start else self.valid_until
            return own + timedelta(minutes=moment.shift_min) if own is not None else None
        return self.calendar.instant(moment, self.day)
