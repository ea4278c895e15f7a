"""What is printed on a badge to be read again, as the plan wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.codes import typed
from onsite.badges.codes.code import BadgeCode, issue
from onsite.badges.codes.ids import GENERATIONS
from onsite.badges.codes.key import Scheme
from onsite.badges.codes.keys import current
from onsite.badges.temporary import is_temporary
from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.roster.acts.codes import live_codes

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

TICKET = "ticket"
"""The plan's word for codes that are the ticket's own."""


def badge_code(
    journal: Journal,
    rows: Connection,
    plan: Plan,
    attendee: str,
    generation: int,
    operator: str,
) -> BadgeCode:
    """The code of a badge; a key is made where there is none yet, so this is a service.

    Where the plan wants the ticket's own code and there is none, the badge gets one of ours.

    Args:
        journal: of this station.
        rows: the open transaction.
        plan: says which codes its badges have.
        attendee: the record that the badge is for.
        generation: which badge of theirs.
        operator: who works here.

    Raises:
        NotPossibleError: this station may not make such badges, or there were too many.
    """
    _check(generation)
    if plan.badges.code == TICKET:
        own = [each for each in live_codes(rows, attendee) if not is_temporary(each)]
        if own:
            return BadgeCode(attendee, generation, own[0], typed.written(attendee, generation))
    scheme = Scheme.ED25519 if plan.badges.code == "ed25519" else Scheme.MAC
    key = current(journal, rows, scheme, operator)
    try:
        return issue(key, attendee, generation)
    except ValueError as error:  # no list and no desk makes such an id
        raise NotPossibleError(
            _("The record {attendee} has an id that no badge can bear.").format(attendee=attendee),
            _("Register this guest anew, and merge the two records."),
        ) from error


def _check(generation: int) -> None:
    if not 0 < generation <= GENERATIONS:
        raise NotPossibleError(
            _("Nobody can have more than {many} badges one after the other.").format(
                many=GENERATIONS
            ),
            _("Print the newest one once more."),
        )
