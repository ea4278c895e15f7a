"""The id under a badge's code, typed where names are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.codes import typed
from onsite.language import _

if TYPE_CHECKING:
    from sqlalchemy import Connection


def of_badge(rows: Connection, text: str) -> dict[str, bool]:
    """Whose id a text is, in the form of a search's result: sure to be meant; empty for others.

    A long name may happen to be an id: of nobody, then.
    """
    from onsite.checkin.people import by_id

    found = typed.read(text)
    if not isinstance(found, typed.Typed) or not by_id(rows, [found.attendee]):
        return {}
    return {found.attendee: True}


def mistyped(text: str) -> str:
    """What to say of an id with a mistake in it; empty for any other text."""
    found = typed.read(text)
    if not isinstance(found, typed.Mistyped):
        return ""
    return _("“{text}” was mistyped: its check character does not fit.").format(text=found.text)
