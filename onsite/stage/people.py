"""Speakers as people write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onsite.cleaning import clean
from onsite.stage.fields import Speaker
from onsite.stage.rules import speaker_id

if TYPE_CHECKING:
    from collections.abc import Iterable

BETWEEN = ";"
"""What stands between several."""
_APART = re.compile(r"[;；\n]")
_ADDRESS = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>\s]+@[^<>\s]+)>\s*")
_LONGEST = 200


def speakers(text: str, known: Iterable[Speaker] = ()) -> tuple[Speaker, ...]:
    """Everybody whom a text names, once, in its order.

    Args:
        text: `Ann Lee; Bob Ray <bob@example.org>`.
        known: those who speak that day already: a name, or an e-mail, of theirs means them.
    """
    theirs: dict[str, Speaker] = {}
    for each in known:
        theirs.setdefault(each.name.casefold(), each)
        theirs.setdefault(each.email.casefold(), each)
    once: dict[str, Speaker] = {}
    for part in _APART.split(text):
        if clean(part):
            each = _speaker(part, theirs)
            once.setdefault(each.id, each)
    return tuple(once.values())


def _speaker(text: str, known: dict[str, Speaker]) -> Speaker:
    found = _ADDRESS.fullmatch(text.strip())
    email = found["email"] if found else ""
    name = clean(found["name"] if found else text)[:_LONGEST] or email
    if (one := known.get((email or name).casefold())) is not None:
        return one
    return Speaker(id=speaker_id(name), name=name, email=email)
