"""Moments of conditions as instants of an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from onsite.plan.conditions.tree import Anchor, Moment

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Instants = dict[tuple[Moment, date], datetime]


class NotSetError(LookupError):
    """A condition names a time that the plan does not give."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of an event, and its times of a day, in its zone."""

    zone: ZoneInfo
    days: tuple[date, ...]
    """In order; at least one."""
    day_ends: time
    times: dict[Anchor, time]
    """Of `ADMISSION`, `START` and `END`, those that the plan gives."""
    known: Instants
    """What was asked before: an answer never changes."""

    def instant(self, moment: Moment, day: date) -> datetime:
        """The instant of a moment that is not the ticket's, on a day of the event, in UTC.

        Raises:
            NotSetError: the plan gives no such time.
            OverflowError: there is no such instant.
        """
        found = self.known.get((moment, day))
        if found is None:
            found = self._base(moment, day) + timedelta(minutes=moment.shift_min)
            self.known[moment, day] = found
        return found

    def begins(self, day: date) -> datetime:
        """When a day of the event begins, in UTC."""
        return self._utc(day, self.day_ends)

    def on(self, day: date, at: time) -> datetime:
        """A time of a day of the event, in UTC: before `day_ends` it is the next morning's."""
        late = at < self.day_ends
        return self._utc(day + timedelta(days=1) if late else day, at)

    def _base(self, moment: Moment, day: date) -> datetime:
        base = moment.base
        if isinstance(base, Anchor):
            return self._anchor(base, day)
        if isinstance(base, datetime):
            return base.replace(tzinfo=self.zone).astimezone(UTC)
        return self.on(day, base) if isinstance(base, time) else self.begins(base)

    def _anchor(self, anchor: Anchor, day: date) -> datetime:
        daily, first_or_last = _WHOLE.get(anchor, (anchor, None))
        if daily not in self.times:
            raise NotSetError(anchor)
        on = day if first_or_last is None else self.days[first_or_last]
        return self.on(on, self.times[daily])

    def _utc(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)


_WHOLE = {
    Anchor.FIRST_ADMISSION: (Anchor.ADMISSION, 0),
    Anchor.FIRST_START: (Anchor.START, 0),
    Anchor.LAST_END: (Anchor.END, -1),
}
OF_TICKET = frozenset({Anchor.TICKET_START, Anchor.TICKET_END})
DAILY = {anchor: _WHOLE.get(anchor, (anchor, None))[0] for anchor in set(Anchor) - OF_TICKET}
"""The time of a day that `[event]` must give for an anchor."""
