"""Calendars (iCalendar, RFC 5545): every event is a session, its location the room."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from onsite.stage.importing import kinds, values
from onsite.stage.importing.files import no_programme
from onsite.stage.importing.own import OWN, bare, own_fields, precise
from onsite.stage.importing.people import distinct, speaker
from onsite.stage.importing.programme import Findings, Found, Place, Problem, Trouble
from onsite.stage.importing.values import line, lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from icalendar import Component

    from onsite.stage.fields import Speaker
    from onsite.stage.importing.programme import Reading

_BEGIN = re.compile(rb"^BEGIN:VEVENT[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_EVENT = re.compile(
    rb"^BEGIN:VEVENT[ \t]*\r?\n.*?^END:VEVENT[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_READ = frozenset(
    {
        *("UID", "SUMMARY", "LOCATION", "DTSTART", "DTEND", "DURATION", "STATUS", "ATTENDEE"),
        *("DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "CATEGORIES", "TRANSP"),
        *("RECURRENCE-ID", "DESCRIPTION", "URL", "CLASS", "PRIORITY", OWN),
    }
)
_OTHERS = re.compile(rb"^BEGIN:(VTODO|VJOURNAL|VFREEBUSY|VALARM)", re.IGNORECASE | re.MULTILINE)


def matches(data: bytes) -> bool:
    """Whether this is a calendar."""
    return b"BEGIN:VCALENDAR" in data[:2_000].upper()


def read(data: bytes, file: str, reading: Reading) -> Findings:
    """The events of a calendar.

    Raises:
        BadInputError: nothing of it can be read.
    """
    begins = [data.count(b"\n", 0, found.start()) + 1 for found in _BEGIN.finditer(data)]
    problems: list[Problem] = []
    events, name, zone = _parsed(data, begins, problems, file)
    reader = _Reader(reading, problems, values.zone(zone) or reading.zone)
    for at, event in enumerate(events):
        reader.take(event, begins[at] if at < len(begins) else 0)
    others = sorted({name.decode().upper() for name in _OTHERS.findall(data)})
    problems += [Problem(Trouble.LEFT_OUT, Place(path=name)) for name in others]
    reader.about_zones(zone)
    return Findings(
        format="icalendar",
        system=":".join(filter(None, ("ical", name))),
        sessions=tuple(reader.found),
        problems=tuple(problems),
        zone=zone,
    )


def _parsed(
    data: bytes, begins: list[int], problems: list[Problem], file: str
) -> tuple[list[Component], str, str]:
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(data, multiple=True)
        events = [event for each in calendars for event in each.walk("VEVENT")]
        first = calendars[0] if calendars else {}
        name, zone = line(first.get("X-WR-CALNAME")), line(first.get("X-WR-TIMEZONE"))
    except Exception:  # noqa: BLE001 - the library says in many ways that it cannot read a line
        events, name, zone = list(_one_by_one(data, begins, problems)), "", ""
    if not events and not problems and not begins and b"END:VCALENDAR" not in data.upper():
        raise no_programme(file)
    return events, name, zone


def _one_by_one(data: bytes, begins: list[int], problems: list[Problem]) -> Iterator[Component]:
    """The events of a calendar that is broken somewhere: those that are whole."""
    from icalendar import Event

    blocks = {data.count(b"\n", 0, found.start()) + 1: found[0] for found in _EVENT.finditer(data)}
    for begin in begins:
        try:
            yield Event.from_ical(blocks[begin])
        except Exception as error:  # noqa: BLE001 - as above
            why = line(str(error))[:80] if not isinstance(error, KeyError) else "END:VEVENT"
            problems.append(Problem(Trouble.BAD_LINE, Place(line=begin), (why,)))


class _Reader:
    def __init__(self, reading: Reading, problems: list[Problem], zone: tzinfo) -> None:
        self.found: list[Found] = []
        self._reading = reading
        self._zone = zone
        """Of times that name none."""
        self._problems = problems
        self._stamps: Counter[str] = Counter()
        self._unknown: set[str] = set()

    def take(self, event: Component, at: int) -> None:
        """One event of the calendar."""
        title, key = line(_text(event, "SUMMARY")), line(_text(event, "UID"))
        place = Place(line=at, title=title or key)
        self._bad_values(event, place, key)
        start = self._start(event, place, key)
        if "RRULE" in event or "RDATE" in event:
            self._tell(Trouble.RECURS, place, key=key)
        if "RECURRENCE-ID" in event and start is not None:
            key = f"{key}@{start.astimezone(UTC):%Y%m%dT%H%M}"
        own = own_fields(_text(event, OWN))
        ours = bool(own)
        start, lasts = precise(own, start, self._length(event, start))
        custom: Any = own.pop("custom", None) or {}
        known: Any = own.pop("speakers", None) or ()
        self.found.append(
            Found(
                place=place,
                key=key,
                title=title,
                room=line(_text(event, "LOCATION")),
                start=start,
                length_ms=lasts,
                speakers=_speakers(event, known),
                kind=own.pop("kind", None) or kinds.guessed(title),  # type: ignore[arg-type]
                cancelled=_text(event, "STATUS").upper() == "CANCELLED",
                fields=own,
                custom={**custom, **_custom(event, ours=ours)},
                ours=ours,
            )
        )

    def _bad_values(self, event: Component, place: Place, key: str) -> None:
        for name, why in event.errors:
            said = line(_text(event, name or "")) or line(str(why))
            self._tell(Trouble.BAD_VALUE, place, line(name), said[:80], key=key)

    def _start(self, event: Component, place: Place, key: str) -> datetime | None:
        said = _moment(event, "DTSTART")
        if isinstance(said, datetime):
            return self._placed(said, event.get("DTSTART"), place, key)
        if isinstance(said, date):
            self._tell(Trouble.ALL_DAY, place, said.isoformat(), key=key)
        return None

    def _placed(self, said: datetime, stamp: Any, place: Place, key: str) -> datetime:
        named = line(getattr(stamp, "params", {}).get("TZID", ""))
        if said.tzinfo is None:
            if named and named not in self._unknown:
                self._unknown.add(named)
                self._tell(Trouble.UNKNOWN_ZONE, place, named, key=key)
            self._stamps["named" if named else "none"] += 1
            return said.replace(tzinfo=self._zone)
        utc = said.tzinfo is UTC or (said.tzname() or "").upper() in ("UTC", "Z")
        self._stamps["utc" if utc and not named else "named"] += 1
        if utc and not named and self._reading.as_local:
            return said.replace(tzinfo=self._reading.zone)
        return said

    def _length(self, event: Component, start: datetime | None) -> int | None:
        lasts = _moment(event, "DURATION")
        if isinstance(lasts, timedelta):
            return round(lasts.total_seconds() * 1000)
        begins, ends = _moment(event, "DTSTART"), _moment(event, "DTEND")
        if not isinstance(ends, datetime) or start is None or not isinstance(begins, datetime):
            return None
        if (ends.tzinfo is None) != (begins.tzinfo is None):
            ends = ends.replace(tzinfo=begins.tzinfo)
        if ends.tzinfo is None or begins.tzinfo is None:
            return round((ends - begins).total_seconds() * 1000)
        return round((ends.timestamp() - begins.timestamp()) * 1000)

    def about_zones(self, named: str) -> None:
        """Say how the stamps were taken, where they do not say all."""
        if self._stamps["none"] and self._stamps["none"] == self._stamps.total() and not named:
            self._problems.append(Problem(Trouble.NO_ZONE, Place()))
        starts = [each.start for each in self.found if each.start is not None]
        local = {each.astimezone(self._reading.zone).utcoffset() for each in starts}
        in_utc = self._stamps["utc"] == self._stamps.total() and not self._reading.as_local
        if in_utc and local - {timedelta()}:
            first = min(starts)
            here = first.astimezone(self._reading.zone)
            said = (f"{first.astimezone(UTC):%H:%M}", f"{here:%H:%M}")
            self._problems.append(Problem(Trouble.UTC, Place(), said))

    def _tell(self, trouble: Trouble, place: Place, *said: str, key: str = "") -> None:
        self._problems.append(Problem(trouble, place, said, key))


def _moment(event: Component, name: str) -> Any:
    """The time or the length that a property holds; None where it cannot be read."""
    try:
        return getattr(event.get(name), "dt", None)
    except (AttributeError, ValueError):  # what is broken raises when it is looked at
        return None


def _text(event: Component, name: str) -> str:
    value = event.get(name)
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value) if value is not None else ""


def _whole(event: Component, name: str) -> str:
    """All that a property says, however often it stands there."""
    value = event.get(name)
    every = value if isinstance(value, list) else [value]
    return "\n".join(one if isinstance(one, str) else _written(one) for one in every)


def _written(value: Any) -> str:
    said = value.to_ical()
    return str(said.decode() if isinstance(said, bytes) else said)


def _speakers(event: Component, known: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """Who is named; as they were when it was exported, where they are still the same."""
    named = event.get("ATTENDEE", [])
    every = named if isinstance(named, list) else [named]
    found = [_person(each) for each in every]
    own = {bare(each.name): each for each in known}
    return distinct(own.get(bare(each.name), each) if each else None for each in found)


def _person(address: Any) -> Speaker | None:
    said = str(address)
    params = getattr(address, "params", {})
    email = said[len("mailto:") :] if said.lower().startswith("mailto:") else ""
    return speaker(params.get("CN", ""), source_id=params.get("X-ONSITE-ID", ""), email=email)


def _custom(event: Component, *, ours: bool) -> dict[str, str]:
    """What has no field of its own; of an event that was written here, only what others added."""
    found = {
        name.lower(): lines(_whole(event, name)) for name in event if name.upper() not in _READ
    }
    if not ours:
        found["description"] = lines(_text(event, "DESCRIPTION"))
        found["url"] = lines(_text(event, "URL"))
        categories = event.get("CATEGORIES", [])
        every = categories if isinstance(categories, list) else [categories]
        words = [str(word) for each in every for word in getattr(each, "cats", [each])]
        found["track"] = line(", ".join(words))
    return {name: said for name, said in found.items() if said}
