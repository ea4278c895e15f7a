"""Waiting for what other tasks and processes bring about."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


async def eventually(true: Callable[[], Awaitable[bool]], within_s: float = 30.0) -> None:
    """Wait until something holds."""
    give_up = time.monotonic() + within_s
    while not await true():
        assert time.monotonic() < give_up
        await asyncio.sleep(0.02)
