"""What was scanned while the desk was locked: shown once it is unlocked, recorded only then.

Nobody was let in by such a scan, and whoever it was may have gone: so it is for the operator to
choose them again, or to scan again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.language import _, ngettext
from onsite.ui.banner import BannerContent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.checkin.desk.queue import Ask
    from onsite.checkin.desk.source import DeskSource
    from onsite.checkin.views import Guest
    from onsite.plan.model import Plan

MOST = 9
"""So many of the last scans are kept: one for each key that chooses a person."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Whose codes were scanned."""

    scans: int
    guests: tuple[Guest, ...]


async def whose(source: DeskSource, plan: Plan, asks: Sequence[Ask], checkpoint: str) -> Kept:
    """Whose codes these are, the last scan first; nothing is recorded."""
    guests: dict[str, Guest] = {}
    for ask in reversed(asks):
        code = ask.code
        found: tuple[Guest, ...] = ()
        if ask.heard is not None:
            made = await source.make_of(plan, ask, ask.heard)
            code, found = made.code, tuple(made.guests)
        if code:
            beside = await source.beside(plan, "", [code], ask.checkpoint or checkpoint)
            found = tuple(guest for each in beside for guest in each.guests)
        guests.update({guest.attendee: guest for guest in found if guest.attendee not in guests})
    return Kept(len(asks), tuple(guests.values())[:MOST])


def said(kept: Kept) -> BannerContent:
    """That nobody was let in by these scans."""
    sentence = ngettext(
        "{n} scan was made while this desk was locked, and was not recorded: nobody came in by it.",
        "{n} scans were made while this desk was locked, and were not recorded: "
        "nobody came in by them.",
        kept.scans,
    ).format(n=kept.scans)
    then = (
        _("If they still stand here, scan again, or choose them below.")
        if kept.guests
        else _("Scan again: nobody on the list has such a code.")
    )
    return BannerContent("ask", _("SCAN AGAIN"), f"{sentence} {then}")
