"""What a list on paper says: whom it names, on which desk's sheet, in which order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.checkin.people import everybody, presences
from onsite.checkin.rules import days_of, welcome
from onsite.clock import from_ms
from onsite.journal.fold import table_of
from onsite.roster.facts import Payment, Status
from onsite.roster.filing.desks import first_desk, is_vip
from onsite.roster.filing.initials import initials
from onsite.roster.filing.order import filed, initial, is_latin, sort_key
from onsite.roster.tables import AttendeeRow, CredentialRow, ImportRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.checkin.people import Person
    from onsite.plan.model import Desk, Plan

    Progress = Callable[[str, int, int], None]

_AT_ONCE = 500
_CREDENTIAL = table_of(CredentialRow)
_LIVE = (
    select(_CREDENTIAL.c.attendee, func.min(_CREDENTIAL.c.code).label("code"))
    .where(
        _CREDENTIAL.c.state == "live", _CREDENTIAL.c.attendee.in_(bindparam("ids", expanding=True))
    )
    .group_by(_CREDENTIAL.c.attendee)
)
_MANY = select(func.count()).select_from(table_of(AttendeeRow))
_IMPORTED = select(func.max(table_of(ImportRow).c.at_ms))

STOP, APPROVE, PAY, DAY, LOOK, VIP, SPEAKER = (
    "stop",
    "approve",
    "pay",
    "day",
    "look",
    "vip",
    "speaker",
)
"""What is marked beside a name, the gravest first."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """Somebody on the list."""

    attendee: str
    key: str
    """What the list is sorted by, in plain Latin letters."""
    under: tuple[str, ...]
    """The letters under which people look for them, the surest first."""
    desk: str
    """The id of the desk that is theirs; empty where none is."""
    name: str
    company: str
    category: str
    """The category's name, or the ticket's where the plan has no such category."""
    group: str
    """The id of the category; empty where the plan has none."""
    code: str
    """The code of the ticket; empty where there is none."""
    marks: tuple[str, ...]
    days: str
    """The days as ISO dates, where the ticket is not good for every day of the event."""
    entered: datetime | None
    """When they came in, before the list was made; aware."""
    number: int = 0
    """On this list, from 1."""

    @property
    def initial(self) -> str:
        """The letter under which they are looked up."""
        return initial(self.key)

    @property
    def spelled(self) -> str:
        """The name as it is sorted, where it is written in other letters than Latin ones."""
        return "" if is_latin(self.name) else self.key.upper()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pages of one desk."""

    desk: str
    """Its id; empty for those of no desk."""
    title: str
    """The desk's name; empty for those of no desk."""
    letters: str
    """As the plan gives them to the desk; empty where it takes any."""
    lines: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class PaperList:
    """A whole list."""

    checkpoint: str
    made: datetime
    imported: datetime | None
    """When the attendee list was last imported, aware."""
    sheets: tuple[Sheet, ...]

    @property
    def lines(self) -> Iterator[PaperLine]:
        """Everybody, by their numbers."""
        return (line for sheet in self.sheets for line in sheet.lines)

    @property
    def people(self) -> int:
        """How many it names."""
        return sum(len(sheet.lines) for sheet in self.sheets)


def make_list(  # noqa: PLR0913 - what the printed list depends on
    rows: Connection,
    plan: Plan,
    checkpoint: str,
    now: datetime,
    *,
    by_desk: bool,
    only: str = "",
    progress: Progress | None = None,
) -> PaperList:
    """Everybody whose ticket is for the checkpoint, as they are to stand on paper.

    Args:
        now: aware.
        by_desk: a sheet for each desk of the checkpoint, and one for those whom none takes.
        only: the id of the one desk that is wanted.
        progress: is told the phase, how many are done, and of how many.
    """
    desks = {key: desk for key, desk in plan.desks.items() if desk.checkpoint == checkpoint}
    found: dict[str, list[PaperLine]] = {key: [] for key in desks} if by_desk else {}
    for line in _lines(rows, plan, checkpoint, progress):
        theirs = line.desk if by_desk else ""
        letters = desks[theirs].letters if theirs else ""
        found.setdefault(theirs, []).append(replace(line, key=filed(line.key, line.under, letters)))
    for lines in found.values():
        lines.sort(key=lambda line: (line.key, line.attendee))
    wanted = {key: each for key, each in found.items() if each and key == (only or key)}
    imported = rows.execute(_IMPORTED).scalar()
    since = from_ms(imported) if imported is not None else None
    return PaperList(checkpoint, now, since, tuple(_numbered(desks, wanted)))


def _numbered(desks: dict[str, Desk], found: dict[str, list[PaperLine]]) -> Iterator[Sheet]:
    number = 0
    for key, lines in found.items():
        counted = tuple(
            replace(line, number=place) for place, line in enumerate(lines, start=number + 1)
        )
        number += len(lines)
        desk = desks.get(key)
        title, letters = (desk.name, desk.letters) if desk is not None else ("", "")
        yield Sheet(key, title, letters, counted)


def _lines(
    rows: Connection, plan: Plan, checkpoint: str, progress: Progress | None
) -> Iterator[PaperLine]:
    done, many = 0, rows.execute(_MANY).scalar_one() if progress is not None else 0
    for people in everybody(rows, _AT_ONCE):
        here = [person for person in people if _is_for(plan, checkpoint, person)]
        ids = [person.ticket.attendee for person in here]
        there = presences(rows, plan, ids, checkpoint) if ids else {}
        codes = _codes(rows, ids)
        for person in here:
            who = person.ticket.attendee
            last = there[who].last_in if who in there else None
            yield _line(plan, checkpoint, person, codes.get(who, ""), last)
        done += len(people)
        if progress is not None:
            progress("gathering", done, many)


def _codes(rows: Connection, ids: Sequence[str]) -> dict[str, str]:
    found = rows.execute(_LIVE, {"ids": ids}) if ids else ()
    return {row.attendee: row.code for row in found}


def _is_for(plan: Plan, checkpoint: str, person: Person) -> bool:
    ticket = person.ticket
    listed = not ticket.withdrawn and ticket.status is not Status.CANCELLED
    return listed and welcome(plan, checkpoint, ticket.category)


def _line(
    plan: Plan, checkpoint: str, person: Person, code: str, entered: datetime | None
) -> PaperLine:
    record, ticket = person.record, person.ticket
    vip, key = is_vip(plan, record), sort_key(record)
    group = plan.category_of(ticket.category)
    days = days_of(plan, ticket.category)
    limited = "" if days == plan.event.days else ",".join(day.isoformat() for day in days)
    marked = {
        STOP: ticket.blocked,
        APPROVE: ticket.status is Status.PENDING,
        PAY: ticket.payment is Payment.UNPAID,
        DAY: bool(limited),
        LOOK: record.attention,
        VIP: vip,
        SPEAKER: record.speaker,
    }
    return PaperLine(
        attendee=ticket.attendee,
        key=key,
        under=initials(record),
        desk=first_desk(plan, checkpoint, record, key),
        name=record.name,
        company=record.company,
        category=plan.categories[group].name if group is not None else ticket.category,
        group=group or "",
        code=code,
        marks=tuple(mark for mark, is_so in marked.items() if is_so),
        days=limited,
        entered=entered,
    )
