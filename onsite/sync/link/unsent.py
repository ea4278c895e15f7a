"""What is recorded here and held by no hub, told while there is none to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.sync.link import ledger
from onsite.sync.rules import missing_there

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.sync.link.ledger import Here
    from onsite.wiring import Site


class Unsent:
    """Counts anew what came since it counted last.

    Args:
        site: the open store.
        link: the name under which the cursor is kept.
    """

    def __init__(self, site: Site, link: str) -> None:
        self._site = site
        self._link = link
        self._here: Here | None = None

    def forget(self) -> None:
        """Count from the beginning the next time: entries may have been taken out."""
        self._here = None

    async def count(self) -> int:
        """How many entries were not seen in a hub's stream, those of other stations too."""
        read = self._site.read
        before = self._here
        self._here = await (
            read(ledger.here) if before is None else read(ledger.here_since, before)
        )
        held = await read(ledger.held, self._link)
        return ledger.count(missing_there(self._here.spans, held))


def counted(rows: Connection, link: str = "hub") -> int:
    """How many entries were not seen in a hub's stream; looks at every entry.

    Args:
        rows: the store.
        link: the name under which the cursor is kept.
    """
    return ledger.count(missing_there(ledger.here(rows).spans, ledger.held(rows, link)))
