"""What is done about equipment: looked at, put on its backup, told of where nobody has looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onsite.clock import from_ms
from onsite.errors import BadInputError
from onsite.incidents import facts, running, service
from onsite.incidents.acting import SHORT, fields, words
from onsite.incidents.equipment import lines, reading
from onsite.incidents.equipment.facts import BackupTaken, ItemLookedAt, RoundMissed
from onsite.incidents.equipment.rounds import current, rounds
from onsite.incidents.log import states
from onsite.incidents.service import NewIncident
from onsite.language import _
from onsite.nearest import nearest_of

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from onsite.incidents.equipment.facts import Result
    from onsite.incidents.equipment.reading import Item, Sheet
    from onsite.incidents.equipment.rounds import Round
    from onsite.incidents.outcomes import By, Outcome
    from onsite.incidents.views import Incident
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

TYPE = "technical"
What = Literal["took", "nothing", "refused"]
Why = Literal["", "not-failed", "no-backup", "nobody", "closed"]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an act, in codes; `equipment.wording.done` says it."""

    what: What
    sheet: Sheet
    item: Item
    """As it is now."""
    number: str = ""
    """Of the incident that tells of its failure."""
    why: Why = ""
    refusal: Outcome | None = None
    """What the log has said to it, where it has refused."""


def round_of(
    plan: Plan, by: By, checklist: str, day: date | None = None, number: int | None = None
) -> Round:
    """The round that is meant: the one that is to be done now, where nothing else is said.

    Raises:
        BadInputError: there is no such checklist or round.
    """
    if checklist not in plan.checklists:
        ids = {one: (one, part.name) for one, part in plan.checklists.items()}
        near = nearest_of(checklist, ids) or tuple(ids)
        raise BadInputError(
            _("The plan has no checklist “{given}”.").format(given=checklist),
            _("Nearest: {nearest}.").format(nearest=_(", ").join(near)) if near else "",
        )
    now = current(plan, checklist, from_ms(by.moment.at_ms))
    on = day or (now.day if now is not None else plan.event.days[0])
    if day in (None, now.day if now is not None else None) and number is None and now is not None:
        return now
    found = {each.number: each for each in rounds(plan, checklist, on)} if _is_day(plan, on) else {}
    if (number or 0) not in found:
        raise BadInputError(
            _("There is no such round."),
            _("0 is before the day; those after it stand in the plan, as patrol_min."),
        )
    return found[number or 0]


def look_at(  # noqa: PLR0913, PLR0917 - what every service takes, what, how it is, and a note
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    at: Round,
    item: str,
    result: Result = "ok",
    note: str = "",
) -> Done:
    """Say how something is. What has failed is a technical incident, and its backup is proposed.

    Args:
        at: the round.
        item: its words, or its place in the list, from 1.
        result: how it is; `open` takes back that somebody has looked.
        note: kept with it.

    Raises:
        BadInputError: there is no such item.
    """
    sheet = reading.sheet(rows, plan, at)
    found, why = _item(sheet, item), words(note, SHORT)
    there = _incident_of(rows, plan, at, found.text)
    same = (found.result, found.note) == (result, why)
    if same and (result != "failed" or there is not None):
        return _done("nothing", rows, plan, at, found)
    more: dict[str, str] = {}
    if result == "failed":
        incident = _failed(journal, rows, plan, by, sheet, found, why, there)
        more = {"backup": _backup(plan, at, found), "incident": incident}
    elif result == "ok" and there is not None:
        _write(journal, rows, by, there.id, lines.line(lines.WELL, found.text, why))
    fact = ItemLookedAt(**_fields(by, at), item=found.text, result=result, note=why, **more)
    journal.append(rows, fact, operator=by.operator)
    return _done("took", rows, plan, at, found)


def take_backup(
    journal: Journal, rows: Connection, plan: Plan, by: By, at: Round, item: str
) -> Done:
    """Say that the backup of something that has failed is in use; its incident is on backup then.

    Only a person can say so, and one who runs incidents.

    Raises:
        BadInputError: there is no such item.
    """
    sheet = reading.sheet(rows, plan, at)
    found = _item(sheet, item)
    why = _no_backup(found, by)
    if why:
        return _done("refused", rows, plan, at, found, why=why)
    if found.on_backup:
        return _done("nothing", rows, plan, at, found)
    there = reading.still_open(rows, plan, [found.incident])
    if not there:
        return _done("refused", rows, plan, at, found, why="closed")
    acting = (journal, rows, plan, by)
    said = running.set_state(*acting, there[0].id, states.ON_BACKUP, found.backup)
    if said.what == "refused":
        return _done("refused", rows, plan, at, found, refusal=said)
    fact = BackupTaken(
        **_fields(by, at), item=found.text, backup=found.backup, incident=found.incident
    )
    journal.append(rows, fact, operator=by.operator)
    return _done("took", rows, plan, at, found)


def report_late(journal: Journal, rows: Connection, plan: Plan, by: By) -> str:
    """Report what should have been looked at by now and was not, as one technical incident.

    While an earlier one of that day is open, what is late by now is written down there.

    Returns:
        The id of the incident; empty where there is nothing to report.
    """
    late = reading.late(rows, plan, by.moment.at_ms)
    if not late:
        return ""
    days = {each.round.day.isoformat() for each in late}
    before = [row["incident"] for day in days for row in reading.missed_on(rows, day)]
    there = reading.still_open(rows, plan, before)
    text, more = lines.of_late(late)
    if there:
        incident = there[0].id
        more = more or (text,)
    else:
        zones = {each.zone for each in late}
        new = NewIncident(
            by.moment, text, types=(TYPE,), zone=zones.pop() if len(zones) == 1 else ""
        )
        incident = service.report(journal, rows, plan, by, new).incident
    for each in more:
        _write(journal, rows, by, incident, each)
    missed = [
        RoundMissed(
            **_fields(by, each.round),
            due_ms=each.round.due_ms,
            items=tuple(item.text for item in each.unfinished),
            incident=incident,
        )
        for each in late
    ]
    journal.append(rows, *missed, operator=by.operator)
    return incident


def _failed(  # noqa: PLR0913, PLR0917 - what every service takes, what, why and what there is
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    sheet: Sheet,
    item: Item,
    note: str,
    there: Incident | None,
) -> str:
    """The incident that tells of a failure: a new one, unless one of that day is still open."""
    if there is not None:
        _write(journal, rows, by, there.id, lines.line(lines.FAILED, item.text, note))
        return there.id
    text = lines.line(lines.FAILED, f"{item.text} ({sheet.name})", note)
    new = NewIncident(by.moment, text, types=(TYPE,), zone=sheet.zone)
    return service.report(journal, rows, plan, by, new).incident


def _incident_of(rows: Connection, plan: Plan, at: Round, item: str) -> Incident | None:
    """The open incident of a failure of that item, in whatever round of the day."""
    said = (row["incident"] for row in reading.of_day(rows, at) if row["item"] == item)
    return next(iter(reading.still_open(rows, plan, said)), None)


def _write(journal: Journal, rows: Connection, by: By, incident: str, text: str) -> None:
    entry = facts.EntryAdded(**fields(by, incident), text=words(text), happened_ms=by.moment.at_ms)
    journal.append(rows, entry, operator=by.operator)


def _item(sheet: Sheet, given: str) -> Item:
    wanted = "".join(given.split()).casefold()
    by_place = {str(each.place): each for each in sheet.items}
    by_text = {"".join(each.text.split()).casefold(): each for each in sheet.items}
    found = by_text.get(wanted) or by_place.get(wanted)
    if found is None:
        raise BadInputError(
            _("“{list}” has no item “{given}”.").format(list=sheet.name, given=given),
            _("“onsite incidents equipment” lists them."),
        )
    return found


def _no_backup(item: Item, by: By) -> Why:
    if item.result != "failed":
        return "not-failed"
    if not item.backup:
        return "no-backup"
    return "" if by.operator else "nobody"


def _backup(plan: Plan, at: Round, item: Item) -> str:
    return plan.checklists[at.checklist].items[item.place - 1].backup


def _fields(by: By, at: Round) -> dict[str, str | int]:
    return {
        "checklist": at.checklist,
        "day": at.day.isoformat(),
        "round": at.number,
        "at_ms": by.moment.at_ms,
    }


def _done(  # noqa: PLR0913, PLR0917 - what came of it, of what, and why
    what: What,
    rows: Connection,
    plan: Plan,
    at: Round,
    item: Item,
    why: Why = "",
    refusal: Outcome | None = None,
) -> Done:
    sheet = reading.sheet(rows, plan, at)
    now = sheet.items[item.place - 1]
    open_ones = reading.still_open(rows, plan, [now.incident])
    number = open_ones[0].number if open_ones else ""
    return Done(what, sheet, now, number, why, refusal)


def _is_day(plan: Plan, day: date) -> bool:
    return day in plan.event.days
