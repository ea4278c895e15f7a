"""What a file says, without any store: its sessions, and what is odd about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, time, tzinfo

    from onsite.stage.fields import ItemFields, Kind, Speaker


class Trouble(StrEnum):
    """What may be odd about a programme. A code; its words are in `wording`."""

    BAD_LINE = "bad-line"
    """Not usable at all: left out."""
    NO_START = "no-start"
    """Nobody knows when: left out."""
    BAD_VALUE = "bad-value"
    """One value cannot be read."""
    NO_LENGTH = "no-length"
    NO_TIME = "zero-length"
    """It lasts no time, or ends before it begins."""
    OVERLAP = "overlap"
    BESIDE = "beside"
    """It overlaps so much that it runs beside the others."""
    AFTER_MIDNIGHT = "after-midnight"
    REPEATED = "repeated-id"
    TWICE = "twice"
    """Every field as in another: taken once."""
    NO_ID = "no-id"
    NO_ROOM = "no-room"
    UNKNOWN_ROOM = "unknown-room"
    NO_TITLE = "no-title"
    UTC = "utc-stamps"
    OTHER_ZONE = "other-zone"
    UNKNOWN_ZONE = "unknown-zone"
    NO_ZONE = "no-zone"
    CLOCK_CHANGE = "clock-change"
    """A time of day that there is not, or that there is twice."""
    NO_DAY = "no-day"
    OTHER_DAY = "other-day"
    """A day that is none of the event's."""
    CANCELLED = "cancelled"
    ALL_DAY = "all-day"
    RECURS = "recurs"
    HEADING = "heading"
    """A title without a time of its own."""
    DELAY = "delay"
    """Planned by another system as a delay, which is an act here."""
    COMMA = "comma"
    """A name with a comma: one person, or several?"""
    CUT = "cut"
    HEADER = "header"
    LEFT_OUT = "left-out"
    """A part of the file that holds no sessions, and is not read."""


LOSING = frozenset({Trouble.BAD_LINE, Trouble.NO_START, Trouble.ALL_DAY, Trouble.UNKNOWN_ROOM})
"""With these, a session is not imported unless somebody says how."""
NOTES = frozenset(
    {
        *(Trouble.AFTER_MIDNIGHT, Trouble.OTHER_ZONE, Trouble.UTC, Trouble.HEADER, Trouble.TWICE),
        *(Trouble.LEFT_OUT, Trouble.NO_ZONE),
    }
)
"""What is only said: as it is taken, it is most likely right."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the file something stands."""

    line: int = 0
    """From 1; 0 where the format has no lines that say anything."""
    path: str = ""
    """As `day 2, Curie, 5`; empty where the line says it."""
    title: str = ""
    """Of the session; or its id, where it has no title."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something odd, where it is, and what is assumed. `said` are values for its sentence."""

    trouble: Trouble
    place: Place
    said: tuple[str, ...] = ()
    key: str = ""
    """Of the session that it is about; empty where it is about the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A session as one reader has found it; nothing is completed yet."""

    place: Place
    key: str = ""
    title: str = ""
    room: str = ""
    start: datetime | None = None
    """Aware."""
    length_ms: int | None = None
    speakers: tuple[Speaker, ...] = ()
    kind: Kind | None = None
    skipped: bool | None = None
    cancelled: bool = False
    day: date | None = None
    """Of the event, where the file says so itself."""
    fields: Mapping[str, object] = field(default_factory=dict)
    """More of `ItemFields`, by name, but for `custom`."""
    custom: Mapping[str, str] = field(default_factory=dict)
    ours: bool = False
    """It was exported here, so nothing of it is assumed."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a reader has found in a file."""

    format: str
    """As `frab-json`."""
    system: str
    """The name of whoever wrote it, as `pretalx`; with the event's short name where it has one."""
    sessions: tuple[Found, ...]
    problems: tuple[Problem, ...] = ()
    zone: str = ""
    """As the file calls it; empty where it names none."""
    headers: tuple[str, ...] = ()
    """Of a sheet."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Field to header, as it was read."""


@dataclass(frozen=True, slots=True)
class Session:
    """One item of a programme, complete."""

    key: str
    """Unique in the programme, and the same in the next one of the same source."""
    room: str
    """As the source calls it; empty for none."""
    day: str
    """Of the event, as ISO date: after midnight it is still the day before."""
    fields: ItemFields
    """With start and length."""
    place: Place
    ours: bool = False
    """It was exported here."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A whole programme, understood; nothing is known yet of what it changes."""

    file: str
    sha256: str
    format: str
    source: str
    sessions: tuple[Session, ...]
    """In order of day, room and start."""
    problems: tuple[Problem, ...]
    headers: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    """Of `mapping` what somebody has said, so that it is worth keeping."""

    @property
    def rooms(self) -> dict[str, int]:
        """Every room, and how many sessions it has."""
        many: dict[str, int] = {}
        for session in self.sessions:
            many[session.room] = many.get(session.room, 0) + 1
        return many


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is to be read: the event's own, and what somebody has said."""

    zone: tzinfo
    """Of times that name none."""
    zone_name: str = ""
    days: tuple[date, ...] = ()
    """Of the event; empty where nobody knows."""
    day_ends: time | None = None
    """Before this hour it is still the day before; None where nobody knows."""
    day: date | None = None
    """Of times without a day."""
    moved: Mapping[date, date] = field(default_factory=dict)
    """A day of the file, and on which of the event it is held."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Field to header of a sheet, where somebody has said so."""
    kept: Mapping[tuple[str, ...], Mapping[str, str]] = field(default_factory=dict)
    """Mappings that were said before, by the headers of the sheet."""
    length_ms: int | None = None
    """Of what has none, where somebody has said so."""
    as_local: bool = False
    """Stamps in UTC are meant as times of day at the place."""
    source: str = ""
    """A name for the origin, instead of the system's."""
