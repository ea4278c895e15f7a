"""Choosing some of those who come together: pure, so that every way of it can be tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from onsite.checkin.views import Guest

_COMES_IN = ("expected", "left")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a party stand where."""

    inside: int = 0
    coming: int = 0
    """Not in yet, and nothing is known against them."""
    stopped: int = 0
    """A scan would refuse them, or ask."""


def tally(party: Sequence[Guest]) -> Tally:
    """How many stand where; everybody is counted once."""
    inside = sum(guest.state == "inside" for guest in party)
    coming = sum(guest.state in _COMES_IN for guest in party)
    return Tally(inside, coming, len(party) - inside - coming)


def may_pass(guest: Guest, *, leaving: bool) -> bool:
    """Whether it makes sense to mark them all at once: to come in, or to leave."""
    return guest.state == "inside" if leaving else guest.state in _COMES_IN


def toggled(marked: Collection[str], attendee: str) -> frozenset[str]:
    """The marks with one more, or one less."""
    return frozenset(marked) ^ {attendee}


def all_toggled(
    marked: Collection[str], shown: Sequence[Guest], *, leaving: bool
) -> frozenset[str]:
    """The marks with everybody shown who may pass; without those, if they all were marked."""
    able = {guest.attendee for guest in shown if may_pass(guest, leaving=leaving)}
    return frozenset(marked) - able if able <= set(marked) else frozenset(marked) | able


def in_order(
    party: Sequence[Guest], marked: Collection[str], under_cursor: str = ""
) -> tuple[str, ...]:
    """Whose attempts are made, in the order of the list.

    Args:
        party: everybody, whether shown or not.
        marked: their ids.
        under_cursor: who it is where nobody is marked.
    """
    wanted = set(marked) or {under_cursor}
    return tuple(guest.attendee for guest in party if guest.attendee in wanted)


def matching(party: Sequence[Guest], text: str) -> list[Guest]:
    """Those in whose name, company or category every word of a text begins a word or stands."""
    words = text.casefold().split()
    return [guest for guest in party if all(word in _said(guest) for word in words)]


def _said(guest: Guest) -> str:
    return f"{guest.name} {guest.company} {guest.category} {guest.order}".casefold()
