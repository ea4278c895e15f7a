"""What works behind the screens: its waits end when they should, its mistakes are told once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from onsite.errors import OnsiteError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from onsite.wiring import Site

    Wait = Callable[[asyncio.Event, float], Awaitable[object]]
    """Lets time pass, until the event is set or so many seconds are over."""


async def woken_or_after(woken: asyncio.Event, seconds: float) -> bool:
    """Wait until it is set, or so long; answers whether it was set."""
    # Not `wait_for`: that of Python 3.11 goes on where it is cancelled just when it is woken, and
    # whoever ends what waits would wait for it without end (bugs.python.org/issue42130).
    try:
        async with asyncio.timeout(seconds):
            await woken.wait()
    except TimeoutError:
        return False
    return True


class Mistakes:
    """What goes wrong time and again in what must go on.

    Args:
        tell: called with a mistake of the program, once for each kind. What a user can mend, as a
            full store, is told by whoever meets it.
    """

    def __init__(self, tell: Callable[[BaseException], None]) -> None:
        self._tell = tell
        self._told: set[type[BaseException]] = set()

    def note(self, error: BaseException) -> None:
        """Something went wrong."""
        if not isinstance(error, OnsiteError) and type(error) not in self._told:
            self._told.add(type(error))
            self._tell(error)


class Rounds:
    """Does one round after the other; what goes wrong in one does not end the next.

    Args:
        site: the open store.
        told: called when something was recorded.
        mistaken: called with a mistake of the program.
        wait: lets time pass.
        again_s: when to look again after a round that went wrong, in seconds.
    """

    def __init__(
        self,
        site: Site,
        told: Callable[[], None],
        mistaken: Callable[[BaseException], None],
        wait: Wait,
        again_s: float,
    ) -> None:
        self._site = site
        self._told = told
        self._mistakes = Mistakes(mistaken)
        self._wait = wait
        self._again_s = again_s

    async def run(self) -> None:
        """One after the other until it is cancelled."""
        never = asyncio.Event()
        try:
            while True:
                await self._wait(never, await self.round())
        finally:
            self.stop()

    def stop(self) -> None:
        """Let go of what was held from round to round. Does not wait."""

    async def round(self) -> float:
        """Do what is to be done now; answers when to look again, in seconds."""
        try:
            return await self._round()
        except Exception as error:  # noqa: BLE001 - whatever it was, the next round may go well
            self._mistakes.note(error)
            return self._again_s

    async def _round(self) -> float:
        raise NotImplementedError
