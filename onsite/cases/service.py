"""The acts of the problem desk: open, take, tick off, note, resolve."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.cases import listing
from onsite.cases.facts import (
    CaseActed,
    CaseNoted,
    CaseOpened,
    CaseResolved,
    CaseStepSet,
    CaseTaken,
    OfCase,
    Pairs,
)
from onsite.cases.reading import roles_of
from onsite.cases.rules import may_resolve
from onsite.cases.types import type_of, types
from onsite.cleaning import clean
from onsite.clock import to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.staff.service import overruling
from onsite.staff.wording import roles_in_words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.cases.views import Case, StoppingCase
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

_LONGEST_NOTE = 500
_ID_BYTES = 5


@dataclass(frozen=True, slots=True)
class NewCase:
    """What somebody opens a case about."""

    kind: str
    """A key of the plan's case types."""
    attendee: str = ""
    scan: str = ""
    """The key of the scan that led to it."""
    note: str = ""
    id: str = ""
    """Made before the act: the same id again is the same case. Empty for a new one."""
    code: str = ""
    """What was scanned, where that is nobody's."""
    checkpoint: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a case ends."""

    code: str
    """One of the type's `resolutions`."""
    note: str = ""


def new_id() -> str:
    """An id for a case, short enough to be read out."""
    return secrets.token_hex(_ID_BYTES)


def open_case(journal: Journal, rows: Connection, plan: Plan, new: NewCase, operator: str) -> str:
    """Open a case; answers its id. An id that is there already is that case, and nothing happens.

    Raises:
        BadInputError: the plan has no such type.
    """
    known = types(plan).get(new.kind)
    if known is None:
        raise BadInputError(
            _("There is no case type “{kind}”.").format(kind=new.kind),
            _("Choose one of: {kinds}.").format(kinds=", ".join(types(plan))),
        )
    case = new.id or new_id()
    if listing.one(rows, plan, case) is not None:
        return case
    fact = CaseOpened(
        case=case,
        type=new.kind,
        attendee=new.attendee,
        code=clean(new.code)[:_LONGEST_NOTE],
        scans=(new.scan,) if new.scan else (),
        checkpoint=new.checkpoint,
        note=_note(new.note),
        stops=known.stops and bool(new.attendee),
    )
    journal.append(rows, fact, operator=operator)
    return case


def stopping(rows: Connection, plan: Plan, attendee: str) -> StoppingCase | None:
    """The open case that keeps an attendee from coming in, the oldest; None where none does.

    What the case's type said when it was opened, holds until it is resolved.
    """
    del plan
    return listing.stopping(rows, attendee)


def all_stopping(rows: Connection) -> dict[str, StoppingCase]:
    """As `stopping`, of everybody, by attendee."""
    return listing.all_stopping(rows)


def take(journal: Journal, rows: Connection, plan: Plan, case: str, operator: str) -> Case:
    """Become the owner of an open case, in the place of another owner too.

    Raises:
        NotPossibleError: there is no such case, or it was resolved.
    """
    found = _open(rows, plan, case)
    if found.owner != operator:
        _append(
            journal, rows, found, CaseTaken(case=case, owner=operator, seen=found.owner), operator
        )
    return named(rows, plan, case)


def put_back(journal: Journal, rows: Connection, plan: Plan, case: str, operator: str) -> Case:
    """Nobody owns the case any more.

    Raises:
        NotPossibleError: there is no such case, or it was resolved.
    """
    found = _open(rows, plan, case)
    if found.owner:
        _append(journal, rows, found, CaseTaken(case=case, owner="", seen=found.owner), operator)
    return named(rows, plan, case)


def step_done(  # noqa: PLR0913 - a step, and whether it is done
    journal: Journal,
    rows: Connection,
    plan: Plan,
    case: str,
    step: str,
    operator: str,
    *,
    done: bool = True,
) -> None:
    """Tick a step off, or take the tick away.

    Raises:
        BadInputError: the case's type has no such step.
        NotPossibleError: there is no such case, or it was resolved.
    """
    found = _open(rows, plan, case)
    if step not in type_of(plan, found.kind).steps:
        raise BadInputError(_("This case has no step “{step}”.").format(step=step))
    _append(journal, rows, found, CaseStepSet(case=case, step=step, done=done), operator)


def note(
    journal: Journal, rows: Connection, plan: Plan, case: str, text: str, operator: str
) -> None:
    """Write something down, on a resolved case too.

    Raises:
        BadInputError: nothing was written.
        NotPossibleError: there is no such case.
    """
    written = _note(text)
    if not written:
        raise BadInputError(_("The note is empty."), _("Please write a few words."))
    _append(journal, rows, named(rows, plan, case), CaseNoted(case=case, note=written), operator)


def resolve(
    journal: Journal, rows: Connection, plan: Plan, case: str, how: Resolution, operator: str
) -> Case:
    """Close a case. The person may come in again as far as the case goes.

    Raises:
        BadInputError: the type has no such resolution.
        NotPossibleError: there is no such case, it was resolved already, or it keeps its guest
            out and the operator may not overrule.
    """
    found = _open(rows, plan, case)
    leading, roles = overruling(plan), roles_of(rows, plan, operator)
    if not may_resolve(stops=found.stops, roles=roles, leading=leading):
        raise NotPossibleError(
            _("This case keeps a guest out: only some may resolve it."),
            _("They are: {roles}.").format(roles=roles_in_words(plan, leading)),
        )
    known = type_of(plan, found.kind).resolutions
    if how.code not in known:
        raise BadInputError(
            _("“{code}” is not how such a case ends.").format(code=how.code),
            _("Choose one of: {codes}.").format(codes=", ".join(known)),
        )
    fact = CaseResolved(case=case, code=how.code, note=_note(how.note))
    _append(journal, rows, found, fact, operator)
    return named(rows, plan, case)


def record_act(  # noqa: PLR0913, PLR0917 - an act and what it came to
    journal: Journal,
    rows: Connection,
    plan: Plan,
    case: str,
    act: str,
    details: Pairs,
    operator: str,
    *,
    attendee: str = "",
) -> None:
    """Note in the case's log that something was done about it.

    Args:
        act: the key of the act.
        details: what was done, in codes.
        attendee: whom it concerned; a case of nobody on the roster is about them from now on.

    Raises:
        NotPossibleError: there is no such case.
    """
    fact = CaseActed(case=case, act=act, details=details, attendee=attendee)
    _append(journal, rows, named(rows, plan, case), fact, operator)


def named(rows: Connection, plan: Plan, case: str) -> Case:
    """The case of that id.

    Raises:
        NotPossibleError: there is none.
    """
    found = listing.one(rows, plan, case)
    if found is None:
        raise NotPossibleError(
            _("There is no case “{case}”.").format(case=case),
            _("“onsite cases list” shows all of them."),
        )
    return found


def _open(rows: Connection, plan: Plan, case: str) -> Case:
    found = named(rows, plan, case)
    if found.resolved is not None:
        raise NotPossibleError(
            _("This case was resolved by {operator}.").format(operator=found.resolved_by or "?"),
            _("Open a new one if there is more to do."),
        )
    return found


def _append(journal: Journal, rows: Connection, case: Case, fact: OfCase, operator: str) -> None:
    """Record what happened; a case that was only implied becomes one of the record first."""
    facts: list[OfCase] = [fact]
    if case.implied:
        facts.insert(0, _as_found(case))
    journal.append(rows, *facts, operator=operator)


def _as_found(case: Case) -> CaseOpened:
    return CaseOpened(
        case=case.id,
        type=case.kind,
        attendee=case.attendee,
        scans=case.scans,
        checkpoint=case.checkpoint,
        stops=case.stops,
        since_ms=to_ms(case.since),
    )


def _note(text: str) -> str:
    return clean(text)[:_LONGEST_NOTE]
