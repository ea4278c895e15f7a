"""Instants as conditions name them, in words."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from onsite.language import N_, _, pgettext
from onsite.plan.conditions.printing import clock
from onsite.plan.conditions.tree import Anchor

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.plan.conditions.tree import Moment

_ANCHORS = {
    Anchor.TICKET_START: N_("the ticket's start"),
    Anchor.TICKET_END: N_("the ticket's end"),
    Anchor.ADMISSION: N_("admission"),
    Anchor.START: N_("the start"),
    Anchor.END: N_("the end"),
    Anchor.FIRST_ADMISSION: N_("admission on the first day"),
    Anchor.FIRST_START: N_("the start on the first day"),
    Anchor.LAST_END: N_("the end of the last day"),
}


def moment(written: Moment, day: Callable[[date], str]) -> str:
    """An instant as it is written, in words, as “30 min before admission”.

    Args:
        written: as it is written.
        day: how a day is shown.
    """
    base = _base(written.base, day)
    if not written.shift_min:
        return base
    said = _("{n} min after {moment}") if written.shift_min > 0 else _("{n} min before {moment}")
    return said.format(n=abs(written.shift_min), moment=base)


def _base(base: time | date | datetime | Anchor, day: Callable[[date], str]) -> str:
    if isinstance(base, Anchor):
        return _(_ANCHORS[base])
    # Chinese has blanks around figures, and none around the words of a weekday or an anchor.
    if isinstance(base, time):
        return pgettext("within a sentence", "{time}").format(time=clock(base))
    said = f"{day(base.date())} {clock(base.time())}" if isinstance(base, datetime) else day(base)
    return pgettext("within a sentence", "{day}").format(day=said)
