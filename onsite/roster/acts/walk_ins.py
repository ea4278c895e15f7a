"""Walk-ins whom a list names as well, by another code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.roster.acts.offers import ON_SITE
from onsite.roster.names import compared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onsite.roster.compare import Known, New


def walk_ins(new: Iterable[New], roster: Iterable[Known]) -> Iterator[tuple[New, Known]]:
    """Who is new on a list, with whoever was registered on site by that name."""
    here = {compared(each.record.name): each for each in roster if each.source == ON_SITE}
    for each in new if here else ():
        known = here.get(compared(each.listed.record.name))
        if known is not None and not known.withdrawn:
            yield each, known
