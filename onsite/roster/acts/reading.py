"""What the dialogs of the acts show of attendees."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from onsite.roster.acts.aliases import others_of
from onsite.roster.acts.likeness import alike
from onsite.roster.acts.standing import overruled
from onsite.roster.search import search
from onsite.roster.service import attendee as attendee_of
from onsite.roster.wording import value as in_words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.roster.service import Attendee

_MOST = 5


def others(rows: Connection, one: Attendee, text: str) -> list[Attendee]:
    """Who may be the same person: by what was typed, or without it, those who are alike."""
    if text.strip():
        ids = [hit.attendee for hit in search(rows, text, _MOST + 1)]
    else:
        name, email = one.record.name, one.record.email
        ids = [each.attendee for each in alike(rows, name, email, but=one.attendee)]
    found = (attendee_of(rows, each) for each in ids if each != one.attendee)
    return [each for each in found if each is not None][:_MOST]


def merged_into(rows: Connection, attendee: str) -> list[Attendee]:
    """The records that count as that attendee's, without their own."""
    found = (attendee_of(rows, each) for each in others_of(rows, attendee))
    return [each for each in found if each is not None]


def done_on_site(rows: Connection, attendee: str) -> dict[str, tuple[Any, Any]]:
    """Where what was done on site stands over the list: what the list says, and what holds.

    How to reach somebody is left out: not everybody at a desk may see it.
    """
    known = attendee_of(rows, attendee)
    if known is None or known.on_site is None or known.said is None:
        return {}
    differs = overruled(known.said, known.on_site)
    return {field: pair for field, pair in differs.items() if field not in ("email", "phone")}


def shown(person: Attendee, field: str) -> str:
    """A field of a record, as it stands in a column."""
    value = getattr(person.record, field)
    return in_words(value, UTC) if value else ""
