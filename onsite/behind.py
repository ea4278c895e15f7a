"""What works behind the screens: its waits end when they should, its mistakes are told once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from onsite.errors import OnsiteError

if TYPE_CHECKING:
    from collections.abc import Callable


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
