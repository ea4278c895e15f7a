"""Saying what is known of a major incident. Anybody may: who is there knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.errors import BadInputError
from onsite.incidents.acting import LONGEST, SHORT, begin, happened, words
from onsite.incidents.methane.facts import MethaneSaid
from onsite.incidents.methane.letters import ORDER
from onsite.incidents.methane.prompts import values as said_of
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from onsite.incidents.methane.facts import Letter
    from onsite.incidents.outcomes import By, Outcome
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan


def say(  # noqa: PLR0913, PLR0917 - what every service takes, what, when it was so, who said so
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    said: Mapping[Letter, str],
    happened_ms: int | None = None,
    reporter: str = "",
) -> Outcome:
    """Say what is known of some letters; of one with an empty text, that nobody knows.

    Args:
        said: by letter.
        happened_ms: when it was so, in milliseconds UTC since 1970; None: just now.
        reporter: who says so, where that is not who types it.

    Raises:
        BadInputError: there is no such incident or letter; the time is still to come.
    """
    at = begin(journal, rows, plan, by, "methane", incident)
    for letter in said:
        if letter not in ORDER:
            raise BadInputError(
                _("METHANE has no letter “{given}”.").format(given=letter), ", ".join(ORDER)
            )
    when = happened(plan, by, happened_ms, by.moment.at_ms)
    known = said_of(rows, at.incident)
    given = {letter: words(text, LONGEST) for letter, text in said.items()}
    new = {letter: text for letter, text in given.items() if text != known.get(letter, "")}
    if at.said is not None:
        return at.said
    if not new:
        return at.nothing()
    about = {**at.timed(), "happened_ms": when, "reporter": words(reporter, SHORT)}
    return at.record(*(MethaneSaid(**about, letter=key, text=text) for key, text in new.items()))
