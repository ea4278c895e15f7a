"""How often the news of a link is told: what matters at once, figures a few times a second."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.sync.link.state import LinkState

_EVERY_S = 0.15
"""News are written to a file; where entries come by the hundred, that would hold them up."""


class Announcing:
    """Tells that the link stands otherwise at once, and moved figures by and by.

    Args:
        tell: told in the thread of the event loop.
    """

    def __init__(self, tell: Callable[[LinkState], None]) -> None:
        self._tell = tell
        self._state: LinkState | None = None
        self._told: LinkState | None = None
        self._pause: asyncio.TimerHandle | None = None

    def say(self, state: LinkState) -> None:
        """This is how the link stands now."""
        self._state = state
        if self._pause is None or not _alike(state, self._told):
            self._say_now()

    def stop(self) -> None:
        """Tell what is left to tell, and nothing more."""
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None
        if self._state is not None and self._state is not self._told:
            self._told = self._state
            self._tell(self._state)

    def _say_now(self) -> None:
        self.stop()
        self._pause = asyncio.get_running_loop().call_later(_EVERY_S, self._say_later)

    def _say_later(self) -> None:
        self._pause = None
        if self._state is not self._told:
            self._say_now()


def _alike(state: LinkState, told: LinkState | None) -> bool:
    return told is not None and (state.phase, state.hub, state.detail) == (
        told.phase,
        told.hub,
        told.detail,
    )
