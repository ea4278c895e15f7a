"""What the texts of programmes mean: lengths, times of day, days, names, longer texts."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from onsite.cleaning import clean
from onsite.stage.fields import LONGEST_MS

LONGEST = 10_000
"""Characters of one text that are kept."""
MINUTE_MS, SECOND_MS = 60_000, 1_000
_YEARS = range(1971, 9999)

_MINUTES = re.compile(
    r"(?P<minutes>\d{1,5}(?:[.,]\d{1,3})?)\s*(?:m|min|mins|minutes?|minuten|['′]|分钟?|分鐘)?\.?",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"(?P<hours>\d{1,4}):(?P<minutes>[0-5]?\d)(?::(?P<seconds>[0-5]?\d)(?:\.\d*)?)?"
)
_MANY_DAYS = re.compile(r"(\d{1,3}) days?, (.*)")
_ISO = re.compile(
    r"P(?:(?P<weeks>\d{1,3})W)?(?:(?P<days>\d{1,3})D)?"
    r"(?:T(?:(?P<hours>\d{1,4})H)?(?:(?P<minutes>\d{1,5})M)?(?:(?P<seconds>\d{1,6})(?:\.\d+)?S)?)?",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"(?P<hours>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?|std|stunden?|小时|小時|時間)\.?"
    r"(?:\s*(?P<minutes>\d{1,3})\s*(?:m|min|minutes?|minuten|分钟?|分鐘)?\.?)?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d*)?)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?:uhr|h|时|時)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:-|–|—|~|～|bis|to|until|à|至|到)\s*", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?:[T ]00:00.*)?")
_DAY_FIRST = re.compile(r"(?:\w{2,12}[.,]?\s+)?(\d{1,2})[-/.]\s*(\d{1,2})[-/.]\s*(\d{4}|\d{2})")
_TAG = re.compile(r"<(?:/|[a-z!])[^<>]*>", re.IGNORECASE)
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/h\d|/tr)\b[^<>]*>", re.IGNORECASE)
_NOON, _MONTHS = 12, 12
_CENTURY = 100
_DAY_HOURS = 24


class Moment(NamedTuple):
    """A time of day; later than midnight where the hour is 24 or more."""

    hour: int
    minute: int
    second: int = 0

    @property
    def since_midnight(self) -> timedelta:
        """How long after midnight that is on the wall clock."""
        return timedelta(hours=self.hour, minutes=self.minute, seconds=self.second)


def length(text: str) -> int | None:
    """A length in milliseconds: `00:45`, `1:30:00`, `45`, `45 min`, `1,5 h`, `PT45M`."""
    said = text.strip()
    for read in (_in_parts, _in_minutes, _in_hours, _in_iso):
        found = read(said)
        if found is not None:
            whole = round(found.total_seconds() * 1000)
            return whole if whole <= LONGEST_MS else None
    return None


def _in_parts(text: str) -> timedelta | None:
    long = _MANY_DAYS.fullmatch(text)
    days, rest = (int(long[1]), long[2]) if long else (0, text)
    found = _PARTS.fullmatch(rest)
    if found is None:
        return None
    hours, minutes, seconds = (int(part) for part in found.groups("0"))
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def _in_minutes(text: str) -> timedelta | None:
    found = _MINUTES.fullmatch(text)
    return timedelta(minutes=_number(found["minutes"])) if found else None


def _in_hours(text: str) -> timedelta | None:
    found = _HOURS.fullmatch(text)
    if found is None:
        return None
    return timedelta(hours=_number(found["hours"]), minutes=int(found["minutes"] or 0))


def _in_iso(text: str) -> timedelta | None:
    found = _ISO.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    return timedelta(**{name: int(many) for name, many in found.groupdict("0").items()})


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def time_of_day(text: str) -> Moment | None:
    """A time of day: `14:00`, `9.30`, `2:30 pm`, `9h30`, `14 Uhr`; `25:30` is after midnight."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, second = int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0)
    half = (found["half"] or "").lower()
    bare = found["minute"] is None and not half and text.strip().isdigit()
    if bare or minute > 59 or second > 59 or (half and not 1 <= hour <= _NOON):  # noqa: PLR2004
        return None
    if half:
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    return Moment(hour, minute, second) if hour < 2 * _DAY_HOURS else None


def time_range(text: str) -> tuple[Moment, Moment | None] | None:
    """A time of day, and, in `14:00 - 14:45`, when it ends."""
    parts = _BETWEEN.split(text.strip(), maxsplit=1)
    times = [time_of_day(part) for part in parts]
    if times[0] is None:
        return None
    return times[0], times[1] if len(times) > 1 else None


def day(text: str) -> date | None:
    """A day as ISO date or in the numbers of a language; where it is unsure, the day is first."""
    said = text.strip()
    first = _YEAR_FIRST.fullmatch(said)
    if first:
        return _date(int(first[1]), int(first[2]), int(first[3]))
    last = _DAY_FIRST.fullmatch(said)
    if last is None:
        return _month_in_words(said)
    day_, month, year = (int(part) for part in last.groups())
    if month > _MONTHS >= day_:
        day_, month = month, day_
    return _date(year if year >= _CENTURY else 2000 + year, month, day_)


def _month_in_words(text: str) -> date | None:
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[.,]", " ", text).split()
    for form in ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y"):
        for some in (words, words[1:]):
            try:
                found = datetime.strptime(" ".join(some), form).replace(tzinfo=UTC).date()
            except ValueError:
                continue
            return found if found.year in _YEARS else None
    return None


def _date(year: int, month: int, day_: int) -> date | None:
    try:
        return date(year, month, day_) if year in _YEARS else None
    except ValueError:
        return None


def stamp(text: str) -> datetime | None:
    """An instant as ISO 8601; without a zone where the text names none."""
    said = text.strip()
    if ":" not in said:
        return None
    try:
        found = datetime.fromisoformat(said)
    except (ValueError, OverflowError):
        return None
    return found if found.year in _YEARS else None


def at(day_: date, moment: Moment | time, zone: tzinfo) -> datetime:
    """The instant of a time of day, by the wall clock of the zone."""
    if isinstance(moment, time):
        return datetime.combine(day_, moment, zone)
    # Added before the zone is, so that it is the wall clock which is followed.
    return (datetime.combine(day_, time()) + moment.since_midnight).replace(tzinfo=zone)


def odd_clock(instant: datetime) -> bool:
    """Whether the wall clock shows that time twice, or never, since the clocks are changed."""
    return instant.utcoffset() != instant.replace(fold=1).utcoffset()


def zone(name: str) -> ZoneInfo | None:
    """The time zone of that IANA name; None where there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def line(text: object) -> str:
    """One line of text that is safe to show."""
    return clean(scalar(text))[:LONGEST]


def lines(text: object) -> str:
    """A longer text without markup, its paragraphs kept, safe to show."""
    said = scalar(text)
    if _TAG.search(said):
        said = html.unescape(_TAG.sub("", _BREAKS.sub("\n", said)))
    return re.sub(r"\n{3,}", "\n\n", safe(said))


def safe(text: str) -> str:
    """A longer text with its markup and its paragraphs, safe to show."""
    said = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(clean(each) for each in said.split("\n")).strip()[:LONGEST]


def scalar(value: object) -> str:
    """The text of a number, a text, a yes or a no; empty for anything else."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and abs(value) < LONGEST_MS**2:
        return str(int(value)) if value == int(value) else str(value)
    return ""
