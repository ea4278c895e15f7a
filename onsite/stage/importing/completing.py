"""What a reader has found, made whole: what is missing is assumed, and each assumption is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.errors import BadInputError
from onsite.language import _
from onsite.roster.listing import short_hash
from onsite.stage.fields import LONGEST_MS, ItemFields
from onsite.stage.importing.files import empty
from onsite.stage.importing.lengths import with_lengths
from onsite.stage.importing.overlaps import chained
from onsite.stage.importing.programme import Place, Problem, Programme, Session, Trouble
from onsite.stage.importing.values import LONGEST, odd_clock, zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onsite.stage.importing.programme import Findings, Found, Reading

UNTITLED = "?"
"""What has neither a title nor speakers."""
_LONGEST_KEY = 120


def completed(findings: Findings, reading: Reading, file: str, sha256: str) -> Programme:
    """A whole programme.

    Args:
        findings: of a reader.
        reading: how to take what they do not say.
        file: its name.
        sha256: of its content, hexadecimal.

    Raises:
        BadInputError: there are no sessions, or nobody knows on which day they are.
    """
    problems = list(findings.problems)
    begun = [each for each in findings.sessions if each.start is not None]
    problems += _without_start(findings.sessions, problems)
    if not begun:
        raise _nothing(findings, reading, file)
    problems += _about_zone(findings, begun, reading)
    known = with_lengths(
        _keyed(_moved(begun, reading, file), problems), reading.length_ms, problems
    )
    source = reading.source or _own_source(known) or findings.system
    made = [_session(each, reading, source, problems) for each in known]
    sessions = chained(sorted(made, key=_order), problems)
    problems += _other_days(sessions, reading)
    return Programme(
        file=file,
        sha256=sha256,
        format=findings.format,
        source=source,
        sessions=tuple(sessions),
        problems=tuple(sorted(problems, key=lambda each: each.place)),
        headers=findings.headers,
        mapping=findings.mapping,
        said=reading.mapping if findings.headers else {},
    )


def _own_source(sessions: Iterable[Found]) -> str:
    """Where all of them came from when they were exported here; empty where they were not."""
    sources = {each.fields.get("source") for each in sessions}
    only = sources.pop() if len(sources) == 1 else None
    return only if isinstance(only, str) else ""


def _order(session: Session) -> tuple[str, str, int, str]:
    return session.day, session.room, session.fields.start_ms or 0, session.key


def _nothing(findings: Findings, reading: Reading, file: str) -> BadInputError:
    if not findings.sessions:
        return empty(file)
    no_day = any(each.trouble is Trouble.NO_DAY for each in findings.problems)
    if no_day or (findings.format == "ontime" and reading.day is None):
        days = ", ".join(each.isoformat() for each in reading.days)
        example = reading.days[0].isoformat() if reading.days else "2026-11-24"
        return BadInputError(
            _("“{file}” has times of day, but no days.").format(file=file),
            _(
                "Say on which day of the event that is, as --day {day}. Its days are: {days}."
            ).format(day=example, days=days or "–"),
        )
    return BadInputError(
        _("None of the sessions of “{file}” has a start.").format(file=file),
        _("Export it once its times are known; of a sheet, name the column: --map start=COLUMN"),
    )


def _without_start(sessions: Iterable[Found], told: list[Problem]) -> Iterator[Problem]:
    said = {each.place for each in told if each.trouble is Trouble.ALL_DAY}
    for each in sessions:
        if each.start is None and each.place not in said:
            yield Problem(Trouble.NO_START, each.place, (), each.key)


def _moved(sessions: list[Found], reading: Reading, file: str) -> Iterator[Found]:
    """Sessions in the event's zone, and on the days on which somebody said they are held.

    Raises:
        BadInputError: the file has no such day.
    """
    begun = [(each, _within(each.start, reading)) for each in sessions if each.start is not None]
    days = sorted({each.day or _day_of(start, reading) for each, start in begun})
    for day in reading.moved:
        if day not in days:
            raise BadInputError(
                _("“{file}” has nothing on {day}.").format(file=file, day=day.isoformat()),
                _("Its days are: {days}.").format(
                    days=", ".join(each.isoformat() for each in days)
                ),
            )
    for each, start in begun:
        day = each.day or _day_of(start, reading)
        by = reading.moved.get(day, day) - day
        # On the wall clock, so that it is the same time of day whatever the zone does.
        there = (start.replace(tzinfo=None) + by).replace(tzinfo=start.tzinfo, fold=start.fold)
        yield replace(each, start=there, day=each.day + by if each.day is not None else None)


def _within(start: datetime, reading: Reading) -> datetime:
    try:
        return start.astimezone(UTC).astimezone(reading.zone)
    except OverflowError:
        return start.replace(tzinfo=reading.zone)


def _day_of(start: datetime, reading: Reading) -> date:
    ends = reading.day_ends or time(4)
    return start.date() - timedelta(days=1) if start.time() < ends else start.date()


def _keyed(sessions: Iterable[Found], problems: list[Problem]) -> list[Found]:
    """With ids that are unique; what is the same in every field stands once."""
    known: dict[str, list[Found]] = {}
    for each in sessions:
        key = each.key or short_hash(each.title.casefold(), *(one.id for one in each.speakers))
        named = replace(each, key=key[:_LONGEST_KEY])
        same = known.setdefault(named.key, [])
        if any(_twins(named, other) for other in same):
            problems.append(Problem(Trouble.TWICE, each.place, (str(same[0].place.line),), key))
            continue
        if same and each.key:
            problems.append(Problem(Trouble.REPEATED, each.place, (key,), key))
        same.append(named)
    return [
        replace(each, key=f"{key}#{at}") if at > 1 else each
        for key, same in known.items()
        for at, each in enumerate(sorted(same, key=_when), 1)
    ]


def _twins(one: Found, other: Found) -> bool:
    return one == replace(other, place=one.place)


def _when(session: Found) -> tuple[float, str]:
    return session.start.timestamp() if session.start else 0.0, session.room


def _session(each: Found, reading: Reading, source: str, problems: list[Problem]) -> Session:
    start = each.start
    assert start is not None  # noqa: S101 - those without were taken out
    day = _event_day(each, start, reading)
    title = each.title or ", ".join(one.name for one in each.speakers) or UNTITLED
    fields = {
        **each.fields,
        "title": title,
        "start_ms": min(max(to_ms(start), 0), _LAST_MS),
        "length_ms": min(each.length_ms or 0, LONGEST_MS),
        "room": each.room or None,
        "speakers": each.speakers or None,
        "kind": each.kind if each.kind != "talk" else None,
        "skipped": True if each.cancelled else each.skipped,
        "custom": dict(each.custom) or None,
        "source": source,
    }
    problems += _told(each, start, day, title)
    known = {name: said for name, said in fields.items() if said is not None}
    return Session(each.key, each.room, day.isoformat(), ItemFields(**known), each.place, each.ours)


_LAST_MS = to_ms(datetime(9998, 12, 31, tzinfo=UTC))


def _event_day(each: Found, start: datetime, reading: Reading) -> date:
    """The day by which people speak of it: the file's own, as far as that can be."""
    if each.day is not None and each.day <= start.date() <= each.day + timedelta(days=1):
        return each.day
    return _day_of(start, reading)


def _told(each: Found, start: datetime, day: date, title: str) -> Iterator[Problem]:
    def problem(trouble: Trouble, *said: str) -> Problem:
        return Problem(trouble, replace(each.place, title=title), said, each.key)

    ends = start + timedelta(milliseconds=each.length_ms or 0)
    if start.date() != day or (ends.date() != start.date() and ends.time() != time()):
        yield problem(Trouble.AFTER_MIDNIGHT, f"{start:%H:%M}", f"{ends:%H:%M}", day.isoformat())
    if not each.title:
        yield problem(Trouble.NO_TITLE, title)
    if odd_clock(start):
        yield problem(Trouble.CLOCK_CHANGE, f"{start:%Y-%m-%d %H:%M}")
    if each.cancelled:
        yield problem(Trouble.CANCELLED)
    if any(len(str(said)) >= LONGEST for said in each.custom.values()):
        yield problem(Trouble.CUT, str(LONGEST))


def _about_zone(findings: Findings, begun: list[Found], reading: Reading) -> Iterator[Problem]:
    theirs = zone(findings.zone)
    first = begun[0].start
    if theirs is None or first is None:
        return
    here = _within(first, reading)
    there = here.astimezone(theirs)
    if there.utcoffset() != here.utcoffset():
        said = (findings.zone, reading.zone_name, f"{there:%H:%M}", f"{here:%H:%M}")
        yield Problem(Trouble.OTHER_ZONE, Place(), said)


def _other_days(sessions: list[Session], reading: Reading) -> Iterator[Problem]:
    if not reading.days:
        return
    known = {each.isoformat() for each in reading.days}
    many = Counter(each.day for each in sessions if each.day not in known)
    for day, sessions_then in sorted(many.items()):
        yield Problem(Trouble.OTHER_DAY, Place(path=day), (day, str(sessions_then)))
