"""A temporary badge, where no printer works: a card with a number that somebody writes by hand.

The number is a code of the guest as any other, so every desk takes it once it has heard of it.
That it is temporary is said by the code itself; the real badge takes it away.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.roster.acts.codes import ALPHABET, live_codes
from onsite.roster.acts.doing import good
from onsite.roster.acts.facts import CredentialIssued, CredentialRevoked
from onsite.roster.service import holders

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal

MARK = "TEMP-"
"""What the codes of temporary badges begin with; signs that a QR code holds in its short form."""
_LETTERS = 5
"""Enough that nobody makes up one that is good, and few enough to be written by hand."""
_CARD = re.compile(r"[A-Z0-9][A-Z0-9-]{1,15}")


def offered(rows: Connection, choose: Callable[[str], str] = secrets.choice) -> str:
    """A number to write on a card; nobody has it, and nobody can guess it.

    Args:
        rows: the open transaction.
        choose: one of the letters of a text, at random.
    """
    while True:
        card = "".join(choose(ALPHABET) for _place in range(_LETTERS))
        if not holders(rows, MARK + card):
            return card


def give(journal: Journal, rows: Connection, attendee: str, card: str, operator: str) -> str:
    """Record that somebody got a card with this number; answers the code that it is.

    A card that they had before is good no longer. The same card again records nothing.

    Args:
        attendee: an id of the roster.
        card: as it stands on the card, with or without what all begin with.
        operator: who gives it.

    Raises:
        BadInputError: it is no number of a card.
        NotPossibleError: the card is somebody else's, or there is no such attendee.
    """
    who = good(rows, attendee).attendee
    code = _code(card)
    before = card_codes(rows, who)
    if code in before:
        return code
    if holders(rows, code):
        raise NotPossibleError(
            _("The card {code} was given to somebody before.").format(code=code),
            _("Take another card, or write another number on it."),
        )
    old = (CredentialRevoked(attendee=record, code=each) for each, record in before.items())
    journal.append(rows, *old, CredentialIssued(attendee=who, code=code), operator=operator)
    return code


def card_codes(rows: Connection, attendee: str) -> dict[str, str]:
    """The codes of the cards that somebody goes about with, with the record of each."""
    known = live_codes(rows, attendee)
    return {code: record for code, record in known.items() if is_temporary(code)}


def is_temporary(code: str) -> bool:
    """Whether a code is that of a card."""
    return code.startswith(MARK)


def returned(rows: Connection, attendee: str) -> tuple[CredentialRevoked, ...]:
    """What is recorded once the real badge is in the guest's hands: their card is good no more."""
    cards = card_codes(rows, attendee).items()
    return tuple(CredentialRevoked(attendee=record, code=code) for code, record in cards)


def _code(card: str) -> str:
    bare = "".join(card.upper().split()).removeprefix(MARK)
    if not _CARD.fullmatch(bare):
        raise BadInputError(
            _("“{card}” is no number of a card.").format(card=card.strip()[:40]),
            _("Write 2 to 16 letters and digits, as KXRFP or 42."),
        )
    return MARK + bare
