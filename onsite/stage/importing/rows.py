"""The rows of a sheet into sessions."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from onsite.roster.formats.values import instant, yes
from onsite.stage.importing import kinds
from onsite.stage.importing.own import own_fields, precise
from onsite.stage.importing.people import about, distinct, in_text, speaker, with_commas
from onsite.stage.importing.programme import Found, Place, Problem, Trouble
from onsite.stage.importing.values import at, day, length, line, lines, stamp, time_range

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from onsite.stage.fields import Speaker
    from onsite.stage.importing.programme import Reading
    from onsite.stage.importing.values import Moment

_FIELDS = ("moderator", "introduction", "notes")
_CUSTOM = ("subtitle", "abstract", "description", "track", "type", "language", "url")
_DAY_MS = 86_400_000
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_LETTERS = 26
_NOT_OVERNIGHT = timedelta(hours=12)
"""An end so much before the start, or more, is the next morning's; other ends are mistakes."""
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - what spreadsheets count from, in any zone
_SERIALS = range(36_526, 73_051)
"""Of the years 2000 to 2099, as spreadsheets number days."""


class RowReader:
    """Makes sessions of rows, and gathers what is odd about them.

    Args:
        headers: of the sheet.
        places: field to the numbers of its columns.
        reading: how the file is to be read.
        sheet: what to call the sheet, where there are several.
    """

    def __init__(
        self,
        headers: Sequence[str],
        places: Mapping[str, list[int]],
        reading: Reading,
        sheet: str,
    ) -> None:
        self.found: list[Found] = []
        self.problems: list[Problem] = []
        self._headers, self._places = headers, places
        self._reading, self._sheet = reading, sheet
        self._day: date | None = None
        """Of the rows above, for those that leave it out."""

    def take(self, number: int, row: Sequence[str]) -> None:
        """One row of the sheet."""
        cells = [line(cell) for cell in row]
        place = Place(number, self._sheet, self._cell(cells, "title") or self._cell(cells, "id"))
        if cells[: len(self._headers)] == list(self._headers) or self._is_heading(cells, place):
            return
        key = self._cell(cells, "id")
        when = self._when(cells, place, key)
        if not self._cell(cells, "title") and when[0] is None:
            said = " · ".join(filter(None, cells))[:80]
            self._tell(Trouble.BAD_LINE, place, said)
            return
        self.found.append(self._session(row, cells, place, key, when))

    def _session(
        self,
        row: Sequence[str],
        cells: Sequence[str],
        place: Place,
        key: str,
        when: tuple[datetime | None, int | None],
    ) -> Found:
        own = own_fields(self._cell(row, "own"))
        ours = bool(own)
        when = precise(own, *when)
        custom = own.pop("custom", None)
        known = own.pop("speakers", None)
        kind = own.pop("kind", None)
        title, said = self._cell(cells, "title"), self._cell(cells, "type")
        fields = {name: lines(self._cell(row, name)) for name in _FIELDS}
        if not ours:
            custom = self._custom(row, cells)
        return Found(
            place=place,
            key=key,
            title=title,
            room=self._cell(cells, "room"),
            start=when[0],
            length_ms=when[1],
            speakers=known if isinstance(known, tuple) else self._speakers(row, place, key),
            skipped=yes(self._cell(cells, "skipped")) or None,
            kind=kind or kinds.named(said) or kinds.guessed(title, said),  # type: ignore[arg-type]
            fields={**own, **{name: text for name, text in fields.items() if text}},
            custom=custom if isinstance(custom, dict) else {},
            ours=ours,
        )

    def _cell(self, cells: Sequence[str], name: str) -> str:
        """The first column of a field that says something in this row."""
        every = (cells[at] for at in self._places.get(name, ()) if at < len(cells))
        return next(filter(None, every), "")

    def _is_heading(self, cells: Sequence[str], place: Place) -> bool:
        """Whether the row only names the day of those below."""
        said = [cell for cell in cells if cell]
        found = day(said[0]) if len(said) == 1 else None
        if found is not None:
            self._day = found
            self._tell(Trouble.HEADER, place, said[0])
        return found is not None

    def _when(
        self, cells: Sequence[str], place: Place, key: str
    ) -> tuple[datetime | None, int | None]:
        """When it begins, and how long it lasts."""
        self._day = self._own_day(cells, place, key) or self._day
        said = self._cell(cells, "start")
        begins, until = self._moment(said, self._day or self._reading.day)
        if said and begins is None:
            trouble = Trouble.BAD_VALUE if time_range(_clock(said)) is None else Trouble.NO_DAY
            self._tell(trouble, place, "start", said, key=key)
        ends = self._cell(cells, "end")
        if ends and until is None and begins is not None:
            # By the day of the start as it is written: "25:00" and "26:00" are of the same.
            of = self._day if self._day and time_range(_clock(said)) else begins.date()
            until, _later = self._moment(ends, of)
            if until is None:
                self._tell(Trouble.BAD_VALUE, place, "end", ends, key=key)
        lasts = self._length(cells, place, key)
        if lasts is None and begins is not None and until is not None:
            lasts = _between(begins, until, has_day=stamp(ends) is not None)
        return begins, lasts

    def _own_day(self, cells: Sequence[str], place: Place, key: str) -> date | None:
        said = self._cell(cells, "day")
        serial = _serial(said)
        found = serial.date() if serial is not None else day(said)
        if said and found is None:
            moment = instant(said, self._reading.zone)
            found = moment.astimezone(self._reading.zone).date() if moment else None
        if said and found is None:
            self._tell(Trouble.BAD_VALUE, place, "day", said, key=key)
        return found

    def _moment(self, said: str, of: date | None) -> tuple[datetime | None, datetime | None]:
        """The instants of a cell: when it begins, and, where it says so, when it ends."""
        zone = self._reading.zone
        whole = stamp(said)
        if whole is not None:
            return whole if whole.tzinfo is not None else whole.replace(tzinfo=zone), None
        found = time_range(_clock(said))
        if found is None:
            known = _serial(said)
            if known is not None:
                return known.replace(tzinfo=zone), None
            of, found = _day_and_time(said)
        if found is None:
            return instant(said, zone), None
        if of is None:
            return None, None
        return at(of, found[0], zone), self._second(found[1], of)

    def _second(self, moment: Moment | None, of: date) -> datetime | None:
        return at(of, moment, self._reading.zone) if moment is not None else None

    def _length(self, cells: Sequence[str], place: Place, key: str) -> int | None:
        said = self._cell(cells, "length")
        part = _fraction(said)
        found = round(part * _DAY_MS) if part is not None else length(said)
        if said and found is None:
            self._tell(Trouble.BAD_VALUE, place, "length", said, key=key)
        return found

    def _speakers(self, row: Sequence[str], place: Place, key: str) -> tuple[Speaker, ...]:
        columns = self._places.get("speaker", [])
        said = [row[at] for at in columns if at < len(row) and row[at].strip()]
        alone = len(columns) > 1
        if not alone and said and with_commas(said[0]):
            self._tell(Trouble.COMMA, place, line(said[0])[:80], key=key)
        named = [each for text in said for each in in_text(text, alone=alone)]
        emails = [row[at] for at in self._places.get("email", []) if at < len(row)]
        addresses = [each for text in emails for each in in_text(text.replace(",", ";"))]
        if len(addresses) == len(named):
            both = zip(named, addresses, strict=True)
            return distinct(speaker(one.name, email=other.email) for one, other in both)
        return distinct(named)

    def _custom(self, row: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
        """All that has no field of its own; of the columns without a header what says more."""
        found = {name: lines(self._cell(row, name)) for name in _CUSTOM}
        people = self._places.get("speaker", [])
        used = {place for every in self._places.values() for place in every}
        for place, cell in enumerate(cells):
            header = self._headers[place] if place < len(self._headers) else ""
            if cell and place not in used and (header or cells.count(cell) == 1):
                found[header[:80] or _letter(place)] = lines(row[place])
        if len(people) > 1:
            whole = [cells[place] for place in people if place < len(cells)]
            found["affiliation"] = "\n".join(each for each in whole if about(each))
        return {name: said for name, said in found.items() if said}

    def _tell(self, trouble: Trouble, place: Place, *said: str, key: str = "") -> None:
        self.problems.append(Problem(trouble, place, said, key))


def _between(begins: datetime, until: datetime, *, has_day: bool) -> int:
    """How long that is; a time of day that is earlier is the next day's, if that is not long.

    Less than 0 where it ends before it begins.
    """
    if until < begins and not has_day and begins - until >= _NOT_OVERNIGHT:
        until += timedelta(days=1)
    return round((until.timestamp() - begins.timestamp()) * 1000)


def _clock(said: str) -> str:
    """A time of day as spreadsheets keep it: as a part of a day, or on the first there was."""
    part = _fraction(said)
    if part is not None:
        return (datetime.combine(_EPOCH, time()) + timedelta(days=part)).strftime("%H:%M:%S")
    day_, _t, clock = said.partition("T")
    return clock if day_[:4] in ("1899", "1900") and clock else said


_EPOCH = datetime(1900, 1, 1).date()  # noqa: DTZ001 - only its clock is of use


def _serial(said: str) -> datetime | None:
    """A day, with its time, as spreadsheets keep it: 46350.5; without a zone."""
    if not _SERIAL.fullmatch(said):
        return None
    number = float(said)
    if int(number) not in _SERIALS:
        return None
    return _FIRST_DAY + timedelta(seconds=round(number * 86_400))


def _day_and_time(said: str) -> tuple[date | None, tuple[Moment, Moment | None] | None]:
    """A day and a time of day in one cell, as `24.11.26 9:30`; None for both for anything else."""
    words = said.split(" ")
    for many in range(1, len(words)):
        found = day(" ".join(words[:many]).rstrip(","))
        when = time_range(" ".join(words[many:]))
        if found is not None and when is not None:
            return found, when
    return None, None


def _fraction(said: str) -> float | None:
    """A part of a day, as 0.375; None for anything else."""
    try:
        part = float(said) if said.startswith("0.") else None
    except ValueError:
        return None
    return part if part is not None and 0 < part < 1 else None


def _letter(at: int) -> str:
    """What a spreadsheet calls the column of that number."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name
