"""Two desks that were apart, and their meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.service import Attempt, scan, undo
from onsite.journal.journal import entries_of
from onsite.plan.service import current

if TYPE_CHECKING:
    from onsite.checkin.views import Answer
    from onsite.wiring import Site


def admit(site: Site, key: str, code: str) -> Answer:
    """A scan at the door."""
    plan = site.read_now(current)
    return site.write_now(scan, plan, Attempt(key, "door", site.operator, code=code))


def take_back(site: Site, key: str) -> Answer:
    """An undo."""
    return site.write_now(undo, site.read_now(current), key, "wrong_person", site.operator)


def meet(*sites: Site) -> None:
    """Everybody has everything from now on."""
    for writer in sites:
        entries = writer.read_now(entries_of, writer.journal.station)
        for reader in sites:
            if reader is not writer:
                hear = reader.journal.receive
                reader.store.write_now(lambda rows, hear=hear, new=entries: hear(rows, new))
