"""Whose turn it is of several consoles: the first in touch acts, another one where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.sync import touch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from onsite.sync.clock.moments import Moment
    from onsite.sync.link.state import LinkState, Phase
    from onsite.sync.rules import Member

TURN_MS = 5_000
"""So long each console waits for the one before it, of those that are in touch."""
LinkNews = tuple["Phase | None", "LinkState"]
"""How a station's link stands, and its last news."""


class Turn:
    """Waits until those before this station would have acted.

    Args:
        station: this one.
        link: how its link stands, and the last news.
    """

    def __init__(self, station: str, link: Callable[[], LinkNews]) -> None:
        self._station = station
        self._link = link
        self._settling = touch.Settling()
        self._since_ms: int | None = None

    def over(self) -> None:
        """There is nothing to be done any more."""
        self._since_ms = None

    def come(self, members: Mapping[str, Member], moment: Moment) -> bool:
        """Whether it is this station's turn to do what is to be done.

        Args:
            members: the stations of the event, by id; empty for none.
            moment: the present of this station.
        """
        phase, state = self._link()
        if self._since_ms is None:
            self._since_ms = moment.steady_ms
        settled = self._settling.settled(phase, moment.steady_ms, joined=bool(members))
        rank = touch.rank(self._station, members, state, phase, moment.at_ms)
        return settled and moment.steady_ms - self._since_ms >= rank * TURN_MS
