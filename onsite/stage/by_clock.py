"""What letting a rundown follow the clock would take away, said before it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _, ngettext
from onsite.stage.acting import title
from onsite.stage.engine.taking import taking
from onsite.stage.wording import clock, length, quoted

if TYPE_CHECKING:
    from onsite.plan.model import Plan
    from onsite.stage.engine.taking import Taking
    from onsite.stage.reading import Kept

_NAMED = 3
"""So many of the items that would be passed over are named."""


def what_if(kept: Kept, plan: Plan, now_ms: int) -> list[str]:
    """What would be lost if the clock were followed from now on, in lines; none for nothing."""
    found = taking(kept.rundown, kept.acts, now_ms)
    if not found.takes:
        return []
    return [*_over(kept, plan, found, now_ms), *_passed(kept, found), *_next(kept, plan, found)]


def _over(kept: Kept, plan: Plan, found: Taking, now_ms: int) -> list[str]:
    if not found.over:
        return []
    item = quoted(title(kept, found.over))
    if found.over_ms <= now_ms:
        return [_("{item} is over at once.").format(item=item)]
    told = _("{item} is over at {at}, {long} before its time is up.")
    at = clock(found.over_ms, plan, seconds=True)
    return [told.format(item=item, at=at, long=length(found.early_ms))]


def _passed(kept: Kept, found: Taking) -> list[str]:
    many = len(found.passed)
    if not many:
        return []
    named = ", ".join(quoted(title(kept, item)) for item in found.passed[:_NAMED])
    told = ngettext("{n} item is passed over: {items}", "{n} items are passed over: {items}", many)
    return [told.format(n=many, items=named if many <= _NAMED else f"{named} …")]


def _next(kept: Kept, plan: Plan, found: Taking) -> list[str]:
    if not found.item:
        return []
    item, at = quoted(title(kept, found.item)), clock(found.at_ms, plan, seconds=True)
    return [_("{item} begins at {at}.").format(item=item, at=at)]
