"""What every act on site needs: who does it, whom it is for, and whether that can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.cleaning import clean
from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.roster.acts.aliases import standing_for
from onsite.roster.acts.facts import MARKS, YES, Field
from onsite.roster.facts import Status
from onsite.roster.service import attendee as attendee_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.roster.service import Attendee

LONGEST = 300
"""Characters of a name, a note, a receipt."""


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does it."""

    operator: str
    by: str = ""
    """The operator who answered for it with their PIN; empty where nobody had to."""
    note: str = ""

    @property
    def said(self) -> dict[str, str]:
        """What the fact keeps of it; the entry itself keeps the operator."""
        return {"by": self.by, "note": written(self.note)}


def found(rows: Connection, attendee: str) -> Attendee:
    """The attendee of that id, or who stays of them after a merge.

    Raises:
        NotPossibleError: there is no such attendee.
    """
    known = attendee_of(rows, standing_for(rows, attendee))
    if known is None:
        raise NotPossibleError(
            _("Nobody on the roster has the id “{which}”.").format(which=attendee),
            _("Look for the name instead: onsite roster search NAME"),
        )
    return known


def good(rows: Connection, attendee: str) -> Attendee:
    """As `found`, and the list has neither cancelled nor withdrawn the ticket.

    Raises:
        NotPossibleError: there is no such attendee, or the list says that the ticket is no more.
    """
    known = found(rows, attendee)
    if known.record.status is Status.CANCELLED or known.withdrawn:
        raise NotPossibleError(
            _("The list says that the ticket of {name} was cancelled or withdrawn.").format(
                name=known.record.name or known.attendee
            ),
            _("Only the list can take that back. Register them as a walk-in instead."),
        )
    return known


def written(text: str) -> str:
    """A text as somebody has typed it, cleaned.

    Raises:
        BadInputError: it is beyond all measure.
    """
    cleaned = clean(text)
    if len(cleaned) > LONGEST:
        raise BadInputError(
            _("“{text}…” is too long.").format(text=cleaned[:40]),
            _("Write at most {many} characters.").format(many=LONGEST),
        )
    return cleaned


def value(plan: Plan | None, field: Field, text: str) -> str:
    """What somebody typed for a field, as it is kept.

    Raises:
        BadInputError: it cannot be the value of that field; with what can.
    """
    kept = written(text)
    if field in MARKS:
        return _mark(kept)
    if field is Field.CATEGORY:
        return category(plan, kept)
    if field is Field.NAME and not kept:
        raise BadInputError(
            _("The name is empty."), _("Write the name as it will stand on the badge.")
        )
    if field is Field.EMAIL and kept and "@" not in kept:
        raise BadInputError(
            _("“{text}” is no e-mail address.").format(text=kept),
            _("Write it as name@company.com, or leave it empty."),
        )
    return kept


def category(plan: Plan | None, text: str) -> str:
    """The name of the plan's category that is meant; any text where the plan has none.

    Raises:
        BadInputError: the plan has categories, and no such one.
    """
    if plan is None or not plan.categories:
        return text
    key = plan.category_of(text)
    if key is None:
        names = _(", ").join(each.name for each in plan.categories.values())
        raise BadInputError(
            _("The plan has no category “{text}”.").format(text=text)
            if text
            else _("The category is missing."),
            _("Choose one of: {names}.").format(names=names),
        )
    return plan.categories[key].name


_YES = frozenset({YES, "y", "1", "true", "on"})
_NO = frozenset({"", "no", "n", "0", "false", "off"})


def _mark(text: str) -> str:
    if text.casefold() in _YES:
        return YES
    if text.casefold() in _NO:
        return ""
    raise BadInputError(
        _("“{text}” is neither yes nor no.").format(text=text), _("Write yes or no.")
    )
