"""A badge as a hand scanner has sent it: what proves the badge says which reading it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.codes.code import MARKS, SIGNS, Read, read
from onsite.badges.codes.genuine import is_proven
from onsite.badges.codes.key import Scheme
from onsite.badges.codes.standing import is_issued
from onsite.scanner.hand.readings import readings
from onsite.scanner.payload import candidates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from onsite.journal.entry import Signer
    from onsite.scanner.hand.heard import Heard
    from onsite.scanner.settings import HandSettings

_MOST_LOST = 9
"""Characters of a code that may have got lost so that the rest is still seen to be one."""


def badge_code(rows: Connection, signer: Signer, heard: Heard, settings: HandSettings) -> str:
    """The badge that was sent, whatever keyboard it went through; empty if there is none.

    Where this station lacks the key, the one badge among the readings that was issued; else the
    text itself, if that is a badge.

    Args:
        rows: the open transaction.
        signer: of this station, which opens the keys that it was given.
        heard: a scan that is nobody's ticket.
        settings: how the scanners send.
    """
    found = dict(_read(heard, settings))
    for code, badge in found.items():
        if is_proven(rows, signer, badge):
            return code
    issued = [
        code for code, badge in found.items() if is_issued(rows, badge.attendee, badge.generation)
    ]
    if len(issued) == 1:
        return issued[0]
    return next((code for code in candidates(heard.text) if code in found), "")


def is_cut(text: str) -> bool:
    """Whether a text is a badge's code with some of it lost: it must be scanned again."""
    whole = SIGNS[Scheme.MAC]
    return (
        whole - _MOST_LOST <= len(text) < whole
        and text.isalnum()
        and text.isascii()
        and text.upper().startswith(MARKS[Scheme.MAC])
    )


def _read(heard: Heard, settings: HandSettings) -> Iterator[tuple[str, Read]]:
    """Every reading that has the form of a badge's code."""
    for text in dict.fromkeys((heard.text, heard.joined + heard.text, *heard.others)):
        for reading in readings(text, settings, keyed=heard.keyed) if text else ():
            for code in candidates(reading.text):
                badge = read(code)
                if badge is not None:
                    yield code, badge
