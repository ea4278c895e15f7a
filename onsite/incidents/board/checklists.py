"""The checklists on the board: what is to be looked at by when, and what was said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.incidents.board import showing
from onsite.incidents.equipment import reading, rounds
from onsite.incidents.equipment.wording import SIGNS
from onsite.incidents.wording import role_name, zone_name
from onsite.language import _
from onsite.ui.line_list import Line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.incidents.board.survey import Survey
    from onsite.incidents.equipment.reading import Item, Sheet
    from onsite.plan.model import Plan
    from onsite.ui.line_list import Tone


def sheets(rows: Connection, plan: Plan, now: datetime) -> tuple[Sheet, ...]:
    """Every checklist in the round that is to be done at an aware instant, the earliest first."""
    every = (rounds.current(plan, key, now) for key in plan.checklists)
    found = sorted((each for each in every if each is not None), key=lambda each: each.due_ms)
    return tuple(reading.sheet(rows, plan, each) for each in found)


def lines(survey: Survey, there: Iterable[Sheet], now_ms: int) -> list[Line]:
    """Each checklist, and below it what is on it."""
    found = []
    for sheet in there:
        late = bool(sheet.unfinished) and sheet.round.due_ms <= now_ms
        found.append(_heading(survey, sheet, now_ms, late=late))
        found += [_item(survey, sheet, each, late=late) for each in sheet.items]
    return found


def item_at(there: Iterable[Sheet], key: str) -> tuple[Sheet, Item] | None:
    """What the line of a key is about; None for the line of a checklist."""
    checklist, _space, place = key.rpartition(" ")
    return next(
        (
            (sheet, each)
            for sheet in there
            for each in sheet.items
            if (sheet.round.checklist, str(each.place)) == (checklist, place)
        ),
        None,
    )


def _heading(survey: Survey, sheet: Sheet, now_ms: int, *, late: bool) -> Line:
    plan, left = survey.plan, len(sheet.unfinished)
    failed = sum(each.result == "failed" for each in sheet.items)
    due = plan.local(from_ms(sheet.round.due_ms))
    on_day = due.date() == plan.local(from_ms(now_ms)).date()
    at = f"{due:%H:%M}" if on_day else f"{due:%Y-%m-%d %H:%M}"
    parts = [
        _("late since {at}").format(at=at) if late else "",
        _("{n} failed").format(n=failed) if failed else "",
        _("{n} to look at").format(n=left) if left else _("all looked at"),
        _("due {at}").format(at=at) if left and not late else "",
        _("round {n}").format(n=sheet.round.number) if sheet.round.number else "",
    ]
    zone = zone_name(plan, sheet.zone) if sheet.zone else ""
    name = " · ".join(each for each in (sheet.name, zone) if each)
    cells = (name, " · ".join(each for each in parts if each), _who(survey, sheet))
    tone: Tone = "bad" if late else "strong"
    return Line(sheet.round.checklist, cells, tone)


def _who(survey: Survey, sheet: Sheet) -> str:
    """Whose checklist it is: the role, and who has it now."""
    if not sheet.role:
        return ""
    people = _(", ").join(survey.name(each) for each in survey.people_of(sheet.role))
    return people or role_name(survey.plan, sheet.role)


def _item(survey: Survey, sheet: Sheet, each: Item, *, late: bool) -> Line:
    said = [each.note]
    if each.on_backup:
        said.append(_("on backup: {backup}").format(backup=each.backup))
    elif each.proposed:
        said.append(_("backup: {backup}").format(backup=each.backup))
    who = ""
    if each.at_ms:
        at = showing.clock(survey.plan, each.at_ms)
        who = " · ".join(part for part in (survey.name(each.operator), at) if part)
    text = f"  {SIGNS[each.result]} {each.place} {each.text}"
    cells = (text, " · ".join(part for part in said if part), who)
    tone: Tone = "muted" if each.result == "ok" else ""
    if each.result == "failed":
        tone = "warning" if each.on_backup else "bad"
    elif each.result == "open" and late:
        tone = "warning"
    return Line(f"{sheet.round.checklist} {each.place}", cells, tone)
