"""What the desk says of the codes before the camera, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin import wording
from onsite.language import _
from onsite.scanner.hint_words import HINTS
from onsite.ui.cells import fit, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.checkin.views import Beside, Guest
    from onsite.scanner.decoding import Located

UNREAD_SIGN, ASK_SIGN = "◎", "?"


def unread(located: Located) -> str:
    """What helps with a code that is seen and cannot be read."""
    return f"{UNREAD_SIGN} {_(HINTS[located.hint.value])}"


def beside(others: Sequence[Beside], cells: int) -> str:
    """Whose code is in view as well, and how they are let in.

    Args:
        others: those who were not scanned, the nearest to the middle first; at least one.
        cells: the names are made as short as the line must be.
    """
    said = (
        _("{sign} In view too, not scanned: {names}. Ctrl+N scans that one.")
        if len(others) == 1
        else _("{sign} In view too, not scanned: {names}. Ctrl+N scans the first.")
    )
    names = _(", ").join(_names(each.guests) for each in others)
    room = cells - width(said.format(sign=ASK_SIGN, names=""))
    return said.format(sign=ASK_SIGN, names=fit(names, room).strip())


def _names(guests: Sequence[Guest]) -> str:
    return _(" or ").join(wording.name_of(guest) for guest in guests)
