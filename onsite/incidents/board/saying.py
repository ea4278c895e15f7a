"""What came of the last act: while one incident is looked through, it goes on standing there."""

from __future__ import annotations

from onsite.incidents.board.work import BoardWork
from onsite.ui.saying import SayingScreen

_WITHIN = frozenset(("up", "down", "pageup", "pagedown", "home", "end"))
"""Keys that stay within the incident that is shown."""


class BoardSaying(BoardWork, SayingScreen):
    """One line for all that the board has to say."""

    def keeps_said(self, key: str) -> bool:
        """It is said of the incident that is shown."""
        return bool(self.at) and key in _WITHIN
