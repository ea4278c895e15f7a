"""The desk that this station is: kept for each checkpoint until another is named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from onsite.checkin.facts import Outcome
from onsite.checkin.gates.tables import DeskRow
from onsite.checkin.people import by_id
from onsite.errors import BadInputError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.roster.filing.desks import elsewhere, is_vip, served
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.checkin.views import Answer
    from onsite.journal.journal import Journal
    from onsite.plan.model import Desk, Plan
    from onsite.wiring import Site

_DESK = table_of(DeskRow)
_HERE = Prepared(select(_DESK.c.desk).where(_DESK.c.checkpoint == bindparam("checkpoint")))
_PUT = insert(_DESK)
_SIT = Prepared(
    _PUT.on_conflict_do_update(index_elements=["checkpoint"], set_={"desk": _PUT.excluded["desk"]}),
    into=_DESK,
)
_LEAVE = Prepared(delete(_DESK).where(_DESK.c.checkpoint == bindparam("gone")))


def desks_at(plan: Plan, checkpoint: str) -> dict[str, Desk]:
    """The plan's desks of a checkpoint, by their ids."""
    return {key: desk for key, desk in plan.desks.items() if desk.checkpoint == checkpoint}


def desk_here(rows: Connection, plan: Plan, checkpoint: str) -> str:
    """The id of the desk that this station is there; empty where it was not said."""
    if not plan.desks:
        return ""
    row = _HERE.first(rows, {"checkpoint": checkpoint})
    return row["desk"] if row is not None and row["desk"] in desks_at(plan, checkpoint) else ""


def sit_at(journal: Journal, rows: Connection, plan: Plan, checkpoint: str, desk: str) -> None:
    """Say which desk of a checkpoint this station is from now on.

    Args:
        desk: its id; empty for none.

    Raises:
        BadInputError: the checkpoint has no such desk.
    """
    del journal
    if not desk:
        _LEAVE.run(rows, {"gone": checkpoint})
        return
    known = desks_at(plan, checkpoint)
    if desk not in known:
        name = plan.checkpoints[checkpoint].name
        raise BadInputError(
            _("“{checkpoint}” has no desk “{desk}”.").format(checkpoint=name, desk=desk),
            _("Choose one of: {desks}.").format(desks=", ".join(known) or "–"),
        )
    _SIT.run(rows, {"checkpoint": checkpoint, "desk": desk})


def desk_elsewhere(rows: Connection, plan: Plan, attendee: str, checkpoint: str) -> str:
    """What the desk is called that is somebody's, where they stand at another; else empty."""
    here = desk_here(rows, plan, checkpoint)
    people = by_id(rows, [attendee]) if here else ()
    for person in people:
        guest = served(plan, person.record, vip=is_vip(plan, person.record))
        theirs = elsewhere(plan.desks, here, guest)
        return plan.desks[theirs].name if theirs else ""
    return ""


async def placed(site: Site, plan: Plan, answer: Answer) -> Answer:
    """The answer, with the desk that is the guest's where they came in at another."""
    came_in = answer.guest is not None and answer.verdict.outcome is Outcome.ADMIT
    if answer.guest is None or not came_in or not desks_at(plan, answer.checkpoint):
        return answer
    whose = answer.guest.attendee
    desk = await site.read(desk_elsewhere, plan, whose, answer.checkpoint)
    return replace(answer, desk=desk) if desk else answer
