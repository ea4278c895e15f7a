"""From a case at the problem desk: the guest's last refusal is put aside, by somebody who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.checkin.asking.overruling import Overruling
from onsite.checkin.facts import Direction, Outcome
from onsite.checkin.service import overrule
from onsite.checkin.tables import ScanRow
from onsite.errors import NotPossibleError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.plan.service import current
from onsite.roster.facts import attendee_subject
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.app import OnsiteApp

_SCAN = table_of(ScanRow)
_LAST = Prepared(
    select(_SCAN.c.key, _SCAN.c.outcome)
    .where(
        _SCAN.c.subject == bindparam("subject"),
        _SCAN.c.direction == Direction.ENTRY.value,
        _SCAN.c.undone.is_(False),
    )
    .order_by(_SCAN.c.time.desc())
    .limit(1)
)


def last_refusal(rows: Connection, attendee: str) -> str | None:
    """The key of the attendee's last scan, if it was an entry that was refused; else None."""
    row = _LAST.first(rows, {"subject": attendee_subject(attendee)})
    return str(row["key"]) if row is not None and row["outcome"] == Outcome.REFUSE else None


async def admit(app: OnsiteApp, attendee: str) -> tuple[tuple[str, str], ...] | None:
    """Ask somebody who may for their PIN and why, and let the guest in.

    Answers who has decided and why; None where nobody has.

    Raises:
        NotPossibleError: no scan of theirs was refused.
    """
    from onsite.staff.pin_dialog import PinDialog
    from onsite.staff.service import overruling

    site = app.site
    plan, key = await site.read(current), await site.read(last_refusal, attendee)
    if plan is None or key is None:
        raise NotPossibleError(
            _("This guest was not refused at a door, or has come in since."),
            _("Scan the ticket at the door first."),
        )
    why = _("Why is it right? It stays in the record")
    question = _("Let in all the same? Who decides?")
    word = await app.push_screen_wait(PinDialog(question, overruling(plan), reason=why))
    if word is None:
        return None
    asked = Overruling(key, word.operator.id, word.reason)
    await site.write(overrule, plan, asked, site.operator)
    return (("by", word.operator.id), ("why", word.reason))
