"""A badge that was printed ahead is taken out of its box, and is its holder's from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.bulk.boxes import boxed
from onsite.badges.bulk.facts import BadgeCollected, BadgePutBack
from onsite.badges.temporary import returned
from onsite.errors import NotPossibleError
from onsite.language import _

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.badges.bulk.boxes import Boxed
    from onsite.journal.facts import Fact
    from onsite.journal.journal import Journal


def collecting(rows: Connection, found: Boxed, scan: str = "") -> tuple[Fact, ...]:
    """What is recorded; nothing where its holder has it already. The card goes that stood for it.

    For whoever records it together with something else.

    Args:
        rows: the open transaction.
        found: the badge, as it was read.
        scan: the key of the scan in which its code was read; empty where somebody says so.
    """
    if found.collected:
        return ()
    taken = BadgeCollected(attendee=found.attendee, batch=found.batch, scan=scan)
    return (taken, *returned(rows, found.attendee))


def put_back(journal: Journal, rows: Connection, attendee: str, operator: str) -> None:
    """Somebody has not the badge that was printed ahead for them: it lies in its box again.

    Raises:
        NotPossibleError: none was taken out of a box.
    """
    found = boxed(rows, attendee)
    if found is None or not found.collected:
        raise NotPossibleError(_("No badge of theirs was taken out of a box."))
    back = BadgePutBack(attendee=found.attendee, batch=found.batch)
    journal.append(rows, back, operator=operator)


def undoing(rows: Connection, attendee: str, scan: str) -> tuple[BadgePutBack, ...]:
    """What is recorded with a scan that is taken back: a badge that it told of goes back."""
    found = boxed(rows, attendee)
    if found is None or not found.collected or found.scan != scan:
        return ()
    return (BadgePutBack(attendee=found.attendee, batch=found.batch),)


def collect(journal: Journal, rows: Connection, attendee: str, operator: str) -> Boxed:
    """Somebody has the badge that was printed ahead for them; said twice is said once.

    Raises:
        NotPossibleError: none lies in a box, or it is not to be handed over.
    """
    found = boxed(rows, attendee)
    if found is None:
        raise NotPossibleError(_("No badge of theirs lies in a box."))
    if found.outdated:
        raise NotPossibleError(
            _("The badge in box {box} is not right any more: do not hand it over.").format(
                box=found.box
            ),
            _("Print another one: the one in the box is then refused."),
        )
    facts = collecting(rows, found)
    if facts:
        journal.append(rows, *facts, operator=operator)
    return found
