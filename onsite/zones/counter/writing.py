"""What a counter has tapped, kept until it is on disk: nothing is given up, whatever the disk does.

Taps are written a few times a second, several together. A write that failed is tried again, as the
same act: had it reached the disk after all, it does not count twice.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from onsite.behind import Mistakes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PACE_S = 0.25
"""Two writes begin so far apart: the taps between them are written together."""
AGAIN_S = 1.0
"""So long after a failure it is tried again."""
_MOST = 500
"""Taps in one batch: after a long failure there are several."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Batch:
    """Taps that are written together, by whoever made them; or one that is taken back.

    That waits in the same row: it is the last one tapped before it, and never one after it.
    """

    key: str
    """Made before it is first written: the same key is the same act."""
    operator: str
    taps: tuple[tuple[int, int], ...]
    """Of each, milliseconds UTC since 1970, and how many came, or below zero went; empty where
    the last one before is taken back."""


class Writing(Generic[T]):
    """Keeps taps, and writes them in their order.

    Args:
        save: writes a batch; once it has returned, that is on disk. Raises OnsiteError where it
            cannot be now.
        saved: is given what `save` answered; what was saved is no longer counted as kept here.
        changed: called when there is something new to show.
        report: is told of a mistake of the program, once for each kind.
        pace_s: two writes begin so far apart, in seconds.
        again_s: so long after a failure it is tried again.
    """

    def __init__(
        self,
        save: Callable[[Batch], Awaitable[T]],
        saved: Callable[[T], None],
        changed: Callable[[], None],
        report: Callable[[BaseException], None],
        *,
        pace_s: float = PACE_S,
        again_s: float = AGAIN_S,
    ) -> None:
        self._save = save
        self._saved = saved
        self._changed = changed
        self._mistakes = Mistakes(report)
        self._pace_s = pace_s
        self._again_s = again_s
        self._batches: list[Batch] = []
        self._closed = 0
        """So many of them were tried: what was is never changed."""
        self._woken = asyncio.Event()
        self._one = asyncio.Lock()
        self.failure: Exception | None = None
        """Why the last write failed; None where it did not."""

    @property
    def taps(self) -> int:
        """How many are not on disk yet; what takes one back is one as well."""
        return sum(len(batch.taps) or 1 for batch in self._batches)

    @property
    def came(self) -> int:
        """How many people came in by them."""
        return sum(max(people, 0) for batch in self._batches for _at, people in batch.taps)

    @property
    def left(self) -> int:
        """How many went out by them."""
        return -sum(min(people, 0) for batch in self._batches for _at, people in batch.taps)

    def add(self, at_ms: int, people: int, operator: str) -> None:
        """Somebody was counted.

        Args:
            at_ms: when, UTC since 1970.
            people: how many came, or below zero went.
            operator: who counts.
        """
        last = self._batches[-1] if len(self._batches) > self._closed else None
        if last is not None and last.operator == operator and 0 < len(last.taps) < _MOST:
            self._batches[-1] = replace(last, taps=(*last.taps, (at_ms, people)))
        else:
            self._batches.append(Batch(uuid.uuid4().hex, operator, ((at_ms, people),)))
        self._woken.set()

    def take_back(self, operator: str) -> None:
        """The last one that was tapped by now was a mistake."""
        self._batches.append(Batch(uuid.uuid4().hex, operator, ()))
        self._woken.set()

    async def keep(self) -> None:
        """Write what comes, as long as the screen is there."""
        while True:
            await self._woken.wait()
            done = await self.flush()
            await asyncio.sleep(self._pace_s if done else self._again_s)

    async def flush(self) -> bool:
        """Write all that is kept, now; answers whether all of it is on disk."""
        async with self._one:
            self._woken.clear()
            try:
                while self._batches:
                    await self._write_first()
            except Exception as error:  # noqa: BLE001 - people were counted, whatever went wrong
                self._fail(error)
            self._changed()
        return not self._batches

    async def _write_first(self) -> None:
        self._closed = max(self._closed, 1)
        answer = await self._save(self._batches[0])
        del self._batches[0]
        self._closed -= 1
        self.failure = None
        self._saved(answer)

    def _fail(self, error: Exception) -> None:
        self.failure = error
        self._mistakes.note(error)
        self._woken.set()

    def drafted(self) -> str:
        """What is not on disk, as a text for the app that starts again after a crash."""
        return json.dumps([asdict(batch) for batch in self._batches]) if self._batches else ""

    def restore(self, drafted: str) -> None:
        """Take that up again: the same acts, with the same keys."""
        kept = batches_of(drafted)
        self._batches[:0] = kept
        self._closed += len(kept)
        if kept:
            self._woken.set()


def batches_of(drafted: str) -> list[Batch]:
    """What `Writing.drafted` has made a text of."""
    return [_batch(each) for each in json.loads(drafted)] if drafted else []


def _batch(written: dict[str, Any]) -> Batch:
    taps = tuple((at_ms, people) for at_ms, people in written["taps"])
    return Batch(written["key"], written["operator"], taps)
