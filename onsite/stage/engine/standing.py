"""What stands at one point of a replay, which can go back to any earlier point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.stage.engine.items import Kind
from onsite.stage.engine.show import Change, Pause, Run

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from onsite.stage.engine.acts import ActId
    from onsite.stage.engine.delays import Planned
    from onsite.stage.engine.items import Item, Rundown

_NOTHING: Any = object()


class Standing:
    """Values by their keys; what stood before each change is kept, so that it can be taken back."""

    def __init__(self) -> None:
        self._values: dict[Hashable, Any] = {}
        self._before: list[tuple[Hashable, Any]] = []

    def copy(self) -> Standing:
        """What stands now, to go on from without changing it."""
        copied = Standing()
        copied._values = dict(self._values)
        return copied

    def get(self, key: Hashable, default: Any = None) -> Any:
        """What stands there."""
        return self._values.get(key, default)

    def put(self, key: Hashable, value: Any) -> None:
        """Let something stand there from now on."""
        self._before.append((key, self._values.get(key, _NOTHING)))
        self._values[key] = value

    def mark(self) -> int:
        """This point, for `back`."""
        return len(self._before)

    def back(self, mark: int) -> None:
        """Let everything stand as it did at a point."""
        while len(self._before) > mark:
            key, value = self._before.pop()
            if value is _NOTHING:
                del self._values[key]
            else:
                self._values[key] = value

    def named(self, first: str) -> dict[Any, Any]:
        """All that stands under keys that are a pair which begins with a name."""
        return {
            key[1]: value
            for key, value in self._values.items()
            if type(key) is tuple and len(key) == 2 and key[0] == first  # noqa: PLR2004 - a pair
        }

    @property
    def running(self) -> str:
        """The item that runs in the chain."""
        return str(self._values.get("running", ""))

    def runs(self, item: str) -> tuple[Run, ...]:
        """The runs of an item."""
        found: tuple[Run, ...] = self._values.get(("runs", item), ())
        return found

    def live(self, item: str) -> Run | None:
        """The run of an item that is not over."""
        runs = self.runs(item)
        return runs[-1] if runs and runs[-1].ended_ms is None else None

    def put_run(self, run: Run) -> None:
        """Let a run stand in the place of the one with its id."""
        runs = tuple(run if each.id == run.id else each for each in self.runs(run.item))
        self.put(("runs", run.item), runs)


def begin(on: Standing, item: Item | None, run: Run) -> None:
    """A run begins, with what was added while its item stood by."""
    added = int(on.get(("added", run.item), 0))
    if added:
        run = run._replace(added=(Change(run.started_ms, added),))
        on.put(("added", run.item), 0)
    if item is not None and item.kind is Kind.MILESTONE:
        run = run._replace(ended_ms=run.started_ms, ended_by=run.started_by)
    on.put(("runs", run.item), (*on.runs(run.item), run))
    if on.get(("instead", run.item)):
        on.put(("instead", run.item), "")
    if on.get("armed") == run.item:
        on.put("armed", "")
    if on.get(("skip", run.item), item is not None and item.skipped):
        on.put(("skip", run.item), False)
    if item is not None and not item.chained:
        on.put("sessions", (*on.get("sessions", ()), run.item))
        return
    on.put("last", run.item)
    if run.ended_ms is None:
        on.put("running", run.item)


def end(on: Standing, item: str, at_ms: int, by: ActId | None) -> None:
    """What runs of an item is over, at the soonest at its last anchor."""
    run = on.live(item)
    if run is None:
        return
    on.put_run(run._replace(ended_ms=max(at_ms, last_anchor(run)), ended_by=by))
    if on.running == item:
        on.put("running", "")
    elif item in on.get("sessions", ()):
        on.put("sessions", tuple(each for each in on.get("sessions") if each != item))


def basis(on: Standing, item: str) -> str:
    """From what the clock begins or ends an item: what was done to the run before it, and to it.

    Where that was something else, by acts of which a station had not heard yet, what it derived
    is void.
    """
    run = on.live(on.running) if on.running else None
    ran: tuple[object, ...] = ()
    if run is not None:
        ran = (run.added_ms, len(run.pauses), run.paused, run.pressed_ms is not None)
    delay_ms = sum(delay.by_ms for delay in on.get("delays", ()) if delay.item == item)
    out, armed = on.get(("skip", item)), on.get("armed", "")
    return repr((*ran, bool(on.get("follow")), out, armed, delay_ms))


def last_anchor(run: Run) -> int:
    """The last instant that the run stands on, apart from its end."""
    if not run.pauses:
        return run.started_ms
    from_ms, until_ms = run.pauses[-1]
    return max(run.started_ms, from_ms if until_ms is None else until_ms)


def settled(rundown: Rundown, run: Run, later: Mapping[str, Planned]) -> Run:
    """A run with the length that its item, as it is planned now, gives one that began then.

    Args:
        rundown: what is planned.
        run: the run.
        later: the items that open delays plan otherwise.
    """
    item = rundown.known(run.item)
    pauses = run.pauses
    if run.ended_ms is not None and pauses and pauses[-1].until_ms is None:
        pauses = (*pauses[:-1], Pause(pauses[-1].from_ms, run.ended_ms))
    if item is None or item.kind is Kind.MILESTONE:
        return run._replace(pauses=pauses)
    if item.kind is Kind.FIXED_END:
        length_ms = max(0, item.end_ms - run.started_ms)
        return run._replace(pauses=pauses, length_ms=length_ms, until_ms=item.end_ms + run.added_ms)
    if run.rolled:
        # By the clock it is over as planned, however much of it was missed.
        _id, start_ms, length_ms = later.get(item.id, (item.id, item.start_ms, item.length_ms))
        missed_ms = max(0, run.started_ms - start_ms)
        return run._replace(pauses=pauses, length_ms=max(0, length_ms - missed_ms))
    late_ms = max(0, run.started_ms - item.start_ms)
    return run._replace(pauses=pauses, length_ms=item.length_ms - min(late_ms, item.soaks_ms))
