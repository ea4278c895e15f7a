"""Checklists as they stand: the plan's items with what was said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from sqlalchemy import bindparam, select

from onsite.clock import to_ms
from onsite.incidents import reading as incidents
from onsite.incidents.equipment.facts import SUBJECT
from onsite.incidents.equipment.rounds import overdue
from onsite.incidents.equipment.tables import IncidentCheckRow, IncidentRoundRow
from onsite.journal.fold import table_of
from onsite.plan.service import versions
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy import Connection

    from onsite.incidents.equipment.facts import Result
    from onsite.incidents.equipment.rounds import Round
    from onsite.incidents.views import Incident
    from onsite.plan.model import Plan
    from onsite.store.prepared import Row

_CHECK, _ROUND = table_of(IncidentCheckRow), table_of(IncidentRoundRow)
_CHECKS = Prepared(select(_CHECK).where(_CHECK.c.subject == bindparam("subject")))
_MISSED = Prepared(select(_ROUND).where(_ROUND.c.day == bindparam("day")))


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is looked at, in one round."""

    place: int
    """In the list, from 1."""
    text: str
    result: Result
    note: str = ""
    backup: str = ""
    """What is used where it fails, as the plan says; once it has failed, as it said then."""
    incident: str = ""
    """Of its failure."""
    operator: str = ""
    """Who has looked at it, and when; empty and 0 for nobody."""
    at_ms: int = 0
    on_backup: bool = False
    """Whether a person has said that the backup is in use."""

    @property
    def proposed(self) -> bool:
        """Whether its backup should be used, and nobody has said yet that it is."""
        return self.result == "failed" and bool(self.backup) and not self.on_backup


@dataclass(frozen=True, slots=True)
class Sheet:
    """A checklist in one round."""

    round: Round
    name: str
    zone: str
    """Of the checklist, or of its stage; empty for none."""
    stage: str
    role: str
    items: tuple[Item, ...]
    missed: str = ""
    """The incident that lists what was missed; empty for none."""

    @property
    def unfinished(self) -> tuple[Item, ...]:
        """Those at which nobody has looked."""
        return tuple(each for each in self.items if each.result == "open")


def sheet(rows: Connection, plan: Plan, of: Round) -> Sheet:
    """A checklist in a round. What the plan has no more is not on it."""
    missed = {row["checklist"]: row for row in missed_on(rows, of.day.isoformat(), of.number)}
    return _sheet(plan, of, _in_round(of_day(rows, of), of), missed.get(of.checklist))


def late(rows: Connection, plan: Plan, now_ms: int) -> tuple[Sheet, ...]:
    """The rounds that should be over and are not, of which no incident tells yet.

    Without those that were over before there was any plan: nobody could have known of them.
    """
    known = versions(rows)
    since_ms = to_ms(known[0].at) if known else now_ms
    told: dict[date, set[tuple[str, int]]] = {}
    said_of: dict[tuple[str, date], list[Row]] = {}
    found = []
    for each in overdue(plan, now_ms):
        key = (each.checklist, each.day)
        if each.day not in told:
            missed = missed_on(rows, each.day.isoformat())
            told[each.day] = {(row["checklist"], row["round"]) for row in missed}
        if each.due_ms < since_ms or (each.checklist, each.number) in told[each.day]:
            continue
        if key not in said_of:
            said_of[key] = of_day(rows, each)
        one = _sheet(plan, each, _in_round(said_of[key], each), None)
        found += [one] if one.unfinished else []
    return tuple(found)


def missed_on(rows: Connection, day: str, number: int | None = None) -> list[Row]:
    """The rounds of a day, ISO 8601, that were missed."""
    found = _MISSED.all(rows, {"day": day})
    return [row for row in found if number is None or row["round"] == number]


def of_day(rows: Connection, of: Round) -> list[Row]:
    """What was said last of each item of a checklist in each round of that day."""
    return _CHECKS.all(rows, {"subject": f"{SUBJECT}:{of.checklist}:{of.day.isoformat()}"})


def still_open(rows: Connection, plan: Plan, which: Iterable[str]) -> tuple[Incident, ...]:
    """Those of these incidents that are not closed; for a duplicate, the one that goes on."""
    found: dict[str, Incident] = {}
    merged = incidents.merges(rows)
    for each in which:
        one = incidents.one(rows, plan, merged.root(each)) if each else None
        if one is not None and one.is_open:
            found[one.id] = one
    return tuple(found.values())


def _in_round(said: Iterable[Row], of: Round) -> Mapping[str, Row]:
    """By item, what was said last of it in a round."""
    return {row["item"]: row for row in said if row["round"] == of.number}


def _sheet(plan: Plan, of: Round, rows: Mapping[str, Row], missed: Row | None) -> Sheet:
    part = plan.checklists[of.checklist]
    stage = plan.stages.get(part.stage) if part.stage else None
    return Sheet(
        round=of,
        name=part.name,
        zone=part.zone or (stage.zone if stage is not None else None) or "",
        stage=part.stage or "",
        role=part.role or "",
        items=tuple(
            _item(place, each.text, each.backup, rows.get(each.text))
            for place, each in enumerate(part.items, 1)
        ),
        missed=missed["incident"] if missed is not None else "",
    )


def _item(place: int, text: str, backup: str, row: Row | None) -> Item:
    if row is None:
        return Item(place, text, "open", backup=backup)
    return Item(
        place,
        text,
        cast("Result", row["result"]),
        note=row["note"],
        backup=row["backup"] or backup,
        incident=row["incident"],
        operator=row["operator"],
        at_ms=row["at_ms"],
        on_backup=row["on_backup"],
    )
