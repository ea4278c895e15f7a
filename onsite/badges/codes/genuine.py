"""Whether a text is a badge of this event, and whether that badge still counts.

What the code proves comes first: of a forgery nothing is believed, not even whose it says it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.badges.codes import code, typed
from onsite.badges.codes.bearing import changed
from onsite.badges.codes.facts import BadgeMet
from onsite.badges.codes.force import in_force
from onsite.badges.codes.keys import held
from onsite.badges.codes.standing import Replaced, is_issued, replaced
from onsite.clock import from_ms

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.badges.codes.bearing import Changed
    from onsite.badges.codes.code import Read
    from onsite.badges.codes.keys import Held
    from onsite.journal.entry import Signer


@dataclass(frozen=True, slots=True)
class Badge:
    """Whose badge it is, and which."""

    attendee: str
    """The record that it was made for; it may have been merged into another since."""
    generation: int
    typed: bool = False
    """Its id was typed, which proves as much as a name does."""


@dataclass(frozen=True, slots=True)
class Genuine:
    """A badge of this event that counts."""

    badge: Badge
    changed: Changed = ""
    """What of it the roster says otherwise by now."""
    met: tuple[BadgeMet, ...] = ()
    """What is news here, to be recorded with the scan: badges before it are void."""


@dataclass(frozen=True, slots=True)
class Old:
    """A badge that counts no more."""

    badge: Badge
    replaced: Replaced


@dataclass(frozen=True, slots=True)
class Forged:
    """Made with none of the keys of this event that its own key character names."""

    badge: Badge
    """Whose it says it is."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Made with a key of this event that counts no more."""

    badge: Badge
    at: datetime
    """UTC."""
    why: str


@dataclass(frozen=True, slots=True)
class NotOurs:
    """This station cannot tell: it has no such key. Whoever knows more may let somebody in."""

    badge: Badge
    lacks_key: bool
    """Whether this station was not given a key of that character; or none at all yet."""
    issued: bool = False
    """Whether such a badge exists, of which this may be a forgery."""


Checked = Genuine | Old | Forged | Withdrawn | NotOurs


def check(rows: Connection, signer: Signer, text: str) -> Checked | None:
    """What a scanned text is; None where it has not the form of a badge's code. Never raises.

    Args:
        rows: the open transaction.
        signer: of this station, which opens the keys that it was given.
        text: as a candidate of `scanner.payload` has it, or as somebody typed it.
    """
    found = code.read(text)
    if found is None:
        return _of_typed(rows, text)
    known = in_force(rows, held(rows, signer))
    named = [
        each
        for each in known
        if (each.key.scheme, each.key.character) == (found.scheme, found.character)
    ]
    made = next((each for each in named if found.is_by(each.key)), None)
    badge = Badge(found.attendee, found.generation)
    if made is not None:
        return _by_our_key(rows, badge, made)
    lacking = [each for each in named if not each.tells]
    if named and not lacking:
        return Forged(badge)
    if lacking and all(each.revoked_ms for each in lacking):
        # Who joined later was never given them: whatever it is, it does not count.
        return Withdrawn(badge, from_ms(lacking[0].revoked_ms), lacking[0].why)
    return _untold(rows, badge, lacks_key=bool(named) or not known)


def is_proven(rows: Connection, signer: Signer, found: Read) -> bool:
    """Whether a code was made with a key that this station has: quicker, and says nothing else."""
    return any(found.is_by(each.key) for each in in_force(rows, held(rows, signer)))


def _by_our_key(rows: Connection, badge: Badge, made: Held) -> Checked:
    if made.revoked_ms:
        return Withdrawn(badge, from_ms(made.revoked_ms), made.why)
    found = _counting(rows, badge)
    if isinstance(found, Genuine) and not is_issued(rows, badge.attendee, badge.generation):
        met = BadgeMet(attendee=badge.attendee, generation=badge.generation)
        return Genuine(badge, met=(met,))
    return found


def _untold(rows: Connection, badge: Badge, *, lacks_key: bool) -> Checked:
    """What can be said without the key: never that it is genuine.

    That such a badge exists proves nothing of this one: whoever has read the id under another's
    code can make one with it.
    """
    if not lacks_key or not is_issued(rows, badge.attendee, badge.generation):
        return NotOurs(badge, lacks_key)
    found = _counting(rows, badge)
    return NotOurs(badge, lacks_key, issued=True) if isinstance(found, Genuine) else found


def _of_typed(rows: Connection, text: str) -> Genuine | Old | None:
    found = typed.read(text)
    if not isinstance(found, typed.Typed):
        return None
    return _counting(rows, Badge(found.attendee, found.generation, typed=True))


def _counting(rows: Connection, badge: Badge) -> Genuine | Old:
    why = replaced(rows, badge.attendee, badge.generation)
    if why is not None:
        return Old(badge, why)
    return Genuine(badge, changed(rows, badge.attendee, badge.generation))
