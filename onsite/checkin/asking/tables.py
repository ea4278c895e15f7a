"""What guests have answered at desks, and its fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.checkin.facts import ScanMade
from onsite.journal.fold import Sheet, folds
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class AnswerRow(StoredRow, table=True):
    """An attendee's last answer to a question of the plan, whatever came of the scan."""

    __tablename__ = "answer"

    attendee: str = Field(primary_key=True)
    question: str = Field(primary_key=True)
    """Its id in the plan, which may have no such question any more."""
    subject: str = Field(index=True)
    answer: str
    """Empty where the question was put and left open."""
    at_ms: int
    key: str
    """Of the scan."""
    station: str
    operator: str


@folds(ScanMade, into=(AnswerRow,))
def fold_answers(sheet: Sheet, entry: Entry, fact: ScanMade) -> None:
    """The last answer to a question counts; one that leaves it open takes none away."""
    if fact.attendee is None:
        return
    for question, answer in fact.answers:
        if not answer and sheet.get(AnswerRow, fact.subject, fact.attendee, question) is not None:
            continue
        sheet.put(
            AnswerRow,
            {
                "attendee": fact.attendee,
                "question": question,
                "subject": fact.subject,
                "answer": answer,
                "at_ms": fact.at_ms,
                "key": fact.key,
                "station": entry.station,
                "operator": entry.operator,
            },
        )
