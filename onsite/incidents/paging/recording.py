"""Recording what a console carries out, and what came of telling people.

Each in one transaction, with nobody's name: no person has done it. What has changed since it was
looked at is left for the next look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, func, select

from onsite.incidents.paging.facts import (
    AckLapsed,
    ArmedBy,
    EntryRef,
    PageBegun,
    PageFailed,
    PageHanded,
    StepFired,
)
from onsite.incidents.tables import IncidentEntryRow
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from onsite.incidents.escalation.looking import Look, Seen
    from onsite.incidents.escalation.notices import Notice
    from onsite.incidents.facts import OfIncident
    from onsite.journal.journal import Journal
    from onsite.sync.clock.moments import Moment

NOBODY = ""
"""The operator of what the program does by itself."""
_ENTRY = table_of(IncidentEntryRow)
_COUNT = Prepared(
    select(func.count().label("entries")).where(_ENTRY.c.subject == bindparam("subject"))
)


class Begun(NamedTuple):
    """A notice that is being handed over, and the page of each of its lines."""

    notice: Notice
    pages: tuple[str, ...]


def fire(
    journal: Journal,
    rows: Connection,
    moment: Moment,
    look: Look,
    entries: Mapping[str, int],
) -> int:
    """Record what is carried out, and what has lapsed; answers how many facts that were.

    Args:
        moment: the present.
        look: what is to be done.
        entries: how many each incident had then.
    """
    facts = _lapses(rows, moment, look.lapsed, entries)
    for seen in look.fires:
        armed, expired = seen.chain.armed_by, seen.due.expired
        if armed is None or not _as_seen(rows, seen.incident, entries):
            continue
        facts += [
            StepFired(
                incident=seen.incident,
                **moment._asdict(),
                step=step.turn.step + 1,
                passing=step.turn.passing + 1,
                people=step.people,
                armed_by=ArmedBy(station=armed.station, number=armed.number, policy=armed.version),
                late=step.late,
                expired=_ref(expired),
            )
            for step in seen.due.steps
        ]
    if facts:
        journal.append(rows, *facts, operator=NOBODY)
    return len(facts)


def _lapses(
    rows: Connection, moment: Moment, lapsed: Sequence[Seen], entries: Mapping[str, int]
) -> list[OfIncident]:
    """That acknowledgements hold nothing any more: said before what is carried out for that."""
    facts: list[OfIncident] = []
    for seen in lapsed:
        if (lapse := seen.chain.lapse) is not None and _as_seen(rows, seen.incident, entries):
            expired = EntryRef(station=lapse.expired.station, number=lapse.expired.number)
            about = {"incident": seen.incident, **moment._asdict(), "people": lapse.people}
            facts.append(AckLapsed(**about, expired=expired))
    return facts


def begin(
    journal: Journal,
    rows: Connection,
    moment: Moment,
    begun: Sequence[Begun],
    entries: Mapping[str, int],
) -> tuple[Begun, ...]:
    """Record that these notices are about to be handed over; answers those that are.

    Args:
        moment: the present.
        begun: what is handed over.
        entries: how many each incident had when it was looked at.
    """
    there = {
        line.incident: _as_seen(rows, line.incident, entries)
        for each in begun
        for line in each.notice.lines
    }
    still = tuple(each for each in begun if all(there[line.incident] for line in each.notice.lines))
    facts = [
        PageBegun(
            incident=line.incident,
            **moment._asdict(),
            page=page,
            person=each.notice.person,
            channel=each.notice.channel,
            fired=EntryRef(station=line.owed.fired.station, number=line.owed.fired.number),
            repeat=line.owed.repeat,
        )
        for each in still
        for line, page in zip(each.notice.lines, each.pages, strict=True)
    ]
    if facts:
        journal.append(rows, *facts, operator=NOBODY)
    return still


def end(journal: Journal, rows: Connection, moment: Moment, begun: Begun, why: str = "") -> None:
    """Record what came of it.

    Args:
        moment: the present.
        begun: what was handed over.
        why: it was not, as a code; empty where it was.
    """
    facts: list[OfIncident] = []
    for line, page in zip(begun.notice.lines, begun.pages, strict=True):
        about = {"incident": line.incident, **moment._asdict(), "page": page}
        facts.append(PageFailed(**about, why=why) if why else PageHanded(**about))
    journal.append(rows, *facts, operator=NOBODY)


def _as_seen(rows: Connection, incident: str, entries: Mapping[str, int]) -> bool:
    found = _COUNT.first(rows, {"subject": f"incident:{incident}"})
    return found is not None and found["entries"] == entries.get(incident)


def _ref(entry: tuple[str, int] | None) -> EntryRef | None:
    return None if entry is None else EntryRef(station=entry[0], number=entry[1])
