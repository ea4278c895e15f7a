"""What guests have answered before, and what an attempt brings, as it is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.checkin.asking import words
from onsite.checkin.asking.tables import AnswerRow
from onsite.errors import BadInputError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.plan.questions import NotAnAnswerError, written
from onsite.roster.acts.aliases import aliases
from onsite.roster.facts import attendee_subject
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from onsite.plan.model import Plan

Answers = tuple[tuple[str, str], ...]
"""Question and answer; see `ScanMade.answers`."""

_ANSWER = table_of(AnswerRow)
_SUBJECTS = func.json_each(bindparam("subjects")).table_valued("value")
_GIVEN = Prepared(
    select(_ANSWER)
    .where(_ANSWER.c.subject.in_(select(_SUBJECTS.c.value)))
    .order_by(_ANSWER.c.at_ms, _ANSWER.c.question)
)


def answered(rows: Connection, plan: Plan, attendees: Sequence[str]) -> dict[str, Answers]:
    """What each has answered so far; read in one go, and only where the plan asks anything."""
    if not plan.questions or not attendees:
        return {}
    return given(rows, attendees)


def given(rows: Connection, attendees: Sequence[str]) -> dict[str, Answers]:
    """As `answered`, also of questions that the plan no longer has.

    Of records that were merged, the answers count as those of the one who stays.
    """
    asked = set(attendees)
    merged = {other: stays for other, stays in aliases(rows).items() if stays in asked}
    subjects = json.dumps([attendee_subject(attendee) for attendee in (*attendees, *merged)])
    found: dict[str, dict[str, str]] = {}
    for row in _GIVEN.all(rows, {"subjects": subjects}):
        who: str = row["attendee"]
        mine = found.setdefault(merged.get(who, who), {})
        if row["answer"] or row["question"] not in mine:
            mine[row["question"]] = row["answer"]
    return {attendee: tuple(answers.items()) for attendee, answers in found.items()}


def as_kept(plan: Plan, answers: Iterable[tuple[str, str]]) -> Answers:
    """The answers of an attempt in the form in which they are kept.

    Raises:
        BadInputError: the plan has no such question, or it is no answer to it.
    """
    kept = {}
    for key, text in answers:
        question = plan.questions.get(key)
        if question is None:
            raise BadInputError(
                _("The plan has no question “{question}”.").format(question=key),
                _("Choose one of: {questions}.").format(questions=", ".join(plan.questions)),
            )
        try:
            kept[key] = written(question, text)
        except NotAnAnswerError as error:
            raise BadInputError(
                _("“{text}” does not answer “{question}”.").format(
                    text=text, question=question.text
                ),
                words.not_an_answer(error),
            ) from error
    return tuple(kept.items())
