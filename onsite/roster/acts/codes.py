"""The codes of attendees: a new one, one taken away, one lost, one given back."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.roster.acts.aliases import others_of
from onsite.roster.acts.doing import found, good, written
from onsite.roster.acts.facts import CredentialIssued, CredentialRevoked
from onsite.roster.acts.standing import LIVE
from onsite.roster.service import attendee as attendee_of
from onsite.roster.service import holders

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.roster.acts.doing import Doer

ALPHABET = "CDFGHJKNPRTVX"
"""Letters that nobody takes for another one or for a digit, that lie on the same keys of QWERTY,
QWERTZ and AZERTY, as hand scanners type them, and that make no words."""
LENGTH = 10


def free_code(rows: Connection, choose: Callable[[str], str] = secrets.choice) -> str:
    """A code that nobody has or ever had, and that nobody can guess.

    Args:
        rows: the open transaction.
        choose: one of the letters of a text, at random.
    """
    while True:
        code = "".join(choose(ALPHABET) for _place in range(LENGTH))
        if not holders(rows, code):
            return code


def codes_of(rows: Connection, attendee: str) -> dict[str, tuple[str, str]]:
    """Every code that an attendee ever had, of merged records too: its state and its record."""
    records = (attendee_of(rows, each) for each in (attendee, *others_of(rows, attendee)))
    return {
        code: (state, each.attendee)
        for each in records
        if each is not None
        for code, state in each.codes.items()
    }


def live_codes(rows: Connection, attendee: str) -> dict[str, str]:
    """The codes that stand for an attendee now, with the record that each belongs to."""
    known = codes_of(rows, attendee)
    return {code: record for code, (state, record) in known.items() if state == LIVE}


def issue(
    journal: Journal, rows: Connection, attendee: str, doer: Doer, *, instead: bool = False
) -> str:
    """A new code for an attendee; answers it.

    Args:
        instead: the codes they had stand for them no more.

    Raises:
        NotPossibleError: there is no such attendee, or the list has cancelled the ticket.
    """
    who = good(rows, attendee).attendee
    code = free_code(rows)
    old = live_codes(rows, who).items() if instead else ()
    journal.append(
        rows,
        *(CredentialRevoked(attendee=record, code=each, **doer.said) for each, record in old),
        CredentialIssued(attendee=who, code=code, **doer.said),
        operator=doer.operator,
    )
    return code


def revoke(
    journal: Journal,
    rows: Connection,
    code: str,
    doer: Doer,
    *,
    attendee: str = "",
    state: Literal["revoked", "lost"] = "revoked",
) -> str:
    """Take a code away; answers whose it was.

    Args:
        attendee: whose it is, where several have it.
        state: `lost` where they have lost what it stands on.

    Raises:
        NotPossibleError: nobody has the code, several have it, or it was taken before.
    """
    record, before = _holder(rows, code, attendee)
    if before == state or (state == "revoked" and before != LIVE):
        raise NotPossibleError(
            _("The code {code} was taken away before.").format(code=code),
            _("Nobody comes in with it."),
        )
    fact = CredentialRevoked(attendee=record, code=written(code), state=state, **doer.said)
    journal.append(rows, fact, operator=doer.operator)
    return record


def give_back(
    journal: Journal, rows: Connection, code: str, doer: Doer, *, attendee: str = ""
) -> str:
    """Let a code that was taken away stand for its attendee again; answers who that is.

    Raises:
        NotPossibleError: nobody had the code, several had it, or it is live.
    """
    record, before = _holder(rows, code, attendee)
    if before == LIVE:
        raise NotPossibleError(_("The code {code} is live.").format(code=code))
    good(rows, record)
    fact = CredentialIssued(attendee=record, code=written(code), **doer.said)
    journal.append(rows, fact, operator=doer.operator)
    return record


def _holder(rows: Connection, code: str, attendee: str) -> tuple[str, str]:
    """The record that has the code, and its state."""
    if attendee:
        who = found(rows, attendee)
        known = codes_of(rows, who.attendee).get(code)
        if known is None:
            raise NotPossibleError(
                _("{name} has no code “{code}”.").format(name=who.record.name, code=code)
            )
        return known[1], known[0]
    records = holders(rows, code)
    if not records:
        raise NotPossibleError(
            _("Nobody has the code “{code}”.").format(code=code),
            _("Look for the name instead: onsite roster search NAME"),
        )
    if len(records) > 1:
        raise NotPossibleError(
            _("Several attendees have the code “{code}”.").format(code=code),
            _("Say whose it is: {ids}.").format(ids=_(", ").join(records)),
        )
    return records[0], found_state(rows, records[0], code)


def found_state(rows: Connection, record: str, code: str) -> str:
    """What became of a code of a record: `live`, `revoked` or `lost`."""
    known = attendee_of(rows, record)
    return known.codes[code] if known is not None else "revoked"
