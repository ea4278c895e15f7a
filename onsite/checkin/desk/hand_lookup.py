"""Codes on the roster: whose they are, and whether a text is a part of one."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Integer, and_, bindparam, func, or_, select

from onsite.journal.fold import table_of
from onsite.roster.tables import CredentialRow
from onsite.scanner.payload import candidates
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from onsite.scanner.hand.readings import Reading

_CREDENTIAL = table_of(CredentialRow)
_CODES = func.json_each(bindparam("codes")).table_valued("value").c.value
_OWNERS = Prepared(
    select(_CREDENTIAL.c.code, _CREDENTIAL.c.attendee).where(_CREDENTIAL.c.code.in_(select(_CODES)))
)
_LONGER = Prepared(
    select(_CREDENTIAL.c.code)
    .where(
        func.length(_CREDENTIAL.c.code) > bindparam("length", type_=Integer),
        or_(
            func.instr(_CREDENTIAL.c.code, bindparam("part")) > 0,
            and_(
                func.length(_CREDENTIAL.c.code) <= bindparam("most", type_=Integer),
                _CREDENTIAL.c.code.like(bindparam("lost"), escape="\\"),
            ),
        ),
    )
    .limit(1)
)
LARGEST_PART = 64
"""Characters; a longer text is no part of a code, and would take long to look for."""


class Match(NamedTuple):
    """A reading that is somebody's code."""

    reading: Reading
    code: str
    whom: frozenset[str]


def matches(rows: Connection, found: Sequence[Reading]) -> list[Match]:
    """The readings that are somebody's code, in their order."""
    codes = {each.text: candidates(each.text) for each in found}
    known = owners(rows, chain(*codes.values()))
    return [
        Match(each, code, known[code])
        for each in found
        for code in [next((code for code in codes[each.text] if code in known), "")]
        if code
    ]


def owners(rows: Connection, codes: Iterable[str]) -> dict[str, frozenset[str]]:
    """The attendees for whom each code stands or once stood; codes that are nobody's left out."""
    found: dict[str, set[str]] = {}
    for row in _OWNERS.all(rows, {"codes": json.dumps(list(dict.fromkeys(codes)))}):
        found.setdefault(row["code"], set()).add(row["attendee"])
    return {code: frozenset(whom) for code, whom in found.items()}


def is_part(rows: Connection, text: str, most: float = LARGEST_PART) -> bool:
    """Whether a known code is longer and would be this text with some of it lost.

    Args:
        rows: the open transaction.
        text: the part.
        most: a code that lost characters all over is so many times as long, at most; of one
            that was cut off any part will do.
    """
    if not 0 < len(text) <= LARGEST_PART:
        return False
    sought: dict[str, Any] = {
        "part": text,
        "length": len(text),
        "most": int(len(text) * most),
        "lost": "%" + "".join(f"{_escaped(each)}%" for each in text),
    }
    return _LONGER.first(rows, sought) is not None


def _escaped(character: str) -> str:
    return f"\\{character}" if character in "%_\\" else character
