"""Who was admitted later gets the badge keys by itself, from whichever station is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.codes import keys

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.wiring import Site

EVERY_S = 5.0
"""How often `look` is to be called, in seconds."""
_TURNS = 12
"""After so many looks everybody has had their turn."""


class Giver:
    """Gives keys to stations that lack them; the holders take turns, so that mostly one does."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._looks = 0

    async def look(self) -> int:
        """Look once whether anybody lacks a key; answers how many were given.

        Raises:
            OnsiteError: it could not be recorded.
        """
        site = self._site
        turn = await site.read(_turn, site.journal)
        if turn is None:
            self._looks = 0
            return 0
        self._looks += 1
        if self._looks <= turn:
            return 0
        self._looks = 0
        return await site.write(keys.share, site.operator)


def _turn(rows: Connection, journal: Journal) -> int | None:
    """How many others go before this station; None where nobody lacks anything it could give."""
    if not keys.lacking(rows, journal.signer):
        return None
    return keys.holders(rows).index(journal.station) % _TURNS
