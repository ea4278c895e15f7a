"""Offering a handover, taking it, and taking it back."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from onsite.clock import from_ms, to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.incidents.acting import SHORT, fields, words
from onsite.incidents.contacts.facts import DutySet
from onsite.incidents.contacts.on_duty import duty
from onsite.incidents.contacts.resolving import person_of
from onsite.incidents.equipment.rounds import over_ms
from onsite.incidents.facts import HandedOver
from onsite.incidents.handover import reading, sheets
from onsite.incidents.handover.facts import (
    HandoverAccepted,
    HandoverOffered,
    HandoverTold,
    HandoverWithdrawn,
)
from onsite.incidents.log.states import CLOSED
from onsite.incidents.paging.facts import Acked
from onsite.incidents.people import name_of, people
from onsite.incidents.rights import may_run, running
from onsite.incidents.rules import whose
from onsite.incidents.service import person
from onsite.incidents.tables import IncidentEntryRow, IncidentRow
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.staff.wording import roles_in_words
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.incidents.handover.reading import Handover
    from onsite.incidents.outcomes import By
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

_ID_BYTES = 5
_LEAST_ID = 4
_INCIDENT = table_of(IncidentRow)
_ENTRY = table_of(IncidentEntryRow)
_ACKED = Prepared(
    select(_ENTRY.c.incident, _ENTRY.c.fact)
    .join(_INCIDENT, _INCIDENT.c.subject == _ENTRY.c.subject)
    .where(_ENTRY.c.kind == Acked.kind, _INCIDENT.c.state != CLOSED)
)


def offer(  # noqa: PLR0913, PLR0917 - what every service takes, to whom, of whom, which, and words
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incoming: str,
    outgoing: str = "",
    roles: Iterable[str] = (),
    promises: Iterable[str] = (),
) -> Handover:
    """Make the sheet and offer it. Until it is taken, both are told of incidents.

    An earlier offer between the two is taken back; what was promised in it stands on this sheet.

    Args:
        incoming: a contact or an operator, by id, name or call sign.
        outgoing: so, too; empty for who acts.
        roles: the response roles that are handed over; empty for all that who hands over has now.
        promises: what was promised besides the tasks of incidents, in words.

    Raises:
        BadInputError: nobody is called so; there is no such role; it is the same person.
        NotPossibleError: who acts may not run incidents, or who hands over has no role.
    """
    _check_runs(rows, plan, by)
    goes, comes = _between(rows, plan, by, outgoing, incoming)
    before = [each for each in waiting(rows) if (each.outgoing, each.incoming) == (goes, comes)]
    said = (*(each for old in before for each in old.sheet["promises"]), *promises)
    promised = [each for each in (words(one, SHORT) for one in said) if each]
    about = (journal.station, by.moment, _last_sheet(rows), promised)
    text, sha256 = sheets.written(sheets.made(rows, plan, *about))
    given = _roles(rows, plan, by, goes, roles)
    made = {"handover": secrets.token_hex(_ID_BYTES), "sheet": text, "sha256": sha256}
    fact = HandoverOffered(
        at_ms=by.moment.at_ms, outgoing=goes, incoming=comes, roles=given, **made
    )
    gone = [HandoverWithdrawn(handover=each.id, at_ms=by.moment.at_ms) for each in before]
    journal.append(rows, fact, *gone, operator=by.operator)
    return named(rows, fact.handover)


def accept(journal: Journal, rows: Connection, plan: Plan, by: By, handover: str) -> Handover:
    """Take it: from now on who takes over is told, and who has handed over is not.

    Args:
        handover: its id, or the first four digits of it at least.

    Raises:
        BadInputError: there is no such handover.
        NotPossibleError: it is not to who acts, or it was taken or taken back before.
    """
    found = named(rows, handover)
    _check_waits(found)
    if who_is(rows, plan, by) != found.incoming:
        name = name_of(plan, found.incoming, people(rows, plan))
        raise NotPossibleError(
            _("This handover is to {name}, who takes it with their own PIN.").format(name=name)
        )
    accepted = HandoverAccepted(handover=found.id, at_ms=by.moment.at_ms, sha256=found.sha256)
    journal.append(rows, accepted, operator=by.operator)
    duties = _duties(rows, plan, by, found)
    if duties:
        journal.append(rows, *duties, operator=by.operator)
    if held := _held(rows, plan, by, found):
        journal.append(rows, *held, operator=by.operator)
    return named(rows, found.id)


def withdraw(
    journal: Journal, rows: Connection, plan: Plan, by: By, handover: str, reason: str = ""
) -> Handover:
    """Take an offer back.

    Raises:
        BadInputError: there is no such handover.
        NotPossibleError: who acts may not run incidents, or it was taken or taken back before.
    """
    found = named(rows, handover)
    _check_runs(rows, plan, by)
    _check_waits(found)
    fact = HandoverWithdrawn(handover=found.id, at_ms=by.moment.at_ms, reason=words(reason, SHORT))
    journal.append(rows, fact, operator=by.operator)
    return named(rows, found.id)


def told(  # noqa: PLR0913, PLR0917 - what every service takes, which, how, and what came of it
    journal: Journal, rows: Connection, plan: Plan, by: By, handover: str, channel: str, why: str
) -> None:
    """Record that who is to take over was paged about the offer, or why that failed."""
    del plan
    fact = HandoverTold(handover=handover, at_ms=by.moment.at_ms, channel=channel, why=why)
    journal.append(rows, fact, operator=by.operator)


def waiting(rows: Connection) -> tuple[Handover, ...]:
    """Those that nobody has taken yet."""
    return tuple(each for each in reading.handovers(rows) if each.state == "offered")


def named(rows: Connection, handover: str) -> Handover:
    """The handover with that id, or whose id begins so, with four digits at least.

    Raises:
        BadInputError: there is none.
    """
    wanted = handover.strip().lower()
    found = [
        each
        for each in reading.handovers(rows)
        if each.id == wanted or (len(wanted) >= _LEAST_ID and each.id.startswith(wanted))
    ]
    if len(found) != 1:
        raise BadInputError(
            _("There is no handover “{given}”.").format(given=handover),
            _("“onsite incidents handover” lists them."),
        )
    return found[0]


def who_is(rows: Connection, plan: Plan, by: By) -> str:
    """The person who acts: who signs on with no more than a name is known by it."""
    found = whose(by.operator, people(rows, plan))
    return person_of(plan, found[0] if len(found) == 1 else by.operator)


def _last_sheet(rows: Connection) -> dict[str, Any] | None:
    taken = [each for each in reading.handovers(rows) if each.state == "accepted"]
    return dict(taken[-1].sheet) if taken else None


def _between(rows: Connection, plan: Plan, by: By, outgoing: str, incoming: str) -> tuple[str, str]:
    """Who hands over, and who takes over."""
    goes = person_of(plan, person(rows, plan, outgoing)) if outgoing else who_is(rows, plan, by)
    comes = person_of(plan, person(rows, plan, incoming))
    if goes == comes:
        raise BadInputError(_("Nobody hands over to themselves."), _("Name who takes over."))
    contact = plan.contacts.get(comes)
    if contact is not None and contact.operator is None:
        told = _("Give [contacts.{id}] an operator: who takes over does so with a PIN.")
        raise BadInputError(
            _("{name} is nobody who works at a station.").format(name=contact.name),
            told.format(id=comes),
        )
    return goes, comes


def _check_runs(rows: Connection, plan: Plan, by: By) -> None:
    if not may_run(rows, plan, by.operator):
        allowed = roles_in_words(plan, running(plan))
        raise NotPossibleError(_("Running incidents is for {roles}.").format(roles=allowed))


def _check_waits(found: Handover) -> None:
    if found.state == "accepted":
        raise NotPossibleError(_("This handover has been taken."))
    if found.state == "withdrawn":
        raise NotPossibleError(_("This handover has been taken back."))


def _roles(
    rows: Connection, plan: Plan, by: By, outgoing: str, roles: Iterable[str]
) -> tuple[str, ...]:
    given = tuple(dict.fromkeys(roles))
    for each in given:
        if each not in plan.response.roles:
            raise BadInputError(
                _("The plan has no response role “{given}”.").format(given=each),
                _("Nearest: {nearest}.").format(nearest=_(", ").join(plan.response.roles)),
            )
    there = duty(rows, plan, from_ms(by.moment.at_ms))
    given = given or tuple(each for each in plan.response.roles if outgoing in there.of(each))
    if not given:
        raise NotPossibleError(
            _("{name} has no response role now.").format(name=outgoing),
            _("Name the roles that are handed over."),
        )
    return given


def _held(rows: Connection, plan: Plan, by: By, found: Handover) -> list[HandedOver]:
    """That somebody takes over what who hands over has is progress: it does not lapse just then."""
    who = {"handover": found.id, "outgoing": found.outgoing, "incoming": found.incoming}
    acked = {
        row["incident"]
        for row in _ACKED.all(rows, {})
        if person_of(plan, json.loads(row["fact"])["person"]) == found.outgoing
    }
    return [HandedOver(**fields(by, each), **who) for each in sorted(acked)]


def _duties(rows: Connection, plan: Plan, by: By, found: Handover) -> list[DutySet]:
    """What plan, shifts and words do not say by themselves: one has the roles, the other not."""
    now = from_ms(by.moment.at_ms)
    there = duty(rows, plan, now)
    said = []
    for role in found.roles:
        people_now = there.of(role)
        wanted = tuple(
            dict.fromkeys(found.incoming if each == found.outgoing else each for each in people_now)
        )
        if found.incoming not in wanted:
            wanted = (*wanted, found.incoming)
        if wanted != people_now:
            until_ms = _until(plan, found.incoming, now)
            said.append(DutySet(role=role, people=wanted, at_ms=by.moment.at_ms, until_ms=until_ms))
    return said


def _until(plan: Plan, incoming: str, now: datetime) -> int:
    """Until the end of the shift of who takes over, otherwise of the day."""
    contact = plan.contacts.get(incoming)
    operator = contact.operator if contact is not None and contact.operator else incoming
    ends = [
        shift.ends(plan.zone)
        for shift in plan.shifts.values()
        if operator in shift.operators and shift.begins(plan.zone) <= now < shift.ends(plan.zone)
    ]
    return to_ms(max(ends)) if ends else over_ms(plan, plan.day_of(now))
