"""What every screen says of the cases at the problem desk: how many, and to the lead, how late."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from onsite.language import _, ngettext
from onsite.ui.told import Notice, Told

if TYPE_CHECKING:
    from datetime import datetime

    from onsite.standing import Standing
    from onsite.sync.link.watching import LinkWatch

_RANK = 5


def beside(
    link: LinkWatch, standing: Standing, operator: str, now: datetime
) -> tuple[tuple[Told, ...], Notice]:
    """What is said of the link and of the cases: in the status bar, and above every screen."""
    said = link.notice(standing)
    above = said if said.text else notice(standing, operator, now)
    return (*link.told(), *told(standing, now)), above


def told(standing: Standing, now: datetime) -> tuple[Told, ...]:
    """The part of the status bar; none while no case is open."""
    many, late = len(standing.waiting.deadlines), _late(standing, now)
    if not many:
        return ()
    said = ngettext("{n} case", "{n} cases", many).format(n=many)
    if late:
        said = _("{cases}, {n} late").format(cases=said, n=late)
    return (Told(_RANK, said, trouble=bool(late)),)


def notice(standing: Standing, operator: str, now: datetime) -> Notice:
    """What stands above every screen of whoever leads; empty while nobody waits for too long.

    Args:
        standing: what is in the store.
        operator: who works at this station.
        now: aware.
    """
    late = _late(standing, now)
    if not late or not _leads(standing, operator):
        return Notice()
    over = int((now - standing.waiting.deadlines[0]).total_seconds()) // 60
    said = ngettext(
        "{n} case waits longer than it should, by {minutes} min: Ctrl+B shows it.",
        "{n} cases wait longer than they should, one by {minutes} min: Ctrl+B shows them.",
        late,
    )
    return Notice(said.format(n=late, minutes=over), calm=True)


def _leads(standing: Standing, operator: str) -> bool:
    alone = not standing.joined and not standing.pins
    return alone or standing.waiting.hub or operator in standing.waiting.leads


def _late(standing: Standing, now: datetime) -> int:
    return bisect_right(standing.waiting.deadlines, now)
