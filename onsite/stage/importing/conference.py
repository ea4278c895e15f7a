"""What frab, pretalx and pentabarf say of a session, whether they write JSON or XML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onsite.stage.importing import kinds
from onsite.stage.importing.people import distinct
from onsite.stage.importing.programme import Found, Place, Problem, Trouble
from onsite.stage.importing.values import at, day, length, line, lines, stamp, time_of_day, zone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, tzinfo

    from onsite.stage.fields import Speaker
    from onsite.stage.importing.programme import Reading
    from onsite.stage.importing.values import Moment

TEXTS = ("subtitle", "track", "type", "language", "abstract", "description", "url")
"""What is kept under these names."""
_READ = frozenset(
    ("guid", "date", "start", "duration", "room", "title", "persons", "speakers", "end")
)
"""What is read otherwise."""


@dataclass(slots=True)
class Day:
    """A day of the schedule."""

    date: date | None
    change: Moment | None = None
    """Times before it are after midnight."""


@dataclass(slots=True)
class Event:
    """The fields of one session, as they are written."""

    place: Place
    key: str
    texts: Mapping[str, object]
    """All that is a text or a number, by its name."""
    room: str
    speakers: list[Speaker | None]
    more: dict[str, str] = field(default_factory=dict)
    """What was put together already, for `custom`."""


class Schedule:
    """Makes sessions of what is written, and gathers what is odd about it.

    Args:
        reading: how the file is to be read.
        zone_name: the zone that the file names; empty for none.
    """

    def __init__(self, reading: Reading, zone_name: str) -> None:
        self.problems: list[Problem] = []
        self.sessions: list[Found] = []
        self.zone_name = zone_name
        self._zone: tzinfo = reading.zone
        self._stamped = False
        found = zone(zone_name)
        if found is not None:
            self._zone = found
        elif zone_name:
            self._tell(Trouble.UNKNOWN_ZONE, Place(path="time_zone_name"), zone_name)

    def take(self, event: Event, of: Day) -> None:
        """One session of a day."""
        texts = event.texts
        title = line(texts.get("title"))
        place = Place(event.place.line, event.place.path, title or event.key)
        start = self._start(texts, of, place, event.key)
        kind = line(texts.get("type"))
        self.sessions.append(
            Found(
                place=place,
                key=event.key,
                title=title,
                room=line(event.room),
                start=start,
                length_ms=self._length(texts, start, place, event.key),
                speakers=distinct(event.speakers),
                kind=kinds.guessed(title, kind),
                cancelled=line(texts.get("status")) in ("canceled", "cancelled"),
                day=of.date,
                custom=_custom(texts, event.key) | event.more,
            )
        )

    def _start(
        self, texts: Mapping[str, object], of: Day, place: Place, key: str
    ) -> datetime | None:
        said = line(texts.get("date"))
        instant = stamp(said)
        if instant is not None:
            self._stamped = True
            return instant if instant.tzinfo is not None else instant.replace(tzinfo=self._zone)
        clock = line(texts.get("start"))
        moment = time_of_day(clock)
        when = day(said) or of.date
        if clock and moment is None:
            self._tell(Trouble.BAD_VALUE, place, "start", clock, key=key)
        if moment is None or when is None:
            return None
        if of.change is not None and moment < of.change:
            moment = moment._replace(hour=moment.hour + 24)
        return at(when, moment, self._zone)

    def _length(
        self, texts: Mapping[str, object], start: datetime | None, place: Place, key: str
    ) -> int | None:
        said = line(texts.get("duration"))
        found = length(said)
        if said and found is None:
            self._tell(Trouble.BAD_VALUE, place, "duration", said, key=key)
        ends = stamp(line(texts.get("end")))
        if found is None and ends is not None and start is not None:
            ends = ends if ends.tzinfo is not None else ends.replace(tzinfo=self._zone)
            return max(round((ends - start).total_seconds() * 1000), 0)
        return found

    def no_zone(self) -> None:
        """Say that the file names no zone, where its times needed one."""
        if self.sessions and not self._stamped and not self.zone_name:
            self._tell(Trouble.NO_ZONE, Place())

    def _tell(self, trouble: Trouble, place: Place, *said: str, key: str = "") -> None:
        self.problems.append(Problem(trouble, place, said, key))


def _custom(texts: Mapping[str, object], key: str) -> dict[str, str]:
    first = {name: lines(texts.get(name)) for name in TEXTS}
    rest = {
        line(name)[:80]: lines(said)
        for name, said in texts.items()
        if name not in _READ and name not in TEXTS and line(said) != key
    }
    return {name: said for name, said in {**first, **rest}.items() if name and said}
