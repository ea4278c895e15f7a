"""When a zone will be full, by how quickly it fills. Pure.

The rate is what came less what left within the window, by its length: a figure that whoever
counts can check. A recount is no crossing and sets no rate, however far it moves the total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.zones.forecast.views import Forecast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onsite.zones.counting.views import Base, Minute

MINUTE_MS = 60_000
LEAST_MS = 3 * MINUTE_MS
"""For so long somebody must have counted, after the first minute, before there is a rate."""
LEAST_CROSSINGS = 5
"""So many must have come or left in the window: of fewer, each one would turn the forecast."""
HORIZON_MS = 4 * 60 * MINUTE_MS
"""Further ahead, the rate of some minutes says nothing."""
FULL = 100


def forecast(
    minutes: Iterable[Minute],
    people: int,
    capacity: int | None,
    levels: Sequence[int],
    now_ms: int,
    window_ms: int,
) -> Forecast:
    """How a zone fills, and when it comes to each of its levels and to its capacity.

    Where counting began within the window, its first minute sets no rate: who was there already
    is often tapped in one number then. Too little is known for a rate in the three minutes after
    that one, and where fewer than five came and left. What was tapped by a clock that is ahead is
    left out.

    Args:
        minutes: those with crossings, of the window and of some time before it, in any order.
            None where what is known is stale.
        people: in it now; below zero for a deficit.
        capacity: None where nothing limits it.
        levels: in percent.
        now_ms: the instant for which it holds, UTC since 1970.
        window_ms: over so long the rate is measured, or as long as is counted already.
    """
    rate = _per_min(minutes, now_ms, window_ms)
    if capacity is not None and people >= capacity:
        return Forecast("full", rate)
    if rate is None:
        return Forecast("too-little")
    if rate <= 0:
        return Forecast("not-filling", rate)
    return Forecast("filling", rate, _until(people, capacity, levels, rate))


def _per_min(minutes: Iterable[Minute], now_ms: int, window_ms: int) -> float | None:
    known = [each for each in minutes if each.at_ms <= now_ms]
    begins_ms = (now_ms - window_ms) // MINUTE_MS * MINUTE_MS
    first_ms = min((each.at_ms for each in known), default=now_ms)
    since_ms = begins_ms if first_ms <= begins_ms else first_ms + MINUTE_MS
    inside = [each for each in known if each.at_ms >= since_ms]
    crossings = sum(each.came + each.left for each in inside)
    if now_ms - since_ms < LEAST_MS or crossings < LEAST_CROSSINGS:
        return None
    return sum(each.came - each.left for each in inside) * MINUTE_MS / (now_ms - since_ms)


def _until(
    people: int, capacity: int | None, levels: Iterable[int], rate: float
) -> tuple[tuple[int, int], ...]:
    if capacity is None:
        return ()
    missing = {each: -(-capacity * each // 100) - people for each in {*levels, FULL}}
    found = ((each, round(missing[each] * MINUTE_MS / rate)) for each in sorted(missing))
    return tuple((each, ms) for each, ms in found if missing[each] > 0 and ms <= HORIZON_MS)


def trend(
    minutes: Iterable[Minute], people: int, base: Base | None, now_ms: int, many: int
) -> tuple[int, ...]:
    """How many were in a zone at the end of each of the last minutes, now last.

    Counted back from now; before a base from what the taps had made of it then, so that the jump
    is seen. Of several bases in so short a time only the last one is.

    Args:
        minutes: those with crossings, in any order, as far back as is asked for.
        people: in it now.
        base: the last one; None for none.
        now_ms: UTC since 1970.
        many: how many minutes.
    """
    nets = {each.at_ms // MINUTE_MS: each.came - each.left for each in minutes}
    newest = now_ms // MINUTE_MS
    total = people - sum(net for minute, net in nets.items() if minute > newest)
    cut = base.cut_ms // MINUTE_MS if base is not None else None
    found = []
    for minute in range(newest, newest - many, -1):
        found.append(total)
        total = base.expected if base and minute == cut else total - nets.get(minute, 0)
    return tuple(reversed(found))
