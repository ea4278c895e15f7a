"""What a rundown would do first if it followed the clock: told before anybody lets it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from onsite.stage.engine.acts import Ended, Followed, Started
from onsite.stage.engine.items import Kind
from onsite.stage.engine.replay import state
from onsite.stage.engine.timing import timer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.stage.engine.acts import Act
    from onsite.stage.engine.items import Rundown
    from onsite.stage.engine.show import Owed, Show

_LAST = 2**62
"""Stamp and numbers of what is not in the journal yet: after all that is."""


class Taking(NamedTuple):
    """What the clock would do first."""

    item: str = ""
    """What it begins next; empty for nothing."""
    at_ms: int = 0
    over: str = ""
    """What runs, where it would be over at another moment than its time is up."""
    over_ms: int = 0
    early_ms: int = 0
    """So much before its time is up that would be; 0 for what is in overtime, and over at once."""
    passed: tuple[str, ...] = ()
    """What would not run any more, as the show goes past it."""

    @property
    def takes(self) -> bool:
        """Whether anybody loses anything by it."""
        return bool(self.over or self.passed)


def taking(rundown: Rundown, acts: Sequence[Act], now_ms: int) -> Taking:
    """What would come of it if the clock were followed from now on."""
    show = state(rundown, acts, now_ms)
    if show.follow:
        return Taking()
    owed = [_written(number, each) for number, each in enumerate(show.owed)]
    follow = Followed(stamp=_LAST, station="", number=_LAST, at_ms=now_ms, on=True)
    horizon_ms = max((item.end_ms for item in rundown.items), default=now_ms)
    for delay in show.delays:
        horizon_ms += max(0, delay.by_ms)
    item, run = rundown.by_id.get(show.running), show.run(show.running)
    ends_ms = timer(item, run, now_ms).ends_ms if item is not None and run is not None else now_ms
    horizon_ms = max(horizon_ms, ends_ms, now_ms)
    known = replace(rundown, edited_ms=min(rundown.edited_ms, now_ms))
    steps = state(known, [*acts, *owed, follow], horizon_ms).owed
    begins = next((step for step in steps if step.start), None)
    over = next((step for step in steps if _ends(rundown, step, show.running)), None)
    found = Taking()
    if over is not None and (over.at_ms < ends_ms or over.at_ms == now_ms):
        early_ms = max(0, ends_ms - over.at_ms)
        found = Taking(over=show.running, over_ms=over.at_ms, early_ms=early_ms)
    if begins is None:
        return found
    passed = _passed(rundown, show, begins.item)
    return found._replace(item=begins.item, at_ms=begins.at_ms, passed=passed)


def _written(number: int, owed: Owed) -> Act:
    """What the clock has done by now, as the journal will have it."""
    if not owed.start:
        return Ended(
            stamp=_LAST, station="", number=number, at_ms=owed.at_ms,
            item=owed.item, run=owed.run, by_clock=True,
        )  # fmt: skip
    return Started(
        stamp=_LAST, station="", number=number, at_ms=owed.at_ms,
        item=owed.item, run=owed.run, before=owed.before, by_clock=True,
    )  # fmt: skip


def _ends(rundown: Rundown, step: Owed, running: str) -> bool:
    if not running:
        return False
    if not step.start:
        return step.item == running
    return rundown.by_id[step.item].kind is not Kind.MILESTONE


def _passed(rundown: Rundown, show: Show, item: str) -> tuple[str, ...]:
    first = rundown.after(show.last)
    return tuple(
        each.id
        for each in rundown.items[first : rundown.place[item]]
        if each.chained and each.id not in show.runs and each.id not in show.skipped
    )
