"""How far the speakers of a rundown are: what was said, and who was let in at a desk."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from onsite.journal.fold import table_of
from onsite.roster.service import attendee as listed
from onsite.staff.service import limits
from onsite.stage import speakers
from onsite.stage.readiness.arrivals import arrived, reception
from onsite.stage.readiness.rules import Mark, Said, current
from onsite.stage.readiness.tables import ReadyRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.stage.fields import Speaker
    from onsite.stage.readiness.facts import State
    from onsite.stage.reading import Kept
    from onsite.stage.rules import Link

_READY = table_of(ReadyRow)
_DAY: Any = bindparam("day")
_SUBJECT: Any = bindparam("subject")
_SAID = Prepared(
    select(_READY)
    .where(_READY.c.day == _DAY, (_READY.c.subject == _SUBJECT) | (_READY.c.state == "arrived"))
    .order_by(_READY.c.time, _READY.c.station, _READY.c.number)
)
_REMEMBERED_MS = 30_000
_ANYWHERE = ""
"""Who has arrived has done so for all their items of the day, on whatever stage."""


@dataclass(frozen=True, slots=True)
class Ready:
    """How far a speaker is with an item."""

    speaker: Speaker
    link: Link
    """Who of the list they are."""
    marks: Mapping[State, Mark] = field(default_factory=dict)
    """What holds, with who has said it and when."""

    @property
    def name(self) -> str:
        """What they are called."""
        return self.speaker.name or self.speaker.id


@dataclass(frozen=True, slots=True)
class Contact:
    """How a speaker is reached."""

    name: str
    company: str = ""
    phone: str = ""
    email: str = ""
    hidden: bool = False
    """Whether the operator's role does not see phone and e-mail."""
    listed: bool = False
    """Whether they are on the list."""
    received: tuple[str, ...] = ()
    """How they are received, in the language in use: whom to call, where they wait."""


Readiness = dict[str, tuple[Ready, ...]]
"""The speakers of each item, in the order in which it names them; only items that have some."""


class Known:
    """Who of the list the speakers are, remembered for a while: to look goes through all of it."""

    def __init__(self) -> None:
        self._asked: tuple[object, ...] = ()
        self._at_ms = 0
        self._links: Mapping[str, Link] = {}

    def links(self, rows: Connection, some: Iterable[Speaker], now_ms: int) -> Mapping[str, Link]:
        """Who they are.

        They are looked for again after half a minute, and when others are asked for or somebody
        has said by hand who one of them is.

        Args:
            rows: the store.
            some: the speakers.
            now_ms: the time, in milliseconds UTC since 1970.
        """
        asked = (tuple(some), speakers.by_hand(rows))
        if asked != self._asked or not 0 <= now_ms - self._at_ms < _REMEMBERED_MS:
            self._links = speakers.links(rows, asked[0])
            self._asked, self._at_ms = asked, now_ms
        return self._links


def readiness(
    rows: Connection, plan: Plan, kept: Kept, known: Known | None = None, now_ms: int = 0
) -> Readiness:
    """How far every speaker of a rundown is.

    Args:
        rows: the store.
        plan: the plan in force.
        kept: the rundown, as `stage.reading` reads it.
        known: remembers who they are, where it is asked often.
        now_ms: the time, for that.
    """
    by_item = {item: said.speakers for item, said in kept.fields.items() if said.speakers}
    links = (known or Known()).links(rows, chain.from_iterable(by_item.values()), now_ms)
    listed_ones = {link.attendee for link in links.values() if link.attendee}
    let_in = arrived(rows, plan, listed_ones, kept.day)
    marks = _marks(rows, kept)
    found: Readiness = {}
    for item, some in by_item.items():
        found[item] = tuple(
            Ready(each, links[each.id], _of(marks, item, each.id, let_in, links[each.id]))
            for each in some
        )
    return found


def contact(rows: Connection, plan: Plan, ready: Ready, operator: str) -> Contact:
    """How a speaker is reached, as far as the operator's roles may see it."""
    sees = limits(rows, plan, operator).sees_contact
    person = listed(rows, ready.link.attendee) if ready.link.attendee else None
    if person is None:
        email = ready.speaker.email
        return Contact(ready.name, email=email if sees else "", hidden=bool(email) and not sees)
    record = person.record
    return Contact(
        record.name or ready.name,
        ", ".join(filter(None, (record.position, record.company))),
        record.phone if sees else "",
        (record.email or ready.speaker.email) if sees else "",
        hidden=not sees and bool(record.phone or record.email),
        listed=True,
        received=reception(plan, record),
    )


def said_by(rows: Connection, kept: Kept, press: str) -> bool:
    """Whether that very press was recorded before."""
    return any(row["press"] == press for row in _rows(rows, kept))


def _rows(rows: Connection, kept: Kept) -> list[dict[str, Any]]:
    return _SAID.all(rows, {"day": kept.day, "subject": kept.subject})


def _marks(rows: Connection, kept: Kept) -> dict[tuple[str, str], dict[State, Mark]]:
    said = (
        Said(
            _ANYWHERE if row["state"] == "arrived" else row["item"],
            row["speaker"],
            row["state"],
            row["holds"],
            Mark(row["at_ms"], row["operator"], row["station"]),
            row["press"],
            tuple(json.loads(row["undoes"])),
        )
        for row in _rows(rows, kept)
    )
    found: dict[tuple[str, str], dict[State, Mark]] = {}
    for (item, speaker, state), mark in current(said).items():
        found.setdefault((item, speaker), {})[state] = mark
    return found


def _of(
    marks: Mapping[tuple[str, str], Mapping[State, Mark]],
    item: str,
    speaker: str,
    let_in: Mapping[str, Mark],
    link: Link,
) -> dict[State, Mark]:
    found = {**marks.get((_ANYWHERE, speaker), {}), **marks.get((item, speaker), {})}
    if link.attendee in let_in:
        found["arrived"] = let_in[link.attendee]
    return found
