"""The id under a badge's code, typed where names are typed."""

from __future__ import annotations

from onsite.badges.codes import typed
from onsite.errors import BadInputError
from onsite.language import _


def of_badge(text: str) -> dict[str, bool]:
    """Whose id a text is, in the form of a search's result: sure to be meant; empty for others."""
    found = typed.read(text)
    return {found.attendee: True} if isinstance(found, typed.Typed) else {}


def check_typed(text: str) -> None:
    """Say so where a text that means nobody is an id with a mistake in it.

    Raises:
        BadInputError: its check character does not fit.
    """
    found = typed.read(text)
    if isinstance(found, typed.Mistyped):
        raise BadInputError(
            _("The check character of “{text}” does not fit: it was probably mistyped.").format(
                text=found.text
            ),
            _("Compare it with the badge, group by group."),
        )
