"""A table and its format into the attendees that a list names."""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from onsite.roster.columns import Columns, sorted_out
from onsite.roster.facts import Payment, Record, Status
from onsite.roster.formats import UnknownColumnsError, mapped, recognised
from onsite.roster.formats.format import Cells, Format, word
from onsite.roster.formats.values import instant, is_speaker, is_vip, no, yes
from onsite.roster.names import compared
from onsite.roster.remarks import Remark, Trouble, Twin
from onsite.roster.twins import without_twins

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime, tzinfo

    from onsite.roster.reading import Line, Progress, Table

# As spreadsheets write a long number; 9E1234 may well be a code.
_DAMAGED = re.compile(r"\d[.,]\d+E\+?\d+|\dE\+\d+", re.IGNORECASE)
_DIET = re.compile(
    r"diet|allerg|ernähr|régime|aliment|dieta|vegetari|饮食|忌口|飲食|食事|アレルギー",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:company|organi[sz]ation|employer|firma|entreprise|empresa)\b|公司|会社"
)
_STEP = 1_000


@dataclass(frozen=True, slots=True)
class Listed:
    """An attendee as one row names them."""

    line: int
    key: str
    """What the source knows them by; unique in the list."""
    record: Record
    made_up: bool = False
    """The list has no code for them; the record's was made from the key."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole list, understood; nothing is known yet of what it changes."""

    file: str
    sha256: str
    format: str
    title: str
    source: str
    headers: tuple[str, ...]
    columns: Columns
    """What each of the headers was taken for."""
    people: tuple[Listed, ...]
    bad: tuple[Remark, ...]
    """Rows that cannot be used."""
    remarks: tuple[Remark, ...]
    """What is odd about rows that are used."""
    twins: tuple[Twin, ...]
    has_codes: bool
    scannable: bool
    """Whether it has what the QR codes of its system's tickets say."""
    mapping: Mapping[str, str]
    """What somebody said of its columns; empty where the format was recognised."""


def chosen(tables: Sequence[Table], mappings: Mapping[tuple[str, ...], Mapping[str, str]]) -> Table:
    """The sheet that holds the attendees.

    A spreadsheet may hold orders and fees beside them; the most particular format wins.
    """
    known = [table for table in tables if recognised(table.headers) or table.headers in mappings]
    ranked = sorted(known, key=lambda table: getattr(recognised(table.headers), "keyed", False))
    return ranked[-1] if ranked else tables[0]


def understood(
    table: Table,
    zone: tzinfo,
    mapping: Mapping[str, str] | None = None,
    source: str = "",
    progress: Progress | None = None,
) -> Listing:
    """What a table says.

    Args:
        table: of a file.
        zone: the event's, of times that name none.
        mapping: field to header, where somebody has said so.
        source: a name for the list's origin, instead of the system's.
        progress: told as rows are done.

    Raises:
        UnknownColumnsError: no format knows the headers and no mapping was given.
    """
    made = mapped(table.headers, mapping) if mapping else recognised(table.headers)
    if made is None:
        raise UnknownColumnsError(table.file, table.headers)
    reader = _Reader(made, table.headers, zone, source or made.source)
    kept, twins = without_twins(list(reader.people(table.lines, progress)), keyed=made.keyed)
    return Listing(
        file=table.file,
        sha256=table.sha256,
        format=made.name,
        title=made.title,
        source=reader.source,
        headers=table.headers,
        columns=reader.columns,
        people=tuple(with_code(one, reader.source, one.key) for one in kept),
        bad=tuple(reader.bad),
        remarks=tuple(sorted((*table.remarks, *reader.remarks), key=lambda each: each.line)),
        twins=twins,
        has_codes=reader.has_codes,
        scannable=not made.scanned or reader.has(made.scanned),
        mapping=dict(mapping or {}),
    )


def short_hash(*parts: str) -> str:
    """Twelve letters and digits that these texts always give, on every station."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return b32encode(digest).decode().lower()[:12]


class _Reader:
    """Turns the rows of one table into people, and gathers what is to be said of them."""

    def __init__(self, made: Format, headers: tuple[str, ...], zone: tzinfo, source: str) -> None:
        self.source = source
        self.bad: list[Remark] = []
        self.remarks: list[Remark] = []
        self._format = made
        self._zone = zone
        self._places = made.fields(headers)
        self._extras: list[tuple[str, int]] = []
        self._spread(headers)
        self.columns = sorted_out(headers, self._places, self._extras)
        self.has_codes = bool(self._places.keys() & {"code", "url"})

    def has(self, field: str) -> bool:
        """Whether the table has a column for the field."""
        return field in self._places

    def _spread(self, headers: tuple[str, ...]) -> None:
        taken = {at for field, at in self._places.items() if field != "tags"}
        for at, header in enumerate(headers):
            if at in taken or not header or word(header) in self._format.ignored:
                continue
            if "diet" not in self._places and _DIET.search(header):
                self._places["diet"] = at
            elif "company" not in self._places and _COMPANY.search(header.casefold()):
                self._places["company"] = at
            else:
                self._extras.append((header, at))

    def people(self, lines: Sequence[Line], progress: Progress | None) -> Iterator[Listed]:
        """The people of the rows that can be used."""
        for at, line in enumerate(lines):
            if progress is not None and at % _STEP == 0:
                progress(at, len(lines))
            person = self._person(line)
            if person is not None:
                yield person

    def _person(self, line: Line) -> Listed | None:
        raw = {field: line.cells[at] for field, at in self._places.items()}
        cells = self._format.adapt(raw)
        codes = self._codes(line, cells)
        if not cells.get("name") and not codes:
            self.bad.append(Remark(line.number, Trouble.NO_PERSON))
            return None
        if not cells.get("name"):
            self.remarks.append(Remark(line.number, Trouble.UNASSIGNED, codes[0]))
        record = self._record(line, cells, codes)
        key = cells.get("key") or _key_of(record)
        if codes:
            return Listed(line.number, key, record)
        if self.has_codes:
            self.remarks.append(Remark(line.number, Trouble.NO_CODE))
        return Listed(line.number, key, record, made_up=True)

    def _codes(self, line: Line, cells: Cells) -> tuple[str, ...]:
        code = cells.get("code", "")
        if _DAMAGED.fullmatch(code):
            self.remarks.append(Remark(line.number, Trouble.DAMAGED_CODE, code))
            code = ""
        found = (code, cells.get("second_code", ""))
        return tuple(dict.fromkeys(each for each in found if each))

    def _record(self, line: Line, cells: Cells, codes: tuple[str, ...]) -> Record:
        get = cells.get
        status, payment = self._status(line, cells)
        marks = " ".join((get("category", ""), get("variant", ""), get("tags", "")))
        said: dict[str, Any] = {
            "name": get("name", ""),
            "given": get("given", ""),
            "family": get("family", ""),
            "company": get("company", ""),
            "position": get("position", ""),
            "email": get("email", ""),
            "phone": get("phone", ""),
            "category": get("category", ""),
            "variant": get("variant", ""),
            "order": get("order", ""),
            "status": status,
            "payment": payment,
            "blocked": yes(get("blocked", "")),
            "vip": yes(get("vip", "")) or is_vip(marks),
            "speaker": yes(get("speaker", "")) or is_speaker(marks),
            "attention": yes(get("attention", "")),
            "valid_from": self._instant(line, get("valid_from", ""), ends=False),
            "valid_until": self._instant(line, get("valid_until", ""), ends=True),
            "diet": get("diet", ""),
            "notes": get("notes", ""),
            "seat": get("seat", ""),
            "country": get("country", ""),
            "addon_to": get("addon_to", ""),
            "extra": tuple((head, line.cells[at]) for head, at in self._extras if line.cells[at]),
            "codes": codes,
        }
        # A record remembers which fields it was given: at 100,000 rows the empty ones weigh.
        return Record(**{name: value for name, value in said.items() if value or name == "name"})

    def _status(self, line: Line, cells: Cells) -> tuple[Status, Payment]:
        said = cells.get("status", "")
        status, payment = Status.VALID, Payment.PAID
        if said:
            known = self._format.statuses.get(said.casefold())
            if known is None:
                status = self._format.unknown_status
                self.remarks.append(Remark(line.number, Trouble.STATUS, said, status.value))
            else:
                status, payment = known
        if "paid" in cells:
            payment = self._payment(line, cells["paid"])
        return status, payment

    def _payment(self, line: Line, said: str) -> Payment:
        if yes(said):
            return Payment.PAID
        if not no(said):
            self.remarks.append(Remark(line.number, Trouble.PAYMENT, said, Payment.UNPAID.value))
        return Payment.UNPAID

    def _instant(self, line: Line, text: str, *, ends: bool) -> datetime | None:
        if not text:
            return None
        found = instant(text, self._zone, ends=ends)
        if found is None:
            self.remarks.append(Remark(line.number, Trouble.BAD_TIME, text))
        return found


def with_code(one: Listed, *parts: str) -> Listed:
    """The row; where the list has no code for them, with the one that those texts give."""
    if not one.made_up:
        return one
    code = short_hash(*parts, "code")
    return replace(one, record=one.record.model_copy(update={"codes": (code,)}))


def _key_of(record: Record) -> str:
    """What a person without a code or number is known by."""
    beside = record.order or record.email.casefold() or record.phone or compared(record.company)
    return f"{compared(record.name)}|{beside}"
