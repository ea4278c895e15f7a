"""What a case at the problem desk shows of the door: how the guest stands, and the scans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from onsite.checkin import roll, wording
from onsite.checkin.conflicts import words as conflict_words
from onsite.checkin.desk import words as desk_words
from onsite.checkin.facts import Verdict
from onsite.checkin.tables import ScanRow
from onsite.clock import from_ms
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.roster.facts import attendee_subject
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.cases.views import Case
    from onsite.checkin.views import Guest
    from onsite.plan.model import Plan

_SCANS = 3
"""So many of the last scans are told."""
_SCAN = table_of(ScanRow)
_OF_PERSON = Prepared(
    select(_SCAN)
    .where(_SCAN.c.subject == bindparam("subject"))
    .order_by(_SCAN.c.time.desc())
    .limit(bindparam("many"))
)
_BY_KEY = Prepared(select(_SCAN).where(_SCAN.c.key == bindparam("key")))


def about(
    rows: Connection, plan: Plan, case: Case, now: datetime, names: Mapping[str, str]
) -> list[str]:
    """Lines on the guest of a case and on their scans, the newest first."""
    lines: list[str] = []
    checkpoint = case.checkpoint if case.checkpoint in plan.checkpoints else None
    checkpoint = checkpoint or next(iter(plan.checkpoints))
    if case.attendee:
        guests = roll.guests_by_id(rows, plan, [case.attendee], checkpoint, now)
        lines += [_guest(guest, plan, now) for guest in guests]
        twice = roll.conflicts(rows, attendee=case.attendee)
        lines += [conflict_words.both_admissions(each, plan, now, names) for each in twice]
    return [*lines, *(_scan(row, plan, now, names) for row in _scans_of(rows, case))]


def _scans_of(rows: Connection, case: Case) -> list[Any]:
    if case.attendee:
        asked = {"subject": attendee_subject(case.attendee), "many": _SCANS}
        return list(_OF_PERSON.all(rows, asked))
    return [row for key in case.scans for row in _BY_KEY.all(rows, {"key": key})][:_SCANS]


def _guest(guest: Guest, plan: Plan, now: datetime) -> str:
    stands = desk_words.standing(guest, plan, now)[0]
    order = _("Order: {text}").format(text=guest.order) if guest.order else ""
    note = _("Note: {text}").format(text=guest.notes) if guest.notes else ""
    return " · ".join(filter(None, (guest.category, stands, order, *desk_words.marks(guest), note)))


def _scan(row: Any, plan: Plan, now: datetime, names: Mapping[str, str]) -> str:
    verdict = Verdict.model_validate_json(row["verdict"])
    known = row["checkpoint"] in plan.checkpoints
    place = plan.checkpoints[row["checkpoint"]].name if known else row["checkpoint"]
    return _("{time} {checkpoint}: {title} · {operator} at {station}").format(
        time=wording.moment(from_ms(row["at_ms"]), plan, now),
        checkpoint=place,
        title=wording.title(verdict),
        operator=row["operator"],
        station=wording.station_name(row["station"], names),
    )
