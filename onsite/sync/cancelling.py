"""A cancellation that got lost on its way, found again."""

from __future__ import annotations

import asyncio


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
