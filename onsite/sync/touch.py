"""Which consoles are in touch, and whether what others have carried out has arrived.

Pure: what the link says, the stations of the event and clocks in; a rank and a yes or no out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.sync.link.state import Phase
from onsite.sync.rules import INCIDENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.sync.link.state import LinkState
    from onsite.sync.rules import Member

PATIENCE_MS = 6_000
"""A station that was heard within this is there: each says every two seconds that it is."""
HEARING = (Phase.LIVE, Phase.HUB_FULL)
GAP_MS = 10_000
"""Whoever has not looked for so long was asleep, or stopped."""
FRESH_MS = 3_000
"""So long after its start a console does not believe the link that it is live: the news may be of
the program before."""
WOKEN_MS = 6_000
"""The same after a sleep: it takes the link some seconds to see that its connection is gone."""
ALONE_MS = 8_000
"""So long after waking, or after its start, it is waited for a link at all."""
CATCH_UP_MS = 30_000
"""So long it is waited until everything has been read that was missed."""


def rank(
    station: str,
    members: Mapping[str, Member],
    state: LinkState,
    phase: Phase | None,
    now_ms: int,
) -> int:
    """The place of this station among the consoles in touch, from 0: those that run incidents.

    Those whose task it is come first, as stations of the role control. In a partition, and alone,
    each is the first.

    Args:
        station: this one.
        members: the stations of the event, by id; empty for none.
        state: the last news of this station's link.
        phase: how the link stands; None while it is being started.
        now_ms: by the corrected clock.
    """
    if phase not in (*HEARING, Phase.CATCHING_UP):
        return 0
    heard = {peer.station for peer in state.peers if abs(now_ms - peer.heard_ms) < PATIENCE_MS} - {
        station
    }
    consoles = [each for each in heard if (known := members.get(each)) and known.may(INCIDENTS)]
    own = _order(station, members)
    return sum(_order(each, members) < own for each in consoles)


def _order(station: str, members: Mapping[str, Member]) -> tuple[bool, str]:
    known = members.get(station)
    return (known is None or "control" not in known.roles, station)


class Settling:
    """Whether what others have carried out may still be on its way.

    Who wakes up, or comes back from a partition, would carry out once more what was carried out
    meanwhile. It waits for that, but not for long: in a partition nobody else may be left.
    """

    def __init__(self) -> None:
        self._woke_ms: int | None = None
        self._fresh_ms = FRESH_MS
        self._looked_ms = 0
        self._phase: Phase | None = None
        self._since_ms = 0

    def settled(self, phase: Phase | None, boot_ms: int, *, joined: bool) -> bool:
        """Whether it may carry out what is due, by what is known now.

        Args:
            phase: how the link stands; None while it is being started.
            boot_ms: by a clock that nobody can set and that counts sleep.
            joined: whether the station belongs to an event of several.
        """
        if self._woke_ms is None:
            self._woke_ms = boot_ms
        elif not 0 <= boot_ms - self._looked_ms <= GAP_MS:
            self._woke_ms, self._fresh_ms = boot_ms, WOKEN_MS
        self._looked_ms = boot_ms
        if phase is not self._phase:
            self._phase, self._since_ms = phase, boot_ms
        if not joined:
            return True
        awake_ms = boot_ms - self._woke_ms
        if phase in HEARING:
            return awake_ms >= self._fresh_ms
        if phase is Phase.CATCHING_UP:
            return boot_ms - self._since_ms >= CATCH_UP_MS
        return awake_ms >= ALONE_MS
