"""Blocks and payments: what stands over the list whatever it says later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.roster.acts.doing import found, good, written
from onsite.roster.acts.facts import (
    AttendeeBlocked,
    BlockLifted,
    PaymentAccepted,
    PaymentReturned,
)
from onsite.roster.facts import Payment

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.roster.acts.doing import Doer


def block(journal: Journal, rows: Connection, attendee: str, doer: Doer) -> None:
    """Let nobody in on this ticket until it is lifted.

    Raises:
        NotPossibleError: there is no such attendee, or they are blocked.
    """
    known = found(rows, attendee)
    if known.record.blocked:
        raise NotPossibleError(_("{name} is blocked already.").format(name=known.record.name))
    fact = AttendeeBlocked(attendee=known.attendee, **doer.said)
    journal.append(rows, fact, operator=doer.operator)


def lift_block(journal: Journal, rows: Connection, attendee: str, doer: Doer) -> None:
    """Lift a block, whether the list has made it or somebody on site.

    Raises:
        NotPossibleError: there is no such attendee, or they are not blocked.
    """
    known = found(rows, attendee)
    if not known.record.blocked:
        raise NotPossibleError(_("{name} is not blocked.").format(name=known.record.name))
    fact = BlockLifted(attendee=known.attendee, **doer.said)
    journal.append(rows, fact, operator=doer.operator)


def accept_payment(
    journal: Journal, rows: Connection, attendee: str, receipt: str, amount: str, doer: Doer
) -> None:
    """Take money that was paid on site: the ticket stays paid, whatever a list says later.

    Args:
        receipt: its number.
        amount: as it stands on the receipt; may be empty.

    Raises:
        BadInputError: there is no receipt number.
        NotPossibleError: it is nobody's, paid, or cancelled.
    """
    number = written(receipt)
    if not number:
        raise BadInputError(
            _("The receipt number is missing."), _("Write a receipt first, then its number here.")
        )
    known = good(rows, attendee)
    if known.record.payment is Payment.PAID:
        raise NotPossibleError(_("{name} has paid already.").format(name=known.record.name))
    fact = PaymentAccepted(
        attendee=known.attendee, receipt=number, amount=written(amount), **doer.said
    )
    journal.append(rows, fact, operator=doer.operator)


def return_payment(journal: Journal, rows: Connection, attendee: str, doer: Doer) -> None:
    """Take a payment back that was accepted on site.

    Raises:
        NotPossibleError: none was.
    """
    known = found(rows, attendee)
    if known.on_site is None or known.on_site.receipt is None:
        raise NotPossibleError(
            _("No money was taken from {name} on site.").format(name=known.record.name)
        )
    fact = PaymentReturned(attendee=known.attendee, **doer.said)
    journal.append(rows, fact, operator=doer.operator)
