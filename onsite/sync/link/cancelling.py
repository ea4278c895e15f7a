"""A cancellation that got lost on its way, found again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine

_AGAIN_S = 1.0
"""Whatever has not ended so long after it was cancelled is cancelled once more."""


async def together(*parts: Coroutine[Any, Any, None]) -> None:
    """Run all of them until one fails or this is cancelled, and end the others with it.

    As a `TaskGroup`, for parts that may drop a cancellation; see `heed`.

    Raises:
        BaseExceptionGroup: what those that failed have raised.
    """
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        await _ended(set(tasks))
    faults = [task.exception() for task in tasks if not task.cancelled()]
    failed = [fault for fault in faults if fault is not None]
    if failed:
        raise BaseExceptionGroup("parts", failed)


async def _ended(tasks: set[asyncio.Task[None]]) -> None:
    while tasks:
        for task in tasks:
            task.cancel()
        _done, tasks = await asyncio.wait(tasks, timeout=_AGAIN_S)


def heed() -> None:
    """To be called after the NATS library was awaited, before anything long is begun.

    `asyncio.wait_for` of Python 3.11 drops a cancellation that comes in the very moment in which
    what it waits for is done. Source: https://github.com/python/cpython/issues/86296

    Raises:
        asyncio.CancelledError: this task was cancelled and has not ended.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
