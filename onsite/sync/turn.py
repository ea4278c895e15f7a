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

    It is to be told at each look. Whoever has not looked for `touch.GAP_MS` counts as one who was
    asleep, and waits some seconds for what others have done meanwhile.

    Args:
        station: this one.
        link: how its link stands, and the last news.
    """

    def __init__(self, station: str, link: Callable[[], LinkNews]) -> None:
        self._station = station
        self._link = link
        self._settling = touch.Settling()
        self._since_ms: int | None = None

    def over(self, members: Mapping[str, Member], moment: Moment) -> None:
        """There is nothing to be done; as `come`, it is told that this station is awake."""
        self._since_ms = None
        self._settled(members, moment)

    def come(self, members: Mapping[str, Member], moment: Moment) -> bool:
        """Whether it is this station's turn to do what is to be done.

        Args:
            members: the stations of the event, by id; empty for none.
            moment: the present of this station.
        """
        if not self._settled(members, moment):
            return False
        phase, state = self._link()
        # Not before it has settled: of two that wake together, one waits for the other.
        if self._since_ms is None:
            self._since_ms = moment.steady_ms
        rank = touch.rank(self._station, members, state, phase, moment.at_ms)
        return moment.steady_ms - self._since_ms >= rank * TURN_MS

    def _settled(self, members: Mapping[str, Member], moment: Moment) -> bool:
        phase, _state = self._link()
        return self._settling.settled(phase, moment.steady_ms, joined=bool(members))
