"""Who is led by whom, where a list says so in a column of its own, and its fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.checkin.party.reception import leader_of
from onsite.journal.fold import Sheet, folds
from onsite.plan.vips import same
from onsite.roster.facts import AttendeeListed
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class LedRow(StoredRow, table=True):
    """Somebody whom the last list that named them says to be led."""

    __tablename__ = "led"

    attendee: str = Field(primary_key=True)
    subject: str = Field(index=True)
    leader: str = Field(index=True)
    """The leader's code, e-mail or name, as `plan.vips.same` has it."""


@folds(AttendeeListed, into=(LedRow,))
def fold_led(sheet: Sheet, entry: Entry, fact: AttendeeListed) -> None:
    """The last list counts; whom it gives no leader has none."""
    del entry
    leader = same(leader_of(fact.record.extra)) if fact.record.extra else ""
    if leader:
        who = {"attendee": fact.attendee, "subject": fact.subject}
        sheet.put(LedRow, {**who, "leader": leader})
    elif sheet.get(LedRow, fact.subject, fact.attendee) is not None:
        sheet.drop(LedRow, fact.attendee)
