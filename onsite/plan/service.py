"""Publishing the plan, and the plan that is in force."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.clock import from_ms
from onsite.errors import NotPossibleError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.plan.facts import PlanPublished
from onsite.plan.reading import PlanError, read
from onsite.plan.tables import PlanRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

_PLAN = table_of(PlanRow)
_LAST = select(_PLAN.c.number, _PLAN.c.sha256).order_by(_PLAN.c.number.desc()).limit(1)
_TEXT = select(_PLAN.c.text).where(_PLAN.c.number == bindparam("number"))
_VERSIONS = select(
    _PLAN.c.number, _PLAN.c.sha256, _PLAN.c.at_ms, _PLAN.c.station, _PLAN.c.operator
).order_by(_PLAN.c.number)

_KEPT = 8
_plans: dict[str, Plan] = {}


@dataclass(frozen=True, slots=True)
class Published:
    """What came of a publication. `changed` is False when that very text was in force already."""

    number: int
    digest: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One published plan, without its text. `at` is in UTC."""

    number: int
    digest: str
    at: datetime
    station: str
    operator: str


def publish(journal: Journal, rows: Connection, text: str, operator: str) -> Published:
    """Put a plan in force.

    Raises:
        PlanError: the text is not a plan; nothing was written.
        NotPossibleError: another station, whose clock is ahead, has published a later one.
    """
    read(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    before = rows.execute(_LAST).first()
    if before is not None and before.sha256 == digest:
        return Published(before.number, digest, changed=False)
    journal.append(rows, PlanPublished(text=text, sha256=digest), operator=operator)
    last = rows.execute(_LAST).one()
    if last.sha256 != digest:
        raise NotPossibleError(
            _("The plan in force bears a later time than it is now: a clock is ahead."),
            _("Set the clocks of all computers right; then publish this plan again."),
        )
    return Published(last.number, digest, changed=True)


def current(rows: Connection) -> Plan | None:
    """The plan in force, or None when none was published yet. Read once, then kept at hand.

    Raises:
        NotPossibleError: it was published by an Onsite that knows more than this one.
    """
    last = rows.execute(_LAST).first()
    if last is None:
        return None
    plan = _plans.get(last.sha256)
    return plan if plan is not None else _load(rows, last.number, last.sha256)


def text_of(rows: Connection, number: int | None = None) -> str | None:
    """The text of a version, of the one in force without a number, or None if there is none."""
    if number is None:
        last = rows.execute(_LAST).first()
        number = last.number if last is not None else 0
    return rows.execute(_TEXT, {"number": number}).scalar()


def versions(rows: Connection) -> list[Version]:
    """Every version that was published, oldest first."""
    return [
        Version(row.number, row.sha256, from_ms(row.at_ms), row.station, row.operator)
        for row in rows.execute(_VERSIONS)
    ]


def _load(rows: Connection, number: int, digest: str) -> Plan:
    try:
        plan = read(rows.execute(_TEXT, {"number": number}).scalar_one())
    except PlanError as error:
        raise NotPossibleError(
            _("The plan in force was published by a newer Onsite, and this one cannot read it."),
            _("Update Onsite on this computer, or publish a plan from here."),
        ) from error
    while len(_plans) >= _KEPT:
        del _plans[next(iter(_plans))]
    _plans[digest] = plan
    return plan
