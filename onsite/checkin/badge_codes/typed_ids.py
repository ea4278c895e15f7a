"""The id under a badge's code, typed where names are typed."""

from __future__ import annotations

from onsite.badges.codes import typed
from onsite.language import _


def of_badge(text: str) -> dict[str, bool]:
    """Whose id a text is, in the form of a search's result: sure to be meant; empty for others."""
    found = typed.read(text)
    return {found.attendee: True} if isinstance(found, typed.Typed) else {}


def mistyped(text: str) -> str:
    """What to say of an id with a mistake in it; empty for any other text."""
    found = typed.read(text)
    if not isinstance(found, typed.Mistyped):
        return ""
    return _("“{text}” was mistyped: its check character does not fit.").format(text=found.text)
