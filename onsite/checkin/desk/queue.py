"""Attempts wait here: they are answered one after another, in the order they were made."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from onsite.scanner.hand.heard import Heard


def _new_key() -> str:
    return str(uuid4())


@dataclass(frozen=True, slots=True)
class Ask:
    """An attempt as it was made: what was read, chosen or typed, where, and which way."""

    checkpoint: str
    """Empty where the plan was not there yet: the desk's first one."""
    direction: str
    code: str = ""
    attendee: str = ""
    typed: str = ""
    """What stood in the line at Enter: a code if somebody has it, else a name."""
    heard: Heard | None = None
    """What a hand scanner has sent; whose code it is, is not known yet."""
    answers: tuple[tuple[str, str], ...] = ()
    """What the guest answers, as in `service.Attempt`; so the next two."""
    confirmed: tuple[str, ...] = ()
    refers_to: str = ""
    key: str = field(default_factory=_new_key)
    """Made now, before the attempt."""


class AskQueue:
    """A queue that forgets nothing."""

    def __init__(self) -> None:
        self._asks: asyncio.Queue[Ask] = asyncio.Queue()

    def put(self, ask: Ask) -> None:
        """Take an attempt."""
        self._asks.put_nowait(ask)

    async def serve(self, answer: Callable[[Ask], Awaitable[None]]) -> None:
        """Answer attempts for ever. `answer` must not raise for what a person can mend."""
        while True:
            ask = await self._asks.get()
            try:
                await answer(ask)
            finally:
                self._asks.task_done()

    async def answered(self) -> None:
        """Return once every attempt so far is answered."""
        await self._asks.join()
